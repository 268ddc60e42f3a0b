/** A quarter of an invented year, from the new register to the compliance of each clause, and what must hold of everything that was recorded. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulationReport } from '../../cli/simulate/report.ts';
import { simulate } from '../../cli/simulate/simulate.ts';
import type { CaseFile } from '../../contract/cases.ts';
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
}, 400_000);
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
    for (const code of ['STALE_VERSION', 'IN_THE_FUTURE', 'EVENT_UNKNOWN', 'NOT_ALLOWED', 'PAYLOAD_INVALID'])
      expect(report.refusals[`events.record ${code}`]).toBeGreaterThan(0);
  });

  it('keeps some clauses better than others, and says so in figures that add up', () => {
    const row = report.clauses.find(({ clause }) => clause === 'QP-SCREEN');
    expect(row?.done).toBeGreaterThan(0);
    for (const one of [...report.clauses, ...report.office]) {
      const over = one.done + one.doneLate + one.missed + one.lapsed + one.openOverdue;
      expect(one.onTime).toBe(over === 0 ? null : one.done / over);
    }
    expect(table).toContain('QP-SCREEN 二次筛查');
  });

  it('has every kind of honest end, and lets no duty be due before what opened it', () => {
    const duties = files.flatMap(({ obligations }) => obligations);
    expect(duties.length).toBeGreaterThan(100);
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
});
