/** Pupil lists. Identity-card and national school-roll numbers are never taken: the register has no use for them. */
import { isPlausibleName, normaliseName } from '../../../domain/name.ts';
import { momentOf } from './dates.ts';
import { bodyOf, type DataRow } from './body.ts';
import { cellAt, type Table } from './detect.ts';
import type { Field } from './fields.ts';
import { optionalText, phoneOf, sexOf, textOf, yesNoOf, type Read } from './normalise.ts';
import type { Guardian, Place, Refusal, RosterRow, Skip, Warning, WarningCode } from './parsed.ts';
import { readClass, readGrade, readName, readStudentNo, refusal, warning } from './people.ts';

export type RosterRead = {
  readonly rows: readonly RosterRow[];
  readonly refused: readonly Refusal[];
  readonly skipped: readonly Skip[];
  readonly warnings: readonly Warning[];
  readonly dataRows: number;
};

type Context = { readonly seen: Map<string, Place>; readonly warnings: Warning[] };

/** Reads all tables of a roster. The first row of a student number is taken; later ones are refused and point at it. */
export function parseRoster(tables: readonly Table[]): RosterRead {
  const context: Context = { seen: new Map(), warnings: [] };
  const rows: RosterRow[] = [];
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

function readRow(
  table: Table,
  row: DataRow,
  { seen, warnings }: Context,
): { readonly taken: true; readonly row: RosterRow } | { readonly taken: false; readonly refusal: Refusal } {
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
  const take = <T>(field: Field, read: Read<T>, code: WarningCode): T | null => {
    if (read.state === 'unreadable') warnings.push(warning(table, row, { code, field }));
    return read.state === 'value' ? read.value : null;
  };
  const born = take('birthDate', momentOf(cellAt(table, row.cells, 'birthDate')), 'DATE_UNREADABLE');
  return {
    taken: true,
    row: {
      ...row.place,
      studentNo: number.value,
      name: name.value,
      sex: take('sex', sexOf(cellAt(table, row.cells, 'sex')), 'SEX_UNREADABLE'),
      birthDate: born?.date ?? null,
      grade,
      className: readClass(table, row),
      boarding: take('boarding', yesNoOf(cellAt(table, row.cells, 'boarding')), 'YES_NO_UNREADABLE'),
      classTeacher: optionalName(table, row, 'classTeacher'),
      guardians: guardiansOf(table, row, (field) => take(field, phoneOf(cellAt(table, row.cells, field)), 'PHONE_UNREADABLE')),
      address: optionalText(cellAt(table, row.cells, 'address')),
    },
  };
}

const guardianColumns = [
  { name: 'guardian1Name', relation: 'guardian1Relation', phone: 'guardian1Phone', fixed: null },
  { name: 'guardian2Name', relation: 'guardian2Relation', phone: 'guardian2Phone', fixed: null },
  { name: 'fatherName', relation: null, phone: 'fatherPhone', fixed: '父亲' },
  { name: 'motherName', relation: null, phone: 'motherPhone', fixed: '母亲' },
] as const;

/** Guardians with a name, and telephone numbers without one (name empty). */
function guardiansOf(table: Table, row: DataRow, phoneIn: (field: Field) => string | null): readonly Guardian[] {
  return guardianColumns
    .map(({ name, relation, phone, fixed }): Guardian => ({
      name: optionalName(table, row, name) ?? '',
      relation: fixed ?? (relation === null ? null : optionalText(cellAt(table, row.cells, relation))),
      phone: phoneIn(phone),
    }))
    .filter(({ name, phone }) => name !== '' || phone !== null);
}

function optionalName(table: Table, { cells }: DataRow, field: Field): string | null {
  const name = normaliseName(textOf(cellAt(table, cells, field)));
  return isPlausibleName(name) ? name : optionalText(name);
}
