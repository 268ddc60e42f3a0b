/** How a story of the demo is told: steps at moments of the invented term, each done by one role of one office. */
import type { CaseFile } from '../../contract/cases.ts';
import type { EventPayload, EventType } from '../../domain/events/registry.ts';
import { addDays, atClock, dateOf, daysBetween, mondayOf, PlainDate, type Instant } from '../../domain/time.ts';
import type { DiscoveryChannel, RegisterKind, Role } from '../../domain/vocabulary.ts';

export const termStart = PlainDate.parse('2026-09-01');
/** Weeks begin on Monday; the first is the one in which the term begins. */
export const firstMonday = mondayOf(termStart);
export const termWeeks = 16;

/** Day of the term: week 1 to 16, ISO weekday 1 to 7. */
export function dayOf(week: number, day: number): PlainDate {
  return addDays(firstMonday, (week - 1) * 7 + day - 1);
}

/** Week of the term in which the moment lies. */
export function weekOf(at: Instant): number {
  return Math.floor(daysBetween(firstMonday, dateOf(at)) / 7) + 1;
}

/** Moment of the term on the office's clock, `10:30`. */
export function moment(week: number, day: number, clock = '09:00'): Instant {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return atClock(dayOf(week, day), hour, minute);
}

/** When and by whom: the step is done with that person's own session in that office's register. */
export type Place = { readonly at: Instant; readonly office: RegisterKind; readonly by: Role };

export type Lead = Omit<EventPayload<'lead_recorded'>, 'pupilId' | 'channel' | 'sourceRefs' | 'ownerId'>;
/** A payload, or one that needs the case as it stands (a referral's id, a document's id, an open duty). */
export type Payload<P> = P | ((file: CaseFile) => P);
export type PaperType = 'D02' | 'D06' | 'D07';

export type Action =
  | { readonly kind: 'open'; readonly lead: Lead }
  | {
      readonly kind: 'event';
      readonly type: EventType;
      readonly payload: Payload<object>;
      /** Entered later than it happened. */ readonly happenedAt: Instant | null;
    }
  | { readonly kind: 'paper'; readonly type: PaperType }
  | { readonly kind: 'return'; readonly comment: string }
  | { readonly kind: 'sign' }
  | { readonly kind: 'letter'; readonly words: LetterWords };
export type Step = Place & Action;

/** What the centre writes into a 告知书 beyond what its register knows. */
export type LetterWords = { readonly diagnosis: string; readonly workDone: string; readonly requirements: string };

/** About whom: a pupil whose name holds a text (found by searching), or a place in the queue for second screening. */
export type Subject = { readonly by: 'name'; readonly holds: string } | { readonly by: 'queue' };

export type Story = {
  /** Names files and the report; says nothing about the pupil. */
  readonly key: string;
  readonly channel: DiscoveryChannel;
  /** What the story shows. */
  readonly features: readonly string[];
  readonly subject: Subject;
  readonly steps: readonly Step[];
};

/** The roles that keep a case in each kind of office. */
const keeper: Record<RegisterKind, Role> = { school: 'psych_teacher', center: 'center_counselor' };

function inSchool(at: Instant): Place {
  return { at, office: 'school', by: keeper.school };
}

export function open(at: Instant, lead: Lead): Step {
  return { ...inSchool(at), kind: 'open', lead };
}

/** An event recorded when it happens; its payload must fit its type. */
export function record<T extends EventType>(at: Instant, type: T, payload: Payload<EventPayload<T>>): Step {
  return { ...inSchool(at), kind: 'event', type, payload, happenedAt: null };
}

export function paper(at: Instant, type: PaperType): Step {
  return { ...inSchool(at), kind: 'paper', type };
}

/** The vice principal sends the plan back. */
export function returned(at: Instant, comment: string): Step {
  return { ...inSchool(at), by: 'vice_principal', kind: 'return', comment };
}

/** The vice principal signs what waits without waiting for Friday. */
export function signed(at: Instant): Step {
  return { ...inSchool(at), by: 'vice_principal', kind: 'sign' };
}

/** The centre's letter: written, approved by its head, carried to the school, taken there, receipt carried back. */
export function letter(at: Instant, words: LetterWords): Step {
  return { ...atCenter(inSchool(at)), kind: 'letter', words };
}

/** The same step in the centre's register. */
export function atCenter<S extends Place>(step: S): S {
  return { ...step, office: 'center', by: keeper.center };
}

/** The same step done by another person of the office. */
export function by<S extends Place>(role: Role, step: S): S {
  return { ...step, by: role };
}

/** The same step entered later than it happened. */
export function enteredAt(at: Instant, step: Extract<Step, { kind: 'event' }>): Step {
  return { ...step, at, happenedAt: step.at };
}
