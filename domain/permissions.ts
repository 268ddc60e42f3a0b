/**
 * Who may do what, and how much of a case each role sees (dossier §6.9). One table; the state of a case never widens it.
 *
 * Levels: `detail` everything; `attention` stages, plan, obligations and events without their confidential fields;
 * `mark` only that the pupil is in professional follow-up (专业跟进); `deny` nothing.
 */
import type { CaseEvent, Payload } from './events/define-event.ts';
import { definitionOf } from './events/registry.ts';
import type { RegisterKind, Role } from './vocabulary.ts';
import { rolesOf } from './vocabulary.ts';

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

const keepers = ['psych_teacher', 'center_counselor', 'center_head'] as const satisfies readonly Role[];
const leaders = ['vice_principal', 'principal', 'center_head'] as const satisfies readonly Role[];
const staff = [...new Set([...keepers, ...leaders])] as readonly Role[];

/** Actions of the program and the roles that may take them; operations of the contract each name one. */
export const actionRoles = {
  'user.manage': ['office_admin'],
  'backup.make': ['office_admin', 'psych_teacher', 'center_head'],
  'rule_pack.activate': ['office_admin', 'center_head'],
  'calendar.edit': ['office_admin', 'psych_teacher', 'center_head'],
  'directory.edit': ['office_admin', 'psych_teacher', 'center_head'],
  'identity.export': ['office_admin', 'center_head'],
  'roster.import': ['psych_teacher', 'office_admin'],
  'roster.read': [...staff, 'class_teacher'],
  'screening.import': ['psych_teacher'],
  'screening.read': keepers,
  'hotline.import': keepers,
  'hotline.read': keepers,
  'case.open': [...keepers, 'class_teacher'],
  'case.list': staff,
  /** What is seen then depends on `levelOf`. */
  'case.read': [...staff, 'class_teacher', 'auditor'],
  'case.record': staff,
  'case.assign': ['psych_teacher', 'vice_principal', 'center_head'],
  'note.write': keepers,
  'note.read': keepers,
  'obligation.list': staff,
  'document.issue': staff,
  'document.read': staff,
  'document.export': staff,
  'document.sign': leaders,
  'template.edit': ['psych_teacher', 'center_head', 'office_admin'],
  'weekly.draft': ['psych_teacher'],
  'weekly.sign': ['vice_principal', 'principal'],
  'package.build': keepers,
  'package.approve': leaders,
  'package.import': staff,
  'package.decide': ['center_counselor', 'center_head', 'psych_teacher'],
  'statistics.read': [...staff, 'auditor'],
  'audit.read': ['auditor', 'office_admin'],
} as const satisfies Record<string, readonly Role[]>;
export type Action = keyof typeof actionRoles;

/** Whether a role may take an action in a register of this kind. */
export function can(role: Role, action: Action, registerKind: RegisterKind): boolean {
  const allowed: readonly Role[] = actionRoles[action];
  return allowed.includes(role) && rolesOf[registerKind].includes(role);
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
