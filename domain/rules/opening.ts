/** What opens a duty. */
import type { CaseEvent, Payload } from '../events/define-event.ts';
import type { Role } from '../vocabulary.ts';
import type { Rule } from './rule.ts';

/** A rule of a pack, and the event that it answers, with the version of the plan that stood after it. */
export type Opening = {
  readonly rule: Rule;
  readonly owner: Role;
  readonly packVersion: string;
  readonly opener: CaseEvent;
  readonly planVersion: number | null;
};

/** An opening of windows: in each slot of the rule that it opens. */
export type SlotsOpening = Opening & { readonly slots: readonly string[] };

/** An opening of one duty; `fields` are those of the entry, or of its item. */
export type SlotOpening = Opening & { readonly slot: string; readonly fields: Payload };
