/** Recording a contact: what is asked, in which order, and what is the same as the last time. Pure. */
import type { CaseFile } from '../../../contract/cases.ts';
import type { EventType } from '../../../domain/events/registry.ts';
import { guardianPerson } from '../../../domain/events/fields.ts';
import { guardianNamed } from '../../../domain/guardians.ts';
import { AskedAnswer, ContactMethod, GuardianAttitude, RiskChange } from '../../../domain/vocabulary.ts';
import { z } from '../../../domain/zod.ts';
import type { Values } from '../../forms/field-model.ts';

export const contactTypes = ['guardian_contacted', 'pupil_contacted'] as const satisfies readonly EventType[];
export type ContactType = (typeof contactTypes)[number];

export function isContact(type: string): type is ContactType {
  return contactTypes.some((one) => one === type);
}

/** A question with numbered answers; `whenReached`: there is nothing to say when nobody was reached. */
export type ContactGroup = { readonly key: string; readonly options: readonly string[]; readonly whenReached: boolean };

const method: ContactGroup = { key: 'method', options: ContactMethod.options, whenReached: false };
const riskChange: ContactGroup = { key: 'riskChange', options: RiskChange.options, whenReached: true };

const groups: Readonly<Record<ContactType, readonly ContactGroup[]>> = {
  guardian_contacted: [
    { key: 'attitude', options: GuardianAttitude.options, whenReached: true },
    { key: 'who', options: guardianPerson.options, whenReached: false },
    method,
    riskChange,
  ],
  pupil_contacted: [{ key: 'suicidalThoughts', options: AskedAnswer.options, whenReached: true }, method, riskChange],
};

/** Questions of the form, the one that nobody can answer beforehand first. */
export function contactGroups(type: ContactType, values: Values): readonly ContactGroup[] {
  return groups[type].filter(({ whenReached }) => !whenReached || values['reached'] !== false);
}

/** The first question without an answer; undefined when the text is next. */
export function nextGroup(type: ContactType, values: Values): ContactGroup | undefined {
  return contactGroups(type, values).find(({ key }) => typeof values[key] !== 'string');
}

const Last = z.object({ who: guardianPerson.optional(), with: z.string().catch('') });

/** By telephone, reached, and the same person as the last time, else the first guardian of the roster who may be told. */
export function contactDefaults(file: Pick<CaseFile, 'barredGuardians' | 'events' | 'guardians'>, type: ContactType): Values {
  const common = { method: 'phone', reached: true, riskChange: 'same' };
  if (type === 'pupil_contacted') return { ...common, incidents: [] };
  const barred: readonly string[] = file.barredGuardians;
  const last = Last.safeParse(file.events.findLast((event) => event.type === type && event.payload['reached'] === true)?.payload);
  if (last.success && last.data.who !== undefined && !barred.includes(last.data.who)) return { ...common, who: last.data.who, with: last.data.with };
  const first = file.guardians.find(({ relation }) => !barred.includes(guardianNamed(relation)));
  return first === undefined ? common : { ...common, who: guardianNamed(first.relation), with: first.relation };
}
