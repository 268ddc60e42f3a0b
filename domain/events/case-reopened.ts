/**
 * 重启: loop n+1. What the closed loop did stays in the log; its facts no longer count for the new one. Owner and assignees stay, and so does the
 * grade, which people decide anew. Who had left for another school is here again.
 */
import { emptyLoop, withSignal, type CaseState } from '../case-state.ts';
import { refuse } from '../refusal.ts';
import { isBeforeReopening } from '../reopening.ts';
import { DiscoveryChannel } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { longText, optionalPackage } from './fields.ts';

export const caseReopened = defineEvent({
  type: 'case_reopened',
  version: 1,
  payload: z.strictObject({
    reason: longText,
    channel: DiscoveryChannel,
    immediateDanger: z.boolean(),
    /** What another office sent, if that is the reason. */
    packageId: optionalPackage.default(null),
  }),
  example: { reason: '家长来访反映近期再次出现自伤行为。', channel: 'parent_visit', immediateDanger: false, packageId: null },
  /** Leaders and class teachers by reporting a pupil whose case had been closed. */
  recordedBy: ['psych_teacher', 'vice_principal', 'principal', 'class_teacher', 'center_counselor', 'center_head'],
  registers: ['school', 'center'],
  stages: ['closed', 'archived'],
  documents: [],
  listing: { group: 'access', measure: '重启' },
  confidential: [],
  correctable: ['reason', 'channel'],
  guard: (state, _payload, recording) => (isBeforeReopening(state, recording) ? refuse('BEFORE_CLOSING') : null),
  apply: (state, { happenedAt, recordedAt, payload }) => {
    const next: CaseState = {
      ...state,
      ...emptyLoop(),
      loop: state.loop + 1,
      loopOpenedAt: happenedAt,
      attendance: state.attendance === 'deceased' ? 'deceased' : 'at_school',
      transfer: null,
      channels: [...new Set([...state.channels, payload.channel])],
      immediateDanger: payload.immediateDanger,
    };
    return payload.immediateDanger ? withSignal(next, { happenedAt, recordedAt }) : next;
  },
});
