/** What a form may assume before anybody typed: the person at work, today, and the usual answer. Pure. */
import type { EventType } from '../../../domain/events/registry.ts';
import { addDays, type PlainDate } from '../../../domain/time.ts';
import type { Values } from '../../forms/field-model.ts';

type Known = {
  readonly userName: string;
  readonly today: PlainDate;
  readonly planVersion: number | undefined;
  /** Days after which, at the latest, whom a duty of the case waits for is asked again. */
  readonly longestWait: number;
};

const usualWaitDays = 3;

/** Values known beforehand for an event. Answers that a person must give, such as a grade or a question asked, are never among them. */
export function defaultsOf(type: EventType, { userName, today, planVersion, longestWait }: Known): Values {
  switch (type) {
    case 'lead_recorded':
    case 'lead_added':
      return { sourceRefs: [] };
    case 'grade_decided':
    case 'case_closed':
      return { participants: [userName] };
    case 'case_filed':
      return { to: ['center', 'minor_protection_office'], report: 'first' };
    case 'guardian_notified':
      return { by: [userName] };
    case 'principal_notified':
      return { by: userName };
    case 'plan_submitted':
      return planVersion === undefined ? {} : { planVersion };
    case 'follow_up_held':
    case 'counselling_held':
      return { riskChange: 'same' };
    case 'obligation_snoozed':
      return { until: addDays(today, 1) };
    case 'obligation_waiting':
      return { chaseOn: addDays(today, Math.min(usualWaitDays, longestWait)) };
    case 'hospital_admitted':
      return { admittedOn: today };
    case 'hospital_discharged':
      return { dischargedOn: today };
    case 'return_applied':
    case 'consent_given':
    case 'consent_withdrawn':
    case 'return_appealed':
      return { on: today };
    case 'diagnosis_reported':
      return { visitedOn: today };
    case 'emergency_step_taken':
      return { by: userName };
    case 'leave_started':
      return { from: today };
    case 'leave_ended':
      return { on: today };
    case 'referral_replied':
      return { visitedOn: today };
    default:
      return {};
  }
}
