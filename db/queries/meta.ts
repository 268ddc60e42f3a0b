import type { Reader } from '../tx.ts';

/** A single value of the register, or null. */
export async function metaValue(reader: Reader, key: string): Promise<string | null> {
  const row = await reader.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value ?? null;
}
