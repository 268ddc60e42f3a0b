/** Call logs. A call about an unnamed pupil cannot be joined to a case, but a danger it states is never passed over. */
import { limits } from '../../../domain/limits.ts';
import { atClock } from '../../../domain/time.ts';
import { momentOf } from './dates.ts';
import { cellAt, type Table } from './detect.ts';
import { codeText, optionalText, yesNoOf } from './normalise.ts';
import type { HotlineRow, RowCode } from './parsed.ts';
import { readClass, readGrade, readName, refusal, warning } from './people.ts';
import { readRows, textIn, type RowReading, type RowRead, type RowsRead } from './read-rows.ts';

type Risk = HotlineRow['risk'];

/** Reads all tables of a call log. The same call about the same pupil twice is refused the second time. */
export function parseHotline(tables: readonly Table[]): RowsRead<HotlineRow> {
  return readRows(tables, readRow);
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

function readRow(reading: RowReading): RowRead<HotlineRow> {
  const { table, row, seen, warnings } = reading;
  const riskText = optionalText(cellAt(table, row.cells, 'risk'));
  const risk = riskText === null ? 'unknown' : riskOf(riskText);
  const refuse = (code: RowCode, field: 'name' | 'callTime', params = {}): RowRead<never> => ({
    taken: false,
    refusal: refusal(table, row, { code, field, params: { risk, ...params }, urgent: riskText !== null && risk !== 'none' }),
  });
  const called = momentOf(cellAt(table, row.cells, 'callTime'));
  if (called.state !== 'value') return refuse(called.state === 'empty' ? 'DATE_MISSING' : 'DATE_UNREADABLE', 'callTime');
  const name = readName(table, row);
  if (!name.ok) return refuse(name.code === 'NO_NAME' ? 'NAME_WITHHELD' : name.code, 'name');
  const calledAt = called.value.instant ?? atClock(called.value.date, 0);
  const { grade, warnings: gradeWarnings } = readGrade(table, row);
  const school = optionalText(cellAt(table, row.cells, 'school'));
  const className = readClass(table, row);
  // Two children may bear one name, and a log may say no more than the day.
  const key = JSON.stringify([calledAt, name.value, school, grade?.code ?? null, className]);
  const first = seen.get(key);
  if (first) return refuse('DUPLICATE_IN_FILE', 'callTime', { firstSheet: first.sheet, firstRow: first.row });
  seen.set(key, row.place);
  warnings.push(...gradeWarnings);
  if (name.damaged) warnings.push(warning(table, row, { code: 'NAME_DAMAGED', field: 'name' }));
  if (riskText !== null && risk === 'unknown') warnings.push(warning(table, row, { code: 'RISK_UNREADABLE', field: 'risk' }));
  const { callParty, callText } = limits;
  const booked = yesNoOf(cellAt(table, row.cells, 'interviewBooked'));
  if (booked.state === 'unreadable') warnings.push(warning(table, row, { code: 'YES_NO_UNREADABLE', field: 'interviewBooked' }));
  return {
    taken: true,
    row: {
      ...row.place,
      calledAt,
      hasClock: called.value.instant !== null,
      operator: textIn(reading, { field: 'operator', limit: callParty }),
      callerIdentity: textIn(reading, { field: 'callerIdentity', limit: callParty }),
      name: name.value,
      school,
      grade,
      className,
      problem: textIn(reading, { field: 'problem', limit: callText }),
      risk,
      riskText,
      action: textIn(reading, { field: 'action', limit: callText }),
      interviewBooked: booked.state === 'value' ? booked.value : null,
    },
  };
}
