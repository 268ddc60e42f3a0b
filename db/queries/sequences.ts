import type { Reader } from '../tx.ts';

/** The number last drawn in a series and year; 0 before the first. Drawing the next is the store's (sequence-store). */
export async function lastOrdinal(reader: Reader, series: string, year: number): Promise<number> {
  const row = await reader.selectFrom('sequence').select('last').where('series', '=', series).where('year', '=', year).executeTakeFirst();
  return row?.last ?? 0;
}
