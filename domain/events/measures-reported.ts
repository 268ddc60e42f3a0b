/** 已采取措施 (D08): what the school has done so far. The centre asks for it together with the plan. */
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { judgedStages, line, longText, optionalDocument } from './fields.ts';

export const measuresReported = defineEvent({
  type: 'measures_reported',
  version: 1,
  payload: z.strictObject({
    measures: z
      .array(z.strictObject({ at: line, what: longText, who: line }))
      .min(1)
      .max(40),
    documentId: optionalDocument,
  }),
  example: { measures: [{ at: '9月14日', what: '班主任全天陪伴，家长当日到校面谈。', who: '沈老师' }], documentId: null },
  recordedBy: ['psych_teacher', 'vice_principal'],
  registers: ['school'],
  stages: judgedStages,
  documents: ['D08'],
  listing: { group: 'plan', measure: '报告已采取措施' },
  confidential: [],
  correctable: ['measures', 'documentId'],
  guard: () => null,
  apply: (state, { happenedAt }) => ({ ...state, measuresReportedAt: state.measuresReportedAt ?? happenedAt }),
});
