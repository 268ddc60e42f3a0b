/** What the references of a form may point to, taken from the case at hand. */
import type { CaseFile } from '../../../contract/cases.ts';
import { CaseReferral } from '../../../domain/case-parts.ts';
import { z } from '../../../domain/zod.ts';
import type { Choice } from '../../forms/reference-control.tsx';
import type { ReferenceTo } from '../../forms/field-model.ts';
import { formatDate, formatMoment } from '../../i18n/format.ts';
import type { Language } from '../../i18n/setup.ts';
import type { Translate } from '../../i18n/use-language.ts';
import { isEventType } from '../../../domain/events/registry.ts';

const Referrals = z.array(CaseReferral).catch([]);

export function referenceTargetsOf(file: CaseFile, t: Translate, language: Language): Partial<Readonly<Record<ReferenceTo, readonly Choice[]>>> {
  return {
    document: file.documents.map((document) => ({ value: document.id, label: `${document.number} ${document.title}` })),
    referral: Referrals.parse(file.state['referrals']).map((referral) => ({
      value: referral.id,
      label: `${formatDate(referral.madeAt)} ${referral.hospital}`,
    })),
    obligation: file.obligations
      .filter((duty) => duty.end === null)
      .map((duty) => ({ value: duty.id, label: `${language === 'en' ? duty.titleEn : duty.titleZh} · ${formatMoment(duty.dueAt)}` })),
    event: file.events
      .filter((event) => event.type !== 'correction_made')
      .toReversed()
      .map((event) => ({ value: event.id, label: `${formatMoment(event.happenedAt)} ${isEventType(event.type) ? t(`events:${event.type}`) : event.type}` })),
  };
}
