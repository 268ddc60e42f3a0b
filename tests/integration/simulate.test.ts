/** A quarter of an invented year, from the new register to the compliance of each clause, and what must hold of everything that was recorded. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulationReport } from '../../cli/simulate/report.ts';
import { simulate } from '../../cli/simulate/simulate.ts';
import { DemoRefusal } from '../../cli/staged/desk.ts';
import { brokenIn, fingerprintOf } from '../../cli/simulate/story.ts';
import type { CaseFile } from '../../contract/cases.ts';
import { addHours } from '../../domain/time.ts';
import { obligationEnds } from '../../domain/vocabulary.ts';

let root = '';
let sound = false;
let table = '';
let report: SimulationReport;
const files: CaseFile[] = [];

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'simulate-'));
  const out = join(root, 'out');
  sound = await simulate(out, {
    years: 0.25,
    seed: 5,
    pupils: 32,
    progress: () => {},
    result: (text) => {
      table = text;
    },
    inspect: async (desk) => {
      const { rows } = await desk.ask('cases.list', { limit: 200 });
      for (const { id, mayOpen } of rows) if (mayOpen) files.push(await desk.ask('cases.file', { caseId: id }));
    },
  });
  report = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as SimulationReport;
}, 900_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('a quarter of an invented year', () => {
  it('folds again to what is stored, byte by byte, and proves itself', () => {
    expect(report.refold).toMatchObject({ differing: 0, obligationsDiffering: 0, repaired: 0 });
    expect(report.refold.events).toBe(report.counts['events']);
    expect(report.verify).toMatchObject({ ok: true, findings: [] });
    expect(sound).toBe(true);
  });

  it('refused everything that must not get in', () => {
    expect(report.wrong).toEqual([]);
    for (const code of [
      'STALE_VERSION',
      'IN_THE_FUTURE',
      'BEFORE_OPENING',
      'EVENT_UNKNOWN',
      'EVENT_NEWER',
      'NOT_ALLOWED',
      'CASE_ALREADY_OPENED',
      'PAYLOAD_INVALID',
      'OBLIGATION_NOT_OPEN',
      'REQUEST_REUSED',
    ]) {
      expect([code, (report.tries[code] ?? 0) > 0]).toEqual([code, true]);
      expect(report.refusals[`events.record ${code}`]).toBeGreaterThanOrEqual(report.tries[code] ?? 0);
    }
  });

  it('keeps some clauses better than others, and says so in figures that add up', () => {
    const row = report.clauses.find(({ clause }) => clause === 'QP-FILE');
    expect(row?.done).toBeGreaterThan(0);
    for (const one of [...report.clauses, ...report.office]) {
      const over = one.done + one.doneLate + one.missed + one.lapsed + one.openOverdue;
      expect(one.onTime).toBe(over === 0 ? null : one.done / over);
    }
    expect(table).toContain('QP-FILE 及时备案 Prompt filing');
  });

  it('has every kind of honest end, and lets no duty be due before what opened it', () => {
    const duties = files.flatMap(({ obligations }) => obligations);
    expect(duties.length).toBeGreaterThan(100);
    expect(report.broken).toEqual([]);
    for (const duty of duties) {
      expect(duty.dueAt >= duty.openedAt).toBe(true);
      expect(duty.end === null || obligationEnds.includes(duty.end)).toBe(true);
      expect(duty.end === null).toBe(duty.endedAt === null);
    }
    expect(new Set(duties.map(({ id }) => id)).size).toBe(duties.length);
    expect(new Set(duties.flatMap(({ end }) => (end === null ? [] : [end]))).size).toBeGreaterThanOrEqual(3);
  });

  it('marks what was written down late', () => {
    const late = files.flatMap(({ events }) => events).filter((event) => event.late);
    expect(late.length).toBeGreaterThan(0);
    for (const event of late) expect(event.recordedAt > event.happenedAt).toBe(true);
  });

  it('is told in a fingerprint that does not depend on ids, and changes with what happened', () => {
    expect(report.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(table).toContain(report.fingerprint);
    const [first, ...others] = files;
    if (first === undefined) throw new Error('a quarter has cases');
    expect(fingerprintOf(renamed(files))).toBe(fingerprintOf(files));
    const other = { ...first, events: first.events.map((event) => (event.seq === 1 ? { ...event, late: !event.late } : event)) };
    expect(fingerprintOf([other, ...others])).not.toBe(fingerprintOf(files));
  });

  it('would be called broken if a case held what none may hold', () => {
    const file = files.find(({ obligations }) => obligations.some(({ end }) => end === 'done'));
    const duty = file?.obligations.find(({ end }) => end === 'done');
    if (file === undefined || duty === undefined) throw new Error('a quarter has duties that were done');
    const holding = (change: Partial<typeof duty>): readonly string[] =>
      brokenIn({ ...file, obligations: file.obligations.map((one) => (one === duty ? { ...one, ...change } : one)) });
    const early = addHours(duty.openedAt, -1);
    expect(brokenIn(file)).toEqual([]);
    expect(holding({ dueAt: early })).toContain(`${duty.ruleId} was due before it was opened`);
    expect(holding({ endedAt: early })).toContain(`${duty.ruleId} ended before it was opened`);
    expect(holding({ endedAt: null })).toContain(`${duty.ruleId} has half an end`);
    expect(holding({ end: null })).toContain(`${duty.ruleId} has half an end`);
    expect(holding({ end: 'done_late' })).toContain(`${duty.ruleId} was done late in its time`);
    expect(brokenIn({ ...file, obligations: [...file.obligations, duty] })).toContain('a duty stands twice');
    expect(brokenIn({ ...file, events: file.events.slice(0, -1) })).toContain('the snapshot is not of the last entry');
  });
});

describe('a register that cannot go on', () => {
  it('ends the years with the code of its refusal', async () => {
    const said: string[] = [];
    const progress = (line: string): void => {
      said.push(line);
      if (said.length === 1) throw new DemoRefusal('today.board', { code: 'DISK_FULL', params: {} });
    };
    expect(await simulate(join(root, 'full'), { years: 0.25, seed: 5, pupils: 16, progress, result: () => {} })).toBe(false);
    expect(said.slice(1)).toEqual(['xinhu: today.board was refused: DISK_FULL {}']);
  });
});

/** The same cases with other ids everywhere. */
function renamed(cases: readonly CaseFile[]): readonly CaseFile[] {
  return JSON.parse(
    JSON.stringify(cases).replaceAll(/([0-9a-f]{8})-([0-9a-f]{4}-7)/g, (_id, head: string, rest: string) => `f${head.slice(1)}-${rest}`),
  ) as CaseFile[];
}
