/** Every entry is counted by exactly one paper of the weekly series: random histories of entries, reports, supplements and returns. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventOf } from './events.fixture.ts';
import { definitionOf } from './events/registry.ts';
import type { CaseEvent } from './events/define-event.ts';
import { addDays, addHours, endOf, mondayOf, PlainDate, startOf, dateOf, type Instant } from './time.ts';
import { chainOf, countedEntries, coveredBefore, nextPaper, placesOf, type WeekPaper } from './weekly-coverage.ts';
import { isZeroReport } from './weekly-figures.ts';
import { weeklyReport } from './weekly.ts';

const firstMonday = PlainDate.parse('2026-09-07');
const opening = startOf(firstMonday);

type Step =
  | { readonly kind: 'entry'; readonly afterHours: number; readonly lateHours: number; readonly incident: boolean }
  | { readonly kind: 'correction'; readonly afterHours: number; readonly pick: number; readonly backHours: number }
  | { readonly kind: 'report' | 'supplement' | 'return'; readonly afterHours: number; readonly pick: number };

const afterHours = fc.integer({ min: 1, max: 90 });
const pick = fc.nat(1000);
const entries = fc.record({
  kind: fc.constant('entry' as const),
  afterHours,
  lateHours: fc.constantFrom(0, 0, 3, 30, 100, 400),
  incident: fc.boolean(),
});
const corrections = fc.record({ kind: fc.constant('correction' as const), afterHours, pick, backHours: fc.integer({ min: -200, max: 200 }) });
const papers = fc.record({ kind: fc.constantFrom('report' as const, 'report' as const, 'supplement' as const, 'return' as const), afterHours, pick });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof<fc.WeightedArbitrary<Step>[]>({ weight: 5, arbitrary: entries }, { weight: 1, arbitrary: corrections }, { weight: 3, arbitrary: papers }),
  { minLength: 3, maxLength: 60 },
);

type History = { readonly events: CaseEvent[]; papers: WeekPaper[]; now: Instant };

function entry(history: History, type: 'lead_recorded' | 'pupil_contacted' | 'correction_made', of: { readonly at: Instant; readonly payload: object }): void {
  const seq = history.events.length + 1;
  const payload = { ...definitionOf(type).example, ...of.payload };
  history.events.push(eventOf({ type, seq, happenedAt: of.at, recordedAt: history.now, payload }));
}

function make(history: History, kind: WeekPaper['kind'], monday: PlainDate): void {
  const paper = nextPaper(history.papers, { kind, monday, asOf: history.now });
  history.papers.push({ ...paper, id: `paper ${history.papers.length}` });
}

/** Weeks that have a report in force, earliest first. */
function reported(history: History): readonly PlainDate[] {
  return history.papers
    .filter((paper) => paper.inForce && paper.kind === 'report')
    .map((paper) => paper.monday)
    .toSorted();
}

function play(history: History, step: Step): void {
  history.now = addHours(history.now, step.afterHours);
  const { now, events } = history;
  const weeks = reported(history);
  switch (step.kind) {
    case 'entry': {
      const at = addHours(now, -step.lateHours);
      return entry(history, 'pupil_contacted', { at: at < opening ? opening : at, payload: { incidents: step.incident ? ['self_harm'] : [] } });
    }
    case 'correction': {
      const target = events[step.pick % events.length];
      if (target?.type !== 'pupil_contacted') return;
      const moved = addHours(target.happenedAt, step.backHours);
      const shouldBe = moved < opening || moved > now ? opening : moved;
      return entry(history, 'correction_made', { at: now, payload: { targetId: target.id, field: 'happenedAt', shouldBe } });
    }
    case 'report': {
      const latest = weeks.at(-1);
      // A week whose report was returned takes a new one, else the next week, or the one after it when a week was left out.
      const again = history.papers.find((paper) => !paper.inForce && paper.kind === 'report' && !weeks.includes(paper.monday));
      const monday = again?.monday ?? (latest === undefined ? mondayOf(dateOf(now)) : addDays(latest, 7 * (1 + (step.pick % 2))));
      if (addDays(monday, 4) <= dateOf(now)) make(history, 'report', monday);
      return;
    }
    case 'supplement': {
      const monday = weeks[step.pick % Math.max(1, weeks.length)];
      if (monday !== undefined) make(history, 'supplement', monday);
      return;
    }
    case 'return': {
      const standing = history.papers.filter((paper) => paper.inForce);
      const back = standing[step.pick % Math.max(1, standing.length)];
      history.papers = history.papers.map((paper) => (paper === back ? { ...paper, inForce: false } : paper));
      return;
    }
  }
}

