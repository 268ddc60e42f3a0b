import { Table } from 'antd';
import type { ObligationView } from '../../../../contract/shapes.ts';
import type { Role } from '../../../../domain/vocabulary.ts';
import { mayCall } from '../../../access.ts';
import { useNow } from '../../../clock.ts';
import { formatMoment } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useNavigation } from '../../../navigation.tsx';
import { DueLabel } from '../../../parts/due-label.tsx';
import { DutyTitle } from '../../../parts/duty-title.tsx';
import { GradeTag } from '../../../parts/grade-tag.tsx';
import { useSession } from '../../../session.tsx';

type Paging = { readonly total: number; readonly offset: number; readonly pageSize: number; readonly onOffset: (offset: number) => void };
type Props = { readonly rows: readonly ObligationView[]; readonly paging: Paging };

/** Overdue duties, the latest first; Enter opens the case for those who may see it. */
export function OverdueTable({ rows, paging }: Props) {
  const { t } = useLanguage();
  const { user } = useSession();
  const { go } = useNavigation();
  const now = useNow();
  const opens = mayCall(user.role, 'cases.file');
  return (
    <Table<ObligationView>
      size="small"
      rowKey="id"
      dataSource={rows}
      pagination={{
        total: paging.total,
        pageSize: paging.pageSize,
        current: paging.offset / paging.pageSize + 1,
        hideOnSinglePage: true,
        showSizeChanger: false,
        size: 'small',
        onChange: (page) => paging.onOffset((page - 1) * paging.pageSize),
      }}
      onRow={(row) => ({
        tabIndex: 0,
        className: opens ? 'row-open' : '',
        onClick: () => (opens ? go({ page: 'case', caseId: row.caseId }) : undefined),
        onKeyDown: (event) => {
          if (opens && event.key === 'Enter') go({ page: 'case', caseId: row.caseId });
        },
      })}
      columns={[
        { key: 'late', title: t('wall.late'), width: 150, render: (_value, row) => <DueLabel dueAt={row.dueAt} now={now} /> },
        { key: 'duty', title: t('wall.duty'), render: (_value, row) => <DutyTitle duty={row} /> },
        {
          key: 'pupil',
          title: t('wall.pupil'),
          width: 190,
          render: (_value, row) => (
            <>
              <b>{row.pupilName}</b> <span className="quiet">{row.className}</span>
            </>
          ),
        },
        { key: 'grade', title: t('cases.grade'), width: 100, render: (_value, row) => <GradeTag grade={row.grade} /> },
        {
          key: 'owner',
          title: t('wall.owner'),
          width: 190,
          render: (_value, row) => <Owing duty={row} />,
        },
        { key: 'level', title: t('wall.level'), width: 110, render: (_value, row) => <Escalation level={row.escalation} /> },
        { key: 'state', title: t('wall.state'), width: 190, render: (_value, row) => <Standing duty={row} /> },
      ]}
    />
  );
}

const caseKeepers: readonly Role[] = ['psych_teacher', 'center_counselor'];

/** Who owes it: a counsellor by name; anybody else by office, since the name that is known is of whoever has the case. */
function Owing({ duty: { ownerName, ownerRole } }: { readonly duty: ObligationView }) {
  const { t } = useLanguage();
  const role = t(`vocabulary:role.${ownerRole}`);
  const keeps = caseKeepers.includes(ownerRole);
  return (
    <>
      <b>{keeps ? ownerName : role}</b> <span className="quiet">{keeps ? role : t('board.ofCase', { name: ownerName })}</span>
    </>
  );
}

/** Whose business it has become. */
function Escalation({ level }: { readonly level: ObligationView['escalation'] }) {
  const { t } = useLanguage();
  return <span className={`escalation escalation-${level}`}>{t(`vocabulary:escalation.${level}`)}</span>;
}

/** Put off, waiting for others, or with a date that is only estimated: it stays on the wall all the same. */
function Standing({ duty }: { readonly duty: ObligationView }) {
  const { t } = useLanguage();
  return (
    <ul className="plain-list quiet">
      {duty.waitingFor === null ? null : (
        <li>
          {t('wall.waiting', { who: t(`vocabulary:waitingFor.${duty.waitingFor}`) })}
          {duty.chaseOn === null ? null : ` · ${t('wall.chaseOn', { on: duty.chaseOn })}`}
        </li>
      )}
      {duty.snoozedTo === null ? null : <li>{t('wall.snoozed', { at: formatMoment(duty.snoozedTo) })}</li>}
      {duty.estimated ? <li>{t('wall.estimated')}</li> : null}
    </ul>
  );
}
