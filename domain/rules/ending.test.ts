/** How a case ends its duties: what has to be closed, judged, submitted or archived though nothing else is asked for. */
import { describe, expect, it } from 'vitest';
import { eventId, type LogLine } from '../events.fixture.ts';
import { planDrafted } from '../events/plan-drafted.ts';
import { PackageId } from '../ids.ts';
import { PlainDate } from '../time.ts';
import { owed } from './engine.fixture.ts';

const lead: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z'];
const judged: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z'];
const red: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R4' }];
const calm: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R0', outcome: 'not_crisis', triggers: [] }];
const leave: LogLine = ['leave_started', '2026-10-12T01:00:00.000Z', { from: PlainDate.parse('2026-10-12') }];
const returned: LogLine = ['leave_ended', '2026-12-14T01:00:00.000Z', { how: 'returned' }];
const submitted: readonly LogLine[] = [
  ['plan_drafted', '2026-09-15T01:00:00.000Z'],
  ['plan_signed', '2026-09-15T02:00:00.000Z'],
  ['plan_submitted', '2026-09-15T03:00:00.000Z'],
];

describe('a case that asks for nothing more', () => {
  const close = (...lines: readonly LogLine[]): readonly string[] =>
    owed(lines, '2027-01-31T00:00:00.000Z', 'T_CLOSE').map(({ openedAt, end }) => `${openedAt.slice(0, 10)} ${end ?? 'open'}`);
  const released: LogLine = ['grade_decided', '2026-12-20T01:00:00.000Z', { grade: 'R0', triggers: [] }];

  it('is to be closed once it is released, has come through the watch, was received elsewhere, or the pupil died', () => {
    expect(close(lead, judged)).toEqual([]);
    expect(close(lead, judged, released)).toEqual(['2026-12-20 open']);
    const watched: readonly LogLine[] = [lead, judged, leave, returned, released];
    expect(close(...watched)).toEqual([]);
    expect(close(...watched, ['watch_ended', '2027-01-20T01:00:00.000Z'])).toEqual(['2027-01-20 open']);
    expect(close(lead, red, ['pupil_transferred', '2026-10-01T01:00:00.000Z'], ['transfer_confirmed', '2026-10-03T01:00:00.000Z'])).toEqual([
      '2026-10-03 open',
    ]);
    expect(close(lead, red, ['pupil_died', '2026-10-01T01:00:00.000Z'])).toEqual(['2026-10-01 open']);
  });

  it('is not to be closed when it is taken up again, or the death was an error', () => {
    expect(close(lead, calm, ['grade_decided', '2026-09-20T01:00:00.000Z', { grade: 'R2', triggers: [] }])).toEqual(['2026-09-14 superseded']);
    expect(close(lead, calm, ['grade_decided', '2026-09-20T01:00:00.000Z', { grade: 'R1', outcome: 'not_crisis', triggers: [] }])).toEqual(['2026-09-14 open']);
    const error: readonly LogLine[] = [lead, red, ['pupil_died', '2026-10-01T01:00:00.000Z'], ['death_withdrawn', '2026-10-02T01:00:00.000Z']];
    expect(close(...error)).toEqual(['2026-10-01 superseded']);
    expect(owed(error, '2026-10-03T00:00:00.000Z', 'T_GRADE')).toMatchObject([{ end: null, dueAt: '2026-10-03T15:59:59.999Z' }]);
  });

  it('is asked about again a month after a leader excused it', () => {
    const excused: LogLine = ['obligation_excused', '2026-10-10T01:00:00.000Z', { obligationId: `${eventId(2)}:T_CLOSE:case:1` }];
    expect(owed([lead, calm, excused], '2026-10-12T00:00:00.000Z', 'T_CLOSE').map(({ dueAt, end }) => [dueAt.slice(0, 10), end])).toEqual([
      ['2026-10-16', 'excused'],
      ['2026-11-15', null],
    ]);
  });
});

