/** What somebody is told of an infringement has to be reported, whoever hears it and wherever it is written down. */
import { describe, expect, it } from 'vitest';
import type { LogLine } from '../events.fixture.ts';
import { owed } from './engine.fixture.ts';

const lead: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z'];
const judged: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z'];

describe('an infringement that somebody speaks of', () => {
  const entries: readonly LogLine['0'][] = [
    'interview_held',
    'risk_interview_held',
    'counselling_held',
    'class_observed',
    'pupil_contacted',
    'guardian_contacted',
    'follow_up_held',
    'family_meeting_held',
  ];
  it.each(entries)('is to be reported within two hours of %s', (type) => {
    const at = '2026-09-16T03:00:00.000Z';
    const heard = { disclosed: ['severe_injury'] };
    const duties = (changes: object) => owed([lead, judged, [type, at, changes] as LogLine], '2026-09-16T03:30:00.000Z', 'T_MANDATORY');
    expect(duties({})).toEqual([]);
    expect(duties(heard)).toMatchObject([{ dueAt: '2026-09-16T05:00:00.000Z', end: null }]);
    const done = owed([lead, judged, [type, at, heard] as LogLine, ['mandatory_report_made', '2026-09-16T04:00:00.000Z']], at, 'T_MANDATORY');
    expect(done).toMatchObject([{ end: 'done' }]);
  });
});
