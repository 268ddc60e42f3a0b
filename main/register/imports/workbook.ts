/** Workbooks (.xlsx) as rows of plain cells. Formula cells give the value that Excel stored last. */
import readWorkbookFile from 'read-excel-file/web-worker';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { maxColumns, maxRows } from './limits.ts';
import type { Row, Sheet } from './cells.ts';
import type { ImportError } from './parsed.ts';
import { checkWorkbookZip } from './zip-check.ts';

/** All sheets in the order of the workbook. The zip is checked first. */
export async function readWorkbook(bytes: Uint8Array): Promise<Result<readonly Sheet[], ImportError>> {
  const checked = await checkWorkbookZip(bytes);
  if (!checked.ok) return checked;
  const sheets = await parse(checked.value);
  if (!sheets) return fail({ code: 'WORKBOOK_BROKEN', params: {} });
  if (sheets.reduce((all, { rows }) => all + rows.length, 0) > maxRows) return fail({ code: 'TOO_MANY_ROWS', params: { limit: maxRows } });
  if (sheets.some(({ rows }) => (rows[0]?.length ?? 0) > maxColumns)) return fail({ code: 'TOO_MANY_COLUMNS', params: { limit: maxColumns } });
  return ok(sheets);
}

async function parse(bytes: Uint8Array): Promise<readonly Sheet[] | null> {
  try {
    const sheets = await readWorkbookFile(new Blob([new Uint8Array(bytes)]), { trim: false });
    // The parser's types say `typeof Date` where they mean `Date`; rows are not copied, a district's file is large.
    return sheets.map(({ sheet, data }, index) => ({ sheet: index + 1, name: sheet, rows: data as readonly (readonly unknown[])[] as readonly Row[] }));
  } catch {
    // The parser throws on damaged parts and on cells it cannot read; its texts may hold cell contents and stay here.
    return null;
  }
}
