import { describe, expect, it } from 'vitest';
import { builtInRulePacks, defaultRulePack } from './defaults.ts';
import { NewRulePack, RulePack } from './rule-pack.ts';
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
    ['a value that the field never has', { opens: [{ on: 'lead_recorded', when: [{ payload: 'channel', in: ['class_teacher', 'rumour'] }] }] }],
    ['a value of another type', { opens: [{ on: 'lead_recorded', when: [{ payload: 'immediateDanger', in: ['true'] }] }] }],
    ['a duty named by a field that does not exist', { settles: [{ on: 'plan_submitted', namesDuty: 'obligationId' }] }],
    ['an end linked by a field that does not exist', { ends: [{ on: 'referral_updated', names: 'letterId' }] }],
    ['items of a field that is no array of items', { opens: [{ on: 'conference_held' }], each: 'participants' }],
    ['a slot beside items', { opens: [{ on: 'conference_held' }], each: 'decisions', settles: [{ on: 'plan_submitted', slot: 'case' }] }],
    ['an owner from items that have none', { opens: [{ on: 'conference_held' }], each: 'decisions', ownerFrom: 'what2' }],
    ['an owner from items without items', { ownerFrom: 'ownerRole' }],
    ['a due day from a field that does not exist', { due: { payload: 'dueOn' } }],
    ['a month that does not exist', { repeats: { mode: 'months', months: [13], graceHours: 0 } }],
    ['more minutes than a day has', { due: { minutes: 1441 } }],
    ['weeks from a field that does not exist', { repeats: { mode: 'window', everyDays: 7, from: 'from', graceHours: 0 } }],
  ])('refuses %s', (_what, changes) => {
    expect(packWith({ ...rule('T_PLAN'), ...changes }).success).toBe(false);
  });

  it('refuses two rules of one id', () => {
    expect(RulePack.safeParse({ ...defaultRulePack, rules: [rule('T_PLAN'), rule('T_PLAN')] }).success).toBe(false);
  });

  it('accepts a due day and an owner that each item names', () => {
    const each = { opens: [{ on: 'conference_held' }], each: 'decisions', ownerFrom: 'ownerRole', due: { payload: 'dueOn' } };
    expect(packWith({ ...rule('T_PLAN'), ...each }).success).toBe(true);
  });

  it('refuses a clock of the office whose clause the pack does not hold, or whose id a rule has', () => {
    const [office] = defaultRulePack.office;
    expect(RulePack.safeParse({ ...defaultRulePack, office: [{ ...office, clause: 'NOWHERE' }] }).success).toBe(false);
    expect(RulePack.safeParse({ ...defaultRulePack, office: [{ ...office, id: 'T_PLAN' }] }).success).toBe(false);
    expect(RulePack.safeParse({ ...defaultRulePack, office: [office] }).success).toBe(true);
  });

  it('fills in what packs of earlier editions do not say', () => {
    const { office: _office, escalation: _escalation, followUpDays: _followUpDays, ...earlier } = defaultRulePack;
    expect(RulePack.parse(earlier)).toEqual({ ...defaultRulePack, office: [] });
  });
});

describe('clocks of a crisis', () => {
  const inSchoolDays = (opens: unknown): readonly (string | undefined)[] => {
    const parsed = NewRulePack.safeParse({ ...defaultRulePack, rules: [{ ...rule('T_SECOND_SCREEN'), opens, due: { days: 2, calendar: 'school' } }] });
    return parsed.success ? [] : parsed.error.issues.map(({ message }) => message);
  };
  const danger = (...values: readonly boolean[]): unknown => ({ payload: 'immediateDanger', in: values });
  const grade = (...values: readonly string[]): unknown => ({ payload: 'grade', in: values });
  const fact = (name: string, is: boolean): unknown => ({ fact: name, is });

  it.each<[string, unknown]>([
    ['immediate danger', [{ on: 'lead_recorded', when: [danger(true)] }]],
    ['a lead with or without danger', [{ on: 'lead_recorded' }]],
    ['danger among other things', [{ on: 'lead_recorded', when: [danger(true, false)] }]],
    ['a high grade', [{ on: 'grade_decided', when: [grade('R3')] }]],
    ['a high grade among others', [{ on: 'grade_decided', when: [grade('R1', 'R4')] }]],
    ['any grade', [{ on: 'grade_decided' }]],
    ['a lead that may speak of suicide', [{ on: 'lead_recorded', when: [danger(false)] }]],
    ['a lead that speaks of suicide', [{ on: 'lead_recorded', when: [danger(false), fact('self_harm_or_suicide', true)] }]],
    ['a further lead in a case of whatever grade', [{ on: 'lead_added', when: [danger(false), fact('self_harm_or_suicide', false)] }]],
    ['a case that is opened again', [{ on: 'case_reopened', when: [danger(false), fact('grade_r3_up', false)] }]],
    ['an entry in a case of whatever grade', [{ on: 'return_applied' }]],
    ['an urgent observation', [{ on: 'class_observed' }]],
    ['an emergency', [{ on: 'emergency_started' }]],
    ['a case of high grade', [{ on: 'letter_received', when: [{ fact: 'grade_r3_up', is: true }] }]],
    [
      'one calm and one dangerous opening',
      [
        { on: 'lead_recorded', when: [danger(false)] },
        { on: 'case_reopened', when: [danger(true)] },
      ],
    ],
  ])('may not pause for a holiday: %s', (_what, opens) => {
    expect(inSchoolDays(opens)).toContain('crisis_clock_pauses');
  });

  it.each<[string, unknown]>([
    ['a lead without danger', [{ on: 'lead_recorded', when: [danger(false), fact('self_harm_or_suicide', false)] }]],
    ['a low grade', [{ on: 'grade_decided', when: [grade('R1', 'R2')] }]],
    ['an entry that says nothing of danger, below orange', [{ on: 'return_applied', when: [fact('grade_r3_up', false)] }]],
    ['an entry in a case that was released', [{ on: 'watch_ended', when: [fact('released', true)] }]],
    ['what follows when another school has received the pupil', [{ on: 'transfer_confirmed' }]],
  ])('may count school days: %s', (_what, opens) => {
    expect(inSchoolDays(opens)).toEqual([]);
  });

  it('are read as they were checked in their day where a register holds them', () => {
    const [first] = builtInRulePacks;
    expect(RulePack.safeParse(first).success).toBe(true);
    expect(NewRulePack.safeParse(first).success).toBe(false);
    expect(NewRulePack.safeParse(defaultRulePack).success).toBe(true);
  });
});
