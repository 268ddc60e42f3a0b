/** Stories that begin with the September screening: one goes well and is closed, in the other the guardian refuses to sign. */
import { filed, followUp, interview, judged, parents, reported, told } from './payloads.ts';
import { planOf } from './plan.ts';
import { closedWith, loweredTo } from './steps.ts';
import { moment, open, paper, record, type Story } from './story.ts';

const room = '心理辅导室';

const closedAtTheEnd: Story = {
  key: 'screening-closed',
  channel: 'screening',
  features: ['closed', 'grade_lowered'],
  subject: { by: 'queue' },
  steps: [
    open(moment(4, 2, '10:00'), {
      reportedBy: '九月测评',
      foundAt: room,
      summary: '九月测评提示需尽快面谈。',
      immediateDanger: false,
      crisisTypes: ['suicidal_ideation'],
    }),
    record(moment(4, 2, '14:00'), 'interview_held', interview('有过消极念头，无计划，近期因考试压力大。', 'R2', { ideation: 'yes' })),
    record(moment(4, 3, '09:00'), 'grade_decided', judged('R2', '有消极念头，无计划，功能尚可。')),
    paper(moment(4, 3, '11:00'), 'D02'),
    record(moment(4, 3, '15:00'), 'guardian_notified', told()),
    record(moment(5, 3, '10:00'), 'follow_up_held', followUp('睡眠改善。', { riskChange: 'down' })),
    record(moment(7, 3, '10:00'), 'follow_up_held', followUp('情绪平稳。')),
    record(moment(9, 3, '10:00'), 'follow_up_held', followUp('学业恢复，与同伴往来增多。', { riskChange: 'down' })),
    record(moment(11, 3, '10:00'), 'follow_up_held', followUp('期中考试后情绪平稳。')),
    ...loweredTo(moment(12, 3, '14:00'), 'R1', '连续八周平稳，经研判会降级。'),
    record(moment(14, 3, '10:00'), 'follow_up_held', followUp('平稳。', { riskChange: 'down' })),
    ...closedWith(moment(15, 3, '14:00'), '目标达成，连续十周平稳，家长与学生均同意结案。'),
  ],
};

const guardianRefuses: Story = {
  key: 'screening-guardian-refuses',
  channel: 'screening',
  features: ['guardian_refused_to_sign', 'two_witnesses', 'plan_signed'],
  subject: { by: 'queue' },
  steps: [
    open(moment(4, 2, '11:00'), {
      reportedBy: '九月测评',
      foundAt: room,
      summary: '两份量表均提示重点关注。',
      immediateDanger: false,
      crisisTypes: ['self_harm'],
    }),
    record(moment(4, 2, '15:00'), 'interview_held', interview('前臂可见陈旧划痕，承认近一月自伤三次。', 'R3', { selfHarm: 'yes', ideation: 'unknown' })),
    record(moment(4, 3, '09:30'), 'grade_decided', judged('R3', '反复自伤。', { triggers: ['severe_self_harm'] })),
    paper(moment(4, 3, '13:30'), 'D02'),
    record(moment(4, 3, '14:30'), 'guardian_notified', told('refused_to_sign', '父亲阅读后拒绝签字，由两名见证人在场记录。')),
    record(moment(4, 3, '15:30'), 'principal_notified', reported()),
    paper(moment(4, 3, '16:00'), 'D06'),
    record(moment(4, 3, '16:30'), 'case_filed', filed('phone')),
    record(moment(4, 4, '09:00'), 'plan_drafted', {
      content: planOf('九月测评与初访发现反复自伤，家长暂不认可。', '前臂划痕，情绪压抑，回避体育课换装。', [
        { at: '2026-09-23', what: '当面告知监护人，拒签，有两名见证人', who: '沈老师' },
      ]),
      reason: '',
    }),
    paper(moment(4, 4, '10:00'), 'D07'),
    record(moment(5, 3, '10:30'), 'follow_up_held', followUp('一周内无新伤。', { riskChange: 'down' })),
    record(moment(5, 3, '16:00'), 'guardian_contacted', parents('父亲态度缓和，同意学校每周反馈。', { who: 'father', with: '父亲' })),
    record(moment(6, 3, '10:30'), 'follow_up_held', followUp('假期在外婆家，情绪尚稳。', { method: 'phone' })),
    ...[7, 8, 9].map((week) => record(moment(week, 3, '10:30'), 'follow_up_held', followUp('无新伤，能使用替代方法。'))),
    record(moment(10, 3, '10:30'), 'follow_up_held', followUp('期中考试前出现一次抓伤，已与家长沟通。', { riskChange: 'up', incidents: ['self_harm'] })),
    ...[11, 12, 13, 14, 15, 16].map((week) =>
      record(moment(week, 3, '10:30'), 'follow_up_held', followUp('恢复平稳。', { riskChange: week === 11 ? 'down' : 'same' })),
    ),
  ],
};

export const screeningStories: readonly Story[] = [closedAtTheEnd, guardianRefuses];
