/** 家长约谈 / 多方会谈 (D24): school and family at one table, with what each side said and what was agreed. */
import { withGuardianReached } from '../contacts.ts';
import { refuse } from '../refusal.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, line, longText, openStages, optionalDate, optionalDocument, optionalLine, optionalText, people, staffRoles } from './fields.ts';

export const familyMeetingHeld = defineEvent({
  type: 'family_meeting_held',
  version: 1,
  payload: z.strictObject({
    place: optionalLine,
    chair: line,
    present: people.min(2),
    topic: longText,
    schoolSaid: optionalText,
    guardianSaid: optionalText,
    expertSaid: optionalText,
    agreement: z.enum(['referral', 'stays_at_school', 'undecided']),
    /** Who looks after the pupil at home, and how. */
    guardianship: longText,
    refusal: optionalText,
    nextOn: optionalDate,
    recordingAgreed: z.enum(['not_recorded', 'agreed']),
    documentId: optionalDocument,
  }),
  example: {
    place: '会议室',
    chair: '周副校长',
    present: ['欧阳先生', '沈老师', '陆老师'],
    topic: '通报近况,商量就医与居家看护。',
    schoolSaid: '说明在校表现与已采取的措施。',
    guardianSaid: '近期工作调整,晚间可以陪伴。',
    expertSaid: '',
    agreement: 'referral',
    guardianship: '父亲负责晚间与周末看护,药品上锁。',
    refusal: '',
    nextOn: null,
    recordingAgreed: 'not_recorded',
    documentId: null,
  },
  recordedBy: staffRoles,
  registers: bothRegisters,
  stages: openStages,
  documents: ['D24'],
  listing: { group: 'contact', measure: '家长约谈' },
  confidential: ['guardianSaid', 'expertSaid'],
  correctable: [
    'place',
    'chair',
    'present',
    'topic',
    'schoolSaid',
    'guardianSaid',
    'expertSaid',
    'guardianship',
    'refusal',
    'nextOn',
    'documentId',
    'happenedAt',
  ],
  guard: (state) => (state.guardianSuspects.includes('all') ? refuse('GUARDIAN_SUSPECTED') : null),
  apply: (state, { happenedAt }) => withGuardianReached(state, happenedAt),
});
