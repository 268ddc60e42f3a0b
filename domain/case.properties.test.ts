/** Whole lives of cases: sequences that `decide` allows, replayed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialState, type CaseState } from './case-state.ts';
import { eventId, eventOf, teacher, vicePrincipal } from './events.fixture.ts';
import type { CaseEvent, Payload } from './events/define-event.ts';
import { definitionOf, type EventType } from './events/registry.ts';
import { fold } from './fold.ts';
import { levels, redact } from './permissions.ts';
import { allowedEvents, decide } from './record.ts';
import { builtInCalendars, defaultRulePack } from './rules/defaults.ts';
import { obligationsOf } from './rules/engine.ts';
import { isOpen, type Obligation } from './rules/obligation.ts';
import { addDays, addHours, dateOf, Instant, mondayOf } from './time.ts';
import { grades, obligationEnds } from './vocabulary.ts';

type Step = { readonly afterHours: number; readonly lateHours: number; readonly grade: (typeof grades)[number]; readonly flag: boolean; readonly pick: number };

const steps = fc.array(
  fc.record<Step>({
    pick: fc.nat(100_000),
    afterHours: fc.integer({ min: 0, max: 300 }),
    lateHours: fc.constantFrom(0, 0, 0, 1, 60, 200),
    grade: fc.constantFrom(...grades),
    flag: fc.boolean(),
  }),
  { minLength: 5, maxLength: 45 },
);

const packs = new Map([[defaultRulePack.version, defaultRulePack]]);

function duties(events: readonly CaseEvent[], now: Instant): readonly Obligation[] {
  return obligationsOf({ events, packs, calendars: builtInCalendars, registerKind: 'school', now });
}

/** What makes up most of a case's log; the rest of the lives is anything else. */
const common: readonly EventType[] = [
  'interview_held',
  'grade_decided',
  'case_filed',
  'guardian_notified',
  'principal_notified',
  'letter_received',
  'plan_drafted',
  'plan_signed',
  'plan_submitted',
  'guardian_contacted',
  'pupil_contacted',
  'follow_up_held',
  'referral_made',
  'referral_replied',
  'leave_started',
  'conference_held',
  'conference_confirmed',
  'correction_made',
];

/** An event that the state allows to one of the two roles. */
function typeOf(step: Step, state: CaseState): EventType {
  const allowed = [...new Set([...allowedEvents(state, 'psych_teacher', 'school'), ...allowedEvents(state, 'vice_principal', 'school')])];
  const often = allowed.filter((type) => common.includes(type));
  const from = step.pick % 3 > 0 && often.length > 0 ? often : allowed;
  return from[(step.pick >> 2) % from.length] ?? 'lead_recorded';
}

function payloadOf(
  step: Step,
  context: { type: EventType; state: CaseState; log: readonly CaseEvent[]; open: readonly Obligation[]; happenedAt: Instant },
): Payload {
  const { type, state, log, open, happenedAt } = context;
  const example: Payload = definitionOf(type).example;
  const target = log[(step.pick >> 5) % Math.max(1, log.length)];
  const today = dateOf(happenedAt);
  const obligationId = open[(step.pick >> 5) % Math.max(1, open.length)]?.id ?? 'none';
  const conferenceId = state.conferences.at(-1)?.id ?? null;
  const changes: Partial<Record<EventType, Payload>> = {
    lead_recorded: { immediateDanger: step.flag },
    case_closed: { kind: step.flag ? 'graduated' : 'goals_reached', conferenceId },
    conference_held: { grade: step.grade, agreesToClose: step.flag, decisions: [] },
    conference_confirmed: { conferenceId: conferenceId ?? eventId(1) },
    decision_carried_out: { obligationId },
    obligation_snoozed: { obligationId, until: addDays(today, step.pick % 9) },
    obligation_waiting: { obligationId, chaseOn: addDays(today, step.pick % 9) },
    contact_lost: { since: today },
    diagnosis_reported: { visitedOn: today },
    consent_given: { on: today },
    consent_withdrawn: { kind: 'counselling', on: today },
    counselling_held: { suicidalThoughts: step.flag ? 'yes' : 'no' },
    class_observed: { urgent: step.flag },
    peer_observed: { week: mondayOf(today) },
    grade_decided: {
      grade: step.grade,
      triggers: step.flag && step.grade > 'R2' ? ['severe_self_harm'] : [],
      outcome: step.grade < 'R2' && step.flag ? 'not_crisis' : 'crisis',
      conferenceId,
    },
    plan_drafted: { reason: '修订' },
    plan_returned: { planVersion: state.plan?.version ?? 1 },
    plan_signed: { planVersion: state.plan?.version ?? 1 },
    plan_submitted: { planVersion: state.plan?.version ?? 1 },
    guardian_contacted: { reached: step.flag },
    pupil_contacted: { reached: step.flag },
    referral_replied: { referralId: state.referrals.at(-1)?.id ?? eventId(1) },
    leave_started: { from: today },
    leave_ended: { on: today, how: step.flag ? 'withdrew' : 'trial', assessmentId: state.returning?.assessmentId ?? null, until: addDays(today, 14) },
    obligation_excused: { obligationId },
    correction_made: step.flag
      ? { targetId: target?.id ?? eventId(1), field: 'reached', was: target?.payload?.['reached'] ?? null, shouldBe: target?.payload?.['reached'] !== true }
      : {
          targetId: target?.id ?? eventId(1),
          field: 'happenedAt',
          was: target?.happenedAt ?? '',
          shouldBe: target === undefined ? '' : addHours(target.happenedAt, (step.pick % 60) + 1),
        },
  };
  return { ...example, ...changes[type] };
}

