/** One import file from bytes to typed rows with a full account of what was not taken. Pure but for hashing: no clock, no files, no database. */
import { createHash } from 'node:crypto';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { PlainDate } from '../../../domain/time.ts';
import { readDelimited } from './csv.ts';
import { kindOf, repeatedColumns, tableOf, type Table } from './detect.ts';
import { isField, type ImportKind, type ImportOptions } from './fields.ts';
import { findHeader } from './header.ts';
import { parseHotline } from './hotline.ts';
import type { Sheet } from './cells.ts';
import type { ImportError, MappedColumn, ParsedImport, Warning } from './parsed.ts';
import { parseRoster } from './roster.ts';
import { parseScreening } from './screening.ts';
import { sniff } from './sniff.ts';
import { readWorkbook } from './workbook.ts';

type Found = { readonly kind: ImportKind; readonly tables: readonly Table[]; readonly warnings: readonly Warning[] };

/**
 * Reads an import file. Rows are taken or refused one by one; the whole file is refused with an `ImportError` only if it is no table, too
 * large, without a header, or if a question must be answered first (`BASE_UNKNOWN`, `COLUMNS_MISSING`). Call it in a worker (`read-in-worker.ts`).
 */
export async function readImport(bytes: Uint8Array, options: ImportOptions = {}): Promise<Result<ParsedImport, ImportError>> {
  const wrong = optionsRefusal(options);
  if (wrong) return fail(wrong);
  const sheets = await sheetsOf(bytes);
  if (!sheets.ok) return sheets;
  const found = findTables(sheets.value, options);
  if (!found.ok) return found;
  const parsed = parseTables(found.value, options, createHash('sha256').update(bytes).digest('hex'));
  if (parsed.ok && parsed.value.dataRows === 0) return fail({ code: 'NO_DATA_ROWS', params: { headerRow: parsed.value.headerRow } });
  return parsed;
}

function optionsRefusal({ mapping = {}, takenOn }: ImportOptions): ImportError | null {
  if (takenOn !== undefined && !PlainDate.safeParse(takenOn).success) return { code: 'MAPPING_UNKNOWN', params: { option: 'takenOn' } };
  return Object.values(mapping).every(isField) ? null : { code: 'MAPPING_UNKNOWN', params: { option: 'mapping' } };
}

/** The sheets of a table file as they stand in it, whatever they are about. Call it in a worker as well. */
export async function sheetsOf(bytes: Uint8Array): Promise<Result<readonly Sheet[], ImportError>> {
  const sniffed = sniff(bytes);
  if (!sniffed.ok) return sniffed;
  return sniffed.value.format === 'workbook' ? readWorkbook(bytes) : readDelimited(sniffed.value.text);
}

/** Takes every sheet of the first kind found (or of the kind asked for); sheets of other kinds or without a header are reported. */
function findTables(sheets: readonly Sheet[], options: ImportOptions): Result<Found, ImportError> {
  const filled = sheets.filter(({ rows }) => rows.some((row) => row.some((cell) => cell !== null && cell !== '')));
  if (filled.length === 0) return fail({ code: 'EMPTY_FILE', params: {} });
  const read = filled.map((sheet) => {
    const header = findHeader(sheet, options.mapping ?? {});
    const table = header ? tableOf(sheet.sheet, sheet.rows, header) : null;
    return { sheet, table, kind: table ? kindOf(table) : null };
  });
  const kinds = read.map(({ kind }) => kind).filter((kind) => kind !== null);
  const kind = options.kind ?? kinds[0];
  if (kind === undefined || kinds.length === 0) return fail({ code: 'HEADER_NOT_FOUND', params: {} });
  if (!kinds.includes(kind)) return fail({ code: 'KIND_DIFFERS', params: { found: kinds[0] ?? '' } });
  const tables = read.flatMap((each) => (each.kind === kind && each.table ? [each.table] : []));
  const unread = read
    .filter((each) => each.kind !== kind)
    .map(({ sheet }): Warning => ({ sheet: sheet.sheet, row: 0, code: 'SHEET_NOT_READ', params: { rows: sheet.rows.length } }));
  const twice = tables.flatMap((table) =>
    repeatedColumns(table).map(({ index }): Warning => ({
      sheet: table.sheet,
      row: table.header.row + 1,
      column: index + 1,
      code: 'COLUMN_TWICE',
      params: {},
    })),
  );
  return ok({ kind, tables, warnings: [...unread, ...twice] });
}

function parseTables({ kind, tables, warnings }: Found, options: ImportOptions, sha256: string): Result<ParsedImport, ImportError> {
  const columns = tables.flatMap(mappedColumns);
  const ignored = tables.flatMap(({ header }) =>
    header.columns.filter((column) => column.header !== '' && (column.field === null || column.field === 'ignored')).map((column) => column.header),
  );
  const account = { sha256, headerRow: (tables[0]?.header.row ?? 0) + 1, columns, ignoredColumns: [...new Set(ignored)] };
  if (kind === 'screening') {
    const read = parseScreening(tables, options);
    return read.ok ? ok({ kind, ...account, ...read.value, warnings: [...warnings, ...read.value.warnings] }) : read;
  }
  if (kind === 'hotline') {
    const read = parseHotline(tables);
    return ok({ kind, ...account, ...read, warnings: [...warnings, ...read.warnings] });
  }
  const read = parseRoster(tables);
  return ok({ kind, ...account, ...read, warnings: [...warnings, ...read.warnings] });
}

function mappedColumns({ sheet, header, at }: Table): readonly MappedColumn[] {
  return header.columns.flatMap(({ index, header: text, field }) =>
    field !== null && field !== 'ignored' && at.get(field) === index ? [{ sheet, column: index + 1, header: text, field }] : [],
  );
}
