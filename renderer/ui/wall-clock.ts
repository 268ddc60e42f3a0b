/** Calendar arithmetic for the date picker, over moments of the wall clock (wall-time.ts). */
import { DatePicker } from 'antd';
import { addDays, clockOf, dateOf, mondayOf, weekdayOf, type PlainDate } from '../../domain/time.ts';
import { readClock } from '../clock.ts';
import { parseTyped, parseWall } from './wall-time.ts';

function plain(at: Date): PlainDate {
  // An ISO text's first ten characters are its date.
  return at.toISOString().slice(0, 10) as PlainDate;
}

function changed(at: Date, change: (copy: Date) => void): Date {
  const copy = new Date(at);
  change(copy);
  return copy;
}

/** The same day of another month, or that month's last day. */
function inMonth(at: Date, month: number): Date {
  const last = new Date(Date.UTC(at.getUTCFullYear(), month + 1, 0)).getUTCDate();
  return changed(at, (copy) => copy.setUTCFullYear(at.getUTCFullYear(), month, Math.min(at.getUTCDate(), last)));
}

function formatted(at: Date, format: string): string {
  const text = at.toISOString();
  const parts: Readonly<Record<string, string>> = {
    YYYY: text.slice(0, 4),
    MM: text.slice(5, 7),
    DD: text.slice(8, 10),
    HH: text.slice(11, 13),
    mm: text.slice(14, 16),
    ss: text.slice(17, 19),
    M: String(at.getUTCMonth() + 1),
    D: String(at.getUTCDate()),
  };
  return format.replaceAll(/YYYY|MM|DD|HH|mm|ss|M|D/g, (part) => parts[part] ?? part);
}

type Calendar = Parameters<typeof DatePicker.generatePicker<Date>>[0];

const shortWeekDays: Readonly<Record<string, string[]>> = {
  zh_CN: ['日', '一', '二', '三', '四', '五', '六'],
  en_GB: ['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa'],
};
const shortMonths: Readonly<Record<string, string[]>> = {
  zh_CN: ['1月', '2月', '3月', '4月', '5月', '6月', '7月', '8月', '9月', '10月', '11月', '12月'],
  en_GB: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
};

const calendar: Calendar = {
  getWeekDay: (at) => at.getUTCDay(),
  getMillisecond: (at) => at.getUTCMilliseconds(),
  getSecond: (at) => at.getUTCSeconds(),
  getMinute: (at) => at.getUTCMinutes(),
  getHour: (at) => at.getUTCHours(),
  getDate: (at) => at.getUTCDate(),
  getMonth: (at) => at.getUTCMonth(),
  getYear: (at) => at.getUTCFullYear(),
  getNow: () => parseWall(`${dateOf(readClock())} ${clockOf(readClock())}`) ?? new Date(0),
  getFixedDate: (text) => new Date(`${text.slice(0, 10)}T00:00:00.000Z`),
  getEndDate: (at) => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)),
  addYear: (at, by) => changed(at, (copy) => copy.setUTCFullYear(at.getUTCFullYear() + by)),
  addMonth: (at, by) => inMonth(at, at.getUTCMonth() + by),
  addDate: (at, by) => changed(at, (copy) => copy.setUTCDate(at.getUTCDate() + by)),
  setYear: (at, year) => changed(at, (copy) => copy.setUTCFullYear(year)),
  setMonth: (at, month) => inMonth(at, month),
  setDate: (at, day) => changed(at, (copy) => copy.setUTCDate(day)),
  setHour: (at, hour) => changed(at, (copy) => copy.setUTCHours(hour)),
  setMinute: (at, minute) => changed(at, (copy) => copy.setUTCMinutes(minute)),
  setSecond: (at, second) => changed(at, (copy) => copy.setUTCSeconds(second)),
  setMillisecond: (at, ms) => changed(at, (copy) => copy.setUTCMilliseconds(ms)),
  isAfter: (one, other) => one.getTime() > other.getTime(),
  isValidate: (at) => !Number.isNaN(at.getTime()),
  locale: {
    getWeekFirstDay: () => 1,
    getWeekFirstDate: (_locale, at) => new Date(`${mondayOf(plain(at))}T00:00:00.000Z`),
    // The Thursday of a week decides which year the week belongs to.
    getWeek: (_locale, at) => Math.floor(dayOfYear(addDays(plain(at), 4 - weekdayOf(plain(at)))) / 7) + 1,
    format: (_locale, at, format) => formatted(at, format),
    parse: (_locale, text, formats) =>
      parseTyped(
        text,
        formats.some((format) => format.includes('mm')),
      ),
    getShortWeekDays: (locale) => shortWeekDays[locale] ?? [],
    getShortMonths: (locale) => shortMonths[locale] ?? [],
  },
};

function dayOfYear(day: PlainDate): number {
  return Math.round((Date.parse(`${day}T00:00:00.000Z`) - Date.parse(`${day.slice(0, 4)}-01-01T00:00:00.000Z`)) / 86_400_000);
}

/** antd's date picker over wall-clock dates of the office zone. */
export const WallPicker = DatePicker.generatePicker<Date>(calendar);