/** The log that results when each step is tried in turn and the refused ones are left out. */
function live(tries: readonly Step[], options: { corrections: boolean }): readonly CaseEvent[] {
  let log: readonly CaseEvent[] = [];
  let now = Instant.parse('2026-09-01T01:00:00.000Z');
  const first: Step = { afterHours: 0, lateHours: 0, grade: 'R3', flag: tries[0]?.flag ?? false, pick: 0 };
  for (const step of [first, ...tries]) {
    now = addHours(now, step.afterHours);
    const happenedAt = addHours(now, -step.lateHours);
    const state = log.length === 0 ? initialState : fold(log);
    const type = typeOf(step, state);
    if (type === 'correction_made' && !options.corrections) continue;
    const open = log.length === 0 ? [] : duties(log, now).filter(isOpen);
    const payload = payloadOf(step, { type, state, log, open, happenedAt });
    const byTeacher = definitionOf(type).recordedBy.includes('psych_teacher') && type !== 'conference_confirmed';
    const recordedBy = byTeacher ? teacher : vicePrincipal;
    const target = log.find((event) => event.id === payload['targetId']) ?? null;
    const role = recordedBy === teacher ? 'psych_teacher' : 'vice_principal';
    const decision = decide({
      state,
      type,
      payload,
      role,
      userId: recordedBy,
      registerKind: 'school',
      happenedAt,
      now,
      openObligations: open,
      target,
      followUpDays: defaultRulePack.followUpDays,
    });
    if (decision.ok) log = [...log, eventOf({ type, payload: decision.value.payload, seq: log.length + 1, happenedAt, recordedAt: now, recordedBy })];
  }
  return log;
}

/** Rules whose weeks or months pass by themselves. */
const passing = new Set(defaultRulePack.rules.filter(({ repeats }) => repeats !== null && repeats.mode !== 'rolling').map(({ id }) => id));
/** Rules of what the office still owes when a case is closed. */
const afterwards = new Set(defaultRulePack.rules.filter(({ afterClosing }) => afterClosing).map(({ id }) => id));

/** One end or none, with the marks that belong to it, and no time before the opening. */
function isHonest({ end, endedAt, endedBy, openedAt, dueAt, ruleId }: Obligation): boolean {
  if (dueAt < openedAt) return false;
  if (end === null || endedAt === null) return end === endedAt && endedBy === null;
  if (!obligationEnds.includes(end) || endedAt < openedAt || (endedBy === null) !== (end === 'missed')) return false;
  if (end === 'missed') return passing.has(ruleId) && endedAt === dueAt;
  if (end === 'done') return endedAt <= dueAt;
  return end !== 'done_late' || endedAt > dueAt;
}

const after = (log: readonly CaseEvent[], hours: number): Instant => addHours(log.at(-1)?.recordedAt ?? Instant.parse('2026-09-01T01:00:00.000Z'), hours);

/** Confidential words that the state has all the same, for the guards that nobody tells a suspect; the case file keeps them from leaders. */
function suspicionIn({ payload }: CaseEvent): Payload {
  return Object.fromEntries(Object.entries(payload ?? {}).filter(([key]) => key === 'guardianSuspects' || key === 'clears'));
}

