import { describe, expect, it } from 'vitest';
import { logOf, type LogLine } from '../events.fixture.ts';
import { Instant, PlainDate } from '../time.ts';
import { builtInCalendars, defaultRulePack } from './defaults.ts';
import { packs } from './engine.fixture.ts';
import { dutiesOf, type EngineInput } from './engine.ts';
import { packDiff } from './pack-diff.ts';
import { RulePack } from './rule-pack.ts';
import type { Rule } from './rule.ts';
import { effectOnCase, effectsOf } from './simulate.ts';

const lead: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z'];
const judged: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z'];
const letter: LogLine = ['letter_received', '2026-09-14T03:00:00.000Z'];

function input(...lines: readonly LogLine[]): EngineInput {
  return { events: logOf(...lines), packs, calendars: builtInCalendars, registerKind: 'school', now: Instant.parse('2026-09-15T00:00:00.000Z') };
}

function packWith(change: (rule: Rule) => readonly unknown[], version = 'cn-qingpu-2027'): RulePack {
  return RulePack.parse({ ...defaultRulePack, version, rules: defaultRulePack.rules.flatMap(change) });
}

const sooner = packWith((rule) => {
  if (rule.id === 'T_PLAN') return [{ ...rule, due: { days: 3, calendar: 'calendar' } }];
  if (rule.id === 'T_PRINCIPAL') return [{ ...rule, due: { days: 2, calendar: 'calendar' } }];
  if (rule.id === 'T_MEASURES') return [];
  if (rule.id === 'T_EARLY_TALK') return [rule, { ...rule, id: 'T_SCREEN_AGAIN', ends: [] }];
  return [rule];
});

describe('another pack tried out on open cases', () => {
  it('says per rule what would open, close and move', () => {
    const effect = effectOnCase(input(lead, judged, letter), sooner);
    const none = { opens: 0, closes: 0, earlier: 0, later: 0, unchanged: 0 };
    expect(effect.rules.get('T_PLAN')).toEqual({ ...none, earlier: 1 });
    expect(effect.rules.get('T_PRINCIPAL')).toEqual({ ...none, later: 1 });
    expect(effect.rules.get('T_MEASURES')).toEqual({ ...none, closes: 1 });
    expect(effect.rules.get('T_SCREEN_AGAIN')).toEqual({ ...none, opens: 1 });
    expect(effect.rules.get('T_FILE')).toEqual({ ...none, unchanged: 2 });
    expect(effect).toMatchObject({ caseId: logOf(lead)[0]?.caseId, opens: 1, closes: 1, moves: 2 });
  });

  it('adds up over cases and counts those that it touches', () => {
    const effects = effectsOf(
      [input(lead, letter), input(lead, letter), input(lead, judged)],
      packWith((rule) => (rule.id === 'T_PLAN' ? [] : [rule])),
    );
    expect(effects).toMatchObject({ cases: 3, affected: 2 });
    expect(effects.rules.get('T_PLAN')?.closes).toBe(2);
  });

  it('touches nothing when it is the pack in force, also under its own version', () => {
    const same = effectOnCase(input(lead, judged, letter), defaultRulePack);
    expect([same.opens, same.closes, same.moves]).toEqual([0, 0, 0]);
    const sameName = packWith((rule) => (rule.id === 'T_PLAN' ? [] : [rule]), defaultRulePack.version);
    expect(effectOnCase(input(lead, letter), sameName).closes).toBe(1);
  });

  it('leaves earlier loops as they were', () => {
    const again: LogLine = ['case_reopened', '2026-09-14T05:00:00.000Z'];
    const lines: readonly LogLine[] = [lead, judged, letter, ['case_closed', '2026-09-14T04:00:00.000Z'], again];
    const effect = effectOnCase(input(...lines), sooner);
    expect([...effect.rules.keys()].sort()).toEqual(['T_EARLY_TALK', 'T_SCREEN_AGAIN']);
  });

  it('writes nothing: what is owed stays what it was', () => {
    const given = input(lead, judged, letter);
    const before = JSON.stringify(dutiesOf(given));
    effectOnCase(given, sooner);
    expect(JSON.stringify(dutiesOf(given))).toBe(before);
    expect(given.events.every(({ rulePack }) => rulePack === defaultRulePack.version)).toBe(true);
  });

  it('pairs decisions and weeks with themselves', () => {
    const leave: LogLine = ['leave_started', '2026-09-14T05:00:00.000Z', { from: PlainDate.parse('2026-09-14') }];
    const held: LogLine = ['conference_held', '2026-09-14T06:00:00.000Z'];
    const slower = packWith((rule) =>
      rule.id === 'T_LEAVE_CONTACT' ? [{ ...rule, repeats: { mode: 'window', everyDays: 14, from: 'from', graceHours: 48 } }] : [rule],
    );
    const effect = effectOnCase(input(lead, judged, leave, held), slower);
    expect(effect.rules.get('T_LEAVE_CONTACT')).toMatchObject({ later: 2, opens: 0, closes: 0 });
    expect(effect.rules.get('T_DECISION')).toMatchObject({ unchanged: 1 });
  });
});

describe('the difference of two packs', () => {
  it('names rules added, dropped and changed', () => {
    expect(packDiff(defaultRulePack, sooner)).toEqual({
      added: ['T_SCREEN_AGAIN'],
      dropped: ['T_MEASURES'],
      changed: ['T_PRINCIPAL', 'T_PLAN'],
    });
    expect(packDiff(defaultRulePack, RulePack.parse(JSON.parse(JSON.stringify(defaultRulePack))))).toEqual({ added: [], dropped: [], changed: [] });
  });

  it('takes a rule for changed when its clause reads otherwise', () => {
    const clause = defaultRulePack.clauses['QP-FILE'];
    const reworded = { ...defaultRulePack, clauses: { ...defaultRulePack.clauses, 'QP-FILE': { ...clause, text: '十二小时内备案。' } } };
    expect(packDiff(defaultRulePack, RulePack.parse(reworded)).changed).toEqual(['T_FILE']);
  });
});
