/** 返校支持方案 (D18): what school and family agreed on for the first weeks after a return. */
import { refuseSuspects } from '../guardians.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { date, judgedStages, line, longText, optionalDocument, optionalText, people, schoolStaffRoles, guardianPerson } from './fields.ts';

export const reentryPlanMade = defineEvent({
  type: 'reentry_plan_made',
  version: 1,
  payload: z.strictObject({
    contactPerson: line,
    firstWeek: longText,
    firstMonth: longText,
    academic: optionalText,
    seating: optionalText,
    counselling: longText,
    medication: optionalText,
    warningSigns: longText,
    homeSchool: longText,
    until: date,
    /** Who of the guardians agreed. */
    guardians: z.array(guardianPerson).max(3),
    agreedWith: people.min(1),
    documentId: optionalDocument,
  }),
  example: {
    contactPerson: '陆老师（班主任）',
    firstWeek: '每日晨间问候，午间可到辅导室休息。',
    firstMonth: '每周一次恢复期辅导，逐步参加全部课程。',
    academic: '首月免测验，作业减半。',
    seating: '靠近讲台，同桌为熟悉的同学。',
    counselling: '首月每周一次，之后每两周一次。',
    medication: '药品由家长保管，校内不服药。',
    warningSigns: '连续两晚失眠、回避同学、再次出现自伤念头。',
    homeSchool: '每周五班主任与母亲电话沟通。',
    until: date.parse('2027-01-15'),
    guardians: ['mother'],
    agreedWith: ['欧阳女士', '沈老师'],
    documentId: null,
  },
  recordedBy: schoolStaffRoles,
  registers: ['school'],
  stages: judgedStages,
  documents: ['D18'],
  listing: { group: 'leave', measure: '制定返校支持方案' },
  confidential: [],
  correctable: [
    'contactPerson',
    'firstWeek',
    'firstMonth',
    'academic',
    'seating',
    'counselling',
    'medication',
    'warningSigns',
    'homeSchool',
    'until',
    'documentId',
  ],
  guard: (state, payload) => refuseSuspects(state, payload.guardians),
  apply: (state, { happenedAt }) => ({ ...state, reentryPlanAt: happenedAt }),
});
