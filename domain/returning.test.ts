import { describe, expect, it } from 'vitest';
import { eventId, type LogLine } from './events.fixture.ts';
import { leaveEnded } from './events/leave-ended.ts';
import { lift } from './events/registry.ts';
import { after, tried } from './recording.fixture.ts';
import { PlainDate } from './time.ts';
import type { LeaveEnding, ReturnConclusion } from './vocabulary.ts';

const day = (text: string): PlainDate => PlainDate.parse(text);
const lead: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z', { crisisTypes: ['other'] }];
const judged: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R2', triggers: [] }];
const onLeave: LogLine = ['leave_started', '2026-10-12T01:00:00.000Z'];
const applied: LogLine = ['return_applied', '2026-11-23T01:00:00.000Z'];
const before = [lead, judged, onLeave, applied] as const;
const deferral = { conclusion: 'deferred', reason: '睡眠尚不稳定。', reviewOn: day('2026-12-20'), appealTold: true } as const;

/** The fifth entry of a log: what the group concluded. */
function concluded(conclusion: ReturnConclusion): LogLine {
  return ['return_assessed', '2026-11-27T01:00:00.000Z', conclusion === 'deferred' ? deferral : { conclusion, until: day('2026-12-25') }];
}
const deferred = [...before, concluded('deferred')] as const;
const appealed: LogLine = ['return_appealed', '2026-11-30T01:00:00.000Z'];

/** The sixth: the pupil is back. */
function back(how: LeaveEnding, until: PlainDate | null = null): LogLine {
  return ['leave_ended', '2026-11-30T01:00:00.000Z', { on: day('2026-11-30'), how, assessmentId: eventId(5), until }];
}

describe('applying for the return', () => {
  it('opens the way back during a leave, one at a time', () => {
    expect(after(...before)).toMatchObject({ returning: { id: eventId(4), conclusion: null }, stage: 'return_assessing', attendance: 'on_leave' });
    expect(tried([lead, judged, onLeave], 'return_applied')).toBe('ok');
    expect(tried([lead, judged], 'return_applied')).toEqual(['NOT_ON_LEAVE', {}]);
    expect(tried(before, 'return_applied')).toEqual(['RETURN_OPEN_ALREADY', {}]);
    expect(tried(deferred, 'return_applied')).toBe('ok');
  });
});

describe('assessing the return', () => {
  it('needs an application', () => {
    expect(tried(before, 'return_assessed')).toBe('ok');
    expect(tried([lead, judged, onLeave], 'return_assessed')).toEqual(['RETURN_NOT_APPLIED', {}]);
  });

  it.each([
    [{ conclusion: 'trial', until: null }, 'RETURN_UNTIL_MISSING'],
    [{ conclusion: 'part_time', until: null }, 'RETURN_UNTIL_MISSING'],
    [{ ...deferral, reason: '' }, 'REASON_MISSING'],
    [{ ...deferral, reviewOn: null }, 'REVIEW_DATE_MISSING'],
    [{ ...deferral, appealTold: false }, 'APPEAL_NOT_TOLD'],
  ])('refuses %o', (changes, code) => {
    expect(tried(before, 'return_assessed', { changes })).toEqual([code, {}]);
  });

  it('takes a deferral with its reason, its next day and the way to appeal, and full attendance without a last day', () => {
    expect(tried(before, 'return_assessed', { changes: deferral })).toBe('ok');
    expect(tried(before, 'return_assessed', { changes: { conclusion: 'agreed', until: null } })).toBe('ok');
    expect(after(...deferred).returning).toMatchObject({ assessmentId: eventId(5), conclusion: 'deferred' });
  });
});

