/** The rows below a header: which hold data, and which are blank lines, totals, signature lines or the header printed again. */
import { cellAt, type Table } from './detect.ts';
import { foldHeader, type Column } from './header.ts';
import { codeText, isBlank, studentNumberOf } from './normalise.ts';
import type { Row } from './cells.ts';
import type { Place, Skip } from './parsed.ts';

export type DataRow = { readonly place: Place; readonly cells: Row };

/** Words that start a line below the data. Those that could also start a name or a note need their colon. */
const footer =
  /^(?:合计|总计|小计|共计|总人数|平均分?$|平均值|均值|标准差|最高分|最低分|共\s*\d+\s*[人名条]|以下空白|第\s*\d+\s*页|(?:填表|制表|审核|审批|负责|统计|填报|经办|联系|打印|导出|上报)(?:人|时间|日期|单位)?\s*(?::|$)|(?:校长|分管校长|学校|单位|盖章|公章|日期|备注|说明|注|签名|签字)\s*(?:\((?:盖章|签字|签名)\)|盖章|签字|签名)?\s*:)/u;

/** Splits the body of a table. Every row below the header is either a data row or skipped with a reason. */
export function bodyOf(table: Table): { readonly data: readonly DataRow[]; readonly skipped: readonly Skip[] } {
  const data: DataRow[] = [];
  const skipped: Skip[] = [];
  const known = table.header.columns.filter(({ field }) => field !== null);
  for (let index = table.header.bodyFrom; index < table.rows.length; index += 1) {
    const cells = table.rows[index] ?? [];
    const place = { sheet: table.sheet, row: index + 1 };
    const code = skipCode(table, known, cells);
    if (code) skipped.push({ ...place, code });
    else data.push({ place, cells });
  }
  return { data, skipped };
}

function skipCode(table: Table, known: readonly Column[], cells: Row): Skip['code'] | null {
  const first = cells.find((cell) => !isBlank(cell));
  if (first === undefined) return 'BLANK';
  if (repeatsHeader(known, cells)) return 'REPEATED_HEADER';
  if (!footer.test(codeText(first))) return null;
  return studentNumberOf(cellAt(table, cells, 'studentNo')).state === 'value' ? null : 'FOOTER';
}

/** One of the first known columns, and most of all, hold their own heads again. */
function repeatsHeader(known: readonly Column[], cells: Row): boolean {
  const repeats = ({ header: text, index }: Column): boolean => cells[index] === text || foldHeader(cells[index] ?? null) === foldHeader(text);
  return known.slice(0, 2).some(repeats) && known.filter(repeats).length * 2 > known.length;
}
