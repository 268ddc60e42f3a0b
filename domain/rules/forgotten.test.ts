import { describe, expect, it } from 'vitest';
import { logOf, type LogLine } from '../events.fixture.ts';
import { Instant } from '../time.ts';
import type { CrisisType } from '../vocabulary.ts';
import { builtInCalendars } from './defaults.ts';
import { owed, packs } from './engine.fixture.ts';
import { obligationsOf } from './engine.ts';

const danger: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z', { immediateDanger: true }];

describe('a pupil in danger whom nobody has judged', () => {
  it('is still to be judged after a talk of the counselling kind', () => {
    const [grade] = owed([danger, ['counselling_held', '2026-09-14T03:00:00.000Z']], '2026-09-14T04:00:00.000Z', 'T_GRADE');
    expect(grade).toMatchObject({ end: null, dueAt: '2026-09-15T15:59:59.999Z' });
  });

  it('is still to be judged after the way to a hospital', () => {
    const way: readonly LogLine[] = [danger, ['hospital_escorted', '2026-09-14T03:00:00.000Z']];
    expect(owed(way, '2026-09-14T04:00:00.000Z', 'T_GRADE')).toMatchObject([{ end: null }]);
    expect(owed([...way, ['grade_decided', '2026-09-14T05:00:00.000Z']], '2026-09-14T06:00:00.000Z', 'T_GRADE')).toMatchObject([{ end: 'done' }]);
  });

  it('owes no decision for ordinary counselling before the second screening', () => {
    const log: readonly LogLine[] = [
      ['lead_recorded', '2026-09-14T01:00:00.000Z'],
      ['counselling_held', '2026-09-14T03:00:00.000Z'],
    ];
    expect(owed(log, '2026-09-14T04:00:00.000Z', 'T_GRADE')).toEqual([]);
  });
});

describe('a further lead', () => {
  const setAside: readonly LogLine[] = [
    ['lead_recorded', '2026-09-14T01:00:00.000Z'],
    ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R1', outcome: 'not_crisis', triggers: [] }],
    ['lead_added', '2026-09-21T01:00:00.000Z'],
  ];

  it('is looked at within days, even in a case that was set aside as no crisis', () => {
    expect(owed(setAside, '2026-09-21T02:00:00.000Z', 'T_NEW_LEAD')).toMatchObject([{ end: null, dueAt: '2026-09-24T15:59:59.999Z' }]);
    expect(owed([...setAside, ['interview_held', '2026-09-22T02:00:00.000Z']], '2026-09-22T03:00:00.000Z', 'T_NEW_LEAD')).toMatchObject([{ end: 'done' }]);
  });

  it('waits for the second screening with the first one while nobody has judged, unless it speaks of suicide', () => {
    const log = (type: CrisisType): readonly LogLine[] => [
      ['lead_recorded', '2026-09-14T01:00:00.000Z', { crisisTypes: ['bullying'] }],
      ['lead_added', '2026-09-15T01:00:00.000Z', { crisisTypes: [type] }],
    ];
    const rules = (lines: readonly LogLine[]) => owed(lines, '2026-09-15T02:00:00.000Z').map(({ ruleId, dueAt }) => `${ruleId} ${dueAt.slice(0, 10)}`);
    expect(rules(log('school_refusal'))).toEqual(['T_SECOND_SCREEN 2026-09-20']);
    expect(rules(log('suicide_plan'))).toEqual(['T_SECOND_SCREEN 2026-09-20', 'T_EARLY_TALK 2026-09-16']);
  });

  it('is not looked at by having reached nobody, nor by a word with others', () => {
    const tried: readonly LogLine[] = [
      ['lead_recorded', '2026-09-14T01:00:00.000Z'],
      ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R2', triggers: [] }],
      ['lead_added', '2026-09-21T01:00:00.000Z'],
      ['lead_added', '2026-09-22T01:00:00.000Z'],
      ['pupil_contacted', '2026-09-22T02:00:00.000Z', { reached: false }],
      ['follow_up_held', '2026-09-22T03:00:00.000Z', { with: ['mother'] }],
    ];
    expect(owed(tried, '2026-09-22T04:00:00.000Z', 'T_NEW_LEAD')).toMatchObject([{ end: null }, { end: null }]);
    const seen: LogLine = ['follow_up_held', '2026-09-22T05:00:00.000Z', { with: ['pupil'] }];
    expect(owed([...tried, seen], '2026-09-22T06:00:00.000Z', 'T_NEW_LEAD')).toMatchObject([{ end: 'done' }, { end: 'done' }]);
  });

  it('is looked at by the office that found it, not by the centre to which a school reports it', () => {
    const atCenter = (kind: 'package' | 'hotline_call') =>
      obligationsOf({
        events: logOf(...setAside.slice(0, 2), ['lead_added', '2026-09-21T01:00:00.000Z', { sourceRefs: [{ kind, id: 'p' }] }]),
        packs,
        calendars: builtInCalendars,
        registerKind: 'center',
        now: Instant.parse('2026-09-21T02:00:00.000Z'),
      }).filter(({ ruleId }) => ruleId === 'T_NEW_LEAD');
    expect(atCenter('package')).toEqual([]);
    expect(atCenter('hotline_call')).toMatchObject([{ ownerRole: 'center_counselor', end: null }]);
  });
});
