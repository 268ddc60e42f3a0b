/** All cases, found and filtered; ten thousand rows scroll like ten. */
import { LockOutlined } from '@ant-design/icons';
import { useMemo, useState } from 'react';
import type { CaseSummary } from '../../../contract/shapes.ts';
import type { CaseId } from '../../../domain/ids.ts';
import { mayCall } from '../../access.ts';
import { usePages } from '../../api/use-pages.ts';
import { useNow } from '../../clock.ts';
import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useNavigation } from '../../navigation.tsx';
import { AccessDialog } from '../../parts/access-dialog.tsx';
import { DueLabel } from '../../parts/due-label.tsx';
import { GradeTag } from '../../parts/grade-tag.tsx';
import { LongTable, type LongColumn } from '../../parts/long-table.tsx';
import { RefusalNote } from '../../parts/refusal-note.tsx';
import { useSession } from '../../session.tsx';
import { Page } from '../../ui/page.tsx';
import type { CaseFilter } from './case-filter.ts';
import { CaseFilters } from './parts/case-filters.tsx';

export function CaseListPage() {
  const { t } = useLanguage();
  const { go } = useNavigation();
  const [filter, setFilter] = useState<CaseFilter>({ search: '', open: true, sort: 'due' });
  const pages = usePages('cases.list', filter);
  const columns = useColumns();
  const [locked, setLocked] = useState<CaseId | null>(null);
  const asks = mayCall(useSession().user.role, 'cases.access');
  const open = (caseId: CaseId) => go({ page: 'case', caseId });
  return (
    <Page fill title={t('frame.page.cases')} note={pages.total === undefined ? undefined : t('common.total', { count: pages.total })}>
      <CaseFilters filter={filter} onChange={setFilter} />
      <RefusalNote refusal={pages.refusal} />
      <LongTable
        label={t('frame.page.cases')}
        pages={pages}
        columns={columns}
        onOpen={(row) => (row.mayOpen || !asks ? open(row.id) : setLocked(row.id))}
        empty={t('cases.empty')}
      />
      {locked === null ? null : <AccessDialog caseId={locked} onClose={() => setLocked(null)} onGranted={() => open(locked)} />}
    </Page>
  );
}

function useColumns(): readonly LongColumn<CaseSummary>[] {
  const { t } = useLanguage();
  const now = useNow();
  return useMemo(
    () => [
      { key: 'grade', title: t('cases.grade'), width: 110, cell: (row) => (row.mayOpen ? <GradeTag grade={row.grade} /> : <NotTold />) },
      { key: 'pupil', title: t('cases.pupil'), width: 128, grow: true, cell: (row) => <Pupil row={row} /> },
      { key: 'class', title: t('cases.class'), width: 102, cell: (row) => row.className },
      { key: 'stage', title: t('cases.stage'), width: 104, cell: (row) => t(`vocabulary:stage.${row.stage}`) },
      { key: 'attendance', title: t('cases.attendance'), width: 104, cell: (row) => t(`vocabulary:attendance.${row.attendance}`) },
      {
        key: 'due',
        title: t('cases.nextDue'),
        width: 112,
        cell: (row) => (row.nextDueAt === null ? <NotTold /> : <DueLabel dueAt={row.nextDueAt} now={now} />),
      },
      { key: 'owner', title: t('list.owner'), width: 80, cell: (row) => row.ownerName },
      { key: 'open', title: t('cases.openDuties'), width: 66, cell: (row) => (row.mayOpen ? row.openObligations : <NotTold />) },
      { key: 'opened', title: t('cases.openedOn'), width: 94, cell: (row) => formatDate(row.openedAt) },
      {
        key: 'number',
        title: t('cases.number'),
        width: 164,
        cell: (row) => (
          <span className="mono">
            {row.caseNo}
            {row.loop > 1 ? ` · ${t('cases.loop', { loop: row.loop })}` : ''}
          </span>
        ),
      },
      { key: 'channel', title: t('cases.channel'), width: 110, grow: true, cell: (row) => t(`vocabulary:channel.${row.channel}`) },
    ],
    [t, now],
  );
}

/** Nothing to tell, or not to whom it is shut: a grade that is kept back is no missing grade. */
function NotTold() {
  return <span className="quiet">—</span>;
}

/** The name, with a lock where the case opens with a reason only. */
function Pupil({ row }: { readonly row: CaseSummary }) {
  const { t } = useLanguage();
  return (
    <>
      {row.mayOpen ? null : <LockOutlined aria-label={t('list.locked')} title={t('list.locked')} />} <b>{row.pupilName}</b>
      {row.sealed ? <span className="marker list-mark">{t('view.sealed')}</span> : null}
    </>
  );
}
