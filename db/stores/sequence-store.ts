/** Running numbers of documents and cases: without gaps, because they are drawn in the transaction of what carries them. */
import { sql } from 'kysely';
import type { Tx } from '../tx.ts';

/** Draws the next number (1, 2, …) of a series in a year. */
export async function nextOrdinal(tx: Tx, series: string, year: number): Promise<number> {
  const row = await tx
    .insertInto('sequence')
    .values({ series, year, last: 1 })
    .onConflict((on) => on.columns(['series', 'year']).doUpdateSet({ last: sql<number>`"sequence"."last" + 1` }))
    .returning('last')
    .executeTakeFirstOrThrow();
  return row.last;
}
