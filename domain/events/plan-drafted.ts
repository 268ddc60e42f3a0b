/** 预案起草: each draft is a version of its own; a revision says why, and needs a new signature. */
import { refuse } from '../refusal.ts';
import { PlanContent } from '../plan.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { judgedStages, optionalText } from './fields.ts';

export const planDrafted = defineEvent({
  type: 'plan_drafted',
  version: 1,
  payload: z.strictObject({ content: PlanContent.meta({ widget: 'plan' }), reason: optionalText }),
  example: {
    content: {
      overview: '班主任发现该生作业本上有告别语，初访确认有自杀意念。',
      symptoms: '情绪低落、失眠、回避同伴三周。',
      assessment: '学校评估为橙色（高）等级。',
      causes: { physical: '睡眠不足。', psychological: '自我评价低。', social: '父母近期分居。', protective: '与外婆亲近。' },
      goals: [{ horizon: '近期一周', text: '保证安全，稳定情绪。' }],
      team: [{ role: '分管副校长', name: '周副校长', phone: '', duty: '牵头协调', frequency: '每周', deputy: '德育主任' }],
      measures: {
        safety: '在校全时段有人陪伴，上下学由家长接送。',
        environment: '教室调至一楼。',
        counselling: '每周一次个别辅导。',
        classPeers: '同桌关怀。',
        academic: '减免部分作业。',
        homeSchool: '班主任每周与家长沟通。',
        medical: '建议至区精神卫生中心就诊。',
        district: '请区中心督导。',
      },
      safetyPlan: {
        warningSigns: '独自停留在走廊。',
        selfHelp: '呼吸练习。',
        contacts: '外婆、班主任。',
        professional: '24小时热线。',
        environment: '家中药品由家长保管。',
      },
      emergency: [{ order: 1, who: '班主任', action: '守护学生，不离开', phone: '' }],
      confidentiality: '仅限工作小组知悉。',
      followUp: [{ what: '回访', when: '每周五', who: '沈老师' }],
      adjustment: '连续四周平稳后召开研判会。',
      measuresTaken: [{ at: '9月14日', what: '已当面告知家长。', who: '沈老师' }],
      attachments: [],
    },
    reason: '',
  },
  recordedBy: ['psych_teacher'],
  registers: ['school'],
  stages: judgedStages,
  documents: ['D07'],
  listing: { group: 'plan', measure: '起草预案' },
  confidential: [],
  correctable: [],
  guard: (state, payload) => (state.plan !== null && payload.reason === '' ? refuse('REASON_MISSING') : null),
  apply: (state, { happenedAt, payload, recordedBy }) => ({
    ...state,
    plan: {
      version: (state.plan?.version ?? 0) + 1,
      status: 'draft',
      content: payload.content,
      authorId: recordedBy,
      draftedAt: happenedAt,
      documentId: null,
      signedAt: null,
      signedBy: null,
      submittedAt: null,
    },
  }),
});
