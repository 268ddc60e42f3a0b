/** The clocks that the built-in pack gives to an office, over the autumn term of 2026. */
import { describe, expect, it } from 'vitest';
import { builtInCalendars, defaultRulePack } from '../rules/defaults.ts';
import { addDays, endOf, startOf } from '../time.ts';
import { day, longAgo, made, type Made } from './office-duties.fixture.ts';
import { officeDutiesOf } from './office-duties.ts';
import type { LedgerFact } from './standing.ts';

const span = { from: day('2026-09-01'), to: day('2027-01-31'), since: day('2026-09-01') };

function term(registerKind: 'school' | 'center', entries: readonly LedgerFact[]) {
  const rules = [{ from: longAgo, packVersion: defaultRulePack.version, office: defaultRulePack.office }];
  return officeDutiesOf({ ...span, rules, calendars: builtInCalendars, entries, registerKind, now: endOf(day('2027-05-01')) });
}

function tally(found: ReturnType<typeof term>): Readonly<Record<string, number>> {
  const ids = found.map(({ rule, end }) => `${rule.id} ${end ?? 'open'}`);
  return Object.fromEntries([...new Set(ids)].map((id) => [id, ids.filter((one) => one === id).length]));
}

/** What a diligent school enters: each on the day it happened. */
function diligent(): readonly LedgerFact[] {
  const months = ['2026-09-10', '2026-10-15', '2026-11-12', '2026-12-10', '2027-01-14'];
  const monthly = (['training', 'supervision', 'leading_group_meeting', 'peer_monitor_meeting'] as const).flatMap((kind) => months.map((on) => ({ kind, on })));
  const mondays = Array.from({ length: 21 }, (_, week) => addDays(day('2026-08-31'), 7 * week));
  const weekly = mondays.map((on) => ({ kind: 'barometer' as const, on: addDays(on, 3) }));
  const roster = { from: '12:00', to: '13:00', teacher: '示例', place: '心理辅导室', phone: '', weeklyUntil: '2027-01-22' };
  const once: readonly Omit<Made, 'n'>[] = [
    { kind: 'duty_shift', on: '2026-09-01', payload: roster },
    { kind: 'duty_shift', on: '2026-10-08', payload: { ...roster, weeklyUntil: null } },
    { kind: 'parent_class', on: '2026-11-20' },
    { kind: 'screening_round', on: '2026-09-24' },
  ];
  return [...monthly, ...weekly, ...once].map((entry, n) => made({ ...entry, n }));
}

describe('the clocks of the built-in pack', () => {
  it('ask a school for a term', () => {
    expect(tally(term('school', []))).toEqual({
      'T_TRAIN missed': 5,
      'T_SUPERVISION missed': 5,
      'T_LEADING_GROUP missed': 5,
      'T_PEER_MEETING missed': 5,
      'T_PARENTCLASS missed': 1,
      'T_SCREEN missed': 1,
      'T_BAROMETER missed': 21,
      'T_DUTY_ROSTER missed': 21,
    });
  });

  it('are kept by a diligent one', () => {
    expect(tally(term('school', diligent()))).toEqual({
      'T_TRAIN done': 5,
      'T_SUPERVISION done': 5,
      'T_LEADING_GROUP done': 5,
      'T_PEER_MEETING done': 5,
      'T_PARENTCLASS done': 1,
      'T_SCREEN done': 1,
      'T_BAROMETER done': 21,
      'T_DUTY_ROSTER done': 21,
    });
  });

  it('ask a centre for training and supervision', () => {
    expect(tally(term('center', []))).toEqual({ 'T_TRAIN missed': 5, 'T_SUPERVISION missed': 5 });
  });

  it('stand in clauses, and are due within the term that they belong to or its last month', () => {
    for (const { rule, opensOn, dueOn } of term('school', [])) {
      expect(Object.keys(defaultRulePack.clauses)).toContain(rule.clause);
      expect(startOf(opensOn) < endOf(dueOn)).toBe(true);
      expect(dueOn <= '2027-01-31').toBe(true);
    }
  });
});
