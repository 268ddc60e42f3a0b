/** 公安反馈: what became of a mandatory report, and which guardians are no longer suspected. A later word may follow an earlier one. */
import { EventId } from '../ids.ts';
import { refuse } from '../refusal.ts';
import { GuardianRelation, stages } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, optionalText, staffRoles } from './fields.ts';

export const mandatoryReportAnswered = defineEvent({
  type: 'mandatory_report_answered',
  version: 1,
  payload: z.strictObject({
    reportId: EventId.meta({ widget: 'reference', of: 'mandatory_report' }),
    outcome: z.enum(['case_filed', 'not_filed', 'referred', 'cleared']),
    note: optionalText,
    clears: z.array(GuardianRelation).max(4),
  }),
  example: {
    reportId: EventId.parse('0198c5a0-0000-7000-8000-00000000000e'),
    outcome: 'case_filed',
    note: '公安机关已立案，由未保检察官对接。',
    clears: [],
  },
  recordedBy: staffRoles,
  registers: bothRegisters,
  stages,
  documents: [],
  listing: { group: 'emergency', measure: null },
  confidential: ['note', 'clears'],
  correctable: ['note', 'happenedAt'],
  guard: (state, payload) => (state.mandatoryReports.some(({ eventId }) => eventId === payload.reportId) ? null : refuse('MANDATORY_REPORT_UNKNOWN')),
  apply: (state, { happenedAt, payload }) => ({
    ...state,
    guardianSuspects: state.guardianSuspects.filter((relation) => !payload.clears.includes(relation)),
    mandatoryReports: state.mandatoryReports.map((report) =>
      report.eventId === payload.reportId ? { ...report, answeredAt: report.answeredAt ?? happenedAt } : report,
    ),
  }),
});
