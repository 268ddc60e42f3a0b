/** Weeks of a term, as reports name them. */
import { daysBetween, mondayOf, type PlainDate } from './time.ts';

/** Week 1 is the one in which the term begins; every week before it is 0. */
export function weekNumber(monday: PlainDate, termStart: PlainDate): number {
  return Math.max(0, Math.floor(daysBetween(mondayOf(termStart), monday) / 7) + 1);
}

/** The words of a paper for it. A week before the term has no number in it. */
export function weekWords(number: number): string {
  return number === 0 ? '本学期开学前' : `第${number}周`;
}
