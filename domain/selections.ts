/**
 * Which cases may be counted beside which others. Two counts about almost the same cases tell the difference between them, and that may be one child:
 * of one time, counts are told about the same cases again or about others altogether. No difference and no overlap of such selections is a selection that
 * was not told as a whole, with its own small numbers held back (domain/small-numbers.ts).
 */
import type { PlainDate } from './time.ts';

export type Selection = {
  readonly ids: ReadonlySet<string>;
  /** What the sender says that the counts are of; null: of the month in which they were counted. */
  readonly period: { readonly from: PlainDate; readonly to: PlainDate } | null;
  /** The day on which they were counted. */
  readonly countedOn: PlainDate;
};

/** Whether the selection may be told beside all that were told before. */
export function mayBeTold(next: Selection, told: readonly Selection[]): boolean {
  return told.every((one) => !isOfSameTime(one, next) || isSame(one.ids, next.ids) || common(one.ids, next.ids) === 0);
}

/** Counted on one day, or said to be of days in common: another word for the period is no other time. */
function isOfSameTime(one: Selection, other: Selection): boolean {
  if (one.countedOn === other.countedOn) return true;
  const [first, second] = [periodOf(one), periodOf(other)];
  return first.from <= second.to && second.from <= first.to;
}

/** Without a period a whole month: the same cases but one, counted again on the next day, would tell of that one. */
function periodOf({ period, countedOn }: Selection): { readonly from: string; readonly to: string } {
  const month = countedOn.slice(0, 7);
  return period ?? { from: `${month}-01`, to: `${month}-31` };
}

function isSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && common(one, other) === one.size;
}

function common(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return [...one].filter((id) => other.has(id)).length;
}
