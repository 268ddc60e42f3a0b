/** Found by the class teacher; on leave from week 5 with weekly contacts to guardian and pupil; back in week 13. */
import { PlainDate } from '../../domain/time.ts';
import { filed, followUp, interview, judged, parents, pupil, reported, told } from './payloads.ts';
import { planOf } from './plan.ts';
import { backAtSchool } from './steps.ts';
import { by, moment, open, paper, record, type Step, type Story } from './story.ts';

const leaveFrom = PlainDate.parse('2026-09-29');
/** Nobody reached the pupil in this week: the duty ends as missed, although the next contact happens. */
const missedWeek = 8;
const leaveWeeks = [5, 6, 7, 8, 9, 10, 11, 12] as const;

function contactsOf(week: number): readonly Step[] {
  const missed = week === missedWeek;
  return [
    record(
      moment(week, 4, '10:00'),
      'guardian_contacted',
      parents(missed ? '母亲称孩子随外婆回乡下，信号不好。' : '在家作息规律，按时服药。', { next: '下周四再联系。' }),
    ),
    record(
      moment(week, 4, '15:00'),
      'pupil_contacted',
      missed
        ? pupil('三次呼叫未接，留言请其回电。', { reached: false, suicidalThoughts: 'not_asked', next: '请家长代为转达，下周再联系。' })
        : pupil('视频联系，愿意聊画画，否认轻生念头。', { next: '下周四视频联系。' }),
    ),
  ];
}

export const leaveStory: Story = {
  key: 'class-teacher-leave',
  channel: 'class_teacher',
  features: ['leave', 'weekly_contacts', 'missed_week', 'returned', 'plan_signed', 'rare_character'],
  subject: { by: 'name', holds: '𬭎' },
  steps: [
    open(moment(3, 1, '09:40'), {
      reportedBy: '班主任',
      foundAt: '教室',
      summary: '两周来上课流泪，与同伴疏远，作业本上写有告别的话。',
      immediateDanger: false,
      crisisTypes: ['suicidal_ideation'],
    }),
    record(moment(3, 1, '14:00'), 'interview_held', interview('有自杀意念，无具体计划，睡眠每晚不足四小时。', 'R3', { ideation: 'yes', means: 'unknown' })),
    record(moment(3, 2, '09:00'), 'grade_decided', judged('R3', '有自杀倾向，写有告别的话。', { triggers: ['suicidal_tendency'] })),
    paper(moment(3, 2, '10:30'), 'D02'),
    record(moment(3, 2, '14:00'), 'guardian_notified', told()),
    record(moment(3, 2, '15:00'), 'principal_notified', reported()),
    paper(moment(3, 2, '16:00'), 'D06'),
    record(moment(3, 2, '16:30'), 'case_filed', filed('platform')),
    record(moment(3, 3, '16:00'), 'plan_drafted', {
      content: planOf('班主任发现告别语，初访确认有自杀意念。', '情绪低落，失眠，回避同伴，上课流泪。', [
        { at: '2026-09-15', what: '当面告知监护人并建议就医', who: '沈老师' },
      ]),
      reason: '',
    }),
    paper(moment(3, 4, '09:00'), 'D07'),
    record(moment(4, 2, '16:00'), 'follow_up_held', followUp('到校半天，睡眠仍差，家长已预约门诊。')),
    record(moment(5, 1, '16:00'), 'follow_up_held', followUp('门诊建议居家治疗，家长准备申请休学。', { treatment: '门诊，按时服药' })),
    by(
      'principal',
      record(moment(5, 2, '08:30'), 'leave_started', { from: leaveFrom, until: null, reason: '遵医嘱居家治疗，家长申请休学，学校同意。', documentId: null }),
    ),
    ...leaveWeeks.flatMap(contactsOf),
    ...backAtSchool(moment(13, 1, '10:00'), {
      hospitalWording: '目前情绪稳定，建议复学，继续门诊随访。',
      assessment: '复学评估小组同意复学，首月半日到校。',
      watch: '首月每周辅导一次，班主任每日观察。',
    }),
    ...[13, 14, 15, 16].map((week) =>
      record(
        moment(week, 4, '10:00'),
        'follow_up_held',
        followUp(week === 13 ? '返校首周，半日到校，同伴接纳良好。' : '适应良好，睡眠规律。', { riskChange: 'down' }),
      ),
    ),
  ],
};
