/**
 * 强制报告 (D28): a suspected infringement of a minor is reported to the police. A guardian who is suspected is not told (dossier §3.18): from
 * here on the notices and contacts with them are refused.
 */
import { withSignal } from '../case-state.ts';
import { GuardianRelation, Infringement } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, line, longText, openStages, optionalLine, optionalText, people, staffRoles } from './fields.ts';

export const mandatoryReportMade = defineEvent({
  type: 'mandatory_report_made',
  version: 1,
  payload: z.strictObject({
    situation: z.array(Infringement).min(1).max(9),
    suspectKnown: z.boolean(),
    guardianSuspects: z.array(GuardianRelation).max(3),
    facts: longText,
    evidence: optionalText,
    /** The organ that took the report. */
    police: line,
    officer: optionalLine,
    receiptNo: optionalLine,
    bureauTold: z.boolean(),
    protection: longText,
    /** Who knows, and keeps it to themselves. */
    knows: people,
  }),
  example: {
    situation: ['severe_injury'],
    suspectKnown: true,
    guardianSuspects: ['father'],
    facts: '学生手臂与背部多处新旧伤，自述在家中被打。',
    evidence: '校医检查记录与照片已封存。',
    police: '示例派出所',
    officer: '接警民警（警号尾数27）',
    receiptNo: '受案2026-0917',
    bureauTold: true,
    protection: '由心理教师陪同，暂由外祖母照看。',
    knows: ['沈老师', '周副校长'],
  },
  recordedBy: staffRoles,
  registers: bothRegisters,
  stages: openStages,
  documents: ['D28'],
  listing: { group: 'emergency', measure: '强制报告' },
  confidential: ['suspectKnown', 'guardianSuspects', 'facts', 'evidence', 'protection', 'knows'],
  correctable: ['facts', 'evidence', 'police', 'officer', 'receiptNo', 'protection', 'happenedAt'],
  guard: () => null,
  apply: (state, { id, happenedAt, recordedAt, payload }) =>
    withSignal(
      {
        ...state,
        guardianSuspects: [...new Set([...state.guardianSuspects, ...payload.guardianSuspects])],
        mandatoryReports: [...state.mandatoryReports, { eventId: id, madeAt: happenedAt, answeredAt: null }],
      },
      { happenedAt, recordedAt },
    ),
});
