/** What a class teacher owes in the cases of their class: what and until when, and nothing else of a case. */
import { obligationsOf } from '../../../db/queries/cases.ts';
import { eventsByIds } from '../../../db/queries/events.ts';
import type { Reader } from '../../../db/tx.ts';
import type { CaseId } from '../../../domain/ids.ts';
import { isOpen, type Obligation } from '../../../domain/rules/obligation.ts';
import type { RulePack } from '../../../domain/rules/rule-pack.ts';
import type { Instant } from '../../../domain/time.ts';
import { itemWords, ruleOf } from './obligation-views.ts';
import { rulesOf } from './rule-packs.ts';

export type GivenDecision = { readonly obligationId: string; readonly what: string; readonly dueAt: Instant };
export type ClassTeacherDuties = {
  /** Until when an observation is owed: the earliest of what stands open. */
  readonly observeBy: Instant | null;
  /** Decisions of conferences that are given to the class teacher and not carried out yet, the earliest due first. */
  readonly decisions: readonly GivenDecision[];
};

/** Whether an entry of this type settles the duty by its own rule. */
export function isSettledBy(duty: Obligation, type: string, packs: ReadonlyMap<string, RulePack>): boolean {
  return ruleOf(duty, packs)?.settles.some(({ on }) => on === type) ?? false;
}

export async function classTeacherDuties(reader: Reader, caseId: CaseId): Promise<ClassTeacherDuties> {
  const { packs } = await rulesOf(reader);
  const owed = (await obligationsOf(reader, caseId))
    .filter((duty) => isOpen(duty) && duty.ownerRole === 'class_teacher')
    .toSorted((one, other) => (one.dueAt < other.dueAt ? -1 : 1));
  const given = owed.filter((duty) => isSettledBy(duty, 'decision_carried_out', packs));
  const events = given.length === 0 ? [] : await eventsByIds(reader, [...new Set(given.map(({ openedBy }) => openedBy))]);
  return {
    observeBy: owed.find((duty) => isSettledBy(duty, 'class_observed', packs))?.dueAt ?? null,
    decisions: given.map((duty) => ({ obligationId: duty.id, what: itemWords(duty, ruleOf(duty, packs), events) ?? '', dueAt: duty.dueAt })),
  };
}
