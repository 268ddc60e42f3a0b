/** Call logs. A call about an unnamed pupil cannot be joined to a case, but a danger it states is never passed over. */
import { atClock } from '../../../domain/time.ts';
import { bodyOf, type DataRow } from './body.ts';
import { momentOf } from './dates.ts';
import { cellAt, type Table } from './detect.ts';
import { codeText, optionalText, yesNoOf } from './normalise.ts';
import type { HotlineRow, Place, Refusal, RowCode, Skip, Warning } from './parsed.ts';
import { readClass, readGrade, readName, refusal, warning } from './people.ts';

export type HotlineRead = {
  readonly rows: readonly HotlineRow[];
  readonly refused: readonly Refusal[];
  readonly skipped: readonly Skip[];
  readonly warnings: readonly Warning[];
  readonly dataRows: number;
};

type Risk = HotlineRow['risk'];
type Context = { readonly seen: Map<string, Place>; readonly warnings: Warning[] };

/** Reads all tables of a call log. The same call about the same pupil twice is refused the second time. */
export function parseHotline(tables: readonly Table[]): HotlineRead {
  const context: Context = { seen: new Map(), warnings: [] };
  const rows: HotlineRow[] = [];
  const refused: Refusal[] = [];
  const skipped: Skip[] = [];
  let dataRows = 0;
  for (const table of tables) {
    const body = bodyOf(table);
    skipped.push(...body.skipped);
    dataRows += body.data.length;
    for (const row of body.data) {
      const read = readRow(table, row, context);
      if (read.taken) rows.push(read.row);
      else refused.push(read.refusal);
    }
  }
  return { rows, refused, skipped, warnings: context.warnings, dataRows };
}

const denied = /(?:没有|否认|无|未(?!遂))(?:见|发现)?(?:[、,和或及]?(?:自杀|自伤)*(?:自杀|自伤|意念|想法|念头|计划|行为|实施|风险))*/gu;

/** Words of the risk column. What is not understood is `unknown`, never `none`. */
export function riskOf(text: string): Risk {
  const folded = codeText(text).replace(/\s/gu, '');
  const stated = folded.replace(denied, '').replace(/^[、,;。]+|[、,;。]+$/gu, '');
  if (stated === '' || stated === '否' || stated === '0') return 'none';
  if (/行为|实施|未遂|自残|割/u.test(stated)) return 'behavior';
  return /意念|想法|念头|计划/u.test(stated) ? 'ideation' : 'unknown';
}

function readRow(
  table: Table,
  row: DataRow,
  { seen, warnings }: Context,
): { readonly taken: true; readonly row: HotlineRow } | { readonly taken: false; readonly refusal: Refusal } {
  const riskText = optionalText(cellAt(table, row.cells, 'risk'));
  const risk = riskText === null ? 'unknown' : riskOf(riskText);
  const refuse = (code: RowCode, field: 'name' | 'callTime', params = {}): { readonly taken: false; readonly refusal: Refusal } => ({
    taken: false,
    refusal: refusal(table, row, { code, field, params: { risk, ...params }, urgent: riskText !== null && risk !== 'none' }),
  });
  const called = momentOf(cellAt(table, row.cells, 'callTime'));
  if (called.state !== 'value') return refuse(called.state === 'empty' ? 'DATE_MISSING' : 'DATE_UNREADABLE', 'callTime');
  const name = readName(table, row);
  if (!name.ok) return refuse(name.code === 'NO_NAME' ? 'NAME_WITHHELD' : name.code, 'name');
  const calledAt = called.value.instant ?? atClock(called.value.date, 0);
  const key = `${calledAt} ${name.value}`;
  const first = seen.get(key);
  if (first) return refuse('DUPLICATE_IN_FILE', 'callTime', { firstSheet: first.sheet, firstRow: first.row });
  seen.set(key, row.place);
  const { grade, warnings: gradeWarnings } = readGrade(table, row);
  warnings.push(...gradeWarnings);
  if (name.damaged) warnings.push(warning(table, row, { code: 'NAME_DAMAGED', field: 'name' }));
  if (riskText !== null && risk === 'unknown') warnings.push(warning(table, row, { code: 'RISK_UNREADABLE', field: 'risk' }));
  const text = (field: 'operator' | 'callerIdentity' | 'school' | 'problem' | 'action'): string | null => optionalText(cellAt(table, row.cells, field));
  const booked = yesNoOf(cellAt(table, row.cells, 'interviewBooked'));
  if (booked.state === 'unreadable') warnings.push(warning(table, row, { code: 'YES_NO_UNREADABLE', field: 'interviewBooked' }));
  return {
    taken: true,
    row: {
      ...row.place,
      calledAt,
      hasClock: called.value.instant !== null,
      operator: text('operator'),
      callerIdentity: text('callerIdentity'),
      name: name.value,
      school: text('school'),
      grade,
      className: readClass(table, row),
      problem: text('problem'),
      risk,
      riskText,
      action: text('action'),
      interviewBooked: booked.state === 'value' ? booked.value : null,
    },
  };
}
