/** What the references of a form may point to, taken from the case at hand. */
import type { CaseFile, EventView } from '../../../contract/cases.ts';
import { CaseConference, CaseReferral } from '../../../domain/case-parts.ts';
import { z } from '../../../domain/zod.ts';
import type { Choice } from '../../forms/reference-control.tsx';
import type { ReferenceTo } from '../../forms/field-model.ts';
import { formatDate, formatMoment } from '../../i18n/format.ts';
import type { Language } from '../../i18n/setup.ts';
import type { Translate } from '../../i18n/use-language.ts';
import { isEventType, type EventType } from '../../../domain/events/registry.ts';
import { choiceWord } from '../../i18n/field-words.ts';

const Referrals = z.array(CaseReferral).catch([]);
const Conferences = z.array(CaseConference).catch([]);

export function referenceTargetsOf(file: CaseFile, t: Translate, language: Language): Partial<Readonly<Record<ReferenceTo, readonly Choice[]>>> {
  return {
    document: file.documents.map((document) => ({ value: document.id, label: `${document.number} ${document.title}` })),
    referral: Referrals.parse(file.state['referrals']).map((referral) => ({
      value: referral.id,
      label: `${formatDate(referral.madeAt)} ${referral.hospital}`,
    })),
    conference: Conferences.parse(file.state['conferences'])
      .toReversed()
      .map((one) => ({
        value: one.id,
        label: [
          formatDate(one.heldAt),
          one.grade === null ? t('recording.noGrade') : `${one.grade} ${t(`vocabulary:gradeColour.${one.grade}`)}`,
          ...(one.agreesToClose ? [t('recording.agreesToClose')] : []),
          t('recording.signers', { count: one.signers.length }),
        ].join(' · '),
      })),
    return_assessment: entriesOf(file, 'return_assessed', t),
    mandatory_report: entriesOf(file, 'mandatory_report_made', t),
    affected: entriesOf(file, 'affected_pupil_added', t),
    obligation: file.obligations
      .filter((duty) => duty.end === null)
      .map((duty) => ({
        value: duty.id,
        label: [
          language === 'en' ? duty.titleEn : duty.titleZh,
          ...(duty.slot === 'case' ? [] : [t(`vocabulary:slot.${duty.slot}` as 'vocabulary:slot.guardian', { defaultValue: duty.what ?? duty.slot })]),
          formatMoment(duty.dueAt),
        ].join(' · '),
      })),
    event: file.events
      .filter((event) => event.type !== 'correction_made')
      .toReversed()
      .map((event) => ({ value: event.id, label: `${formatMoment(event.happenedAt)} ${isEventType(event.type) ? t(`events:${event.type}`) : event.type}` })),
  };
}

/** Entries of one kind, the latest first, with the word that tells them apart. */
function entriesOf(file: CaseFile, type: EventType, t: Translate): readonly Choice[] {
  return file.events
    .filter((event) => event.type === type)
    .toReversed()
    .map((event) => ({ value: event.id, label: [formatMoment(event.happenedAt), t(`events:${type}`), ...detailOf(event, t)].join(' · ') }));
}

const telling = ['conclusion', 'closeness', 'police'] as const;

function detailOf({ payload }: EventView, t: Translate): readonly string[] {
  return telling.flatMap((key) => {
    const value = payload[key];
    return typeof value === 'string' ? [choiceWord(value, t, key)] : [];
  });
}
