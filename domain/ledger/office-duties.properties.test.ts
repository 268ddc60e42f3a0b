import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSchoolDay } from '../rules/calendar.ts';
import { addDays, addHours, daysBetween, startOf } from '../time.ts';
import { day, duties, made, schoolCalendar } from './office-duties.fixture.ts';
import type { LedgerFact } from './standing.ts';

const begin = day('2026-03-02');
const kinds = ['training', 'duty_shift', 'parent_class', 'screening_round', 'publicity'] as const;

/** A ledger of some months: entries up to 40 days late, some set right later, some periods excused. */
const ledger = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      on: fc.nat(300),
      late: fc.nat(40),
      corrects: fc.option(fc.nat(20), { nil: null }),
      excuses: fc.option(fc.constantFrom('T_TRAIN:2026-03', 'T_TRAIN:2026-09', 'T_DUTY_ROSTER:2026-09-14', 'T_SCREEN:2026学年-09'), { nil: null }),
    }),
    { maxLength: 25 },
  )
  .map((all) => {
    const entries: LedgerFact[] = [];
    for (const [n, one] of all.entries()) {
      const on = addDays(begin, one.on);
      const target = one.corrects === null ? undefined : entries[one.corrects];
      const free = target !== undefined && target.kind !== 'excuse' && entries.every(({ corrects }) => corrects !== target.id);
      const recordedAt = addHours(startOf(addDays(on, one.late)), 12);
      if (one.excuses !== null) entries.push(made({ n, kind: 'excuse', on, recordedAt, payload: { dutyId: one.excuses, reason: '停课' } }));
      else if (free && target.recordedAt < recordedAt) entries.push({ ...made({ n, kind: target.kind, on, recordedAt }), corrects: target.id });
      else entries.push(made({ n, kind: one.kind, on, recordedAt }));
    }
    return entries;
  });

const moment = fc.nat(400).map((days) => addDays(begin, days));

describe('the clocks of an office, whatever is entered', () => {
  it('end each period in one way or leave it open, and name only entries that are there', () => {
    fc.assert(
      fc.property(ledger, moment, (entries, at) => {
        const found = duties({ at, entries });
        expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
        const known = new Set(entries.map(({ id }) => id));
        for (const duty of found) {
          expect([null, 'done', 'done_late', 'excused', 'missed']).toContain(duty.end);
          expect(duty.entryIds.every((id) => known.has(id))).toBe(true);
          expect(duty.counted >= duty.wanted || duty.end === null || duty.end === 'missed' || duty.end === 'excused').toBe(true);
          expect(duty.end !== 'missed' || at > duty.closesOn).toBe(true);
          expect(duty.end !== null || at <= duty.closesOn).toBe(true);
        }
      }),
    );
  });

  it('never let an end go by the passing of time and by new entries: only corrections move anything', () => {
    fc.assert(
      fc.property(ledger, moment, fc.nat(200), (all, at, later) => {
        const entries = all.filter(({ corrects }) => corrects === null);
        const before = duties({ at, entries }).filter(({ end }) => end !== null);
        const after = new Map(duties({ at: addDays(at, later), entries }).map(({ id, end }) => [id, end]));
        for (const { id, end } of before) expect(after.get(id)).toBe(end);
      }),
    );
  });

  it('let a correction unmake a miss only with an entry of that period that was entered in time', () => {
    fc.assert(
      fc.property(ledger, (all) => {
        const [at, uncorrected] = ['2027-05-01', all.filter(({ corrects }) => corrects === null)];
        const missed = new Set(duties({ at, entries: uncorrected }).flatMap(({ id, end }) => (end === 'missed' ? [id] : [])));
        const rescued = duties({ at, entries: all }).filter(({ id, end }) => missed.has(id) && end !== 'missed');
        for (const duty of rescued) {
          const counted = all.filter(({ id }) => duty.entryIds.includes(id));
          for (const entry of counted) {
            expect(entry.happenedOn <= duty.closesOn).toBe(true);
            expect(rootOf(entry, all).recordedAt < startOf(addDays(duty.closesOn, 1))).toBe(true);
          }
        }
      }),
    );
  });

  it('owe nothing before the register and nothing without school', () => {
    fc.assert(
      fc.property(moment, moment, (since, at) => {
        for (const { opensOn, dueOn, rule } of duties({ at, since })) {
          const days = Array.from({ length: daysBetween(opensOn, dueOn) + 1 }, (_, n) => isSchoolDay(schoolCalendar, addDays(opensOn, n)));
          expect(opensOn >= since).toBe(true);
          expect(days.filter((school) => !school.ok || school.value).length).toBeGreaterThanOrEqual(rule.leastSchoolDays);
        }
      }),
    );
  });

  it('do not depend on the order in which entries are read', () => {
    fc.assert(
      fc.property(ledger, fc.nat(), (entries, seed) => {
        const shuffled = entries.toSorted((a, b) => ((Number(a.id.slice(-4)) * seed) % 7) - ((Number(b.id.slice(-4)) * seed) % 7));
        const plain = (list: readonly LedgerFact[]) =>
          duties({ at: '2026-12-01', entries: list }).map((duty) => ({ ...duty, entryIds: duty.entryIds.toSorted() }));
        expect(plain(shuffled)).toEqual(plain(entries));
      }),
    );
  });
});

function rootOf(entry: LedgerFact, all: readonly LedgerFact[]): LedgerFact {
  const before = all.find(({ id }) => id === entry.corrects);
  return before === undefined ? entry : rootOf(before, all);
}
