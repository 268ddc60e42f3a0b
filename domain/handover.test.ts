import { describe, expect, it } from 'vitest';
import { eventId, idText, teacher, vicePrincipal, type LogLine } from './events.fixture.ts';
import { UserId } from './ids.ts';
import { after, tried } from './recording.fixture.ts';
import { PlainDate } from './time.ts';

const successor = UserId.parse(idText(0xa3));
const third = UserId.parse(idText(0xa4));
const lead: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z'];
const judged: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R1', triggers: [] }];
const given: LogLine = ['case_handed_over', '2026-09-20T01:00:00.000Z', { toUserId: successor }];
const moved: LogLine = ['pupil_transferred', '2026-09-21T01:00:00.000Z'];
const confirmed: LogLine = ['transfer_confirmed', '2026-09-25T01:00:00.000Z'];

describe('a handover', () => {
  it('makes the successor responsible at once, and the giver keeps sight of the case', () => {
    const state = after(lead, given);
    expect(state).toMatchObject({ ownerId: successor, assignees: [teacher], handover: { eventId: eventId(2), fromUserId: teacher } });
    expect(after(lead, given, ['handover_accepted', '2026-09-21T01:00:00.000Z', {}, { recordedBy: successor }])).toMatchObject({
      ownerId: successor,
      assignees: [teacher],
      handover: null,
    });
  });

  it('for a conflict of interest takes the giver out of the picture', () => {
    const conflicted: LogLine = ['case_handed_over', '2026-09-20T01:00:00.000Z', { toUserId: successor, reason: 'conflict_of_interest' }];
    expect(after(lead, conflicted)).toMatchObject({ ownerId: successor, assignees: [] });
  });

  it('goes back without listing the owner twice', () => {
    const back: LogLine = ['case_handed_over', '2026-09-22T01:00:00.000Z', { toUserId: teacher }];
    expect(after(lead, given, back)).toMatchObject({ ownerId: teacher, assignees: [successor], handover: { fromUserId: successor } });
  });

  it('goes to somebody else, and only they accept', () => {
    expect(tried([lead], 'case_handed_over', { changes: { toUserId: successor } })).toBe('ok');
    expect(tried([lead], 'case_handed_over', { changes: { toUserId: teacher } })).toEqual(['HANDOVER_TO_SELF', {}]);
    expect(tried([lead, given], 'handover_accepted', { userId: successor })).toBe('ok');
    expect(tried([lead, given], 'handover_accepted', { userId: teacher })).toEqual(['NOTHING_TO_ACCEPT', {}]);
    expect(tried([lead], 'handover_accepted', { userId: teacher })).toEqual(['NOTHING_TO_ACCEPT', {}]);
  });
});

describe('assigning', () => {
  it('adds and removes, and the owner needs none', () => {
    const both: LogLine = ['case_assigned', '2026-09-20T01:00:00.000Z', { add: [successor, third, teacher, third] }];
    expect(after(lead, both).assignees).toEqual([successor, third]);
    expect(after(lead, both, ['case_assigned', '2026-09-21T01:00:00.000Z', { add: [], remove: [successor] }]).assignees).toEqual([third]);
  });

  it.each([[{ add: [], remove: [] }], [{ add: [teacher], remove: [] }], [{ add: [], remove: [third] }], [{ add: [third], remove: [third] }]])(
    'is refused when nothing changes: %o',
    (changes) => {
      expect(tried([lead], 'case_assigned', { changes })).toEqual(['NOTHING_CHANGED', {}]);
    },
  );

  it('is possible in a closed case', () => {
    const log: readonly LogLine[] = [lead, judged, ['case_closed', '2026-09-25T01:00:00.000Z']];
    expect(tried(log, 'case_assigned', { changes: { add: [third] } })).toBe('ok');
  });
});

