/** Whether the stored snapshots are those that this program would fold. */
import { createHash } from 'node:crypto';
import { CaseState } from '../domain/case-state.ts';
import { z } from '../domain/zod.ts';
import { metaValue } from './queries/meta.ts';
import { setMeta } from './stores/meta-store.ts';
import type { Reader, Tx } from './tx.ts';

/** One more whenever the same log folds to another state, or to other duties, of the same shape. */
const foldRevision = 1;

const key = 'state_shape';
let known: string | null = null;

/** Names the shape of the state and the way of folding: computed once, from the schema itself, so that no change of it can be forgotten. */
export function stateShape(): string {
  known ??= `${foldRevision}:${createHash('sha256')
    .update(JSON.stringify(z.toJSONSchema(CaseState)))
    .digest('hex')}`;
  return known;
}

/** Snapshots and duties were folded by another program: every case is to be folded again before anything reads one. */
export async function foldNeeded(reader: Reader): Promise<boolean> {
  return (await metaValue(reader, key)) !== stateShape();
}

/** Every snapshot is of the present shape: written in the transaction that folded the last case, and when a register is made. */
export async function markFolded(tx: Tx): Promise<void> {
  await setMeta(tx, key, stateShape());
}
