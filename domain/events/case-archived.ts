/** 归档: the closed case goes to the archive, with its number, its keeper and the day until which it is kept. */
import { refuse } from '../refusal.ts';
import { refuseShortRetention } from '../retention.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, date, line } from './fields.ts';

/** The papers that a reader of the volume looks for first. */
const mainPapers = ['filing', 'guardian_notice', 'risk_assessment', 'plan', 'measures', 'referral', 'follow_ups', 'closing'] as const;

export const caseArchived = defineEvent({
  type: 'case_archived',
  version: 1,
  payload: z.strictObject({
    /** Number of the volume in the archive. */
    volume: line,
    place: line,
    /** Main papers that were found in the volume; what is absent was looked for and is not there. */
    checked: z.array(z.enum(mainPapers)).max(mainPapers.length),
    retainUntil: date,
    keeper: line,
  }),
  example: {
    volume: '心档2027-012',
    place: '档案室保密柜',
    checked: ['filing', 'guardian_notice', 'plan', 'closing'],
    retainUntil: date.parse('2042-08-31'),
    keeper: '档案管理员',
  },
  recordedBy: ['psych_teacher', 'vice_principal', 'center_counselor', 'center_head'],
  registers: bothRegisters,
  stages: ['closed'],
  documents: [],
  listing: { group: 'access', measure: null },
  confidential: [],
  correctable: ['volume', 'place', 'retainUntil', 'keeper'],
  guard: ({ closedAt }, _payload, { happenedAt }) => (closedAt !== null && happenedAt < closedAt ? refuse('BEFORE_CLOSING') : null),
  standsAs: ({ closedAt }, payload) => refuseShortRetention(payload.retainUntil, closedAt),
  apply: (state, { happenedAt }) => ({ ...state, archivedAt: happenedAt }),
});
