/** Contacts of a case: whom the office reached last, how often it tried since, and the weeks of both halves. Pure. */
import type { EventView } from '../../../contract/cases.ts';
import type { ObligationView } from '../../../contract/shapes.ts';
import type { Instant } from '../../../domain/time.ts';

export const contactPeople = ['pupil', 'father', 'mother', 'other_guardian'] as const;
export type ContactPerson = (typeof contactPeople)[number];
export type Reached = { readonly person: ContactPerson; readonly lastAt: Instant | null; /** Attempts in a row since then. */ readonly attempts: number };

const halves = ['guardian', 'pupil'] as const;
type Half = (typeof halves)[number];
export type HalfEnd = NonNullable<ObligationView['end']> | 'open' | 'late' | 'none';
export type ContactWeek = {
  readonly key: string;
  readonly ruleId: string;
  readonly from: Instant;
  readonly until: Instant;
  readonly ends: Readonly<Record<Half, HalfEnd>>;
};

/** Everybody of the case who was tried, in a fixed order. */
export function reachedPeople(events: readonly EventView[]): readonly Reached[] {
  const inOrder = events.toSorted((one, other) => one.happenedAt.localeCompare(other.happenedAt));
  return contactPeople.flatMap((person) => {
    const tries = inOrder.flatMap((event) => triesOf(event, person));
    const last = tries.findLastIndex(({ reached }) => reached);
    return tries.length === 0 ? [] : [{ person, lastAt: tries[last]?.at ?? null, attempts: tries.length - 1 - last }];
  });
}

type Try = { readonly at: Instant; readonly reached: boolean };

function triesOf({ type, payload, happenedAt: at }: EventView, person: ContactPerson): readonly Try[] {
  const whole = [{ at, reached: payload['reached'] !== false }];
  if (type === 'pupil_contacted' || type === 'counselling_held') return person === 'pupil' ? whole : [];
  if (type === 'guardian_contacted') return payload['who'] === person ? whole : [];
  const others: unknown = type === 'follow_up_held' ? payload['with'] : undefined;
  return Array.isArray(others) && others.includes(person) ? [{ at, reached: true }] : [];
}

/** Weeks in which both halves of a contact are owed, the latest first. */
export function contactWeeks(obligations: readonly ObligationView[], now: Instant): readonly ContactWeek[] {
  const owed = obligations.filter(({ slot }) => halves.some((half) => half === slot));
  const byWeek = Map.groupBy(owed, ({ ruleId, openedBy, occurrence }) => `${ruleId}:${openedBy}:${occurrence}`);
  return [...byWeek]
    .flatMap(([key, week]): ContactWeek[] => {
      const [first] = week;
      if (first === undefined || new Set(week.map(({ slot }) => slot)).size < halves.length) return [];
      const end = (half: Half): HalfEnd => {
        const duty = week.find(({ slot }) => slot === half);
        return duty === undefined ? 'none' : (duty.end ?? (duty.dueAt < now ? 'late' : 'open'));
      };
      return [{ key, ruleId: first.ruleId, from: first.openedAt, until: first.dueAt, ends: { guardian: end('guardian'), pupil: end('pupil') } }];
    })
    .toSorted((one, other) => other.until.localeCompare(one.until));
}
