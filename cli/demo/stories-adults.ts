/** Stories that adults bring: a mother, a hospital, the police, a subject teacher. */
import { corrected, filed, filedForMinors, followUp, interview, judged, parents, pupil, replied, reported, told } from './payloads.ts';
import { planOf, planWith } from './plan.ts';
import { loweredTo } from './steps.ts';
import { dayOf, moment, open, paper, record, returned, type Story } from './story.ts';

const parentVisit: Story = {
  key: 'parent-visit-referred',
  channel: 'parent_visit',
  features: ['referred', 'referral_reply', 'plan_signed', 'rare_character'],
  subject: { by: 'name', holds: '䶮' },
  steps: [
    open(moment(5, 1, '09:30'), {
      reportedBy: '母亲',
      foundAt: '家中',
      summary: '母亲来校反映孩子整夜不睡，说活着没意思。',
      immediateDanger: false,
      crisisTypes: ['suicidal_ideation'],
    }),
    record(moment(5, 1, '11:00'), 'interview_held', interview('有自杀意念，想过方法，无具体时间。', 'R3', { ideation: 'yes', means: 'yes' })),
    record(moment(5, 1, '14:00'), 'grade_decided', judged('R3', '有自杀倾向。', { triggers: ['suicidal_tendency'] })),
    paper(moment(5, 1, '14:30'), 'D02'),
    record(moment(5, 1, '15:00'), 'guardian_notified', told()),
    record(moment(5, 1, '15:30'), 'principal_notified', reported()),
    paper(moment(5, 1, '16:00'), 'D06'),
    record(moment(5, 1, '16:30'), 'case_filed', filed('platform')),
    record(moment(5, 2, '14:00'), 'referral_made', {
      hospital: '示例区精神卫生中心',
      department: '儿少门诊',
      urgency: 'soon',
      reason: '持续失眠伴自杀意念，建议专科评估。',
      guardianConsent: 'written',
      documentId: null,
    }),
    record(moment(5, 3, '09:00'), 'plan_drafted', {
      content: planOf('母亲来访反映失眠与消极言语，初访确认有自杀意念。', '整夜不睡，食欲下降，反复说活着没意思。', [
        { at: '2026-09-28', what: '告知家长并建议就医', who: '沈老师' },
      ]),
      reason: '',
    }),
    paper(moment(5, 3, '11:00'), 'D07'),
    record(moment(6, 1, '10:30'), 'pupil_contacted', pupil('假期电话联系，睡眠稍好。', { method: 'phone' })),
    record(moment(6, 4, '16:00'), 'guardian_contacted', parents('已预约门诊，夜间由家人陪伴。')),
    record(moment(7, 1, '10:30'), 'follow_up_held', followUp('已就诊，遵医嘱服药，头几日嗜睡。', { treatment: '门诊，按时服药' })),
    record(
      moment(7, 2, '09:00'),
      'referral_replied',
      replied({
        source: 'slip',
        visitedOn: dayOf(6, 6),
        diagnosis: '抑郁发作，中度',
        treatment: 'outpatient',
        fitForSchool: 'conditional',
        advice: '规律服药，两周后复诊，可半日到校。',
        nextVisitOn: dayOf(8, 6),
      }),
    ),
    ...[8, 9].map((week) =>
      record(moment(week, 1, '10:30'), 'follow_up_held', followUp('服药后睡眠好转，可坚持半天到校。', { riskChange: 'down', treatment: '门诊随访' })),
    ),
    ...[10, 11, 12, 13, 14, 15, 16].map((week) =>
      record(moment(week, 1, '10:30'), 'follow_up_held', followUp('全天到校，情绪平稳。', { treatment: '门诊随访' })),
    ),
  ],
};

const hospitalPlan = planOf('医院随访护士来电告知诊断，家长带来病历，建议学校配合看护。', '情绪低落，兴趣减退，早醒，上课走神。', [
  { at: '2026-10-26', what: '与家长、班主任面谈', who: '沈老师' },
]);

