/** Why the domain refuses to record an event. Codes are worded by the renderer; params never carry text of a person or a note. */
export const refusalCodes = [
  'EVENT_UNKNOWN',
  'PAYLOAD_INVALID',
  'NOT_ALLOWED',
  'WRONG_REGISTER',
  'CASE_NOT_OPENED',
  'CASE_ALREADY_OPENED',
  'CASE_CLOSED',
  'WRONG_STAGE',
  'IN_THE_FUTURE',
  'BEFORE_OPENING',
  'TOO_LONG_AGO',
  'CLOCK_SET_BACK',
  'LOWERING_NEEDS_CONFERENCE',
  'CYCLE_NOT_COMPLETE',
  'DIAGNOSIS_MISSING',
  'MEASURES_MISSING',
  'GUARDIAN_SUSPECTED',
  'CONSENT_UNKNOWN',
  'DUE_BEFORE_OPENING',
  'OWNER_ROLE_UNSUITABLE',
  'CONFERENCE_UNKNOWN',
  'ALREADY_CONFIRMED',
  'SNOOZED_ALREADY',
  'SNOOZE_FORBIDDEN',
  'SNOOZE_TOO_LONG',
  'CHASE_OUT_OF_RANGE',
  'SEALED_ALREADY',
  'NOT_SEALED',
  'OUTCOME_NEEDS_LOW_GRADE',
  'WITNESSES_MISSING',
  'REASON_MISSING',
  'PLAN_NOT_DRAFTED',
  'PLAN_NOT_SIGNED',
  'PLAN_VERSION_STALE',
  'AUTHOR_CANNOT_SIGN',
  'REFERRAL_UNKNOWN',
  'ALREADY_ON_LEAVE',
  'NOT_ON_LEAVE',
  'LEAVE_DATES_REVERSED',
  'LEAVE_TOO_FAR',
  'CLOSE_BLOCKED',
  'CASE_NOT_CLOSED',
  'OBLIGATION_NOT_OPEN',
  'TARGET_UNKNOWN',
  'NOT_CORRECTABLE',
  'CORRECTION_STALE',
  'CORRECTION_INVALID',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** What stands in the way of closing a case (`CLOSE_BLOCKED.reasons`; domain dossier §1.7). */
export const closeBlocks = ['NOT_GRADED', 'GRADE_TOO_HIGH', 'REFERRAL_WITHOUT_REPLY', 'OBLIGATION_OVERDUE', 'PLAN_NOT_SUBMITTED', 'STILL_ON_LEAVE'] as const;
export type CloseBlock = (typeof closeBlocks)[number];

/** Place of a payload value that broke a rule: dotted path and the rule's short name, never the value. */
export type PayloadIssue = { readonly path: string; readonly rule: string };

export type Refusal = {
  readonly code: RefusalCode;
  readonly params: Readonly<Record<string, string | number | readonly string[] | readonly PayloadIssue[]>>;
};

export function refuse(code: RefusalCode, params: Refusal['params'] = {}): Refusal {
  return { code, params };
}
