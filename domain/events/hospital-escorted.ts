/** 送诊: the office itself took the pupil to a hospital. The next of kin are owed a written notice (dossier §1.6, T_ESCORT_WRITTEN). */
import { withSignal } from '../case-state.ts';
import { refuseAfterDeath } from '../death.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { line, longText, openStages, optionalDocument, people, staffRoles } from './fields.ts';

export const hospitalEscorted = defineEvent({
  type: 'hospital_escorted',
  version: 1,
  payload: z.strictObject({ hospital: line, escorts: people.min(1), reason: longText, kinTold: z.boolean(), documentId: optionalDocument }),
  example: {
    hospital: '区精神卫生中心',
    escorts: ['沈老师', '陆老师'],
    reason: '午休时情绪失控并划伤手臂，需立即专科评估。',
    kinTold: true,
    documentId: null,
  },
  recordedBy: staffRoles,
  registers: ['school', 'center'],
  stages: openStages,
  documents: ['D12'],
  listing: { group: 'referral', measure: '送诊' },
  confidential: [],
  correctable: ['hospital', 'reason', 'documentId', 'happenedAt'],
  guard: (state, _payload, recording) => refuseAfterDeath(state, recording),
  apply: (state, { happenedAt, recordedAt }) => withSignal(state, { happenedAt, recordedAt }),
});