describe('a lead whose interview was excused', () => {
  it('is still to be judged', () => {
    const excused: LogLine = ['obligation_excused', '2026-09-15T01:00:00.000Z', { obligationId: `${eventId(1)}:T_EARLY_TALK:case:1` }];
    expect(owed([lead, excused], '2026-09-15T02:00:00.000Z').map(({ ruleId, end }) => [ruleId, end])).toEqual([
      ['T_EARLY_TALK', 'excused'],
      ['T_GRADE', null],
    ]);
  });
});

describe('the measures taken', () => {
  const letter: LogLine = ['letter_received', '2026-09-15T00:30:00.000Z'];
  const { content } = planDrafted.example;
  const measures = (measuresTaken: typeof content.measuresTaken, ...more: readonly LogLine[]) => {
    const [, signed, sent] = submitted;
    const drafted: LogLine = ['plan_drafted', '2026-09-15T01:00:00.000Z', { content: { ...content, measuresTaken } }];
    const all = owed(
      [lead, judged, letter, drafted, ...(signed === undefined || sent === undefined ? [] : [signed, sent]), ...more],
      '2026-09-30T00:00:00.000Z',
    );
    return all.filter(({ ruleId }) => ruleId === 'T_PLAN' || ruleId === 'T_MEASURES').map(({ ruleId, end }) => [ruleId, end]);
  };

  it('are reported with a plan that tells them, else by a report of their own', () => {
    expect(measures(content.measuresTaken)).toEqual([
      ['T_MEASURES', 'done'],
      ['T_PLAN', 'done'],
    ]);
    expect(measures([])).toEqual([
      ['T_MEASURES', null],
      ['T_PLAN', 'done'],
    ]);
    expect(measures([], ['measures_reported', '2026-09-16T01:00:00.000Z'])).toEqual([
      ['T_MEASURES', 'done'],
      ['T_PLAN', 'done'],
    ]);
  });
});

describe('the signing of a plan', () => {
  const draft = (at: string, recordedAt = at): LogLine => ['plan_drafted', at, { reason: '修订' }, { recordedAt }];
  const signing = (...lines: readonly LogLine[]) =>
    owed([lead, judged, draft('2026-09-15T01:00:00.000Z'), ...lines], '2026-09-17T00:00:00.000Z', 'T_PLAN_SIGN').map(({ openedBy, end }) => [openedBy, end]);
  const returned: LogLine = ['plan_returned', '2026-09-15T06:00:00.000Z', { planVersion: 1 }];
  const signed: LogLine = ['plan_signed', '2026-09-16T01:00:00.000Z', { planVersion: 2 }];

  it('is owed for each version: the return of the first does not answer the second, though that is dated at the same minute or before', () => {
    const first = [eventId(3), 'done'];
    for (const at of ['2026-09-15T06:00:00.000Z', '2026-09-15T05:00:00.000Z']) {
      const second = draft(at, '2026-09-15T06:05:00.000Z');
      expect(signing(returned, second)).toEqual([first, [eventId(5), null]]);
      expect(signing(returned, second, signed)).toEqual([first, [eventId(5), 'done']]);
    }
  });

  it('is owed for the newest version alone', () => {
    const first = [eventId(3), 'superseded'];
    expect(signing(draft('2026-09-15T06:00:00.000Z'))).toEqual([first, [eventId(4), null]]);
    expect(signing(draft('2026-09-15T06:00:00.000Z'), signed)).toEqual([first, [eventId(4), 'done']]);
  });
});

describe('a plan that is revised', () => {
  it('is to be submitted again, once however often it is drafted, and not before any version went', () => {
    const draft = (at: string): LogLine => ['plan_drafted', at, { reason: '修订' }];
    const revised = (...lines: readonly LogLine[]) =>
      owed([lead, judged, ...lines], '2026-10-01T00:00:00.000Z', 'T_PLAN_REVISED').map(({ openedBy, end }) => [openedBy, end]);
    expect(revised(...submitted.slice(0, 2), draft('2026-09-16T01:00:00.000Z'))).toEqual([]);
    expect(revised(...submitted, draft('2026-09-16T01:00:00.000Z'), draft('2026-09-17T01:00:00.000Z'))).toEqual([[eventId(6), null]]);
  });
});