function historyOf(played: readonly Step[]): History {
  const history: History = { events: [], papers: [], now: opening };
  entry(history, 'lead_recorded', { at: opening, payload: { crisisTypes: [] } });
  for (const step of played) play(history, step);
  return history;
}

/** The next report that takes everything that is left. */
function closeBooks(history: History): void {
  history.now = addHours(history.now, 24 * 21);
  make(history, 'report', mondayOf(dateOf(history.now)));
}

describe('papers of the weekly series', () => {
  it('count every entry exactly once between them, whatever was late, corrected, supplemented or returned', () => {
    fc.assert(
      fc.property(steps, (played) => {
        const history = historyOf(played);
        const first = reported(history)[0];
        closeBooks(history);
        const counted = countedEntries(history.events, placesOf(history.papers));
        const inForce = history.papers.filter((paper) => paper.inForce);
        const times = (event: CaseEvent): number => inForce.filter((paper) => counted.get(paper.id)?.has(event.id) === true).length;
        const start = startOf(first ?? inForce[0]?.monday ?? firstMonday);
        // Before the first report of all there is nothing to be told.
        const owed = history.events.filter((event) => event.happenedAt >= start && !isMoved(history, event));
        expect(history.events.filter((event) => times(event) > 1)).toEqual([]);
        expect(owed.filter((event) => times(event) !== 1)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('sum up to the entries: what reports and supplements told of incidents is what happened', () => {
    fc.assert(
      fc.property(steps, (played) => {
        const history = historyOf(played.filter((step) => step.kind !== 'correction' && step.kind !== 'return'));
        closeBooks(history);
        const start = startOf(history.papers[0]?.monday ?? firstMonday);
        const cases = [{ events: history.events, obligations: [] }];
        const told = history.papers.reduce((sum, paper, place) => {
          const until = history.papers.slice(0, place + 1);
          const own = chainOf(until, paper.monday).map(({ id }) => id);
          const now = weeklyReport({ cases, monday: paper.monday, asOf: paper.asOf, papers: until, own }).figures.selfHarm;
          if (paper.kind === 'report') return sum + now;
          const before = chainOf(history.papers.slice(0, place), paper.monday);
          const asOf = before.at(-1)?.asOf ?? paper.asOf;
          const reportedThen = weeklyReport({ cases, monday: paper.monday, asOf, papers: history.papers.slice(0, place), own: before.map(({ id }) => id) });
          return sum + now - reportedThen.figures.selfHarm;
        }, 0);
        const first = history.papers[0]?.asOf ?? history.now;
        const incidents = history.events.filter((event) => event.type === 'pupil_contacted' && JSON.stringify(event.payload).includes('"self_harm"'));
        // What had happened before the first report of all, and was known to it, is nobody's news.
        expect(told).toBe(incidents.filter((event) => event.happenedAt >= start || event.recordedAt > first).length);
      }),
      { numRuns: 300 },
    );
  });

  it('go on where the latest paper of the week before ended', () => {
    const monday = firstMonday;
    const at = (day: number) => addHours(endOf(addDays(monday, day)), -8);
    const history: History = { events: [], papers: [], now: at(4) };
    make(history, 'report', monday);
    history.now = at(8);
    make(history, 'supplement', monday);
    const next = nextPaper(history.papers, { kind: 'report', monday: addDays(monday, 7), asOf: at(11) });
    expect(coveredBefore(history.papers, next)).toEqual({ asOf: at(8), to: addDays(monday, 6) });
    expect(isZeroReport(weeklyReport({ cases: [], monday, asOf: at(8), papers: [...history.papers, next], own: [next.id] }).figures)).toBe(true);
  });
});

function isMoved(history: History, event: CaseEvent): boolean {
  return history.events.some((one) => one.type === 'correction_made' && one.payload?.['targetId'] === event.id);
}
