import { Table } from 'antd';
import type { Output } from '../../../../contract/index.ts';
import type { CaseId } from '../../../../domain/ids.ts';
import { useNow } from '../../../clock.ts';
import { formatMoment } from '../../../i18n/format.ts';
import { useLanguage, type Translate } from '../../../i18n/use-language.ts';
import { DueLabel } from '../../../parts/due-label.tsx';
import { DutyTitle } from '../../../parts/duty-title.tsx';
import { GradeTag } from '../../../parts/grade-tag.tsx';

type Sheet = Output<'cases.handoverSheet'>;
export type SheetRow = Sheet[number];
type Choosing = { readonly chosen: readonly CaseId[]; readonly onChoose: (ids: readonly CaseId[]) => void };
type Props = { readonly rows: readonly SheetRow[]; readonly choosing?: Choosing };

/** What the next person must know of each case, as it is read on the screen and on paper. */
export function SheetTable({ rows, choosing }: Props) {
  const { t } = useLanguage();
  return (
    <Table<SheetRow>
      size="small"
      rowKey="caseId"
      className="handover-sheet"
      dataSource={rows}
      pagination={false}
      locale={{ emptyText: t('handover.sheetEmpty') }}
      {...(choosing === undefined
        ? {}
        : { rowSelection: { selectedRowKeys: [...choosing.chosen], onChange: (_keys, selected) => choosing.onChoose(selected.map((row) => row.caseId)) } })}
      columns={[
        {
          key: 'pupil',
          title: t('handover.pupil'),
          width: 190,
          render: (_value, row) => (
            <>
              <b>{row.pupilName}</b> {row.className}
              <div className="mono quiet">{row.caseNo}</div>
              {row.handoverPending ? <span className="marker marker-corrected">{t('handover.pending')}</span> : null}
            </>
          ),
        },
        {
          key: 'state',
          title: t('cases.stage'),
          width: 130,
          render: (_value, row) => (
            <>
              <GradeTag grade={row.grade} />
              <div>
                {t(`vocabulary:stage.${row.stage}`)} · {t(`vocabulary:attendance.${row.attendance}`)}
              </div>
            </>
          ),
        },
        {
          key: 'contact',
          title: t('handover.lastContact'),
          width: 140,
          render: (_value, row) => (row.lastContactAt === null ? <span className="quiet">{t('handover.never')}</span> : formatMoment(row.lastContactAt)),
        },
        { key: 'warnings', title: t('handover.warnings'), width: 200, render: (_value, row) => <Warnings warnings={row.warnings} /> },
        { key: 'duties', title: t('handover.duties'), render: (_value, row) => <Duties duties={row.duties} /> },
      ]}
    />
  );
}

/** Codes of the register in words; the predecessor's own words as they are. */
function warningWords(warning: string, t: Translate): string {
  return t(`handover.warning.${warning}` as 'handover.warning.SEALED', { defaultValue: warning });
}

function Warnings({ warnings }: { readonly warnings: readonly string[] }) {
  const { t } = useLanguage();
  return (
    <ul className="plain-list">
      {warnings.map((warning) => (
        <li key={warning} className="due-late">
          {warningWords(warning, t)}
        </li>
      ))}
    </ul>
  );
}

function Duties({ duties }: { readonly duties: SheetRow['duties'] }) {
  const now = useNow();
  return (
    <ul className="plain-list">
      {duties.map((duty, index) => (
        // The same duty may be owed twice.
        <li key={index} className="sheet-duty">
          <DutyTitle duty={{ ...duty, occurrence: 1 }} /> <DueLabel dueAt={duty.dueAt} now={now} />
        </li>
      ))}
    </ul>
  );
}
