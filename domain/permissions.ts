/**
 * How much of a case each role sees (dossier §6.9); the state of a case never widens it. Who may call an operation is said by its `access`
 * in the contract, who may record an event by the event's own `recordedBy`, `registers` and `stages`.
 *
 * Levels: `detail` everything; `attention` stages, plan, obligations and events without their confidential fields;
 * `mark` only that the pupil is in professional follow-up (专业跟进); `deny` nothing.
 */
import type { CaseEvent, Payload } from './events/define-event.ts';
import { definitionOf } from './events/registry.ts';
import type { Role } from './vocabulary.ts';

export const levels = ['deny', 'mark', 'attention', 'detail'] as const;
export type Level = (typeof levels)[number];

export type Relation = {
  /** The case is assigned to this user. */
  readonly assigned: boolean;
  /** The pupil is in the class this user teaches. */
  readonly ownClass: boolean;
  /** The user gave a reason that went into the audit trail (auditor only). */
  readonly reasonLogged?: boolean;
};

/** How much of a case a role sees. */
export function levelOf(role: Role, relation: Relation): Level {
  switch (role) {
    case 'psych_teacher':
    case 'center_counselor':
    case 'center_head':
      return 'detail';
    case 'vice_principal':
    case 'principal':
      return 'attention';
    case 'class_teacher':
      return relation.ownClass ? 'mark' : 'deny';
    case 'auditor':
      return relation.reasonLogged === true ? 'attention' : 'deny';
    case 'office_admin':
      return 'deny';
    default:
      return role satisfies never;
  }
}

export type RedactedEvent = Omit<CaseEvent, 'payload'> & {
  readonly payload: Payload | null;
  /** Names of the payload fields that were left out. */
  readonly withheld: readonly string[];
};

/** The event as a level may see it; null when it may see no events at all. Unknown types keep no payload below `detail`. */
export function redact(event: CaseEvent, level: Level): RedactedEvent | null {
  if (level === 'deny' || level === 'mark') return null;
  if (level === 'detail' || event.payload === null) return { ...event, withheld: [] };
  const definition = definitionOf(event.type);
  const keys = Object.keys(event.payload);
  const withheld = definition === undefined ? keys : keys.filter((key) => definition.confidential.includes(key));
  const shown = Object.entries(event.payload).filter(([key]) => !withheld.includes(key));
  return { ...event, payload: Object.fromEntries(shown), withheld };
}
