import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialState, type CaseState } from './case-state.ts';
import type { CaseEvent } from './events/define-event.ts';
import { definitionOf } from './events/registry.ts';
import { eventOf, logOf, type LogLine } from './events.fixture.ts';
import { fold, foldStep } from './fold.ts';
import { builtInCalendars, defaultRulePack } from './rules/defaults.ts';
import { obligationsOf } from './rules/engine.ts';
import { addDays, instantOf, msOf, PlainDate, startOf, type Instant } from './time.ts';
import { coveredBefore, nextPaper, type WeekPaper } from './weekly-coverage.ts';
import { isSettledBefore, needsNoLog, routineTypes } from './weekly-standing.ts';
import { reportedUntil, weekOf, type OwedDuty, type Week, type WeeklyCase } from './weekly-view.ts';
import { weeklyReport } from './weekly.ts';

const monday = PlainDate.parse('2026-10-12');
const packs = new Map([[defaultRulePack.version, defaultRulePack]]);
const at = (days: number): Instant => instantOf(msOf(startOf(monday)) + Math.round(days * 86_400_000));

const beginning: readonly LogLine[] = [
  ['lead_recorded', at(-60), { crisisTypes: ['suicidal_ideation'] }],
  ['grade_decided', at(-59), { grade: 'R2', triggers: [] }],
  ['guardian_notified', at(-58.5)],
  ['case_filed', at(-58)],
];

const kinds = [
  (day: number, late: number): LogLine => ['follow_up_held', at(day), { incidents: ['self_harm'] }, { recordedAt: at(day + late) }],
  (day: number, late: number): LogLine => ['class_observed', at(day), { urgent: true }, { recordedAt: at(day + late) }],
  (day: number, late: number): LogLine => ['guardian_contacted', at(day), {}, { recordedAt: at(day + late) }],
  (day: number, late: number): LogLine => ['counselling_held', at(day), {}, { recordedAt: at(day + late) }],
  (day: number, late: number): LogLine => ['grade_decided', at(day), { grade: 'R3', triggers: [] }, { recordedAt: at(day + late) }],
  (day: number, late: number): LogLine => ['leave_started', at(day), {}, { recordedAt: at(day + late) }],
  (day: number, late: number): LogLine => ['lead_added', at(day), { crisisTypes: ['self_harm'] }, { recordedAt: at(day + late) }],
];

/** A case of half a season: mostly routine, some of it written down late. */
const aLog = fc
  .array(fc.tuple(fc.constantFrom(0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 6), fc.integer({ min: -570, max: 60 }), fc.constantFrom(0, 0, 0, 0.3, 2, 9)), { maxLength: 10 })
  .map((entries) => {
    const told = entries.map(([kind, tenth, late]) => ({ kind, day: tenth / 10, late })).toSorted((a, b) => a.day + a.late - b.day - b.late);
    return logOf(...beginning, ...told.flatMap(({ kind, day, late }): readonly LogLine[] => [kinds[kind]?.(day, late) ?? ['class_observed', at(day)]]));
  });

/** Reports of the weeks before, on Friday or later, some of them returned and made again. */
const somePapers = fc
  .array(fc.record({ issuedOn: fc.constantFrom(4.3, 4.3, 6.9, 8), returned: fc.boolean(), supplement: fc.boolean() }), { maxLength: 4 })
  .map((weeks) => {
    const papers: WeekPaper[] = [];
    for (const [index, { issuedOn, returned, supplement }] of weeks.entries()) {
      const place = index - weeks.length;
      const asOf = at(place * 7 + issuedOn);
      const of = { id: `${index}`, kind: 'report', monday: addDays(monday, place * 7), asOf, inForce: true, withdrawn: [] } as const;
      if (returned) papers.push({ ...of, id: `${index}r`, inForce: false });
      papers.push({ ...of, withdrawn: papers.filter((paper) => !paper.inForce).map((paper) => paper.id) });
      if (supplement) papers.push({ ...of, id: `${index}s`, kind: 'supplement', asOf: at(place * 7 + issuedOn + 0.2) });
    }
    return papers;
  });

