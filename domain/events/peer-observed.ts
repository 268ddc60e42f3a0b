/** 心理委员晴雨表提及 (D22): the class's weekly barometer spoke of this pupil. Signs only; a classmate writes no report. */
import { withSignal } from '../case-state.ts';
import { peerActions, PeerAction, PeerSign, peerSigns, Weather } from '../ledger/weather.ts';
import { PlainDate, weekdayOf } from '../time.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { openStages, refuseFutureDay } from './fields.ts';

const week = PlainDate.refine((day) => weekdayOf(day) === 1, 'not_monday').meta({ widget: 'date' });

export const peerObserved = defineEvent({
  type: 'peer_observed',
  version: 1,
  payload: z.strictObject({
    /** Monday of the week that the sheet is about. */
    week,
    mood: Weather,
    signs: z.array(PeerSign).max(peerSigns.length),
    days: z.int().min(0).max(365),
    done: z.array(PeerAction).max(peerActions.length),
    urgent: z.boolean(),
  }),
  example: { week: week.parse('2026-09-14'), mood: 'overcast', signs: ['mood', 'sleep'], days: 3, done: ['listened', 'told_class_teacher'], urgent: false },
  recordedBy: ['psych_teacher', 'class_teacher'],
  registers: ['school'],
  stages: openStages,
  documents: ['D22'],
  listing: { group: 'discovery', measure: null },
  confidential: [],
  correctable: ['week', 'mood', 'days', 'done', 'happenedAt'],
  guard: () => null,
  standsAs: (_state, payload, recording) => refuseFutureDay(payload.week, recording),
  apply: (state, { happenedAt, recordedAt, payload }) =>
    payload.urgent || payload.signs.some((sign) => sign === 'hints' || sign === 'self_harm_marks') ? withSignal(state, { happenedAt, recordedAt }) : state,
});
