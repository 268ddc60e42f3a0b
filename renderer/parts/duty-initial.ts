/** What the form that settles a duty knows already: which decision, referral or conference it is about. Pure. */
import type { ObligationView } from '../../contract/shapes.ts';
import type { EventType } from '../../domain/events/registry.ts';
import type { Values } from '../forms/field-model.ts';

/** Fields that name the duty itself, and those that name the entry that opened it. */
const ofDuty: Readonly<Partial<Record<EventType, string>>> = {
  decision_carried_out: 'obligationId',
  obligation_excused: 'obligationId',
  obligation_snoozed: 'obligationId',
  obligation_waiting: 'obligationId',
};
const ofOpening: Readonly<Partial<Record<EventType, string>>> = {
  referral_replied: 'referralId',
  referral_updated: 'referralId',
  conference_confirmed: 'conferenceId',
  mandatory_report_answered: 'reportId',
  affected_pupil_seen: 'affectedId',
};

export function initialFor(duty: Pick<ObligationView, 'id' | 'openedBy'>, type: EventType): Values {
  const own = ofDuty[type];
  if (own !== undefined) return { [own]: duty.id };
  const opening = ofOpening[type];
  return opening === undefined ? {} : { [opening]: duty.openedBy };
}
