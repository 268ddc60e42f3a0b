/** Import files made for tests. */
import writeWorkbookFile, { type SheetData } from 'write-excel-file/node';
import type { ImportOptions } from './fields.ts';
import type { ImportError, ParsedHotline, ParsedImport, ParsedRoster, ParsedScreening } from './parsed.ts';
import { readImport } from './read-import.ts';

type MadeCell = string | number | boolean | Date | null;
export type MadeRow = readonly MadeCell[];

/** An .xlsx file with one sheet per list of rows. */
export async function workbookOf(...sheets: readonly (readonly MadeRow[])[]): Promise<Uint8Array> {
  const made = sheets.map((rows, index) => ({
    sheet: `表${index + 1}`,
    data: rows.map((row) => row.map((cell) => (cell instanceof Date ? { value: cell, type: Date, format: 'yyyy-mm-dd hh:mm' } : cell))) as SheetData,
  }));
  return writeWorkbookFile(made).toBuffer();
}

/** UTF-8 text of the rows. */
export function textOfRows(rows: readonly MadeRow[], delimiter = ','): Uint8Array {
  return Buffer.from(rows.map((row) => row.join(delimiter)).join('\r\n'), 'utf8');
}

export async function parsed(bytes: Uint8Array, options: ImportOptions = {}): Promise<ParsedImport> {
  const result = await readImport(bytes, options);
  if (!result.ok) throw new Error(`${result.error.code} ${JSON.stringify(result.error.params)}`);
  return result.value;
}

export async function roster(bytes: Uint8Array, options: ImportOptions = {}): Promise<ParsedRoster> {
  const result = await parsed(bytes, options);
  if (result.kind !== 'roster') throw new Error(result.kind);
  return result;
}

export async function screening(bytes: Uint8Array, options: ImportOptions = {}): Promise<ParsedScreening> {
  const result = await parsed(bytes, options);
  if (result.kind !== 'screening') throw new Error(result.kind);
  return result;
}

export async function hotline(bytes: Uint8Array, options: ImportOptions = {}): Promise<ParsedHotline> {
  const result = await parsed(bytes, options);
  if (result.kind !== 'hotline') throw new Error(result.kind);
  return result;
}

export async function errorOf(bytes: Uint8Array, options: ImportOptions = {}): Promise<ImportError | null> {
  const result = await readImport(bytes, options);
  return result.ok ? null : result.error;
}

/** How often each code occurs. */
export function tally(list: readonly { readonly code: string }[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { code } of list) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}
