/**
 * 复学评估 (D17, dossier §3.9): several people, pupil and guardian heard, one conclusion. A trial or part-time return names its last day; a
 * deferral says why, when it is looked at again, and that the family was told how to appeal.
 */
import { refuseSuspect } from '../guardians.ts';
import { refuse } from '../refusal.ts';
import { ReturnConclusion } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { guardianPerson, line, longText, openStages, optionalDate, optionalDocument, optionalText, people, schoolStaffRoles } from './fields.ts';

export const returnAssessed = defineEvent({
  type: 'return_assessed',
  version: 1,
  payload: z.strictObject({
    group: people.min(2),
    pupilInterview: longText,
    /** Which guardian was heard; null when none was, and the interview says why. */
    who: guardianPerson.nullable(),
    guardianInterview: longText,
    doctorOpinion: optionalText,
    tests: optionalText,
    /** Sleep, endurance of the school day, peers, study. */
    functioning: optionalText,
    opinions: z
      .array(z.strictObject({ role: line, opinion: longText }))
      .min(1)
      .max(8),
    conclusion: ReturnConclusion,
    until: optionalDate,
    arrangement: optionalText,
    reason: optionalText,
    reviewOn: optionalDate,
    appealTold: z.boolean(),
    documentId: optionalDocument,
  }),
  example: {
    group: ['沈老师', '周副校长', '陆老师'],
    pupilInterview: '愿意返校，担心落下的功课；否认近一月有轻生念头。',
    who: 'mother',
    guardianInterview: '在家作息规律，按时服药，亲子冲突减少。',
    doctorOpinion: '可恢复学习，建议逐步增加在校时间。',
    tests: '',
    functioning: '睡眠约八小时，可连续学习两课时。',
    opinions: [
      { role: '心理教师', opinion: '同意试读四周。' },
      { role: '班主任', opinion: '同意，由班主任对接。' },
    ],
    conclusion: 'trial',
    until: optionalDate.parse('2026-12-25'),
    arrangement: '上午到校，首周不参加测验。',
    reason: '',
    reviewOn: null,
    appealTold: false,
    documentId: null,
  },
  recordedBy: schoolStaffRoles,
  registers: ['school'],
  stages: openStages,
  documents: ['D17'],
  listing: { group: 'leave', measure: '复学评估' },
  confidential: ['pupilInterview', 'guardianInterview'],
  correctable: ['pupilInterview', 'guardianInterview', 'doctorOpinion', 'tests', 'functioning', 'arrangement', 'documentId'],
  guard: (state, payload) => {
    if (state.returning === null) return refuse('RETURN_NOT_APPLIED');
    const suspected = payload.who === null ? null : refuseSuspect(state, payload.who);
    if (suspected !== null) return suspected;
    if ((payload.conclusion === 'trial' || payload.conclusion === 'part_time') && payload.until === null) return refuse('RETURN_UNTIL_MISSING');
    if (payload.conclusion !== 'deferred') return null;
    if (payload.reason === '') return refuse('REASON_MISSING');
    if (payload.reviewOn === null) return refuse('REVIEW_DATE_MISSING');
    return payload.appealTold ? null : refuse('APPEAL_NOT_TOLD');
  },
  apply: (state, { id, payload }) => ({
    ...state,
    returning: state.returning === null ? null : { ...state.returning, assessmentId: id, conclusion: payload.conclusion },
  }),
});