const hospital: Story = {
  key: 'hospital-plan-returned',
  channel: 'hospital',
  features: ['plan_returned', 'plan_version_2', 'correction', 'rare_character'],
  subject: { by: 'name', holds: '𫖯' },
  steps: [
    open(moment(9, 1, '09:00'), {
      reportedBy: '医院随访护士',
      foundAt: '门诊',
      summary: '家长带病历到校，医院建议学校配合看护。',
      immediateDanger: false,
      crisisTypes: ['suicidal_ideation'],
    }),
    record(moment(9, 1, '10:00'), 'interview_held', interview('承认有消极念头，否认计划，愿意配合治疗。', 'R3', { ideation: 'yes' })),
    record(moment(9, 1, '10:30'), 'diagnosis_reported', {
      hospital: '示例区精神卫生中心',
      visitedOn: dayOf(8, 6),
      wording: '抑郁发作，中度',
      source: 'document',
      treatment: 'outpatient',
      fitForSchool: 'yes',
      documentId: null,
    }),
    record(moment(9, 1, '11:00'), 'grade_decided', judged('R3', '医院诊断达到区级启动条件。', { triggers: ['moderate_depression_diagnosed'] })),
    paper(moment(9, 1, '13:30'), 'D02'),
    record(moment(9, 1, '14:00'), 'guardian_notified', told()),
    record(moment(9, 1, '14:30'), 'principal_notified', reported()),
    paper(moment(9, 1, '15:00'), 'D06'),
    record(moment(9, 1, '15:30'), 'case_filed', filed('phone')),
    record(moment(9, 1, '16:30'), 'correction_made', corrected({ type: 'lead_recorded', field: 'foundAt', shouldBe: '医院随访电话' }, '登记时听错了地点。')),
    record(moment(9, 2, '09:00'), 'plan_drafted', { content: planWith(hospitalPlan, { safety: '由班主任关注。' }), reason: '' }),
    paper(moment(9, 2, '10:00'), 'D07'),
    returned(moment(9, 3, '09:00'), '请补充午休和放学时段由谁照看，并写明药品由家长保管。'),
    record(moment(9, 3, '14:00'), 'plan_drafted', { content: hospitalPlan, reason: '按退回意见补充午休、放学时段的照看安排和药品保管。' }),
    paper(moment(9, 3, '15:00'), 'D07'),
    ...[10, 11, 12, 13].map((week) =>
      record(moment(week, 1, '11:00'), 'follow_up_held', followUp('按时服药，无自杀念头。', { riskChange: 'down', treatment: '门诊随访' })),
    ),
    ...loweredTo(moment(14, 1, '14:00'), 'R2', '连续四周无危险信号，经研判会降级。'),
    record(moment(16, 1, '11:00'), 'follow_up_held', followUp('平稳。', { treatment: '门诊随访' })),
  ],
};

const police: Story = {
  key: 'police-filed-late',
  channel: 'police',
  features: ['immediate_danger', 'filed_late', 'done_late', 'rare_character'],
  subject: { by: 'name', holds: '㛃' },
  steps: [
    open(moment(8, 1, '08:20'), {
      reportedBy: '派出所值班民警',
      foundAt: '河边步道',
      summary: '昨夜离家，凌晨在河边步道被民警劝回。',
      immediateDanger: true,
      crisisTypes: ['runaway', 'suicidal_ideation'],
    }),
    record(moment(8, 1, '10:00'), 'interview_held', interview('与家人争执后离家，当时有轻生念头，现否认。', 'R3', { ideation: 'yes' })),
    record(moment(8, 1, '11:00'), 'grade_decided', judged('R3', '离家并有轻生念头。', { triggers: ['suicidal_tendency'] })),
    paper(moment(8, 1, '13:30'), 'D02'),
    record(moment(8, 1, '14:00'), 'guardian_notified', told()),
    record(moment(8, 1, '14:30'), 'principal_notified', reported()),
    paper(moment(8, 4, '08:40'), 'D06'),
    record(moment(8, 4, '09:00'), 'case_filed', filedForMinors()),
    record(moment(8, 4, '11:30'), 'plan_drafted', {
      content: planOf('公安告知离家，初访了解有轻生念头。', '夜间外出，情绪激动，与父亲冲突。', [
        { at: '2026-10-19', what: '当日面谈并告知监护人', who: '沈老师' },
      ]),
      reason: '',
    }),
    paper(moment(8, 4, '13:30'), 'D07'),
    ...[9, 10, 11, 12].map((week) =>
      record(moment(week, 1, '14:00'), 'follow_up_held', followUp('与父亲约定每晚报平安，未再外出。', { with: ['pupil', 'father'], riskChange: 'down' })),
    ),
    ...loweredTo(moment(13, 1, '13:30'), 'R2', '连续四周无外出，亲子沟通改善，经研判会降级。'),
    record(moment(15, 1, '14:00'), 'follow_up_held', followUp('平稳，参加校篮球队。')),
  ],
};

const subjectTeacher: Story = {
  key: 'subject-teacher-no-crisis',
  channel: 'subject_teacher',
  features: ['not_a_crisis'],
  subject: { by: 'name', holds: '·' },
  steps: [
    open(moment(5, 2, '10:00'), {
      reportedBy: '语文老师',
      foundAt: '作文',
      summary: '作文中写到死亡，语文老师请心理教师了解。',
      immediateDanger: false,
      crisisTypes: ['other'],
    }),
    record(moment(5, 3, '13:00'), 'interview_held', interview('作文取材于外公去世，情绪反应与事件相称，无消极念头。', 'R1')),
    record(moment(5, 3, '15:00'), 'grade_decided', judged('R1', '属正常哀伤反应，排除危机，列为一般关注。', { outcome: 'not_crisis' })),
  ],
};

export const adultStories: readonly Story[] = [parentVisit, hospital, police, subjectTeacher];
