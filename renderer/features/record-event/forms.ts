/** How the form of each event starts, when it is complete, and what it sends. Pure. */
import type { CaseFile } from '../../../contract/cases.ts';
import { definitionOf, type EventType } from '../../../domain/events/registry.ts';
import { longestWaitOf } from '../../../domain/resting.ts';
import type { PlainDate } from '../../../domain/time.ts';
import { emptyValues, isMissing, type FieldModel, type Values } from '../../forms/field-model.ts';
import { fieldsOf } from '../../forms/from-schema.ts';
import { contactDefaults, isContact } from './contact.ts';
import { defaultsOf } from './defaults.ts';
import { startPlan, isPlanComplete, planPayload } from './plan.ts';

type Start = { readonly file: CaseFile; readonly userName: string; readonly today: PlainDate };

export type FormOfEvent = {
  readonly start: (known: Start) => Values;
  readonly isComplete: (values: Values) => boolean;
  readonly payload: (values: Values) => Values;
};

/** Keys that the form fills in itself; whose lead it is, the case says. */
const filledIn: readonly string[] = ['planVersion', 'sourceRefs', 'signatureId', 'packageId'];

/** Fields that a person is asked for, in the order of the schema. */
export function askedFieldsOf(type: EventType): readonly FieldModel[] {
  return fieldsOf(definitionOf(type).payload).filter(({ key }) => !filledIn.includes(key) && !(type === 'lead_recorded' && key === 'pupilId'));
}

/** When nobody was reached there is nothing to say about attitude, risk or answers. */
const whenUnreached: Readonly<Partial<Record<EventType, Values>>> = {
  guardian_contacted: { with: '', attitude: 'unknown', disclosed: [], riskChange: 'same' },
  pupil_contacted: { suicidalThoughts: 'not_asked', incidents: [], disclosed: [], riskChange: 'same' },
};

/** Fields to show for these values: a contact that failed asks less. */
export function shownFieldsOf(type: EventType, values: Values): readonly FieldModel[] {
  const fields = askedFieldsOf(type);
  const skipped = values['reached'] === false ? whenUnreached[type] : undefined;
  return skipped === undefined ? fields : fields.filter((field) => !Object.hasOwn(skipped, field.key));
}

/** The version of the plan that stands in the folded state; undefined while there is none. */
export function planVersionOf(file: CaseFile): number | undefined {
  const plan = file.state['plan'];
  return typeof plan === 'object' && plan !== null && 'version' in plan && typeof plan.version === 'number' ? plan.version : undefined;
}

/** In days; by the dangers of the folded state. */
function longestWaitIn({ summary, state: { emergency, immediateDanger } }: CaseFile): number {
  return longestWaitOf({ grade: summary.grade, emergency: typeof emergency === 'object' ? emergency : null, immediateDanger: immediateDanger === true });
}

export function formOf(type: EventType): FormOfEvent {
  if (type === 'plan_drafted') return { start: ({ file }) => startPlan(file), isComplete: isPlanComplete, payload: planPayload };
  const fields = fieldsOf(definitionOf(type).payload);
  return {
    start: ({ file, userName, today }) => ({
      ...(fields.some((field) => field.key === 'packageId') ? { packageId: null } : {}),
      ...emptyValues(
        askedFieldsOf(type),
        isContact(type)
          ? contactDefaults(file, type)
          : defaultsOf(type, { userName, today, planVersion: planVersionOf(file), longestWait: longestWaitIn(file) }),
      ),
    }),
    isComplete: (values) => shownFieldsOf(type, values).every((field) => !isMissing(field, values[field.key])),
    payload: (values) => (values['reached'] === false ? { ...values, ...whenUnreached[type] } : values),
  };
}

/** Of what was typed in the form of one entry, what the form of another asks for as well. */
export function keptFor(type: EventType, typed: Values): Values {
  const asked = askedFieldsOf(type).map(({ key }) => key);
  return Object.fromEntries(Object.entries(typed).filter(([key]) => asked.includes(key)));
}
