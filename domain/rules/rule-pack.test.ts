import { describe, expect, it } from 'vitest';
import { defaultRulePack } from './defaults.ts';
import { RulePack } from './rule-pack.ts';
import type { Rule } from './rule.ts';

function rule(id: string): Rule {
  const found = defaultRulePack.rules.find((one) => one.id === id);
  if (found === undefined) throw new Error('no such rule');
  return found;
}

function packWith(changed: unknown): { success: boolean } {
  return RulePack.safeParse({ ...defaultRulePack, rules: [changed] });
}

describe('rule pack', () => {
  it('is the same after it was stored as JSON', () => {
    expect(RulePack.parse(JSON.parse(JSON.stringify(defaultRulePack)))).toEqual(defaultRulePack);
    expect(packWith(rule('T_PLAN')).success).toBe(true);
  });

  it('quotes the limits of the process model', () => {
    expect(rule('T_PLAN').due).toEqual({ days: 7, calendar: 'calendar' });
    expect(rule('T_FILE')).toMatchObject({ due: { hours: 24 }, slots: ['center', 'minor_protection_office'] });
    expect(rule('T_LEAVE_CONTACT')).toMatchObject({ slots: ['guardian', 'pupil'], repeats: { mode: 'window', everyDays: 7 } });
  });

  it.each<[string, object]>([
    ['an event that does not exist', { opens: [{ on: 'letter_lost' }] }],
    ['a field that the event does not have', { opens: [{ on: 'letter_received', when: [{ payload: 'grade', in: ['R3'] }] }] }],
    ['a fact outside the vocabulary', { opens: [{ on: 'letter_received', when: [{ fact: 'full_moon', is: true }] }] }],
    ['a slot that the rule does not have', { settles: [{ on: 'plan_submitted', slot: 'pupil' }] }],
    ['a link to a field that does not exist', { settles: [{ on: 'plan_submitted', names: 'letterId' }] }],
    ['an owner from the other kind of register', { owner: { center: 'psych_teacher' } }],
    ['a clause that the pack does not hold', { clause: 'NOWHERE' }],
    ['an unknown key', { script: 'x' }],
    ['weeks from a field that does not exist', { repeats: { mode: 'window', everyDays: 7, from: 'from', graceHours: 0 } }],
  ])('refuses %s', (_what, changes) => {
    expect(packWith({ ...rule('T_PLAN'), ...changes }).success).toBe(false);
  });

  it('refuses two rules of one id', () => {
    expect(RulePack.safeParse({ ...defaultRulePack, rules: [rule('T_PLAN'), rule('T_PLAN')] }).success).toBe(false);
  });
});