describe('a pupil whom another school took over', () => {
  const letter: LogLine = ['letter_received', '2026-09-14T03:00:00.000Z'];
  const escorted: LogLine = ['hospital_escorted', '2026-09-15T02:00:00.000Z'];
  const moved: LogLine = ['pupil_transferred', '2026-09-16T01:00:00.000Z'];
  const received: LogLine = ['transfer_confirmed', '2026-10-20T01:00:00.000Z'];
  const open = (lines: readonly LogLine[], now = '2026-10-21T00:00:00.000Z'): readonly string[] =>
    owed(lines, now)
      .filter(({ end }) => end === null)
      .map(({ ruleId, slot }) => (slot === 'case' ? ruleId : `${ruleId}/${slot}`))
      .toSorted();
  const drafted: LogLine = ['plan_drafted', '2026-09-14T04:00:00.000Z'];

  it('is in nobody’s care here; what the office owes to others for what happened here stays, and the case is to be closed', () => {
    const log = [lead, red, letter, drafted, escorted, moved, received];
    const notices = ['T_ESCORT_WRITTEN', 'T_FILE/center', 'T_FILE/minor_protection_office', 'T_GUARDIAN', 'T_PRINCIPAL'];
    expect(open(log)).toEqual(['T_CLOSE', ...notices]);
    const plans = owed(log, '2026-10-21T00:00:00.000Z').filter(({ ruleId }) => /^T_(PLAN|MEASURES)/u.test(ruleId));
    expect(plans.toSorted((one, other) => (one.ruleId < other.ruleId ? -1 : 1)).map(({ ruleId, end, endedAt }) => [ruleId, end, endedAt])).toEqual(
      ['T_MEASURES', 'T_PLAN', 'T_PLAN_GRADE', 'T_PLAN_SIGN'].map((rule) => [rule, 'superseded', received[1]]),
    );
  });

  it('is not observed in class from the day they left, and called until the other school has them', () => {
    const gone = [lead, red, moved];
    expect(open(gone, '2026-09-16T02:00:00.000Z')).not.toContain('T_OBSERVE');
    expect(owed(gone, '2026-09-30T00:00:00.000Z', 'T_OBSERVE')).toMatchObject([{ end: 'superseded', endedAt: moved[1] }]);
    expect(open(gone, '2026-09-30T00:00:00.000Z')).toContain('T_FOLLOW_UP_R4');
    expect(open([...gone, received])).not.toContain('T_FOLLOW_UP_R4');
  });

  it('is not cared for here either when the case is judged only afterwards, for its papers', () => {
    const late = (grade: 'R2' | 'R4'): LogLine => ['grade_decided', '2026-10-20T02:00:00.000Z', { grade, triggers: [] }];
    expect(open([lead, moved, received, late('R2')])).toEqual(['T_CLOSE', 'T_GUARDIAN_R2']);
    const notices = ['T_FILE/center', 'T_FILE/minor_protection_office', 'T_GUARDIAN', 'T_PRINCIPAL'];
    expect(open([lead, moved, received, late('R4')])).toEqual(['T_CLOSE', ...notices]);
  });

  it('is not asked for by rules that a lead or a talk alone opened', () => {
    expect(open([lead, moved, received])).toEqual(['T_CLOSE']);
  });
});

describe('after closing', () => {
  const closed: LogLine = ['case_closed', '2026-09-20T01:00:00.000Z'];
  const moved: LogLine = ['pupil_transferred', '2026-09-18T01:00:00.000Z'];

  it('archiving and the receipt of a transfer are still owed, until the case is reopened', () => {
    const open = (lines: readonly LogLine[]): readonly string[] =>
      owed(lines, '2026-09-26T00:00:00.000Z')
        .filter(({ end, ruleId }) => end === null && (ruleId === 'T_ARCHIVE' || ruleId === 'T_TRANSFER_RECEIPT'))
        .map(({ ruleId }) => ruleId);
    expect(open([lead, judged, moved, closed])).toEqual(['T_TRANSFER_RECEIPT', 'T_ARCHIVE']);
    const packageId = PackageId.parse('0198c5a0-0000-7000-8000-0000000000b1');
    expect(open([lead, judged, moved, closed, ['case_reopened', '2026-09-25T01:00:00.000Z', { packageId }]])).toEqual([]);
  });
});
