/** Dates in all the shapes that platforms export. A date without a year, or with day and month in unclear order, is unreadable. */
import { addDays, dateOf, instantOf, msOf, PlainDate, startOf, type Instant } from '../../../domain/time.ts';
import { codeText, empty, unreadable, value, type Read } from './normalise.ts';
import type { Cell } from './cells.ts';

export type Moment = {
  readonly date: PlainDate;
  /** Null where only the day is known. */
  readonly instant: Instant | null;
};

/** Day 0 of Excel's calendar as Excel counts after February 1900. */
const excelEpoch = '1899-12-30' as PlainDate;
/** Serial numbers of 1954-10-03 to 2064-04-08: smaller or larger numbers are no dates of pupils. */
const serialRange = { min: 20_000, max: 60_000 };
const yearRange = { min: 1950, max: 2100 };
const daySeconds = 86_400;

/** Reads a cell as a day with, where given, the clock time in office time. */
export function momentOf(cell: Cell): Read<Moment> {
  if (cell === null) return empty;
  if (cell instanceof Date) return fromWallClock(cell);
  if (typeof cell === 'number') return fromNumber(cell);
  const text = codeText(cell);
  if (text === '') return empty;
  if (/^\d+(?:\.\d+)?$/u.test(text)) return fromNumber(Number(text));
  return fromText(text);
}

/** Spreadsheet dates carry the wall clock as if it were UTC. */
function fromWallClock(date: Date): Read<Moment> {
  const ms = date.getTime();
  if (Number.isNaN(ms)) return unreadable;
  const seconds = Math.round(ms / 1000);
  const day = addDays(excelEpoch, Math.floor(seconds / daySeconds) + 25_569);
  return moment(day, seconds - Math.floor(seconds / daySeconds) * daySeconds || null);
}

function fromNumber(number: number): Read<Moment> {
  if (number >= serialRange.min && number <= serialRange.max) {
    const seconds = Math.round((number - Math.floor(number)) * daySeconds);
    return seconds === daySeconds
      ? moment(addDays(excelEpoch, Math.floor(number) + 1), null)
      : moment(addDays(excelEpoch, Math.floor(number)), seconds || null);
  }
  const digits = String(number);
  const compact = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?$/u.exec(digits);
  return compact ? fromParts(compact) : unreadable;
}

const datePart = String.raw`(\d{4})\s*(?:[-/.]|年)\s*(\d{1,2})\s*(?:[-/.]|月)\s*(\d{1,2})\s*(?:日|号)?`;
const clockPart = String.raw`(?:[T\s,]*(?:(?:星期|周)[一二三四五六日天])?\s*(上午|下午|中午|晚上|凌晨|AM|PM)?\s*(\d{1,2})\s*(?::|时|点)\s*(\d{1,2})\s*(?:(?::|分)\s*(?:(\d{1,2})(?:\.\d+)?\s*秒?)?)?\s*(AM|PM)?\s*(Z|\+0?8:?00)?)?`;
const written = new RegExp(`^${datePart}(?:\\s*\\(?(?:星期|周)[一二三四五六日天]\\)?)?${clockPart}$`, 'iu');

function fromText(text: string): Read<Moment> {
  const match = written.exec(text);
  if (!match) return unreadable;
  const [, year, month, day, before, hour, minute, second, after, zone] = match;
  const shown = hour === undefined ? undefined : String(hour24(Number(hour), (before ?? after ?? '').toUpperCase()));
  const read = fromParts(['', year, month, day, shown, minute, second]);
  if (zone?.toUpperCase() !== 'Z' || read.state !== 'value' || read.value.instant === null) return read;
  const universal = instantOf(msOf(read.value.instant) + (msOf(`${read.value.date}T00:00:00.000Z` as Instant) - msOf(startOf(read.value.date))));
  return value({ date: dateOf(universal), instant: universal });
}

function hour24(hour: number, half: string): number {
  if (half === 'AM' || half === '上午' || half === '凌晨') return hour === 12 ? 0 : hour;
  if (half === 'PM' || half === '下午' || half === '晚上') return hour < 12 ? hour + 12 : hour;
  return half === '中午' && hour < 11 ? hour + 12 : hour;
}

function fromParts([, year, month, day, hour, minute, second]: readonly (string | undefined)[]): Read<Moment> {
  const date = PlainDate.safeParse(`${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`);
  if (!date.success) return unreadable;
  if (hour === undefined) return moment(date.data, null);
  const [h, m, s] = [Number(hour), Number(minute), Number(second ?? 0)];
  return h > 23 || m > 59 || s > 59 ? unreadable : moment(date.data, h * 3600 + m * 60 + s);
}

function moment(date: PlainDate, seconds: number | null): Read<Moment> {
  const year = Number(date.slice(0, 4));
  if (year < yearRange.min || year > yearRange.max) return unreadable;
  return value({ date, instant: seconds === null ? null : instantOf(msOf(startOf(date)) + seconds * 1000) });
}
