/** 领导小组会议: the group that answers for crisis work in the office. */
import { bothRegisters, line, longText, optionalText, people, staffRoles } from '../events/fields.ts';
import { z } from '../zod.ts';
import { defineLedger } from './define-ledger.ts';

export const leadingGroupMeeting = defineLedger({
  kind: 'leading_group_meeting',
  version: 1,
  payload: z.strictObject({
    chair: line,
    present: people.min(2),
    absent: people,
    agenda: longText,
    decisions: optionalText,
  }),
  example: {
    chair: '校长',
    present: ['校长', '分管副校长', '专职心理教师'],
    absent: ['年级主任'],
    agenda: '一、九月筛查安排。二、重点学生动态(只用个案编号)。',
    decisions: '筛查于九月二十五日前完成。',
  },
  recordedBy: staffRoles,
  registers: bothRegisters,
  correctable: ['chair', 'present', 'absent', 'agenda', 'decisions', 'happenedOn'],
  daysAhead: 0,
  guard: ({ present, absent }) => (present.some((name) => absent.includes(name)) ? [{ path: 'absent', rule: 'also_present' }] : []),
});
