/** A link of the closed loop: somebody owes something until a moment, and it ends in one of five honest ways. */
import type { CaseId, EventId } from '../ids.ts';
import type { Instant, PlainDate } from '../time.ts';
import type { ObligationEnd, Role, WaitingFor } from '../vocabulary.ts';

export type Obligation = {
  /** `${openedBy}:${ruleId}:${slot}:${occurrence}`: the same log gives the same ids. */
  readonly id: string;
  readonly caseId: CaseId;
  readonly ruleId: string;
  readonly clause: string;
  readonly packVersion: string;
  readonly slot: string;
  /** 1, 2, … within a repeating duty. */
  readonly occurrence: number;
  readonly openedBy: EventId;
  readonly openedAt: Instant;
  readonly dueAt: Instant;
  readonly ownerRole: Role;
  /** Null while it is open. */
  readonly end: ObligationEnd | null;
  /** When what ended it happened, never before `openedAt`; for a missed week the end of that week. */
  readonly endedAt: Instant | null;
  /** Null for a missed week: nothing ended it. */
  readonly endedBy: EventId | null;
  /** Counted in calendar days because the school calendar was not published that far. */
  readonly estimated: boolean;
  /** Put off once, with a reason; the due moment does not move. */
  readonly snoozedTo: Instant | null;
  /** Waits for somebody else, who is to be asked again on `chaseOn`; the due moment does not move. */
  readonly waitingFor: WaitingFor | null;
  readonly chaseOn: PlainDate | null;
};

export function isOpen(obligation: Pick<Obligation, 'end'>): boolean {
  return obligation.end === null;
}
