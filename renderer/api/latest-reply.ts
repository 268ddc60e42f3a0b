/** What a page may go on showing when a second reading is refused. */
import type { ErrorCode, Refusal } from '../../contract/errors.ts';
import type { CodeOf, OperationName, Output, Reply } from '../../contract/index.ts';

/** The latest reply, or the earlier answer together with the refusal that did not take its place. */
export type LatestReply<N extends OperationName> = Reply<N> | { readonly ok: true; readonly value: Output<N>; readonly error: Refusal<CodeOf<N>> };

/**
 * Refusals that say nothing about whether the person may see the answer: the register was busy, or its disk failed. Every other code takes the
 * answer away, those that end the access among them, and any that is added later.
 */
const passing: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['BUSY', 'CANCELLED', 'DB_DAMAGED', 'DB_LOCKED', 'DISK_FULL', 'FOLDER_READ_ONLY', 'INTERNAL']);

/** Whether an answer may stay in sight when it could not be read again. */
export function isPassing(code: ErrorCode): boolean {
  return passing.has(code);
}

/** Keeps `before`, and with it the forms that are filled in under it, when `now` is refused for a passing reason. */
export function latestReply<N extends OperationName>(before: LatestReply<N> | undefined, now: Reply<N>): LatestReply<N> {
  if (now.ok || before?.ok !== true || !isPassing(now.error.code)) return now;
  return { ok: true, value: before.value, error: now.error };
}
