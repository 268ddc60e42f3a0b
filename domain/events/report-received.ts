/** 收到学校报送: a school reported on the pupil by package, for the first time or again. What it said stays as it was said; the centre's own judgement is not touched. */
import { PackageId } from '../ids.ts';
import { CaseStage, RiskGrade, stages } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { line } from './fields.ts';

export const reportReceived = defineEvent({
  type: 'report_received',
  version: 1,
  payload: z.strictObject({
    packageId: PackageId.meta({ widget: 'package' }),
    school: line,
    /** The school's own case, with its loop, grade, stage and plan when the package was made. */
    schoolCaseNo: line,
    schoolLoop: z.int().min(1).max(999),
    grade: RiskGrade.nullable(),
    stage: CaseStage,
    planVersion: z.int().min(1).max(999).nullable(),
    /** Of the documents about this case. */
    documentNumbers: z.array(line).max(500),
  }),
  example: {
    packageId: PackageId.parse('0198c5a0-0000-7000-8000-0000000000b1'),
    school: '青浦区示例中学',
    schoolCaseNo: 'QP012-2026-007',
    schoolLoop: 1,
    grade: 'R3',
    stage: 'plan_signed',
    planVersion: 1,
    documentNumbers: ['备案〔2026〕7号', '预案〔2026〕7号'],
  },
  recordedBy: ['center_counselor', 'center_head'],
  registers: ['center'],
  // A closed case takes it too: a final report is no reason to open it again.
  stages,
  mayPrecedeOpening: true,
  documents: [],
  listing: { group: 'notice', measure: null },
  confidential: [],
  correctable: [],
  guard: () => null,
  apply: (state) => state,
});
