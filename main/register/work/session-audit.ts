/** Who opened the register, when they left, and how often somebody failed before: written to the audit trail of the register itself. */
import { appendAudit } from '../../../db/stores/audit-store.ts';
import type { Instant } from '../../../domain/time.ts';
import type { HostState } from '../host-state.ts';
import type { OpenSession } from '../session.ts';
import { closeSession } from './open-register.ts';

/** Failed attempts cannot be written to a file that stays closed: they are counted, without names, and written by the next unlock. */
export async function auditUnlock(
  state: HostState,
  session: OpenSession,
  of: { readonly at: Instant; readonly operation: 'session.unlock' | 'session.recover' },
): Promise<void> {
  const failedBefore = state.failedUnlocks;
  await session.register.write(
    async (tx) =>
      void (await appendAudit(tx, {
        at: of.at,
        userId: session.user.id,
        operation: of.operation,
        subjectId: session.user.id,
        outcome: 'ok',
        detail: { failedBefore },
      })),
  );
  state.failedUnlocks -= failedBefore;
}

/** Writes that the person left, then closes the file and forgets the keys: also when the disk takes nothing more. */
export async function leaveSession(state: HostState, at: Instant): Promise<void> {
  const { session } = state;
  try {
    await session?.register.write(
      async (tx) =>
        void (await appendAudit(tx, { at, userId: session.user.id, operation: 'session.lock', subjectId: session.user.id, outcome: 'ok', detail: {} })),
    );
  } catch {
    // The next unlock stands in the trail all the same; keys that stay in memory would be worse than a missing line.
  } finally {
    await closeSession(state);
  }
}
