/** Stories that pupils bring: a classmate on watch, the pupil himself, a letter without a name. */
import { excused, filed, followUp, interview, judged, parents, pupil, replied, reported, told } from './payloads.ts';
import { planOf } from './plan.ts';
import { closedWith, loweredTo } from './steps.ts';
import { by, dayOf, moment, open, paper, record, signed, type Step, type Story } from './story.ts';

/** Days after the red grade on which somebody looks at the pupil; one look comes a day late. */
const daily = [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14] as const;

function lookOn(day: number): Step {
  const at = moment(7, 1 + day, day % 7 === 5 || day % 7 === 6 ? '19:00' : '13:00');
  return day < 5
    ? record(at, 'pupil_contacted', pupil('病房探视，情绪较平静，家人陪护。', { method: 'face', next: '明日再联系。' }))
    : record(
        at,
        'follow_up_held',
        followUp('每日联系，睡眠逐步恢复，否认计划。', { with: ['pupil', 'mother'], treatment: '按医嘱服药', action: '明日再联系。' }),
      );
}

const observed: Story = {
  key: 'classmate-red',
  channel: 'student_observation',
  features: ['immediate_danger', 'grade_r4', 'daily_contacts', 'urgent_referral', 'plan_signed', 'rare_character'],
  subject: { by: 'name', holds: '𬀩' },
  steps: [
    open(moment(7, 1, '10:20'), {
      reportedBy: '班级心理委员',
      foundAt: '教学楼顶层走廊',
      summary: '课间独自翻越走廊栏杆，被同学劝下。',
      immediateDanger: true,
      crisisTypes: ['suicide_plan'],
    }),
    record(moment(7, 1, '10:40'), 'interview_held', interview('有明确计划和时间，抽屉里有遗书。', 'R4', { ideation: 'yes', plan: 'yes', means: 'yes' })),
    record(moment(7, 1, '11:10'), 'grade_decided', judged('R4', '有计划、有手段、有行动。', { triggers: ['suicidal_tendency'] })),
    paper(moment(7, 1, '11:20'), 'D02'),
    record(moment(7, 1, '11:40'), 'guardian_notified', told()),
    record(moment(7, 1, '11:50'), 'principal_notified', reported()),
    paper(moment(7, 1, '13:00'), 'D06'),
    record(moment(7, 1, '13:20'), 'case_filed', filed('phone')),
    record(moment(7, 1, '13:40'), 'referral_made', {
      hospital: '示例区精神卫生中心',
      department: '急诊',
      urgency: 'urgent',
      reason: '有明确自杀计划并已有行动，立即送诊。',
      guardianConsent: 'emergency',
      documentId: null,
    }),
    record(moment(7, 2, '09:00'), 'plan_drafted', {
      content: planOf('心理委员报告翻越栏杆，初访发现遗书和计划。', '绝望感明显，交代物品，连续失眠。', [
        { at: '2026-10-12', what: '全程看护，监护人到校，送急诊', who: '周副校长' },
      ]),
      reason: '',
    }),
    paper(moment(7, 2, '10:00'), 'D07'),
    signed(moment(7, 2, '15:00')),
    record(
      moment(7, 3, '16:00'),
      'referral_replied',
      replied({
        source: 'guardian_oral',
        visitedOn: dayOf(7, 1),
        diagnosis: '',
        treatment: 'inpatient',
        fitForSchool: 'no',
        advice: '住院观察，家长陪护；医院未填写回执，据家长口述。',
        nextVisitOn: null,
      }),
    ),
    ...daily.map(lookOn),
    ...loweredTo(moment(9, 2, '15:00'), 'R3', '已出院，连续一周无计划，经研判会由红色降为橙色。'),
    ...[10, 11, 12, 13, 14, 15, 16].map((week) =>
      record(
        moment(week, 1, '13:00'),
        'follow_up_held',
        followUp(week < 12 ? '居家康复，半日到校。' : '全天到校，规律复诊。', { riskChange: 'down', treatment: '门诊随访' }),
      ),
    ),
  ],
};

const self: Story = {
  key: 'self-reopened',
  channel: 'self',
  features: ['closed_early', 'reopened', 'second_loop'],
  subject: { by: 'name', holds: '𠅤' },
  steps: [
    open(moment(4, 4, '12:20'), {
      reportedBy: '学生本人',
      foundAt: '心理辅导室',
      summary: '自己来谈，失眠两周，担心成绩。',
      immediateDanger: false,
      crisisTypes: ['acute_stress'],
    }),
    record(moment(4, 4, '12:40'), 'interview_held', interview('压力反应，无消极念头，愿意每周来谈。', 'R1')),
    record(moment(4, 4, '16:00'), 'grade_decided', judged('R1', '压力反应，一般关注。')),
    record(moment(5, 3, '12:20'), 'follow_up_held', followUp('学习安排调整后睡眠好转。', { riskChange: 'down' })),
    ...closedWith(moment(7, 3, '15:20'), '三次谈话后睡眠恢复，本人同意结束。'),
    record(moment(11, 2, '09:00'), 'case_reopened', {
      reason: '母亲来访反映近两周再次失眠并不愿上学。',
      channel: 'parent_visit',
      immediateDanger: false,
      packageId: null,
    }),
    record(moment(11, 2, '12:20'), 'interview_held', interview('拒学两天，有过“消失就好了”的念头，无计划。', 'R2', { ideation: 'yes' })),
    record(moment(11, 2, '16:00'), 'grade_decided', judged('R2', '再次失眠伴拒学，有消极念头。')),
    paper(moment(11, 3, '09:00'), 'D02'),
    record(moment(11, 3, '15:00'), 'guardian_notified', told()),
    record(moment(12, 4, '12:20'), 'follow_up_held', followUp('恢复到校。', { riskChange: 'down' })),
    record(moment(14, 2, '12:20'), 'follow_up_held', followUp('到校正常，睡眠稳定。')),
    record(moment(15, 4, '12:20'), 'follow_up_held', followUp('平稳。')),
  ],
};

const other: Story = {
  key: 'letter-box-excused',
  channel: 'other',
  features: ['duty_excused', 'bullying'],
  subject: { by: 'name', holds: '迪丽' },
  steps: [
    open(moment(10, 1, '12:00'), {
      reportedBy: '匿名信箱',
      foundAt: '心语信箱',
      summary: '信中说有同学长期被孤立、被起绰号。',
      immediateDanger: false,
      crisisTypes: ['bullying'],
    }),
    record(moment(10, 1, '15:00'), 'interview_held', interview('被孤立一学期，情绪低落，无消极念头。', 'R2')),
    record(moment(10, 2, '09:00'), 'grade_decided', judged('R2', '长期被孤立，需专业关注。')),
    paper(moment(10, 2, '14:00'), 'D02'),
    record(moment(10, 2, '15:00'), 'guardian_notified', told('undecided', '家长希望先观察一周。')),
    record(moment(11, 4, '15:00'), 'guardian_contacted', parents('同意学校介入，班级开展主题班会。')),
    by(
      'vice_principal',
      record(moment(11, 5, '16:05'), 'obligation_excused', excused('T_FOLLOW_UP_R2', '学生随校队外出集训两周，由带队老师每日照看，返校后补做。')),
    ),
    record(moment(14, 2, '15:00'), 'follow_up_held', followUp('集训归来，与两位同学结伴。', { riskChange: 'down' })),
    record(moment(16, 2, '15:00'), 'follow_up_held', followUp('班级氛围改善，本人笑容增多。', { riskChange: 'down' })),
  ],
};

export const pupilStories: readonly Story[] = [observed, self, other];
