/** 结案: only when nothing is owed any more (dossier §1.7). After a death the duties end with the life; the record stays. */
import { gradeRank, needsPlan, type CaseState } from '../case-state.ts';
import { refuse, type CloseBlock } from '../refusal.ts';
import { ClosureKind } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent, type Recording } from './define-event.ts';
import { longText, openStages, optionalDocument, optionalText, people } from './fields.ts';

export const caseClosed = defineEvent({
  type: 'case_closed',
  version: 1,
  payload: z.strictObject({ kind: ClosureKind, summary: longText, aftercare: optionalText, participants: people.min(2), documentId: optionalDocument }),
  example: {
    kind: 'goals_reached',
    summary: '连续八周平稳,目标达成。',
    aftercare: '三个月内每月回访一次。',
    participants: ['沈老师', '周副校长'],
    documentId: null,
  },
  recordedBy: ['psych_teacher', 'vice_principal', 'principal', 'center_counselor', 'center_head'],
  registers: ['school', 'center'],
  stages: openStages,
  documents: ['D19'],
  confidential: [],
  correctable: ['summary', 'aftercare', 'documentId'],
  guard: (state, payload, recording) => {
    const reasons = payload.kind === 'deceased' ? [] : closeBlocksOf(state, recording);
    return reasons.length === 0 ? null : refuse('CLOSE_BLOCKED', { reasons });
  },
  apply: (state, { happenedAt }) => ({ ...state, closedAt: happenedAt, attendance: 'at_school', leave: null }),
});

/** What still stands in the way of closing the case; empty when it may be closed. */
export function closeBlocksOf(
  state: CaseState,
  { registerKind, openObligations, now }: Pick<Recording, 'registerKind' | 'openObligations' | 'now'>,
): readonly CloseBlock[] {
  const blocks: readonly (readonly [CloseBlock, boolean])[] = [
    ['NOT_GRADED', state.outcome === null],
    ['GRADE_TOO_HIGH', gradeRank(state.grade) >= gradeRank('R3')],
    ['REFERRAL_WITHOUT_REPLY', state.referrals.some((referral) => referral.repliedAt === null)],
    ['OBLIGATION_OVERDUE', openObligations.some((obligation) => obligation.dueAt < now)],
    ['PLAN_NOT_SUBMITTED', registerKind === 'school' && needsPlan(state) && state.plan?.status !== 'submitted'],
    ['STILL_ON_LEAVE', state.leave !== null],
  ];
  return blocks.filter(([, stands]) => stands).map(([block]) => block);
}
