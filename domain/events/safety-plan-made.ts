/** 安全计划: what the pupil does, whom they turn to and what is kept out of reach when it gets bad; made with the pupil where that is possible. */
import { refuseAfterDeath } from '../death.ts';
import { laterOf } from '../time.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { activeStages, bothRegisters, counsellorRoles, longText, optionalDocument, optionalText } from './fields.ts';

export const safetyPlanMade = defineEvent({
  type: 'safety_plan_made',
  version: 1,
  payload: z.strictObject({
    warningSigns: longText,
    ownWays: longText,
    people: longText,
    places: longText,
    professional: longText,
    meansRestriction: longText,
    pupilsWords: optionalText,
    madeWithPupil: z.boolean(),
    documentId: optionalDocument,
  }),
  example: {
    warningSigns: '整夜睡不着，反复想起争吵。',
    ownWays: '听歌、画画、出门走一圈。',
    people: '外婆；同桌；班主任。',
    places: '心理辅导室；外婆家。',
    professional: '区心理热线；区精神卫生中心急诊。',
    meansRestriction: '药品与刀具由母亲上锁保管。',
    pupilsWords: '难受的时候我先给外婆打电话。',
    madeWithPupil: true,
    documentId: null,
  },
  recordedBy: counsellorRoles,
  registers: bothRegisters,
  stages: activeStages,
  documents: [],
  listing: { group: 'plan', measure: '制定安全计划' },
  confidential: ['pupilsWords'],
  correctable: ['warningSigns', 'ownWays', 'people', 'places', 'professional', 'meansRestriction', 'pupilsWords', 'documentId', 'happenedAt'],
  guard: (state, _payload, recording) => refuseAfterDeath(state, recording),
  apply: (state, { happenedAt }) => ({ ...state, safetyPlanAt: laterOf(state.safetyPlanAt, happenedAt) }),
});
