/** Reading who a row is about: number, name, grade and class. */
import { isDamagedName, isPlausibleName, normaliseName } from '../../../domain/name.ts';
import { cellAt, type Table } from './detect.ts';
import type { DataRow } from './body.ts';
import type { Field } from './fields.ts';
import { gradeOf, type Grade } from './grades.ts';
import { codeText, optionalText, studentNumberOf, textOf } from './normalise.ts';
import type { Params, Refusal, RowCode, Warning, WarningCode } from './parsed.ts';

/** A refusal of the row, pointing at the field's column where the table has one. */
export function refusal(
  table: Table,
  row: DataRow,
  what: { readonly code: RowCode; readonly field?: Field | undefined; readonly params?: Params; readonly urgent?: boolean },
): Refusal {
  const column = what.field === undefined ? undefined : table.at.get(what.field);
  return { ...row.place, code: what.code, ...(column === undefined ? {} : { column: column + 1 }), params: what.params ?? {}, urgent: what.urgent ?? false };
}

export function warning(table: Table, row: DataRow, what: { readonly code: WarningCode; readonly field?: Field; readonly params?: Params }): Warning {
  const column = what.field === undefined ? undefined : table.at.get(what.field);
  return { ...row.place, code: what.code, ...(column === undefined ? {} : { column: column + 1 }), params: what.params ?? {} };
}

/** The pupil's number, or why there is none. */
export function readStudentNo(
  table: Table,
  { cells }: DataRow,
): { readonly ok: true; readonly value: string } | { readonly ok: false; readonly code: RowCode } {
  const read = studentNumberOf(cellAt(table, cells, 'studentNo'));
  if (read.state === 'value') return { ok: true, value: read.value };
  return { ok: false, code: read.state === 'empty' ? 'NO_STUDENT_NO' : 'STUDENT_NO_DAMAGED' };
}

const withheld = /^[([]?\s*(?:未透露|不愿透露|不透露|未告知|匿名|保密|不详|未知|未提供|不便透露|隐去|无|-+|\/)\s*[)\]]?$/u;

/** The name in its normal spelling with what is to be said about it, or why it cannot be taken. */
export function readName(
  table: Table,
  { cells }: DataRow,
):
  | { readonly ok: true; readonly value: string; readonly damaged: boolean }
  | { readonly ok: false; readonly code: 'NO_NAME' | 'NAME_WITHHELD' | 'NAME_IMPLAUSIBLE' } {
  const cell = cellAt(table, cells, 'name');
  const name = normaliseName(textOf(cell));
  if (name === '') return { ok: false, code: 'NO_NAME' };
  if (withheld.test(codeText(cell))) return { ok: false, code: 'NAME_WITHHELD' };
  if (isPlausibleName(name)) return { ok: true, value: name, damaged: false };
  const repaired = name.replace(/[?？\uFFFD□*＊]/gu, '某');
  return isDamagedName(name) && isPlausibleName(repaired) ? { ok: true, value: name, damaged: true } : { ok: false, code: 'NAME_IMPLAUSIBLE' };
}

/** Grade from its own column, else from the class name. */
export function readGrade(table: Table, row: DataRow): { readonly grade: Grade | null; readonly warnings: readonly Warning[] } {
  const own = gradeOf(cellAt(table, row.cells, 'grade'));
  if (own.state === 'value') return { grade: own.value, warnings: [] };
  const byClass = gradeOf(cellAt(table, row.cells, 'className'));
  if (byClass.state === 'value') return { grade: byClass.value, warnings: [] };
  const known = own.state === 'unreadable' || byClass.state === 'unreadable';
  return { grade: null, warnings: known ? [warning(table, row, { code: 'GRADE_UNREADABLE', field: own.state === 'unreadable' ? 'grade' : 'className' })] : [] };
}

export function readClass(table: Table, { cells }: DataRow): string | null {
  const text = optionalText(cellAt(table, cells, 'className'));
  return text === null ? null : normaliseClass(text);
}

/** One spelling of class names: half-width brackets and digits, no spaces. */
export function normaliseClass(text: string): string {
  return codeText(text).replace(/\s/gu, '');
}
