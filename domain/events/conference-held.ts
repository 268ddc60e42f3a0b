/**
 * 研判会 (D29): several people met over the case. What they decided becomes somebody's duty, and a lowering or a closing rests on the minutes
 * once a second person has confirmed them with their own key.
 */
import { refuse } from '../refusal.ts';
import { dateOf } from '../time.ts';
import { ConferenceKind, RiskGrade, Role, rolesOf } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, date, line, longText, openStages, optionalDate, optionalDocument, optionalText, people, staffRoles } from './fields.ts';

/** They open no case, so nothing of it can be theirs to do. */
const blind: readonly Role[] = ['office_admin', 'auditor'];

export const conferenceHeld = defineEvent({
  type: 'conference_held',
  version: 1,
  payload: z.strictObject({
    kind: ConferenceKind,
    chair: line,
    participants: people.min(2),
    materials: optionalText,
    opinions: z.array(z.strictObject({ who: line, opinion: longText })).max(20),
    /** What the conference agreed on; null when it did not speak of the grade. */
    grade: RiskGrade.nullable(),
    agreesToClose: z.boolean(),
    decisions: z.array(z.strictObject({ what: longText, ownerRole: Role, dueOn: date })).max(20),
    nextOn: optionalDate,
    documentId: optionalDocument,
  }),
  example: {
    kind: 'review',
    chair: '周副校长',
    participants: ['周副校长', '沈老师', '陆老师'],
    materials: '四周回访记录、复诊病历。',
    opinions: [{ who: '陆老师', opinion: '近两周课堂状态平稳。' }],
    grade: 'R2',
    agreesToClose: false,
    decisions: [{ what: '调整座位，靠近讲台。', ownerRole: 'class_teacher', dueOn: date.parse('2026-10-12') }],
    nextOn: null,
    documentId: null,
  },
  recordedBy: staffRoles,
  registers: bothRegisters,
  stages: openStages,
  documents: ['D29'],
  listing: { group: 'discovery', measure: '研判会' },
  confidential: ['opinions'],
  correctable: ['chair', 'participants', 'materials', 'opinions', 'nextOn', 'documentId'],
  guard: (_state, payload, { happenedAt, registerKind }) => {
    const able = (role: Role): boolean => rolesOf[registerKind].includes(role) && !blind.includes(role);
    if (payload.decisions.some(({ ownerRole }) => !able(ownerRole))) return refuse('OWNER_ROLE_UNSUITABLE');
    return payload.decisions.some(({ dueOn }) => dueOn < dateOf(happenedAt)) ? refuse('DUE_BEFORE_OPENING') : null;
  },
  apply: (state, { id, happenedAt, payload, recordedBy }) => ({
    ...state,
    conferences: [...state.conferences, { id, heldAt: happenedAt, grade: payload.grade, agreesToClose: payload.agreesToClose, signers: [recordedBy] }],
  }),
});
