/** The links of the closed loop and the entry that proves each. Pure. */
import type { EventView } from '../../../contract/cases.ts';
import type { EventType } from '../../../domain/events/registry.ts';
import type { CaseStage } from '../../../domain/vocabulary.ts';

type LinkStage = Exclude<CaseStage, 'not_crisis'>;
export type RingLink = { readonly stage: LinkStage; readonly proof: EventView | undefined };

/** Which entries prove a link; the first of them in the log counts. */
const proofs: Readonly<Record<LinkStage, readonly EventType[]>> = {
  lead: ['lead_recorded', 'case_reopened'],
  interviewed: ['interview_held'],
  assessed: ['grade_decided'],
  filed: ['case_filed'],
  notified: ['guardian_notified', 'principal_notified', 'letter_sent'],
  plan_drafting: ['plan_drafted'],
  plan_signed: ['plan_signed'],
  plan_submitted: ['plan_submitted'],
  in_intervention: ['follow_up_held', 'guardian_contacted', 'pupil_contacted', 'referral_made', 'leave_started'],
  closed: ['case_closed'],
};

// Object.keys forgets the keys it lists.
const order = Object.keys(proofs) as readonly LinkStage[];

/** Links of the current loop, in the order of the ring. A reopened case starts a new ring. */
export function linksOf(events: readonly EventView[]): readonly RingLink[] {
  const reopened = events.findLastIndex((event) => event.type === 'case_reopened');
  const loop = reopened < 0 ? events : events.slice(reopened);
  return order.map((stage) => ({ stage, proof: loop.find((event) => proofs[stage].some((type) => type === event.type)) }));
}
