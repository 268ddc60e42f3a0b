/** Stories that begin at the centre: a call by night and a talk by appointment. The 告知书 opens the school's seven-day clock. */
import type { EventPayload } from '../../domain/events/registry.ts';
import { filed, followUp, interview, judged, parents, reported, told } from './payloads.ts';
import { planOf } from './plan.ts';
import { loweredTo } from './steps.ts';
import { atCenter, letter, moment, open, paper, record, type Step, type Story } from './story.ts';

/** What the school does when the letter is there, from Tuesday afternoon to Thursday. */
function schoolAnswers(
  week: number,
  words: { readonly findings: string; readonly overview: string; readonly symptoms: string; readonly told: string },
): readonly Step[] {
  return [
    record(moment(week, 2, '14:00'), 'interview_held', interview(words.findings, 'R3', { ideation: 'yes' })),
    record(moment(week, 2, '15:00'), 'grade_decided', judged('R3', '区中心告知有自杀倾向，学校初访一致。', { triggers: ['suicidal_tendency'] })),
    paper(moment(week, 2, '15:20'), 'D02'),
    record(moment(week, 2, '16:10'), 'guardian_notified', told()),
    record(moment(week, 2, '16:20'), 'principal_notified', reported()),
    paper(moment(week, 2, '16:40'), 'D06'),
    record(moment(week, 2, '17:00'), 'case_filed', filed('phone')),
    record(moment(week, 4, '11:00'), 'plan_drafted', {
      content: planOf(words.overview, words.symptoms, [{ at: words.told, what: '收到告知书后当日面谈并告知监护人', who: '沈老师' }]),
      reason: '',
    }),
    paper(moment(week, 4, '11:30'), 'D07'),
  ];
}

/** 电话联系学校: at once, ahead of the letter. */
const phoned: EventPayload<'principal_notified'> = {
  how: 'phone',
  to: '校长',
  by: '林老师（区中心）',
  instruction: '请学校当日安排专人陪伴，告知书随后送达。',
};

const faceCounseling: Story = {
  key: 'center-face-letter',
  channel: 'face_counseling',
  features: ['center_letter', 'seven_day_clock', 'plan_signed'],
  subject: { by: 'name', holds: '阿依' },
  steps: [
    atCenter(
      open(moment(3, 1, '10:00'), {
        reportedBy: '母亲预约面询',
        foundAt: '区中心面询室',
        summary: '面询中谈到近期多次想到死，曾在家中寻找药物。',
        immediateDanger: false,
        crisisTypes: ['suicidal_ideation'],
      }),
    ),
    atCenter(
      record(moment(3, 1, '10:50'), 'interview_held', interview('有自杀意念，家中药品未收好，已请家长当场处理。', 'R3', { ideation: 'yes', means: 'yes' })),
    ),
    atCenter(record(moment(3, 1, '11:30'), 'grade_decided', judged('R3', '有自杀倾向，达到区级启动条件。', { triggers: ['suicidal_tendency'] }))),
    atCenter(record(moment(3, 1, '11:40'), 'principal_notified', phoned)),
    atCenter(record(moment(3, 1, '11:50'), 'guardian_notified', told('agrees', '母亲在场，已给予家长辅导。'))),
    letter(moment(3, 2, '09:00'), {
      diagnosis: '',
      workDone: '已与学生面询一次，当面告知母亲并指导收好药品，已电话通知学校德育主任。',
      requirements: '请每周五随周报反馈该生情况。',
    }),
    ...schoolAnswers(3, {
      findings: '承认近期多次想到死，愿意在校每日见面。',
      overview: '区中心面询发现自杀意念并发出告知书，学校初访一致。',
      symptoms: '情绪低落，翻找药物，成绩下滑。',
      told: '2026-09-15',
    }),
    ...[4, 5, 6, 7, 8, 9].map((week) =>
      record(moment(week, 2, '11:00'), 'follow_up_held', followUp('每周见面，药品由家长保管，念头减少。', { riskChange: 'down' })),
    ),
    ...loweredTo(moment(10, 2, '10:30'), 'R2', '连续六周无危险信号，经研判会降级。'),
    ...[12, 14, 16].map((week) => record(moment(week, 2, '11:00'), 'follow_up_held', followUp('平稳，参加社团。'))),
  ],
};

const hotline: Story = {
  key: 'center-hotline-letter',
  channel: 'hotline',
  features: ['center_letter', 'seven_day_clock', 'night_call', 'plan_signed'],
  subject: { by: 'name', holds: '吐尔逊' },
  steps: [
    atCenter(
      open(moment(10, 1, '19:40'), {
        reportedBy: '学生本人来电',
        foundAt: '区24小时热线',
        summary: '深夜来电称不想活了，说出学校和姓名，接线员稳定情绪。',
        immediateDanger: true,
        crisisTypes: ['suicidal_ideation'],
      }),
    ),
    atCenter(record(moment(10, 1, '20:10'), 'interview_held', interview('有自杀意念，无具体计划，同意联系家长。', 'R3', { ideation: 'yes' }))),
    atCenter(record(moment(10, 1, '20:20'), 'grade_decided', judged('R3', '有自杀倾向，达到区级启动条件。', { triggers: ['suicidal_tendency'] }))),
    atCenter(record(moment(10, 1, '20:25'), 'principal_notified', phoned)),
    atCenter(
      record(moment(10, 1, '20:30'), 'guardian_notified', {
        how: 'phone',
        to: '监护人',
        who: 'father',
        relation: '父亲',
        by: ['林老师（区中心）'],
        opinion: 'agrees',
        witnesses: [],
        documentId: null,
        note: '',
      }),
    ),
    letter(moment(10, 2, '09:00'), {
      diagnosis: '',
      workDone: '热线稳定情绪，当晚电话告知父亲并请家人陪伴，已电话通知学校德育主任。',
      requirements: '请每日了解该生到校情况，有变化立即来电。',
    }),
    ...schoolAnswers(10, {
      findings: '谈到热线来电当晚的心情，现有家人陪伴。',
      overview: '热线来电后区中心发出告知书，学校初访一致。',
      symptoms: '夜间情绪低落，独处时有轻生念头。',
      told: '2026-11-03',
    }),
    record(moment(11, 2, '15:00'), 'follow_up_held', followUp('情绪好转，家人陪睡。', { riskChange: 'down' })),
    record(moment(11, 5, '10:00'), 'guardian_contacted', parents('父亲每晚陪伴，已约门诊。', { who: 'father', with: '父亲' })),
    ...[12, 13, 14, 15, 16].map((week) => record(moment(week, 2, '15:00'), 'follow_up_held', followUp('平稳，夜间不再独处。'))),
  ],
};

export const centerStories: readonly Story[] = [faceCounseling, hotline];
