/** The rows of all tables of a file, each taken or refused. */
import { bodyOf, type DataRow } from './body.ts';
import { cellAt, type Table } from './detect.ts';
import type { Field } from './fields.ts';
import { textOf } from './normalise.ts';
import type { Place, Refusal, Skip, Warning } from './parsed.ts';
import { warning } from './people.ts';

/** What is remembered while a file is read: where a key was seen first, and what the reader of the report should know. */
export type Reading = { readonly seen: Map<string, Place>; readonly warnings: Warning[] };

/** One row of a table, and where warnings about it go. */
export type RowReading = Reading & { readonly table: Table; readonly row: DataRow };

export type RowRead<Row> = { readonly taken: true; readonly row: Row } | { readonly taken: false; readonly refusal: Refusal };

export type RowsRead<Row> = {
  readonly rows: readonly Row[];
  readonly refused: readonly Refusal[];
  readonly skipped: readonly Skip[];
  readonly warnings: readonly Warning[];
  readonly dataRows: number;
};

/** Reads the body of every table in turn. */
export function readRows<Row>(tables: readonly Table[], read: (reading: RowReading) => RowRead<Row>): RowsRead<Row> {
  const reading: Reading = { seen: new Map(), warnings: [] };
  const rows: Row[] = [];
  const refused: Refusal[] = [];
  const skipped: Skip[] = [];
  let dataRows = 0;
  for (const table of tables) {
    const body = bodyOf(table);
    skipped.push(...body.skipped);
    dataRows += body.data.length;
    for (const row of body.data) {
      const result = read({ ...reading, table, row });
      if (result.taken) rows.push(result.row);
      else refused.push(result.refusal);
    }
  }
  return { rows, refused, skipped, warnings: reading.warnings, dataRows };
}

type Bounded = { readonly field: Field; readonly limit: number };

/** Free text of a cell, null if empty; cut with a warning where the register holds less. */
export function textIn(reading: RowReading, of: Bounded): string | null {
  return bounded(reading, of, textOf(cellAt(reading.table, reading.row.cells, of.field)));
}

/** Text already read from the field's cell, cut with a warning where the register holds less; null if empty. */
export function bounded({ table, row, warnings }: RowReading, { field, limit }: Bounded, text: string): string | null {
  const characters = [...text];
  if (characters.length <= limit) return text === '' ? null : text;
  warnings.push(warning(table, row, { code: 'TEXT_SHORTENED', field, params: { limit } }));
  return characters.slice(0, limit).join('').trim();
}
