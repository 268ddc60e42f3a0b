import { describe, expect, it } from 'vitest';
import { eventId, type LogLine } from './events.fixture.ts';
import { Instant, PlainDate } from './time.ts';
import { after, tried } from './recording.fixture.ts';

const day = (text: string): PlainDate => PlainDate.parse(text);
const lead: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z', { crisisTypes: ['other'] }];
const judged: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z'];
const referred: LogLine = ['referral_made', '2026-09-15T01:00:00.000Z', { urgency: 'soon' }];
const admitted: LogLine = ['hospital_admitted', '2026-09-24T01:00:00.000Z'];
const discharged: LogLine = ['hospital_discharged', '2026-10-20T01:00:00.000Z'];
const onLeave: LogLine = ['leave_started', '2026-10-12T01:00:00.000Z'];
const dead: LogLine = ['pupil_died', '2026-11-02T01:00:00.000Z'];

describe('a referral', () => {
  it('is open until something is known, and keeps the latest word', () => {
    expect(after(lead, referred).referrals).toMatchObject([{ status: 'open', repliedAt: null }]);
    const missed: LogLine = ['referral_updated', '2026-09-18T01:00:00.000Z', { referralId: eventId(2), status: 'no_show' }];
    expect(after(lead, referred, missed).referrals).toMatchObject([{ status: 'no_show', repliedAt: null }]);
    const replied: LogLine = ['referral_replied', '2026-09-22T01:00:00.000Z', { referralId: eventId(2) }];
    expect(after(lead, referred, missed, replied).referrals).toMatchObject([{ status: 'replied', repliedAt: '2026-09-22T01:00:00.000Z' }]);
  });

  it('is only updated when it is one of this loop and not answered', () => {
    const changes = { referralId: eventId(2) };
    expect(tried([lead, referred], 'referral_updated', { changes })).toBe('ok');
    expect(tried([lead], 'referral_updated', { changes })).toEqual(['REFERRAL_UNKNOWN', {}]);
    const replied: LogLine = ['referral_replied', '2026-09-22T01:00:00.000Z', { referralId: eventId(2) }];
    expect(tried([lead, referred, replied], 'referral_updated', { changes })).toEqual(['REFERRAL_ANSWERED', {}]);
    expect(tried([lead, referred], 'referral_updated', { changes: { ...changes, status: 'replied' } })).toMatchObject(['PAYLOAD_INVALID', {}]);
  });
});

describe('an escort to hospital', () => {
  it('is a sign of danger and leaves the place as it is', () => {
    const state = after(lead, ['hospital_escorted', '2026-09-20T01:00:00.000Z']);
    expect(state).toMatchObject({ attendance: 'at_school', hospital: null, lastSignalAt: '2026-09-20T01:00:00.000Z' });
  });

  it('is written to the next of kin, unless they are suspected', () => {
    const suspected = (guardianSuspects: ('father' | 'all')[]): LogLine => ['mandatory_report_made', '2026-09-19T01:00:00.000Z', { guardianSuspects }];
    expect(tried([lead, suspected(['father'])], 'kin_notified_in_writing', { changes: { who: 'mother' } })).toBe('ok');
    expect(tried([lead, suspected(['father'])], 'kin_notified_in_writing')).toEqual(['GUARDIAN_SUSPECTED', {}]);
    expect(tried([lead, suspected(['all'])], 'kin_notified_in_writing')).toMatchObject(['GUARDIAN_SUSPECTED', {}]);
    expect(tried([lead], 'kin_notified_in_writing', { registerKind: 'center', role: 'center_head' })).toEqual(['WRONG_REGISTER', { registerKind: 'center' }]);
  });
});

