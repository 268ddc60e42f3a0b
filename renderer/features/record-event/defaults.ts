/** What a form may assume before anybody typed: the person at work, today, and the usual answer. Pure. */
import type { EventType } from '../../../domain/events/registry.ts';
import type { PlainDate } from '../../../domain/time.ts';
import type { Values } from '../../forms/field-model.ts';

type Known = { readonly userName: string; readonly today: PlainDate; readonly planVersion: number | undefined };

/** Values known beforehand for an event. Answers that a person must give, such as a grade or a question asked, are never among them. */
export function defaultsOf(type: EventType, { userName, today, planVersion }: Known): Values {
  switch (type) {
    case 'lead_recorded':
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
    case 'guardian_contacted':
      return { method: 'phone', reached: true, riskChange: 'same' };
    case 'pupil_contacted':
      return { method: 'phone', reached: true, riskChange: 'same', incidents: [] };
    case 'follow_up_held':
      return { riskChange: 'same' };
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
