import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addHours, atClock, clockOf, dateOf, daysBetween, endOf, Instant, instantOf, msOf, PlainDate, startOf, weekdayOf } from './time.ts';

/** The platform's own calendar, with the office eight hours ahead. */
const dayMs = 86_400_000;
const officeMs = 8 * 3_600_000;
const isoOf = (ms: number): string => new Date(ms).toISOString();
const midnight = (date: string): number => Date.parse(`${date}T00:00:00.000Z`);

const year = { first: Date.parse('0000-01-03T00:00:00.000Z'), last: Date.parse('9999-12-29T00:00:00.000Z') };
const wide = fc.integer({ min: year.first, max: year.last });
const near = fc.integer({ min: Date.UTC(2019, 0, 1), max: Date.UTC(2045, 0, 1) });
/** Ends of months, of years and of leap years, to the millisecond. */
const edge = fc
  .tuple(fc.integer({ min: 1896, max: 2404 }), fc.integer({ min: 0, max: 11 }), fc.integer({ min: -2, max: 2 }))
  .map(([y, month, off]) => Date.UTC(y, month, 1) + off);
const moments = fc.oneof(wide, near, edge);
const runs = { numRuns: 2000 };

describe('days and instants', () => {
  it('are those of the platform, written without it', () => {
    fc.assert(
      fc.property(moments, (ms) => {
        const instant = Instant.parse(isoOf(ms));
        const office = isoOf(ms + officeMs);
        expect([instantOf(ms), msOf(instant), dateOf(instant), clockOf(instant)]).toEqual([instant, ms, office.slice(0, 10), office.slice(11, 16)]);
        // Parts of a millisecond do not count.
        expect(instantOf(ms + 0.7)).toBe(isoOf(ms + 0.7));
      }),
      runs,
    );
  });

  it('begin and end with the office day, and are counted as the platform counts them', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: -1000, max: 1000 }), (ms, days) => {
        const date = PlainDate.parse(isoOf(ms).slice(0, 10));
        expect([startOf(date), endOf(date)]).toEqual([isoOf(midnight(date) - officeMs), isoOf(midnight(date) - officeMs + dayMs - 1)]);
        expect(atClock(date, 9, 30)).toBe(isoOf(midnight(date) - officeMs + 9.5 * 3_600_000));
        expect(weekdayOf(date)).toBe(new Date(midnight(date)).getUTCDay() || 7);
        fc.pre(ms + days * dayMs > year.first && ms + days * dayMs < year.last);
        const other = PlainDate.parse(isoOf(midnight(date) + days * dayMs).slice(0, 10));
        expect([addDays(date, days), daysBetween(date, other)]).toEqual([other, days]);
        expect(addHours(endOf(date), days)).toBe(isoOf(Date.parse(endOf(date)) + days * 3_600_000));
      }),
      runs,
    );
  });

  it('are taken exactly as the platform writes them: no 30th of February, no hour 24, no leap second', () => {
    for (const text of [
      '2027-02-30T03:00:00.000Z',
      '2100-02-29T03:00:00.000Z',
      '2027-04-31T03:00:00.000Z',
      '2027-01-01T24:00:00.000Z',
      '2026-12-31T23:59:60.000Z',
    ])
      expect(Instant.safeParse(text).success).toBe(false);
    const upTo = (most: number, digits: number) => fc.nat(most).map((number) => String(number).padStart(digits, '0'));
    const shaped = fc
      .tuple(upTo(9999, 4), upTo(13, 2), upTo(32, 2), upTo(25, 2), upTo(61, 2), upTo(61, 2), upTo(999, 3))
      .map(([y, month, day, hour, minute, second, ms]) => `${y}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`);
    fc.assert(
      fc.property(fc.oneof(shaped, moments.map(isoOf)), (text) => {
        const read = Date.parse(text);
        expect(Instant.safeParse(text).success).toBe(!Number.isNaN(read) && isoOf(read) === text);
      }),
      runs,
    );
  });

  it('are refused where there are none', () => {
    expect(() => instantOf(Number.NaN)).toThrow(RangeError);
    expect(() => addDays(PlainDate.parse('2027-01-01'), Number.NaN)).toThrow(RangeError);
    expect(() => instantOf(8.64e15 + 1)).toThrow(RangeError);
  });
});
