import { describe, expect, it } from 'vitest';
import { Instant, instantOf, msOf, PlainDate } from '../time.ts';
import { rolesOf, type Role } from '../vocabulary.ts';
import { decideCorrection, decideEntry } from './decide-entry.ts';
import { ledgerDefinitionOf, ledgerKinds, type LedgerKind } from './registry.ts';

const now = Instant.parse('2026-09-25T04:00:00.000Z');
const today = PlainDate.parse('2026-09-25');

function entry(kind: LedgerKind, more: { readonly payload?: object; readonly happenedOn?: string; readonly role?: Role } = {}) {
  const payload = { ...ledgerDefinitionOf(kind).example, ...more.payload };
  const role = more.role ?? (kind === 'excuse' ? 'vice_principal' : 'psych_teacher');
  return {
    kind,
    payload,
    happenedOn: PlainDate.parse(more.happenedOn ?? today),
    role,
    registerKind: role === 'center_head' ? 'center' : 'school',
    now,
  } as const;
}

function codeOf(input: ReturnType<typeof entry>): string {
  const decided = decideEntry(input);
  if (decided.ok) return 'ok';
  return 'issues' in decided.error ? decided.error.issues.map(({ path, rule }) => `${path}:${rule}`).join(' ') : decided.error.code;
}

describe('the kinds of the office ledger', () => {
  it.each(ledgerKinds.map((kind) => [kind]))('%s stands under its own name, with an example that may be recorded', (kind) => {
    const definition = ledgerDefinitionOf(kind);
    expect(definition.kind).toBe(kind);
    expect(codeOf(entry(kind))).toBe('ok');
    expect(definition.correctable.filter((field) => field !== 'happenedOn' && !Object.hasOwn(definition.example, field))).toEqual([]);
    const known = new Set(definition.registers.flatMap((register) => rolesOf[register]));
    expect(definition.recordedBy.some((role) => known.has(role))).toBe(true);
  });

  it.each(ledgerKinds.map((kind) => [kind]))('%s refuses a field that it does not know, and texts without end', (kind) => {
    expect(codeOf(entry(kind, { payload: { unknown: 1 } }))).toBe(':unrecognized_keys');
    const long = Object.fromEntries(
      Object.entries(ledgerDefinitionOf(kind).example).map(([key, value]) => [key, typeof value === 'string' ? '长'.repeat(9000) : value]),
    );
    expect(codeOf(entry(kind, { payload: long }))).not.toBe('ok');
  });

  it('lets a class teacher keep the barometer and nothing else', () => {
    const allowed = ledgerKinds.filter((kind) => codeOf(entry(kind, { role: 'class_teacher' })) === 'ok');
    expect(allowed).toEqual(['barometer']);
  });

  it('keeps what belongs to a school out of a centre', () => {
    expect(codeOf(entry('peer_monitor_meeting', { role: 'center_head' }))).toBe('LEDGER_NOT_HERE');
    expect(codeOf(entry('supervision', { role: 'center_head' }))).toBe('ok');
  });
});

describe('an entry', () => {
  it('is of today or before, and not of another century; a roster may be made ahead', () => {
    expect(codeOf(entry('training', { happenedOn: '2026-09-26' }))).toBe('IN_THE_FUTURE');
    expect(codeOf(entry('training', { happenedOn: '1926-09-25' }))).toBe('TOO_LONG_AGO');
    expect(codeOf(entry('duty_shift', { happenedOn: '2027-01-15' }))).toBe('ok');
    expect(codeOf(entry('duty_shift', { happenedOn: '2028-01-15' }))).toBe('IN_THE_FUTURE');
  });

  it('waits for a clock that stands before the last entry of the register, until a person says that it is right', () => {
    const later = (minutes: number) => ({ lastRecordedAt: instantOf(msOf(now) + minutes * 60_000) });
    expect(decideEntry({ ...entry('training'), ...later(6) })).toEqual({ ok: false, error: { code: 'CLOCK_SET_BACK', ...later(6) } });
    expect(decideEntry({ ...entry('training'), ...later(5) }).ok).toBe(true);
    expect(decideEntry({ ...entry('training'), ...later(60), clockConfirmed: true }).ok).toBe(true);
    expect(decideEntry({ ...entry('training'), lastRecordedAt: null }).ok).toBe(true);
    const standing = { happenedOn: today, payload: ledgerDefinitionOf('training').example };
    const corrected = { ...entry('training', { payload: { hours: 1 } }), ...later(60) };
    expect(decideCorrection(corrected, standing)).toEqual({ ok: false, error: { code: 'CLOCK_SET_BACK', ...later(60) } });
  });

  it('does not contradict itself', () => {
    expect(codeOf(entry('duty_shift', { payload: { from: '13:00', to: '12:00' } }))).toBe('to:not_after_from');
    expect(codeOf(entry('duty_shift', { payload: { weeklyUntil: '2026-09-24' } }))).toBe('weeklyUntil:out_of_range');
    expect(codeOf(entry('screening_round', { payload: { expected: 900 } }))).toBe('expected:does_not_add_up');
    expect(codeOf(entry('screening_round', { payload: { flagged: 799, invalid: 800 } }))).toBe('invalid:more_than_tested flagged:more_than_tested');
    expect(codeOf(entry('leading_group_meeting', { payload: { absent: ['校长'] } }))).toBe('absent:also_present');
    expect(codeOf(entry('barometer', { payload: { week: '2026-09-22' } }))).toBe('week:not_monday week:another_week');
    expect(codeOf(entry('barometer', { happenedOn: '2026-09-18' }))).toBe('week:another_week');
    expect(codeOf(entry('barometer', { payload: { sunny: 0, cloudy: 0, overcast: 0, rain: 0 } }))).toBe('sunny:nobody_counted');
  });

  it('names a pupil once on a sheet', () => {
    const mention = { pupilId: '0198c5a0-0000-7000-8000-000000000001', mood: 'rain', signs: [], days: 2, done: [], urgent: false };
    expect(codeOf(entry('barometer', { payload: { mentioned: [mention] } }))).toBe('ok');
    expect(codeOf(entry('barometer', { payload: { mentioned: [mention, mention] } }))).toBe('mentioned:pupil_twice');
  });
});

describe('a correction of an entry', () => {
  const standing = { happenedOn: today, payload: ledgerDefinitionOf('barometer').example };
  const issuesOf = (payload: object): unknown => {
    const decided = decideCorrection(entry('barometer', { payload }), standing);
    return decided.ok ? 'ok' : decided.error;
  };

  it('changes what may be changed, and something', () => {
    expect(issuesOf({ remark: '更正' })).toBe('ok');
    expect(issuesOf({})).toEqual({ code: 'LEDGER_PAYLOAD_INVALID', issues: [{ path: '', rule: 'unchanged' }] });
  });

  it('leaves alone what stands signed in the cases of pupils', () => {
    const mention = { pupilId: '0198c5a0-0000-7000-8000-000000000001', mood: 'rain', signs: [], days: 2, done: [], urgent: false };
    expect(issuesOf({ mentioned: [mention], className: '七(2)班' })).toEqual({
      code: 'LEDGER_PAYLOAD_INVALID',
      issues: [
        { path: 'className', rule: 'not_correctable' },
        { path: 'mentioned', rule: 'not_correctable' },
      ],
    });
  });
});
