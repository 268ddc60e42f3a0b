/** Pupil lists. Identity-card and national school-roll numbers are never taken: the register has no use for them. */
import { limits } from '../../../domain/limits.ts';
import { normaliseName } from '../../../domain/name.ts';
import { momentOf } from './dates.ts';
import { cellAt, type Table } from './detect.ts';
import type { Field } from './fields.ts';
import { phoneOf, sexOf, textOf, yesNoOf, type Read } from './normalise.ts';
import type { Guardian, RosterRow, WarningCode } from './parsed.ts';
import { readClass, readGrade, readName, readStudentNo, refusal, warning } from './people.ts';
import { bounded, readRows, textIn, type RowReading, type RowRead, type RowsRead } from './read-rows.ts';

/** Reads all tables of a roster. The first row of a student number is taken; later ones are refused and point at it. */
export function parseRoster(tables: readonly Table[]): RowsRead<RosterRow> {
  return readRows(tables, readRow);
}

function readRow(reading: RowReading): RowRead<RosterRow> {
  const { table, row, seen, warnings } = reading;
  const number = readStudentNo(table, row);
  if (!number.ok) return { taken: false, refusal: refusal(table, row, { code: number.code, field: 'studentNo' }) };
  const name = readName(table, row);
  if (!name.ok) return { taken: false, refusal: refusal(table, row, { code: name.code, field: 'name' }) };
  const first = seen.get(number.value);
  if (first)
    return {
      taken: false,
      refusal: refusal(table, row, { code: 'DUPLICATE_IN_FILE', field: 'studentNo', params: { firstSheet: first.sheet, firstRow: first.row } }),
    };
  seen.set(number.value, row.place);
  if (name.damaged) warnings.push(warning(table, row, { code: 'NAME_DAMAGED', field: 'name' }));
  const { grade, warnings: gradeWarnings } = readGrade(table, row);
  warnings.push(...gradeWarnings);
  const born = take(reading, { field: 'birthDate', code: 'DATE_UNREADABLE' }, momentOf(cellAt(table, row.cells, 'birthDate')));
  return {
    taken: true,
    row: {
      ...row.place,
      studentNo: number.value,
      name: name.value,
      sex: take(reading, { field: 'sex', code: 'SEX_UNREADABLE' }, sexOf(cellAt(table, row.cells, 'sex'))),
      birthDate: born?.date ?? null,
      grade,
      className: bounded(reading, { field: 'className', limit: limits.className }, readClass(table, row) ?? ''),
      boarding: take(reading, { field: 'boarding', code: 'YES_NO_UNREADABLE' }, yesNoOf(cellAt(table, row.cells, 'boarding'))),
      classTeacher: nameIn(reading, 'classTeacher'),
      guardians: guardiansOf(reading),
      address: textIn(reading, { field: 'address', limit: limits.address }),
    },
  };
}

function take<T>({ table, row, warnings }: RowReading, of: { readonly field: Field; readonly code: WarningCode }, read: Read<T>): T | null {
  if (read.state === 'unreadable') warnings.push(warning(table, row, of));
  return read.state === 'value' ? read.value : null;
}

const guardianColumns = [
  { name: 'guardian1Name', relation: 'guardian1Relation', phone: 'guardian1Phone', fixed: null },
  { name: 'guardian2Name', relation: 'guardian2Relation', phone: 'guardian2Phone', fixed: null },
  { name: 'fatherName', relation: null, phone: 'fatherPhone', fixed: '父亲' },
  { name: 'motherName', relation: null, phone: 'motherPhone', fixed: '母亲' },
] as const;

/** Guardians with a name, and telephone numbers without one (name empty). */
function guardiansOf(reading: RowReading): readonly Guardian[] {
  return guardianColumns
    .map(({ name, relation, phone, fixed }): Guardian => ({
      name: nameIn(reading, name) ?? '',
      relation: fixed ?? (relation === null ? null : textIn(reading, { field: relation, limit: limits.relation })),
      phone: phoneIn(reading, phone),
    }))
    .filter(({ name, phone }) => name !== '' || phone !== null);
}

function nameIn(reading: RowReading, field: Field): string | null {
  return bounded(reading, { field, limit: limits.personName }, normaliseName(textOf(cellAt(reading.table, reading.row.cells, field))));
}

/** As many whole numbers as the register holds. */
function phoneIn(reading: RowReading, field: Field): string | null {
  const phones = take(reading, { field, code: 'PHONE_UNREADABLE' }, phoneOf(cellAt(reading.table, reading.row.cells, field)));
  if (phones === null || phones.length <= limits.phone) return phones;
  const kept = bounded(reading, { field, limit: limits.phone }, phones);
  return phones[limits.phone] === '、' ? kept : (kept?.replace(/、\d*$/u, '') ?? null);
}
