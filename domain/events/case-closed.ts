/** 结案: only when nothing is owed any more, and on a conference's word (dossier §1.7; what stands in the way: closing.ts). */
import { isGone } from '../attendance.ts';
import { blocksOfClosing } from '../closing.ts';
import { refuse } from '../refusal.ts';
import { ClosureKind } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, longText, openStages, optionalConference, optionalDocument, optionalText, people, staffRoles } from './fields.ts';

const Checklist = z.strictObject({ goalsChecked: z.boolean(), papersComplete: z.boolean(), guardianTold: z.boolean(), aftercareAgreed: z.boolean() });
const unchecked: z.infer<typeof Checklist> = { goalsChecked: false, papersComplete: false, guardianTold: false, aftercareAgreed: false };

export const caseClosed = defineEvent({
  type: 'case_closed',
  version: 2,
  payload: z.strictObject({
    kind: ClosureKind,
    /** The conference that agreed to close. */
    conferenceId: optionalConference,
    checklist: Checklist,
    summary: longText,
    aftercare: optionalText,
    participants: people.min(2),
    documentId: optionalDocument,
  }),
  example: {
    kind: 'goals_reached',
    conferenceId: optionalConference.parse('0198c5a0-0000-7000-8000-00000000000e'),
    checklist: { goalsChecked: true, papersComplete: true, guardianTold: true, aftercareAgreed: true },
    summary: '连续八周平稳，目标达成。',
    aftercare: '三个月内每月回访一次。',
    participants: ['沈老师', '周副校长'],
    documentId: null,
  },
  recordedBy: staffRoles,
  registers: bothRegisters,
  stages: openStages,
  documents: ['D19'],
  listing: { group: 'access', measure: '结案' },
  confidential: [],
  correctable: ['summary', 'aftercare', 'documentId'],
  guard: (state, payload, recording) => {
    const reasons = blocksOfClosing(state, payload, recording);
    return reasons.length === 0 ? null : refuse('CLOSE_BLOCKED', { reasons });
  },
  apply: (state, { happenedAt, payload }) => {
    const place = isGone(state) ? state.attendance : 'at_school';
    return {
      ...state,
      closedAt: happenedAt,
      attendance: payload.kind === 'deceased' ? 'deceased' : place,
      leave: null,
      hospital: null,
      returning: null,
      trialUntil: null,
      watchSince: null,
      emergency: null,
      handover: null,
    };
  },
  /** Version 2 names the conference and what was checked; earlier closings never said, so nothing counts as checked. */
  upgrade: (payload) => ({ conferenceId: null, checklist: unchecked, ...payload }),
});
