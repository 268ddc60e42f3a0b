/** Kinds of entries by what they are about: the groups of the menu, and the filter of the timeline. Pure. */
import type { EventType } from '../../../domain/events/registry.ts';

export const groupNames = ['discovery', 'notice', 'plan', 'contact', 'referral', 'leave', 'emergency', 'access', 'duty'] as const;
export type GroupName = (typeof groupNames)[number];

export const eventGroups: Readonly<Record<GroupName, readonly EventType[]>> = {
  discovery: [
    'lead_recorded',
    'lead_added',
    'class_observed',
    'peer_observed',
    'interview_held',
    'risk_interview_held',
    'diagnosis_reported',
    'conference_held',
    'conference_confirmed',
    'grade_decided',
    'decision_carried_out',
  ],
  notice: [
    'case_filed',
    'guardian_notified',
    'principal_notified',
    'letter_received',
    'letter_sent',
    'report_received',
    'school_reply_recorded',
    'consent_given',
    'consent_withdrawn',
    'confidentiality_exception_made',
  ],
  plan: ['plan_drafted', 'plan_returned', 'plan_signed', 'plan_submitted', 'measures_reported', 'safety_plan_made'],
  contact: ['guardian_contacted', 'pupil_contacted', 'follow_up_held', 'counselling_held', 'family_meeting_held', 'contact_lost'],
  referral: [
    'referral_made',
    'referral_updated',
    'referral_replied',
    'hospital_escorted',
    'kin_notified_in_writing',
    'hospital_admitted',
    'hospital_discharged',
  ],
  leave: [
    'leave_started',
    'return_applied',
    'return_assessed',
    'return_appealed',
    'return_appeal_decided',
    'leave_ended',
    'reentry_plan_made',
    'trial_ended',
    'watch_ended',
  ],
  emergency: [
    'emergency_started',
    'emergency_step_taken',
    'emergency_ended',
    'mandatory_report_made',
    'mandatory_report_answered',
    'affected_pupil_added',
    'affected_pupil_seen',
    'pupil_died',
    'death_withdrawn',
  ],
  access: [
    'case_handed_over',
    'handover_accepted',
    'case_assigned',
    'case_sealed',
    'case_unsealed',
    'case_accessed',
    'hold_placed',
    'hold_lifted',
    'pupil_transferred',
    'transfer_confirmed',
    'case_closed',
    'case_archived',
    'case_reopened',
  ],
  duty: ['obligation_excused', 'obligation_snoozed', 'obligation_waiting', 'correction_made'],
};

/** Entries that have a desk of their own, or start from another entry or a duty. */
const elsewhere: readonly EventType[] = [
  'lead_recorded',
  'plan_signed',
  'plan_returned',
  'correction_made',
  'obligation_excused',
  'obligation_snoozed',
  'obligation_waiting',
  'case_accessed',
];

/** Allowed entries by group, with the words that fit the text; groups without any are left out. */
export function menuOf(
  allowed: readonly string[],
  text: string,
  wordOf: (type: EventType) => string,
): readonly { readonly group: GroupName; readonly types: readonly EventType[] }[] {
  const wanted = text.trim().toLowerCase();
  return groupNames
    .map((group) => ({
      group,
      types: eventGroups[group].filter(
        (type) =>
          allowed.includes(type) && !elsewhere.includes(type) && (wanted === '' || wordOf(type).toLowerCase().includes(wanted) || type.includes(wanted)),
      ),
    }))
    .filter(({ types }) => types.length > 0);
}

export const timelineKinds = ['all', 'contacts', 'papers', 'risk'] as const;
export type TimelineKind = (typeof timelineKinds)[number];

const shownIn: Readonly<Record<Exclude<TimelineKind, 'all'>, readonly GroupName[]>> = {
  contacts: ['contact'],
  papers: ['notice', 'plan', 'referral', 'leave'],
  risk: ['discovery', 'emergency'],
};

/** Whether the timeline shows an entry under this filter. Kinds that are not known here are shown under `all` only. */
export function isShown(type: string, kind: TimelineKind): boolean {
  return kind === 'all' || shownIn[kind].some((group) => eventGroups[group].some((one) => one === type));
}
