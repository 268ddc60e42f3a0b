/** The rows below a header: which hold data, and which are blank lines, totals, signature lines or the header printed again. */
import { cellAt, type Table } from './detect.ts';
import { foldHeader } from './header.ts';
import { codeText, studentNumberOf, textOf } from './normalise.ts';
import type { Place, Row, Skip } from './parsed.ts';

export type DataRow = { readonly place: Place; readonly cells: Row };

/** Words that start a line below the data. Those that could also start a name or a note need their colon. */
const footer =
  /^(?:合计|总计|小计|共计|总人数|平均分?$|平均值|均值|标准差|最高分|最低分|共\s*\d+\s*[人名条]|以下空白|第\s*\d+\s*页|(?:填表|制表|审核|审批|负责|统计|填报|经办|联系|打印|导出|上报)(?:人|时间|日期|单位)?\s*(?::|$)|(?:校长|分管校长|学校|单位|盖章|公章|日期|备注|说明|注|签名|签字)\s*(?:\((?:盖章|签字|签名)\)|盖章|签字|签名)?\s*:)/u;

/** Splits the body of a table. Every row below the header is either a data row or skipped with a reason. */
export function bodyOf(table: Table): { readonly data: readonly DataRow[]; readonly skipped: readonly Skip[] } {
  const data: DataRow[] = [];
  const skipped: Skip[] = [];
  for (let index = table.header.bodyFrom; index < table.rows.length; index += 1) {
    const cells = table.rows[index] ?? [];
    const place = { sheet: table.sheet, row: index + 1 };
    const code = skipCode(table, cells);
    if (code) skipped.push({ ...place, code });
    else data.push({ place, cells });
  }
  return { data, skipped };
}

function skipCode(table: Table, cells: Row): Skip['code'] | null {
  const first = cells.find((cell) => textOf(cell) !== '');
  if (first === undefined) return 'BLANK';
  if (repeatsHeader(table, cells)) return 'REPEATED_HEADER';
  const hasNumber = studentNumberOf(cellAt(table, cells, 'studentNo')).state === 'value';
  return !hasNumber && footer.test(codeText(first)) ? 'FOOTER' : null;
}

function repeatsHeader({ header }: Table, cells: Row): boolean {
  const known = header.columns.filter(({ field }) => field !== null);
  const same = known.filter(({ header: text, index }) => foldHeader(cells[index] ?? null) === foldHeader(text)).length;
  return same * 2 > known.length;
}
