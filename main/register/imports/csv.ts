/** Delimited text as rows of text cells. */
import { CsvError, parse } from 'csv-parse/sync';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { maxColumns, maxRecordCharacters, maxRows } from './limits.ts';
import type { Sheet } from './cells.ts';
import type { ImportError } from './parsed.ts';

const delimiters = [',', ';', '\t', '，', '|'] as const;
const probeLines = 40;

/** Splits the text; row numbers count records, as a spreadsheet shows them (a quoted line break stays in its row). */
export function readDelimited(text: string): Result<readonly Sheet[], ImportError> {
  const announced = /^sep=(.)\r?\n/iu.exec(text);
  const body = announced ? text.slice(announced[0].length) : text;
  const rows = split(body, announced?.[1] ?? delimiterOf(body));
  if (!rows.ok) return rows;
  if (rows.value.length > maxRows) return fail({ code: 'TOO_MANY_ROWS', params: { limit: maxRows } });
  if (rows.value.some((row) => row.length > maxColumns)) return fail({ code: 'TOO_MANY_COLUMNS', params: { limit: maxColumns } });
  // A line that announces the delimiter is row 1 of the file.
  return ok([{ sheet: 1, name: '', rows: announced ? [[], ...rows.value] : rows.value }]);
}

function split(text: string, delimiter: string): Result<readonly (readonly string[])[], ImportError> {
  try {
    return ok(
      parse(text, {
        delimiter,
        relax_column_count: true,
        relax_quotes: true,
        skip_empty_lines: false,
        max_record_size: maxRecordCharacters,
        record_delimiter: ['\r\n', '\n', '\r'],
        to: maxRows + 1,
      }),
    );
  } catch (error) {
    if (error instanceof CsvError) return fail({ code: 'TEXT_BROKEN', params: {} });
    throw error;
  }
}

/** The delimiter that splits most of the first lines into most cells. */
function delimiterOf(text: string): string {
  const lines = text
    .split(/\r\n|\n|\r/u, probeLines)
    .map((line) => line.replace(/"[^"]*"/gu, ''))
    .filter((line) => line.trim() !== '');
  const [best] = delimiters
    .map((delimiter) => {
      const counts = lines.map((line) => line.split(delimiter).length - 1).sort((a, b) => a - b);
      return { delimiter, median: counts[Math.floor(counts.length / 2)] ?? 0 };
    })
    .sort((a, b) => b.median - a.median);
  return best && best.median > 0 ? best.delimiter : ',';
}