describe('an appeal', () => {
  it('is made once against a deferral', () => {
    expect(tried(deferred, 'return_appealed')).toBe('ok');
    expect(tried([...before, concluded('agreed')], 'return_appealed')).toEqual(['RETURN_NOT_DEFERRED', {}]);
    expect(tried(before, 'return_appealed')).toEqual(['RETURN_NOT_DEFERRED', {}]);
    expect(tried([...deferred, appealed], 'return_appealed')).toEqual(['APPEAL_OPEN_ALREADY', {}]);
  });

  it('is answered by leaders only, and only when there is one', () => {
    expect(tried([...deferred, appealed], 'return_appeal_decided')).toBe('ok');
    expect(tried([...deferred, appealed], 'return_appeal_decided', { role: 'psych_teacher' })).toMatchObject(['NOT_ALLOWED', {}]);
    expect(tried(deferred, 'return_appeal_decided')).toEqual(['NO_APPEAL', {}]);
  });

  it('leaves the deferral standing or has the group assess anew', () => {
    const answer = (decision: 'upheld' | 'reassess'): LogLine => ['return_appeal_decided', '2026-12-02T01:00:00.000Z', { decision }];
    expect(after(...deferred, appealed).returning).toMatchObject({ appealedAt: '2026-11-30T01:00:00.000Z' });
    expect(after(...deferred, appealed, answer('upheld')).returning).toMatchObject({ conclusion: 'deferred', appealedAt: null });
    expect(after(...deferred, appealed, answer('reassess')).returning).toMatchObject({ conclusion: null, assessmentId: null, appealedAt: null });
  });
});

describe('the end of a leave', () => {
  const until = '2026-12-25';
  const ways: Record<ReturnConclusion, readonly LeaveEnding[]> = {
    agreed: ['returned', 'trial', 'part_time'],
    trial: ['trial'],
    part_time: ['part_time'],
    deferred: [],
  };
  const table = (['agreed', 'trial', 'part_time', 'deferred'] as const).flatMap((conclusion) =>
    (['returned', 'trial', 'part_time', 'withdrew', 'transferred', 'graduated'] as const).map((how) => ({ conclusion, how })),
  );

  it.each(table)('$conclusion → $how', ({ conclusion, how }) => {
    const gone = how === 'withdrew' || how === 'transferred' || how === 'graduated';
    const changes = { how, assessmentId: gone ? null : eventId(5), until: gone ? null : until };
    const expected = gone || ways[conclusion].includes(how) ? 'ok' : ['RETURN_NOT_ASSESSED', {}];
    expect(tried([...before, concluded(conclusion)], 'leave_ended', { changes })).toEqual(expected);
  });

  it('names the very assessment, and the last day of a trial', () => {
    const log = [...before, concluded('agreed')];
    expect(tried(log, 'leave_ended', { changes: { assessmentId: eventId(4) } })).toEqual(['RETURN_NOT_ASSESSED', {}]);
    expect(tried(log, 'leave_ended', { changes: { assessmentId: null } })).toEqual(['RETURN_NOT_ASSESSED', {}]);
    expect(tried(before, 'leave_ended', { changes: { assessmentId: eventId(4) } })).toEqual(['RETURN_NOT_ASSESSED', {}]);
    expect(tried(log, 'leave_ended', { changes: { how: 'trial', assessmentId: eventId(5) } })).toEqual(['RETURN_UNTIL_MISSING', {}]);
    const trial = { how: 'trial', assessmentId: eventId(5), on: '2026-12-14' };
    expect(tried(log, 'leave_ended', { changes: { ...trial, until: '2026-12-13' } })).toEqual(['LEAVE_DATES_REVERSED', {}]);
    expect(tried(log, 'leave_ended', { changes: { ...trial, until: '2026-12-14' } })).toBe('ok');
    expect(tried([lead, judged], 'leave_ended')).toEqual(['NOT_ON_LEAVE', {}]);
    expect(tried(log, 'leave_ended', { changes: { assessmentId: eventId(5), on: '2026-10-11' } })).toEqual(['LEAVE_DATES_REVERSED', {}]);
  });

  it('starts the watch when the pupil is back, in full or in part', () => {
    const log = [...before, concluded('agreed')] as const;
    const watched = { leave: null, returning: null, watchSince: '2026-11-30T01:00:00.000Z', returnedAt: '2026-11-30T01:00:00.000Z', stage: 'returned_watch' };
    expect(after(...log, back('returned'))).toMatchObject({ ...watched, attendance: 'at_school', trialUntil: null });
    expect(after(...log, back('trial', day(until)))).toMatchObject({ ...watched, attendance: 'trial', trialUntil: until });
    expect(after(...log, back('part_time', day(until)))).toMatchObject({ ...watched, attendance: 'part_time', trialUntil: until });
    expect(after(...log, back('withdrew'))).toMatchObject({ attendance: 'transferred', leave: null, returning: null, watchSince: null, returnedAt: null });
  });

  it('lifts an entry of before assessments were named', () => {
    const { assessmentId: _none, until: _never, ...old } = leaveEnded.example;
    expect(lift(leaveEnded, { version: 1, payload: old })).toEqual({ version: 2, payload: { ...old, assessmentId: null, until: null } });
  });
});

