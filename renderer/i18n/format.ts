/** Dates and due times in words, always in the office's zone. Pure: the present moment is passed in. */
import { clockOf, dateOf, daysBetween, msOf, weekdayOf, type Instant, type PlainDate } from '../../domain/time.ts';
import type { Language } from './setup.ts';

const weekdays: Record<Language, readonly string[]> = {
  'zh-CN': ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
};
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2026-11-21`. */
export function formatDate(at: Instant): string {
  return dateOf(at);
}

/** `2026-11-21 14:30`. */
export function formatMoment(at: Instant): string {
  return `${dateOf(at)} ${clockOf(at)}`;
}

/** `11月21日 周六`, `Sat 21 Nov`; with the year if it is another than today's. */
export function formatDay(day: PlainDate, today: PlainDate, language: Language): string {
  const [year = '', month = '', date = ''] = day.split('-');
  const weekday = weekdays[language][weekdayOf(day) - 1] ?? '';
  const otherYear = year !== today.slice(0, 4);
  if (language === 'en') return `${weekday} ${Number(date)} ${months[Number(month) - 1] ?? ''}${otherYear ? ` ${year}` : ''}`;
  return `${otherYear ? `${year}年` : ''}${Number(month)}月${Number(date)}日 ${weekday}`;
}

/** How far away a due time is, as a key for words and a number. */
export type DueWords = {
  readonly key: 'lateMinutes' | 'lateHours' | 'lateDays' | 'todayAt' | 'tomorrowAt' | 'inDays';
  readonly count: number;
  readonly clock: string;
};

/** Words for a due time: late by minutes, hours or days; today or tomorrow at a time; in so many days. */
export function dueWords(dueAt: Instant, now: Instant): DueWords {
  const clock = clockOf(dueAt);
  const lateMs = msOf(now) - msOf(dueAt);
  if (lateMs > 0) {
    const minutes = Math.max(1, Math.floor(lateMs / 60_000));
    if (minutes < 60) return { key: 'lateMinutes', count: minutes, clock };
    if (minutes < 24 * 60) return { key: 'lateHours', count: Math.floor(minutes / 60), clock };
    return { key: 'lateDays', count: Math.floor(minutes / (24 * 60)), clock };
  }
  const days = daysBetween(dateOf(now), dateOf(dueAt));
  if (days === 0) return { key: 'todayAt', count: 0, clock };
  if (days === 1) return { key: 'tomorrowAt', count: 1, clock };
  return { key: 'inDays', count: days, clock };
}

/** `1.2 MB`, `15 kB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** First characters of a hash, enough to compare by eye. */
export function shortHash(hash: string): string {
  return hash.slice(0, 10);
}
