/**
 * How much of a case each person sees (dossier §6.9: need to know), from the role and from where the person stands to the case. Nothing
 * that is recorded in a case widens it, except an entry whose very purpose that is: assigning, handing over, unsealing.
 * Which calls need which level is said by `access` and `needs` in the contract (contract/decision.ts composes both); who may record an
 * event also by the event's own `recordedBy`, `registers` and `stages`.
 *
 * Levels: `detail` everything; `attention` stages, plan, obligations and events without their confidential fields;
 * `mark` only that the pupil is in professional follow-up (专业跟进); `deny` nothing.
 */
import type { CaseState } from './case-state.ts';
import type { CaseEvent, Payload } from './events/define-event.ts';
import { definitionOf } from './events/registry.ts';
import type { UserId } from './ids.ts';
import type { Role } from './vocabulary.ts';

export const levels = ['deny', 'mark', 'attention', 'detail'] as const;
export type Level = (typeof levels)[number];

/** Levels that a reason opens for one sitting. */
export type GrantedLevel = 'attention' | 'detail';

/** Where a person stands to a case. */
export type Standing = {
  /** Owner of the case, or among those it was assigned to. */
  readonly assigned: boolean;
  /** The pupil is in the class that this person teaches. */
  readonly ownClass: boolean;
  /** Opened with a reason that stands in the case's own log, for this sitting only. */
  readonly granted: GrantedLevel | null;
  /** 特别保密. */
  readonly sealed: boolean;
  /** The loop runs: neither closed nor archived. */
  readonly open: boolean;
};

/** Where somebody stands to a case that has this state. */
export function standingOf(
  state: Pick<CaseState, 'ownerId' | 'assignees' | 'sealed' | 'closedAt'>,
  person: { readonly userId: UserId; readonly ownClass: boolean; readonly granted: GrantedLevel | null },
): Standing {
  return {
    assigned: state.ownerId === person.userId || state.assignees.includes(person.userId),
    ownClass: person.ownClass,
    granted: person.granted,
    sealed: state.sealed !== null,
    open: state.closedAt === null,
  };
}

/** How much of a case somebody in this role, standing there, sees. */
export function levelOf(role: Role, standing: Standing): Level {
  const { assigned, granted, sealed } = standing;
  const shut = sealed && !assigned && granted === null;
  switch (role) {
    case 'psych_teacher':
    case 'center_counselor':
      return assigned ? 'detail' : (granted ?? 'mark');
    case 'center_head':
      return shut ? 'mark' : 'detail';
    case 'vice_principal':
    case 'principal':
      return shut ? 'mark' : 'attention';
    case 'class_teacher':
      return standing.ownClass && standing.open ? 'mark' : 'deny';
    case 'auditor':
      return granted === null ? 'deny' : 'attention';
    case 'office_admin':
      return 'deny';
    default:
      return role satisfies never;
  }
}

/** What a reason opens for a role that is not assigned; null for roles that may not ask. */
export function grantOf(role: Role): GrantedLevel | null {
  switch (role) {
    case 'psych_teacher':
    case 'center_counselor':
    case 'center_head':
      return 'detail';
    case 'vice_principal':
    case 'principal':
    case 'auditor':
      return 'attention';
    case 'class_teacher':
    case 'office_admin':
      return null;
    default:
      return role satisfies never;
  }
}

export function reaches(level: Level, needed: Level): boolean {
  return levels.indexOf(level) >= levels.indexOf(needed);
}

/** Roles that a case can be given to. */
export const ownerRoles: readonly Role[] = ['psych_teacher', 'center_counselor', 'center_head'];

/** Papers of secrecy A+ (dossier §3: counselling record, risk assessment, mandatory report, hand-over to another school). */
const detailPapers: readonly string[] = ['D20', 'D21', 'D28', 'D33'];

/** Whether a paper of this type is for those alone who see everything of the case. */
export function isDetailPaper(type: string | null): boolean {
  return type !== null && detailPapers.includes(type);
}

/** What a class teacher writes into a case that they never see, about pupils of their own class. */
const reportedByClassTeachers: readonly string[] = [
  'lead_recorded',
  'lead_added',
  'case_reopened',
  'class_observed',
  'peer_observed',
  'emergency_started',
  'emergency_step_taken',
  'mandatory_report_made',
];

/** What lets others see more, and is not for who has only given a reason: they would give themselves for ever what was opened for one sitting. */
const forThoseInCharge: readonly string[] = ['case_assigned', 'case_handed_over', 'handover_accepted'];

/**
 * Whether somebody of this role, standing there, may write an entry of this type at all: counsellors know what they write into,
 * leaders see the outline, class teachers report what they saw. Stage and content are for `decide`.
 */
export function mayRecord(role: Role, type: string, standing: Standing): boolean {
  const level = levelOf(role, standing);
  switch (role) {
    case 'psych_teacher':
    case 'center_counselor':
      return level === 'detail' && (standing.assigned || !forThoseInCharge.includes(type));
    case 'vice_principal':
    case 'principal':
    case 'center_head':
      return reaches(level, 'attention');
    case 'class_teacher':
      return standing.ownClass && reportedByClassTeachers.includes(type);
    case 'auditor':
    case 'office_admin':
      return false;
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