describe('a stay in hospital', () => {
  it('shows as the place, is a sign of danger and counts as care', () => {
    expect(after(lead, ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R2' }], admitted)).toMatchObject({
      attendance: 'hospitalized',
      hospital: { eventId: eventId(3), admittedOn: '2026-09-24' },
      lastSignalAt: '2026-09-24T01:00:00.000Z',
      stage: 'in_intervention',
    });
  });

  it('ends at school under watch, or in the leave that went on underneath', () => {
    expect(after(lead, judged, admitted, discharged)).toMatchObject({
      attendance: 'at_school',
      hospital: null,
      watchSince: '2026-10-20T01:00:00.000Z',
    });
    expect(after(lead, judged, admitted, onLeave)).toMatchObject({ attendance: 'hospitalized', leave: { from: '2026-10-12' } });
    expect(after(lead, judged, admitted, onLeave, discharged)).toMatchObject({ attendance: 'on_leave', hospital: null, watchSince: null });
    expect(after(lead, judged, onLeave, admitted)).toMatchObject({ attendance: 'hospitalized', leave: { from: '2026-10-12' } });
  });

  it('interrupts a trial, which goes on after it', () => {
    const trial: LogLine = ['leave_ended', '2026-12-01T01:00:00.000Z', { how: 'part_time', until: day('2026-12-25') }];
    const again: LogLine = ['hospital_admitted', '2026-12-05T01:00:00.000Z', { admittedOn: day('2026-12-05') }];
    const out: LogLine = ['hospital_discharged', '2026-12-12T01:00:00.000Z', { dischargedOn: day('2026-12-12') }];
    expect(after(lead, judged, onLeave, trial, again)).toMatchObject({ attendance: 'hospitalized', trialUntil: '2026-12-25', watchSince: null });
    expect(after(lead, judged, onLeave, trial, again, out)).toMatchObject({ attendance: 'trial', watchSince: '2026-12-12T01:00:00.000Z' });
  });

  it('is entered once, in order, and never ahead of time', () => {
    expect(tried([lead, judged], 'hospital_admitted')).toBe('ok');
    expect(tried([lead, judged, admitted], 'hospital_admitted')).toEqual(['ALREADY_IN_HOSPITAL', {}]);
    expect(tried([lead, judged], 'hospital_admitted', { changes: { admittedOn: '2027-01-01' } })).toEqual(['IN_THE_FUTURE', {}]);
    expect(tried([lead, judged, dead], 'hospital_admitted')).toEqual(['PUPIL_GONE', {}]);
    expect(tried([lead, judged, ['pupil_transferred', '2026-10-01T01:00:00.000Z']], 'hospital_admitted')).toEqual(['PUPIL_GONE', {}]);
    expect(tried([lead, judged, admitted], 'hospital_discharged')).toBe('ok');
    expect(tried([lead, judged], 'hospital_discharged')).toEqual(['NOT_IN_HOSPITAL', {}]);
    expect(tried([lead, judged, admitted], 'hospital_discharged', { changes: { dischargedOn: '2026-09-23' } })).toEqual(['LEAVE_DATES_REVERSED', {}]);
    expect(tried([lead, judged, admitted], 'hospital_discharged', { changes: { dischargedOn: '2027-01-01' } })).toEqual(['IN_THE_FUTURE', {}]);
  });
});

describe('a death', () => {
  it('ends where the pupil was, for good', () => {
    const gone = { attendance: 'deceased', leave: null, hospital: null, returning: null, trialUntil: null, watchSince: null, lostSince: null };
    expect(after(lead, judged, onLeave, admitted, ['return_applied', '2026-10-30T01:00:00.000Z'], dead)).toMatchObject(gone);
    expect(after(lead, judged, admitted, dead, discharged)).toMatchObject(gone);
    expect(after(lead, judged, onLeave, dead, ['leave_ended', '2026-12-01T01:00:00.000Z'])).toMatchObject({ attendance: 'deceased' });
  });

  it('is entered once, after it happened', () => {
    expect(tried([lead], 'pupil_died')).toBe('ok');
    expect(tried([lead, dead], 'pupil_died')).toEqual(['PUPIL_GONE', {}]);
    for (const role of ['psych_teacher', 'center_counselor'] as const) expect(tried([lead], 'pupil_died', { role })).toEqual(['NOT_ALLOWED', { role }]);
    for (const role of ['psych_teacher', 'center_counselor'] as const)
      expect(tried([lead, dead], 'death_withdrawn', { role })).toEqual(['NOT_ALLOWED', { role }]);
    expect(tried([lead], 'pupil_died', { changes: { on: '2027-01-01' } })).toEqual(['IN_THE_FUTURE', {}]);
    expect(tried([lead, dead], 'leave_started', { changes: { from: '2026-12-01' } })).toEqual(['PUPIL_GONE', {}]);
  });
});

describe('what is done with the pupil', () => {
  const meetings = [
    'pupil_contacted',
    'counselling_held',
    'interview_held',
    'risk_interview_held',
    'safety_plan_made',
    'hospital_escorted',
    'referral_made',
  ] as const;

  it.each(meetings)('is not entered for the time after a death, but late for the time before it: %s', (type) => {
    expect(tried([lead, judged, dead], type)).toEqual(['PUPIL_GONE', {}]);
    expect(tried([lead, judged, dead], type, { happenedAt: Instant.parse('2026-11-02T00:59:59.999Z') })).toBe('ok');
    expect(tried([lead, judged, dead, ['death_withdrawn', '2026-11-03T01:00:00.000Z']], type)).toBe('ok');
  });

  it('leaves the family and the classmates to be cared for', () => {
    expect(tried([lead, judged, dead], 'follow_up_held', { changes: { with: ['pupil'] } })).toEqual(['PUPIL_GONE', {}]);
    expect(tried([lead, judged, dead], 'follow_up_held', { changes: { with: ['mother'] } })).toBe('ok');
    for (const type of ['guardian_contacted', 'family_meeting_held', 'affected_pupil_added', 'emergency_started'] as const)
      expect(tried([lead, judged, dead], type)).toBe('ok');
  });
});

