/** Which answers are a sign of danger: after one, the follow-up cycle that a lowering needs starts anew (dossier §2.2). */
import type { AskedAnswer, CrisisType, Incident, RiskChange } from './vocabulary.ts';

const dangerous: readonly CrisisType[] = ['self_harm', 'suicidal_ideation', 'suicide_plan', 'suicide_attempt'];

/** A word about self-harm or suicide is among them. */
export function namesSelfHarm(crisisTypes: readonly CrisisType[]): boolean {
  return crisisTypes.some((type) => dangerous.includes(type));
}

/** Of a lead: immediate danger, or a word about self-harm or suicide. */
export function leadIsSignal(lead: { readonly immediateDanger: boolean; readonly crisisTypes: readonly CrisisType[] }): boolean {
  return lead.immediateDanger || namesSelfHarm(lead.crisisTypes);
}

/** Of a contact: thoughts of suicide, something that happened, or a risk that rose. */
export function contactIsSignal(contact: {
  readonly suicidalThoughts?: AskedAnswer;
  readonly incidents?: readonly Incident[];
  readonly riskChange: RiskChange;
}): boolean {
  return contact.suicidalThoughts === 'yes' || (contact.incidents ?? []).length > 0 || contact.riskChange === 'up';
}

/** Answers that are a sign of danger by themselves, by field of whatever entry may be corrected. */
const signs: Readonly<Record<string, (value: unknown) => boolean>> = {
  suicidalThoughts: isYes,
  ideation: isYes,
  plan: isYes,
  attempt: isYes,
  selfHarm: isYes,
  incidents: (value) => Array.isArray(value) && value.length > 0,
  riskChange: (value) => value === 'up',
  crisisTypes: (value) => Array.isArray(value) && value.some((type) => dangerous.includes(type)),
};

function isYes(value: unknown): boolean {
  return value === 'yes';
}

/** Whether a correction of the field brings a sign of danger or takes one back: not one that puts another sign in its place. */
export function changesSign(field: string, was: unknown, shouldBe: unknown): boolean {
  const isSign = signs[field];
  return isSign !== undefined && isSign(was) !== isSign(shouldBe);
}