describe('any life of a case', () => {
  it('is long and varied enough here to prove something', () => {
    const lives = fc.sample(steps, { numRuns: 60, seed: 7 }).map((tries) => live(tries, { corrections: true }));
    const seen = new Set(lives.flat().map(({ type }) => type));
    expect(seen.size).toBeGreaterThanOrEqual(45);
    const seenEnds = new Set(lives.flatMap((log) => duties(log, after(log, 100)).map(({ end }) => end)));
    expect(seenEnds).toEqual(new Set([null, ...obligationEnds]));
  });

  it('folds, and gives the same state and obligations again from a copy of its log', () => {
    fc.assert(
      fc.property(steps, fc.nat(500), (tries, hours) => {
        const log = live(tries, { corrections: true });
        const copy: readonly CaseEvent[] = JSON.parse(JSON.stringify(log));
        expect(fold(copy)).toEqual(fold(log));
        expect(duties(copy, after(log, hours))).toEqual(duties(log, after(log, hours)));
        expect(fold(log).version).toBe(log.length);
      }),
      { numRuns: 60 },
    );
  });

  it('ends each obligation in exactly one way or leaves it open, never due or ended before it opened', () => {
    fc.assert(
      fc.property(steps, fc.nat(500), (tries, hours) => {
        const log = live(tries, { corrections: true });
        const all = duties(log, after(log, hours));
        expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
        expect(all.filter((obligation) => !isHonest(obligation))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps an obligation that ended as it ended, whatever is recorded later (corrections apart)', () => {
    fc.assert(
      fc.property(steps, fc.nat(100), (tries, cut) => {
        const log = live(tries, { corrections: false });
        const head = log.slice(0, 1 + (cut % log.length));
        const later = new Map(duties(log, after(log, 1000)).map((obligation): [string, Obligation] => [obligation.id, obligation]));
        const early = duties(head, after(head, 0));
        expect(early.filter(({ id }) => !later.has(id))).toEqual([]);
        const ended = early.filter(({ end }) => end !== null);
        expect(ended.map(({ id }) => later.get(id))).toEqual(ended);
      }),
      { numRuns: 100 },
    );
  });

  it('never loses an obligation to a correction, and never turns a missed week into a kept one', () => {
    fc.assert(
      fc.property(steps, (tries) => {
        const log = live(tries, { corrections: true });
        for (const [index, event] of log.entries()) {
          if (event.type !== 'correction_made') continue;
          const later = new Map(duties(log.slice(0, index + 1), event.recordedAt).map((obligation): [string, Obligation] => [obligation.id, obligation]));
          const early = duties(log.slice(0, index), event.recordedAt);
          expect(early.filter(({ id }) => !later.has(id))).toEqual([]);
          const missed = early.filter(({ end }) => end === 'missed');
          expect(missed.map(({ id }) => later.get(id))).toEqual(missed);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('owes nothing while closed that it did not owe before', () => {
    fc.assert(
      fc.property(steps, fc.nat(500), (tries, hours) => {
        const log = live(tries, { corrections: false });
        const at = after(log, 0);
        const closing = eventOf({ type: 'case_closed', payload: definitionOf('case_closed').example, seq: log.length + 1, happenedAt: at });
        const head = fold(log).stage === 'closed' ? log : [...log, closing];
        const owing = duties(head, after(head, hours + 24 * 30)).filter(isOpen);
        expect(owing.filter(({ ruleId }) => !afterwards.has(ruleId))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('puts nothing into the state that an event keeps confidential, but that there was a sign of danger and which guardians are suspected', () => {
    fc.assert(
      fc.property(steps, (tries) => {
        const log = live(tries, { corrections: false });
        const shown = log.map((event): CaseEvent => ({ ...event, payload: { ...suspicionIn(event), ...redact(event, 'attention')?.payload } }));
        const signs = { lastSignalAt: null, signsKnownAt: null };
        expect({ ...fold(shown), ...signs }).toEqual({ ...fold(log), ...signs });
      }),
      { numRuns: 30 },
    );
  });

  it('shows no role more of an event than the event itself holds, and less at each lower level', () => {
    fc.assert(
      fc.property(steps, (tries) => {
        for (const event of live(tries, { corrections: true })) {
          const shown = levels.map((level) => Object.keys(redact(event, level)?.payload ?? {}).length);
          expect(shown).toEqual([...shown].sort((a, b) => a - b));
          expect(redact(event, 'detail')?.payload).toEqual(event.payload);
          for (const key of definitionOf(event.type)?.confidential ?? []) expect(redact(event, 'attention')?.payload).not.toHaveProperty(key);
        }
      }),
      { numRuns: 30 },
    );
  });
});