describe('a transfer to another school', () => {
  it('moves the pupil and waits for the receipt', () => {
    expect(after(lead, moved)).toMatchObject({ attendance: 'transferred', transfer: { eventId: eventId(2), on: '2026-09-01', confirmedAt: null } });
    expect(after(lead, moved, confirmed).transfer).toMatchObject({ confirmedAt: '2026-09-25T01:00:00.000Z' });
    expect(tried([lead, moved], 'transfer_confirmed')).toBe('ok');
    expect(tried([lead], 'transfer_confirmed')).toEqual(['TRANSFER_UNKNOWN', {}]);
    expect(tried([lead, moved, confirmed], 'transfer_confirmed')).toEqual(['TRANSFER_UNKNOWN', {}]);
  });

  it('ends the trial and the watch once the other school has the pupil, and leaves a leave on record', () => {
    const onLeave: LogLine = ['leave_started', '2026-09-15T01:00:00.000Z', { from: PlainDate.parse('2026-09-15') }];
    const back: LogLine = ['leave_ended', '2026-09-18T01:00:00.000Z', { how: 'trial', until: PlainDate.parse('2026-10-18') }];
    expect(after(lead, judged, onLeave, back)).toMatchObject({ trialUntil: '2026-10-18', watchSince: '2026-09-18T01:00:00.000Z' });
    expect(after(lead, judged, onLeave, back, moved)).toMatchObject({
      attendance: 'transferred',
      trialUntil: '2026-10-18',
      watchSince: '2026-09-18T01:00:00.000Z',
    });
    expect(after(lead, judged, onLeave, back, moved, ['transfer_confirmed', '2026-10-02T01:00:00.000Z'])).toMatchObject({
      attendance: 'transferred',
      trialUntil: null,
      watchSince: null,
    });
    expect(after(lead, judged, onLeave, moved)).toMatchObject({ attendance: 'transferred', leave: { from: '2026-09-15' } });
  });

  it('rests on a consent that is on record, or on another ground', () => {
    const consent = (given: boolean): LogLine =>
      given ? ['consent_given', '2026-09-18T01:00:00.000Z', { kind: 'transfer' }] : ['consent_withdrawn', '2026-09-19T01:00:00.000Z', { kind: 'transfer' }];
    const changes = { basis: 'consent' };
    expect(tried([lead], 'pupil_transferred')).toBe('ok');
    expect(tried([lead], 'pupil_transferred', { changes })).toEqual(['CONSENT_MISSING', {}]);
    expect(tried([lead, ['consent_given', '2026-09-18T01:00:00.000Z', { kind: 'sharing' }]], 'pupil_transferred', { changes })).toEqual([
      'CONSENT_MISSING',
      {},
    ]);
    expect(tried([lead, consent(true)], 'pupil_transferred', { changes })).toBe('ok');
    expect(tried([lead, consent(true), consent(false)], 'pupil_transferred', { changes })).toEqual(['CONSENT_MISSING', {}]);
    expect(tried([lead, ['pupil_died', '2026-09-20T01:00:00.000Z']], 'pupil_transferred')).toEqual(['PUPIL_GONE', {}]);
  });
});

describe('a hold', () => {
  const placed: LogLine = ['hold_placed', '2026-09-20T01:00:00.000Z', {}, { recordedBy: vicePrincipal }];
  const lifted: LogLine = ['hold_lifted', '2026-09-21T01:00:00.000Z', {}, { recordedBy: vicePrincipal }];

  it('stands once, in every stage, and outlives the loop', () => {
    expect(after(lead, placed).legalHold).toEqual({ eventId: eventId(2), at: '2026-09-20T01:00:00.000Z' });
    expect(after(lead, placed, lifted).legalHold).toBeNull();
    expect(tried([lead, placed], 'hold_placed')).toEqual(['HOLD_ALREADY', {}]);
    expect(tried([lead], 'hold_lifted')).toEqual(['NO_HOLD', {}]);
    expect(tried([lead, placed], 'hold_lifted')).toBe('ok');
    const closed: readonly LogLine[] = [lead, judged, ['case_closed', '2026-09-25T01:00:00.000Z']];
    const archived: readonly LogLine[] = [...closed, ['case_archived', '2026-10-25T01:00:00.000Z']];
    expect(tried(closed, 'hold_placed')).toBe('ok');
    expect(tried(archived, 'hold_placed')).toBe('ok');
    const reopened: LogLine = ['case_reopened', '2026-11-01T01:00:00.000Z'];
    expect(after(lead, placed, judged, ['case_closed', '2026-09-25T01:00:00.000Z'], reopened).legalHold).toMatchObject({ eventId: eventId(2) });
  });

  it('is a leader’s to place', () => {
    expect(tried([lead], 'hold_placed', { role: 'psych_teacher' })).toEqual(['NOT_ALLOWED', { role: 'psych_teacher' }]);
  });
});
