/** 心理委员会议: peer monitors are trained to notice and to pass on; nothing of a case is shown to them. */
import { line, longText, optionalText, staffRoles } from '../events/fields.ts';
import { z } from '../zod.ts';
import { defineLedger } from './define-ledger.ts';
import { headcount } from './fields.ts';

export const peerMonitorMeeting = defineLedger({
  kind: 'peer_monitor_meeting',
  version: 1,
  payload: z.strictObject({ leader: line, attended: headcount, classes: headcount, content: longText, feedback: optionalText }),
  example: { leader: '专职心理教师', attended: 24, classes: 24, content: '晴雨表填写要求;遇紧急情况立即报告。', feedback: '' },
  recordedBy: staffRoles,
  registers: ['school'],
  correctable: ['leader', 'attended', 'classes', 'content', 'feedback', 'happenedOn'],
  daysAhead: 0,
});