function dutiesFor(events: readonly CaseEvent[], now: Instant): readonly OwedDuty[] {
  return obligationsOf({ events, packs, calendars: builtInCalendars, registerKind: 'school', now });
}

/** The case as it would be handed over without its log; null when it has to be read. */
function standingOf(events: readonly CaseEvent[], duties: readonly OwedDuty[], of: { readonly week: Week; readonly since: Instant }): WeeklyCase | null {
  const { week, since } = of;
  const recent = events.filter((event) => event.recordedAt >= since || event.happenedAt >= since);
  const state = fold(events);
  if (!isSettledBefore(since, week) || !needsNoLog(state, recent, week)) return null;
  const endings = new Set(recent.map(({ id }) => id));
  const lapsedAfter = reportedUntil(week) ?? '';
  const obligations = duties.filter(({ end, dueAt, endedAt, endedBy }) => {
    if (end === null || dueAt >= week.start) return true;
    return endedBy === null ? endedAt !== null && endedAt > lapsedAfter : endings.has(endedBy);
  });
  return { standing: state, recent, obligations };
}

describe('a case without its log', () => {
  it('is reported as the same case with its log', () => {
    const stood: boolean[] = [];
    fc.assert(
      fc.property(fc.array(aLog, { minLength: 1, maxLength: 4 }), somePapers, fc.constantFrom(4.4, 7.4), (logs, before, known) => {
        const asOf = at(known);
        const papers = [...before, nextPaper(before, { kind: 'report', monday, asOf })];
        const asked = { monday, asOf, papers, own: ['next'] };
        const previous = coveredBefore(papers, papers.at(-1) ?? nextPaper([], { kind: 'report', monday, asOf }));
        const since = previous !== null && previous.asOf < startOf(monday) ? previous.asOf : startOf(monday);
        const week = weekOf({ ...asked, previous, own: new Set(asked.own) });
        const read = logs.map((events) => ({ events, obligations: dutiesFor(events, at(12)) }));
        const lean = read.map((one) => standingOf(one.events, one.obligations, { week, since }) ?? one);
        stood.push(...lean.map((one) => 'standing' in one));
        expect(weeklyReport({ ...asked, cases: lean })).toEqual(weeklyReport({ ...asked, cases: read }));
      }),
      { numRuns: 300 },
    );
    expect(new Set(stood)).toEqual(new Set([true, false]));
  });

  it('has had only entries that leave grade, judgement and whether it is open as they were', () => {
    const asked = (state: CaseState) => [state.grade, state.outcome, state.closedAt, state.crisisTypes, state.transfer, state.caseId, state.pupilId];
    const before = logOf(...beginning).reduce(foldStep, initialState);
    for (const type of routineTypes) {
      const definition = definitionOf(type);
      for (const state of [before, { ...before, grade: null, outcome: null } as const]) {
        const event = eventOf({ type, happenedAt: at(0), payload: definition.example, seq: 9 });
        expect(asked(foldStep(state, event)), type).toEqual(asked(state));
      }
    }
  });
});

describe('entries of before', () => {
  const week = (papers: readonly WeekPaper[]): Week => {
    const all = [...papers, nextPaper(papers, { kind: 'report', monday, asOf: at(7) })];
    return weekOf({ monday, asOf: at(7), previous: null, papers: all, own: new Set(['next']) });
  };
  const paper = { id: 'a', kind: 'report', monday: addDays(monday, -14), asOf: at(-10), inForce: true, withdrawn: [] } as const;

  it('are settled by the report of the week before', () => {
    expect(isSettledBefore(at(-3), week([paper, { ...paper, id: 'b', monday: addDays(monday, -7), asOf: at(-3) }]))).toBe(true);
  });

  it('are not when that report was returned and nobody made it again', () => {
    expect(isSettledBefore(at(-3), week([paper, { ...paper, id: 'b', monday: addDays(monday, -7), asOf: at(-3), inForce: false }]))).toBe(false);
  });
});
