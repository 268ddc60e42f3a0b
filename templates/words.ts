/** How values are written in Chinese documents. */
import { clockOf, dateOf, instantOf } from '../domain/time.ts';

/** `2026-09-04` → `2026年9月4日` (GB/T 9704-2012 §7.3.5: full year, no leading zeros). Anything else comes back as it is. */
export function dateWords(date: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  return match === null ? date : `${match[1]}年${Number(match[2])}月${Number(match[3])}日`;
}

/** An instant in the office's zone, `2026年9月4日 15:20`; a plain date as `dateWords`. */
export function momentWords(moment: string): string {
  const ms = /^\d{4}-\d{2}-\d{2}T/.test(moment) ? Date.parse(moment) : Number.NaN;
  if (Number.isNaN(ms)) return dateWords(moment);
  const instant = instantOf(ms);
  return `${dateWords(dateOf(instant))} ${clockOf(instant)}`;
}

const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/** 1–99 in Chinese, for headings. */
export function ordinalWords(number: number): string {
  if (number <= 10) return digits[number] ?? '';
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  return `${tens === 1 ? '' : digits[tens]}十${ones === 0 ? '' : digits[ones]}`;
}

/** Number of a heading by level: 一、 （一） 1. (GB/T 9704-2012 §7.3.3). */
export function headingNumber(level: 1 | 2 | 3, number: number): string {
  if (level === 1) return `${ordinalWords(number)}、`;
  return level === 2 ? `（${ordinalWords(number)}）` : `${number}.`;
}

/** Options of a choice with the chosen ones ticked. */
export function tickWords(options: readonly string[], chosen: readonly string[]): string {
  return options.map((option) => `${chosen.includes(option) ? '☑' : '□'}${option}`).join('　');
}
