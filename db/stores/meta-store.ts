/** Single values of a register: its kind, its office, its age identity. */
import type { Tx } from '../tx.ts';

/** Sets a value, replacing an older one. */
export async function setMeta(tx: Tx, key: string, value: string): Promise<void> {
  await tx
    .insertInto('meta')
    .values({ key, value })
    .onConflict((on) => on.column('key').doUpdateSet({ value }))
    .execute();
}
