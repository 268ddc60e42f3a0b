/**
 * 班级心理晴雨表: a class's week as its peer monitor reports it (dossier §3.13). Peer monitors get nothing back. What it says of a pupil
 * also goes into that pupil's open case.
 */
import { line, optionalText, pupilRef } from '../events/fields.ts';
import { PlainDate, mondayOf, weekdayOf } from '../time.ts';
import { z } from '../zod.ts';
import { defineLedger } from './define-ledger.ts';
import { headcount } from './fields.ts';
import { PeerAction, PeerSign, Weather } from './weather.ts';

export const Mention = z.strictObject({
  pupilId: pupilRef,
  mood: Weather,
  signs: z.array(PeerSign).max(6),
  /** Days in a row with this mood. */
  days: z.int().min(0).max(365),
  done: z.array(PeerAction).max(3),
  urgent: z.boolean(),
});
export type Mention = z.infer<typeof Mention>;

export const barometer = defineLedger({
  kind: 'barometer',
  version: 1,
  payload: z.strictObject({
    className: z.string().trim().min(1).max(64).meta({ widget: 'line' }),
    /** The week's Monday. */
    week: PlainDate.meta({ widget: 'date' }),
    monitor: line,
    sunny: headcount,
    cloudy: headcount,
    overcast: headcount,
    rain: headcount,
    mentioned: z.array(Mention).max(60),
    remark: optionalText,
    /** Something urgent was reported at once, not only in this sheet. */
    reportedAtOnce: z.boolean(),
  }),
  example: {
    className: '七(1)班',
    week: PlainDate.parse('2026-09-21'),
    monitor: '心理委员',
    sunny: 30,
    cloudy: 8,
    overcast: 2,
    rain: 0,
    mentioned: [],
    remark: '月考后情绪平稳。',
    reportedAtOnce: false,
  },
  recordedBy: ['class_teacher', 'psych_teacher'],
  registers: ['school'],
  // What it says of pupils stands in their cases, signed: that is set right there.
  correctable: ['monitor', 'sunny', 'cloudy', 'overcast', 'rain', 'remark', 'reportedAtOnce', 'happenedOn'],
  daysAhead: 0,
  guard: ({ week, mentioned, sunny, cloudy, overcast, rain }, { happenedOn }) => [
    ...(weekdayOf(week) === 1 ? [] : [{ path: 'week', rule: 'not_monday' }]),
    ...(mondayOf(happenedOn) === week ? [] : [{ path: 'week', rule: 'another_week' }]),
    ...(new Set(mentioned.map(({ pupilId }) => pupilId)).size === mentioned.length ? [] : [{ path: 'mentioned', rule: 'pupil_twice' }]),
    ...(sunny + cloudy + overcast + rain > 0 ? [] : [{ path: 'sunny', rule: 'nobody_counted' }]),
  ],
  pupils: ({ mentioned }) => mentioned.map(({ pupilId }) => pupilId),
});
