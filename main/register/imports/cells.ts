/** Tables as they come out of a file. */
export type Cell = string | number | boolean | Date | null;
export type Row = readonly Cell[];
/** One sheet of a workbook, or the whole of a text file. `rows[0]` is row 1. */
export type Sheet = { readonly sheet: number; readonly name: string; readonly rows: readonly Row[] };
