import { plainText } from '../../domain/plain-text.ts';

export type Row = Readonly<Record<string, string>>;

/** Rows of a value that may come from outside: texts only. */
export function rowsOf(value: unknown): readonly Row[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter((row): row is Record<string, unknown> => typeof row === 'object' && row !== null)
    .map((row) => Object.fromEntries(Object.entries(row).map(([key, cell]) => [key, plainText(cell)])));
}
