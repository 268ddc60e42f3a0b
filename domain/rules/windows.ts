/** Windows that follow one another: weeks from a day, or named months. Each is a duty of its own that ends by itself. */
import type { CaseEvent } from '../events/define-event.ts';
import { addDays, addHours, dateOf, endOf, laterOf, PlainDate, startOf, type Instant } from '../time.ts';
import type { SlotsOpening } from './opening.ts';
import type { Repeats } from './rule.ts';

export type Window = {
  readonly occurrence: number;
  readonly openedAt: Instant;
  readonly dueAt: Instant;
  /** When it becomes missed without an entry. */
  readonly finalAt: Instant;
  readonly rootAt: Instant;
};

export type WindowPlan =
  | { readonly mode: 'window'; readonly firstDay: PlainDate; readonly everyDays: number; readonly graceHours: number }
  | { readonly mode: 'months'; readonly months: readonly number[]; readonly graceHours: number };

/** A plan that runs, in the slots that have not ended; `next` is the first window that has not begun. */
export type Series = SlotsOpening & { readonly plan: WindowPlan; next: Window };

/** How the windows of a rule run from the opening entry; null for rules without windows. */
export function planOf(repeats: Repeats | null, opener: CaseEvent): WindowPlan | null {
  if (repeats === null || repeats.mode === 'rolling') return null;
  if (repeats.mode === 'months') return repeats;
  const named = PlainDate.safeParse(repeats.from === undefined ? undefined : opener.payload?.[repeats.from]);
  const firstDay = named.success ? named.data : dateOf(opener.happenedAt);
  return { mode: 'window', firstDay, everyDays: repeats.everyDays, graceHours: repeats.graceHours };
}

export function windowOf(opener: CaseEvent, plan: WindowPlan, occurrence: number): Window {
  return plan.mode === 'window' ? weekOf(opener, plan, occurrence) : monthOf(opener, plan, occurrence);
}

/**
 * The first day is not counted (民法典 art. 201), so week n ends with day n × 7 and the weeks tile without a gap. If the
 * leave itself was entered late, its past weeks may be filled in for as long as a week's grace.
 */
function weekOf(opener: CaseEvent, { firstDay, everyDays, graceHours }: Extract<WindowPlan, { mode: 'window' }>, occurrence: number): Window {
  const rootAt = firstDay === dateOf(opener.happenedAt) ? opener.happenedAt : startOf(firstDay);
  const openedAt = occurrence === 1 ? rootAt : startOf(addDays(firstDay, everyDays * (occurrence - 1) + 1));
  const dueAt = endOf(addDays(firstDay, everyDays * occurrence));
  return { occurrence, openedAt, dueAt, finalAt: addHours(laterOf(opener.recordedAt, dueAt), graceHours), rootAt };
}

/** The first one is the first named month that begins after the opening: in the month of the opening it has just been done. */
function monthOf(opener: CaseEvent, { months, graceHours }: Extract<WindowPlan, { mode: 'months' }>, occurrence: number): Window {
  const opened = dateOf(opener.happenedAt);
  const [year, month] = [Number(opened.slice(0, 4)), Number(opened.slice(5, 7))];
  const sorted = [...new Set(months)].sort((a, b) => a - b);
  const passed = sorted.filter((named) => named <= month).length;
  const index = passed + occurrence - 1;
  const named = sorted[index % sorted.length] ?? 1;
  const first = firstOf(year + Math.floor(index / sorted.length), named);
  const dueAt = endOf(addDays(firstOf(year + Math.floor(index / sorted.length), named + 1), -1));
  const openedAt = startOf(first);
  return { occurrence, openedAt, dueAt, finalAt: addHours(laterOf(opener.recordedAt, dueAt), graceHours), rootAt: openedAt };
}

/** First day of the month; month 13 is January of the next year. */
function firstOf(year: number, month: number): PlainDate {
  const [y, m] = month > 12 ? [year + 1, month - 12] : [year, month];
  return PlainDate.parse(`${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-01`);
}
