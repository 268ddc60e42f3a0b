/** What a rule must keep to beyond its shape: it names what exists, and it never lets a crisis wait for a school day. */
import type { Payload } from '../events/define-event.ts';
import { definitionOf, type EventType } from '../events/registry.ts';
import { rolesOf } from '../vocabulary.ts';
import type { Condition, Link, Rule } from './rule.ts';

/** A misspelt field or value would make a duty that never opens or never ends: fields, values, slots and owners must exist. */
export function namesWhatExists(rule: Rule): boolean {
  return conditionsNameFields(rule) && linksExist(rule) && openersCarry(rule) && ownersExist(rule);
}

function conditionsNameFields(rule: Rule): boolean {
  return [...rule.opens, ...rule.settles, ...rule.ends].every(({ on, when }) =>
    when.every((condition) => {
      if ('fact' in condition) return true;
      if ('given' in condition) return mayBeLeftOut(on, condition.payload);
      return condition.in.every((value) => mayHold(on, condition.payload, value));
    }),
  );
}

/** Whether entries of the type have the field, and it (or a member of it) may have the value. */
function mayHold(type: EventType, field: string, value: string | boolean | null): boolean {
  const { example, payload } = definitionOf(type);
  if (!Object.hasOwn(example, field)) return false;
  const tried = payload.safeParse({ ...example, [field]: Array.isArray(example[field]) ? [value] : value });
  return tried.success || tried.error.issues.every(({ path }) => path[0] !== field);
}

/** A field that every entry has, or none, is no condition. */
function mayBeLeftOut(type: EventType, field: string): boolean {
  return mayHold(type, field, null);
}

function linksExist(rule: Rule): boolean {
  const linked = ({ on, names, namesDuty, namesVersion }: Link): boolean =>
    [names, namesDuty, namesVersion].every((field) => field === undefined || hasField(on, field));
  const slotsExist = [...rule.opens, ...rule.settles, ...rule.ends].every(
    ({ slot }) => slot === undefined || (rule.each === null && rule.slots.includes(slot)),
  );
  return slotsExist && [...rule.settles, ...rule.ends].every(linked);
}

/** What is read from the opening entry must stand in every entry that opens: first day, items, due day, owner. */
function openersCarry({ opens, repeats, each, ownerFrom, due }: Rule): boolean {
  const from = repeats?.mode === 'window' ? repeats.from : undefined;
  if (each === null && ownerFrom !== null) return false;
  if (each !== null && repeats !== null) return false;
  return opens.every(({ on }) => {
    const item = each === null ? undefined : itemOf(on, each);
    if (each !== null && item === undefined) return false;
    if (ownerFrom !== null && !Object.hasOwn(item ?? {}, ownerFrom)) return false;
    if (from !== undefined && !hasField(on, from)) return false;
    return !('payload' in due) || hasField(on, due.payload) || Object.hasOwn(item ?? {}, due.payload);
  });
}

function ownersExist({ owner: { school, center } }: Rule): boolean {
  return (school === undefined || rolesOf.school.includes(school)) && (center === undefined || rolesOf.center.includes(center));
}

/** An item of the array field in the event's example; undefined where there is no such array of objects. */
function itemOf(type: EventType, field: string): object | undefined {
  const value: unknown = exampleOf(type)[field];
  const item: unknown = Array.isArray(value) ? value[0] : undefined;
  return typeof item === 'object' && item !== null ? item : undefined;
}

function hasField(type: EventType, field: string): boolean {
  return Object.hasOwn(exampleOf(type), field);
}

function exampleOf(type: EventType): Payload {
  return definitionOf(type).example;
}

const calmValues: Readonly<Record<string, readonly (string | boolean)[]>> = { immediateDanger: [false], urgent: [false], grade: ['R0', 'R1', 'R2'] };

/**
 * Whether the rule counts in school days though an entry about danger may open it: crisis steps never pause for a holiday. Where
 * an entry can tell of danger or of a high grade, the rule must say that it opens only without.
 */
export function pausesInCrisis({ due, opens }: Rule): boolean {
  if (!('days' in due) || due.calendar === 'calendar') return false;
  return opens.some(({ on, when }) => {
    if (on === 'emergency_started' || when.some(tellsOfDanger)) return true;
    return Object.entries(calmValues).some(([field, calm]) => hasField(on, field) && !when.some((condition) => isCalm(condition, field, calm)));
  });
}

const dangers: readonly string[] = ['grade_r3_up', 'immediate_danger', 'emergency_running'];

function tellsOfDanger(condition: Condition): boolean {
  return 'fact' in condition && condition.is && dangers.includes(condition.fact);
}

/**
 * Stricter, for packs that come in from now on: a clock in school days must also say that it leaves out leads about self-harm or suicide, and cases that
 * stand at R3 or above. A reopening outlives its grade and never counts school days. Packs that registers hold stay as they are.
 */
export function pausesAtRisk({ due, opens }: Rule): boolean {
  if (!('days' in due) || due.calendar === 'calendar') return false;
  return opens.some(({ on, when }) => {
    if (overEvents.includes(on)) return false;
    if (on === 'case_reopened') return true;
    if (hasField(on, 'crisisTypes') && !when.some((condition) => isFact(condition, 'self_harm_or_suicide', false))) return true;
    return on !== 'lead_recorded' && !when.some(leavesOutHighGrades);
  });
}

/** After these the pupil is in nobody's care, or in another school's. */
const overEvents: readonly EventType[] = ['pupil_died', 'transfer_confirmed'];

function leavesOutHighGrades(condition: Condition): boolean {
  if ('payload' in condition) return isCalm(condition, 'grade', calmValues['grade'] ?? []);
  return isFact(condition, 'released', true) || isFact(condition, 'grade_r3_up', false);
}

function isFact(condition: Condition, name: string, is: boolean): boolean {
  return 'fact' in condition && condition.fact === name && condition.is === is;
}

function isCalm(condition: Condition, field: string, calm: readonly (string | boolean)[]): boolean {
  return 'payload' in condition && 'in' in condition && condition.payload === field && condition.in.every((value) => calm.includes(value));
}