describe('a trial', () => {
  const until = day('2026-12-25');
  const onTrial = [...before, concluded('agreed'), back('trial', until)] as const;

  it('ends in full attendance, is extended, or goes back on leave', () => {
    const at = '2026-12-20T01:00:00.000Z';
    expect(after(...onTrial, ['trial_ended', at])).toMatchObject({ attendance: 'at_school', trialUntil: null, watchSince: '2026-11-30T01:00:00.000Z' });
    expect(after(...onTrial, ['trial_ended', at, { outcome: 'extended', until: day('2027-01-15') }])).toMatchObject({
      attendance: 'trial',
      trialUntil: '2027-01-15',
    });
    expect(after(...onTrial, ['trial_ended', at, { outcome: 'back_on_leave' }])).toMatchObject({
      attendance: 'on_leave',
      leave: { from: '2026-12-20', until: null, startedAt: at },
      trialUntil: null,
      watchSince: null,
    });
    expect(after(...onTrial, ['leave_started', at])).toMatchObject({ attendance: 'on_leave', trialUntil: null, watchSince: null });
  });

  it('ends only where it runs, and an extension names its last day', () => {
    expect(tried(onTrial, 'trial_ended')).toBe('ok');
    expect(tried([...before, concluded('agreed'), back('part_time', until)], 'trial_ended')).toBe('ok');
    expect(tried([...before, concluded('agreed'), back('returned')], 'trial_ended')).toEqual(['NOT_ON_TRIAL', {}]);
    expect(tried(onTrial, 'trial_ended', { changes: { outcome: 'extended' } })).toEqual(['RETURN_UNTIL_MISSING', {}]);
    expect(tried(onTrial, 'trial_ended', { changes: { outcome: 'extended', until: '2026-12-29' } })).toEqual(['LEAVE_DATES_REVERSED', {}]);
    expect(tried(onTrial, 'trial_ended', { changes: { outcome: 'extended', until: '2026-12-30' } })).toBe('ok');
  });

  it('of an entry without a last day can still be ended', () => {
    expect(tried([...before, concluded('agreed'), back('trial')], 'trial_ended')).toBe('ok');
  });
});

describe('what follows a return', () => {
  const returned = [...before, concluded('agreed'), back('returned')] as const;

  it('is a plan that the state remembers', () => {
    expect(tried(returned, 'reentry_plan_made')).toBe('ok');
    expect(after(...returned, ['reentry_plan_made', '2026-12-01T01:00:00.000Z']).reentryPlanAt).toBe('2026-12-01T01:00:00.000Z');
    expect(tried([lead], 'reentry_plan_made')).toEqual(['WRONG_STAGE', { stage: 'lead' }]);
  });

  it('is a watch that somebody ends', () => {
    expect(tried(returned, 'watch_ended')).toBe('ok');
    expect(after(...returned, ['watch_ended', '2026-12-20T01:00:00.000Z'])).toMatchObject({ watchSince: null, stage: 'in_intervention' });
    expect(tried([lead, judged], 'watch_ended')).toEqual(['NOT_WATCHED', {}]);
  });
});
