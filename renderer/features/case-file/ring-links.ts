/** The links of the closed loop and the entry that proves each. Pure. */
import type { EventView } from '../../../contract/cases.ts';
import { gradeRank } from '../../../domain/case-state.ts';
import type { EventType } from '../../../domain/events/registry.ts';
import { RiskGrade, stages, type CaseStage } from '../../../domain/vocabulary.ts';

type LinkStage = Exclude<CaseStage, 'not_crisis'>;
export type RingLink = { readonly stage: LinkStage; readonly proof: EventView | undefined };

/** Which entries prove a link; the first of them in the log counts. */
const proofs: Readonly<Record<LinkStage, readonly EventType[]>> = {
  lead: ['lead_recorded', 'case_reopened'],
  interviewed: ['interview_held', 'risk_interview_held'],
  assessed: ['grade_decided'],
  filed: ['case_filed'],
  notified: ['guardian_notified', 'principal_notified', 'letter_sent'],
  plan_drafting: ['plan_drafted'],
  plan_signed: ['plan_signed'],
  plan_submitted: ['plan_submitted'],
  in_intervention: ['follow_up_held', 'counselling_held', 'guardian_contacted', 'pupil_contacted', 'referral_made', 'hospital_admitted', 'leave_started'],
  return_assessing: ['return_applied', 'return_assessed'],
  returned_watch: ['leave_ended'],
  downgraded: ['grade_decided'],
  closed: ['case_closed'],
  archived: ['case_archived'],
};
const order: readonly LinkStage[] = stages.filter((stage) => stage !== 'not_crisis');

const comesBack: readonly unknown[] = ['returned', 'trial', 'part_time'];
const high = gradeRank('R3');

/** Grade of a decision; -1 for any other entry. */
function decided(event: EventView): number {
  const grade = RiskGrade.safeParse(event.payload['grade']);
  return event.type === 'grade_decided' && grade.success ? gradeRank(grade.data) : -1;
}

/** The first decision below R3 that follows one of R3 or R4. */
function stepDown(loop: readonly EventView[]): EventView | undefined {
  const first = loop.findIndex((event) => decided(event) >= high);
  return first < 0 ? undefined : loop.slice(first).find((event) => decided(event) >= 0 && decided(event) < high);
}

function proofOf(stage: LinkStage, loop: readonly EventView[]): EventView | undefined {
  if (stage === 'downgraded') return stepDown(loop);
  const proving = loop.filter((event) => proofs[stage].some((type) => type === event.type));
  return stage === 'returned_watch' ? proving.find(({ payload }) => comesBack.includes(payload['how'])) : proving[0];
}

/** Links that only some cases have: the way back after a leave, and the lowering after a high grade. */
function isAsked(stage: LinkStage, loop: readonly EventView[]): boolean {
  if (stage === 'return_assessing' || stage === 'returned_watch') return loop.some(({ type }) => type === 'leave_started' || type === 'return_applied');
  return stage !== 'downgraded' || loop.some((event) => decided(event) >= high);
}

/** Links of the current loop, in the order of the ring. A reopened case starts a new ring. */
export function linksOf(events: readonly EventView[]): readonly RingLink[] {
  const reopened = events.findLastIndex((event) => event.type === 'case_reopened');
  const loop = reopened < 0 ? events : events.slice(reopened);
  return order.filter((stage) => isAsked(stage, loop)).map((stage) => ({ stage, proof: proofOf(stage, loop) }));
}