describe('a death that was recorded in error', () => {
  const withdrawn: LogLine = ['death_withdrawn', '2026-11-03T01:00:00.000Z'];
  const moved: LogLine = ['pupil_transferred', '2026-10-25T01:00:00.000Z'];

  it('is taken back, and the pupil is where they were', () => {
    expect(after(lead, judged, dead, withdrawn)).toMatchObject({ attendance: 'at_school' });
    expect(after(lead, judged, moved, dead, withdrawn)).toMatchObject({ attendance: 'transferred' });
    expect(tried([lead, judged, dead, withdrawn], 'pupil_died')).toBe('ok');
    const lost: LogLine = ['contact_lost', '2026-10-20T01:00:00.000Z', { since: day('2026-10-18') }];
    const applied: LogLine = ['return_applied', '2026-10-30T01:00:00.000Z'];
    const trial: LogLine = ['leave_ended', '2026-10-31T01:00:00.000Z', { how: 'trial', until: day('2026-11-30') }];
    const partTime: LogLine = ['leave_ended', '2026-10-31T01:00:00.000Z', { how: 'part_time', until: day('2026-11-30') }];
    const withdrew: LogLine = ['leave_ended', '2026-10-31T01:00:00.000Z', { how: 'withdrew' }];
    const places: readonly (readonly LogLine[])[] = [
      [],
      [lost],
      [onLeave],
      [onLeave, applied],
      [admitted],
      [onLeave, admitted],
      [onLeave, trial],
      [onLeave, partTime],
      [onLeave, moved],
      [onLeave, withdrew],
    ];
    for (const place of places) {
      const before = after(lead, judged, ...place);
      const back = after(lead, judged, ...place, dead, withdrawn);
      expect(back).toEqual({ ...before, version: back.version, headHash: back.headHash, lastEventAt: back.lastEventAt });
    }
  });

  it('brings no trial back to this school when another one took the pupil over meanwhile', () => {
    const trial: LogLine = ['leave_ended', '2026-10-15T01:00:00.000Z', { how: 'trial', until: day('2026-11-30') }];
    const confirmed: LogLine = ['transfer_confirmed', '2026-11-02T12:00:00.000Z'];
    const state = after(lead, judged, onLeave, trial, moved, dead, confirmed, withdrawn);
    expect(state).toMatchObject({ attendance: 'transferred', trialUntil: null, watchSince: null });
  });

  it('is taken back after a closing as well: the pupil is still away, and the old loop is over', () => {
    const closed: LogLine = ['case_closed', '2026-11-02T02:00:00.000Z', { kind: 'deceased' }];
    const reopened: LogLine = ['case_reopened', '2026-11-02T03:00:00.000Z'];
    const lost: LogLine = ['contact_lost', '2026-10-20T01:00:00.000Z', { since: day('2026-10-18') }];
    const again = (...place: readonly LogLine[]) => after(lead, judged, ...place, dead, closed, reopened, withdrawn);
    expect(again(onLeave)).toMatchObject({ attendance: 'on_leave', leave: after(lead, judged, onLeave).leave, death: null, stage: 'lead', loop: 2 });
    expect(again(onLeave, admitted)).toMatchObject({
      attendance: 'hospitalized',
      leave: after(lead, judged, onLeave).leave,
      hospital: { eventId: eventId(4) },
    });
    expect(again(lost)).toMatchObject({ attendance: 'at_school', lostSince: null });
    expect(again(moved)).toMatchObject({ attendance: 'at_school', transfer: null });
  });

  it('closes no case any more', () => {
    const changes = { kind: 'deceased', conferenceId: null };
    expect(tried([lead, judged, dead], 'case_closed', { changes })).toBe('ok');
    expect(tried([lead, judged, dead, withdrawn], 'case_closed', { changes })).toEqual(['CLOSE_BLOCKED', { reasons: ['DEATH_NOT_RECORDED'] }]);
  });

  it('is taken back in an open case only, and only where it stands', () => {
    const closed: LogLine = ['case_closed', '2026-11-03T01:00:00.000Z', { kind: 'deceased' }];
    expect(tried([lead, dead], 'death_withdrawn')).toBe('ok');
    expect(tried([lead], 'death_withdrawn')).toEqual(['NO_DEATH', {}]);
    expect(tried([lead, dead, withdrawn], 'death_withdrawn')).toEqual(['NO_DEATH', {}]);
    expect(tried([lead, dead, closed], 'death_withdrawn')).toEqual(['CASE_CLOSED', {}]);
    expect(tried([lead, dead, closed, ['case_reopened', '2026-11-04T01:00:00.000Z']], 'death_withdrawn')).toBe('ok');
  });
});
