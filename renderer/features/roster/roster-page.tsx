/** Pupils of the office, and the files they come from. */
import { ImportOutlined, UserAddOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { PupilSummary } from '../../../contract/shapes.ts';
import { usePages } from '../../api/use-pages.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { gradeWords } from '../../i18n/school-grade.ts';
import { ImportWizard } from '../../parts/import-wizard/import-wizard.tsx';
import { LongTable, type LongColumn } from '../../parts/long-table.tsx';
import { RefusalNote } from '../../parts/refusal-note.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { Page } from '../../ui/page.tsx';
import { AddPupil } from './parts/add-pupil.tsx';
import { PupilPanel } from './parts/pupil-panel.tsx';

export function RosterPage() {
  const { t } = useLanguage();
  const [search, setSearch] = useState('');
  const [open, setOpen] = useState<'import' | 'add' | null>(null);
  const [pupil, setPupil] = useState<PupilSummary | null>(null);
  const pages = usePages('roster.list', { search });
  const columns = useColumns();
  return (
    <Page
      fill
      title={t('frame.page.roster')}
      note={pages.total === undefined ? undefined : t('common.total', { count: pages.total })}
      actions={
        <>
          <Button icon={<UserAddOutlined />} onClick={() => setOpen('add')}>
            {t('roster.add')}
          </Button>
          <Button type="primary" icon={<ImportOutlined />} onClick={() => setOpen('import')}>
            {t('roster.import')}
          </Button>
        </>
      }
    >
      <div className="filters" role="search">
        <SearchField label={t('roster.search')} onSearch={setSearch} />
      </div>
      <RefusalNote refusal={pages.refusal} />
      <LongTable
        label={t('frame.page.roster')}
        pages={pages}
        columns={columns}
        onOpen={setPupil}
        empty={search === '' ? t('roster.empty') : t('roster.notFound')}
      />
      {open === 'import' ? <ImportWizard onClose={() => setOpen(null)} /> : null}
      {open === 'add' ? <AddPupil onClose={() => setOpen(null)} /> : null}
      {pupil === null ? null : <PupilPanel key={pupil.id} pupilId={pupil.id} onClose={() => setPupil(null)} />}
    </Page>
  );
}

function useColumns(): readonly LongColumn<PupilSummary>[] {
  const { t } = useLanguage();
  return useMemo(
    () => [
      { key: 'name', title: t('imports.field.name'), width: 180, grow: true, cell: (row) => <b>{row.name}</b> },
      { key: 'number', title: t('imports.field.studentNo'), width: 180, cell: (row) => <span className="mono">{row.studentNo}</span> },
      {
        key: 'sex',
        title: t('imports.field.sex'),
        width: 80,
        cell: (row) => t(`vocabulary:sex.${row.sex}` as 'vocabulary:sex.male', { defaultValue: row.sex }),
      },
      { key: 'birth', title: t('imports.field.birthDate'), width: 130, cell: (row) => row.birthDate ?? '—' },
      { key: 'grade', title: t('imports.field.grade'), width: 100, cell: (row) => gradeWords(row.grade, t) },
      { key: 'class', title: t('imports.field.className'), width: 150, cell: (row) => row.className },
      {
        key: 'case',
        title: t('roster.openCase'),
        width: 120,
        grow: true,
        cell: (row) => (row.openCaseId === null ? '' : <span className="marker">{t('roster.hasCase')}</span>),
      },
    ],
    [t],
  );
}
