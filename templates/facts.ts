/** Draws a document's facts from what the register gives and what the issuing person answered: a plain, frozen snapshot. */
import { z } from '../domain/zod.ts';
import { standingOf } from './answers.ts';
import type { FactsContext } from './context.ts';
import type { Column, Field, Template } from './template.ts';

const Row = z.record(z.string().max(40), z.union([z.string().max(4_000), z.number()]));
const FactValue = z.union([z.string().max(20_000), z.number(), z.array(z.string().max(4_000)).max(500), z.array(Row).max(500)]);
export type FactValue = z.infer<typeof FactValue>;

/** Stored with the issued document; together with the template version it gives the same document again. */
export const Facts = z.strictObject({
  template: z.string(),
  version: z.int(),
  office: z.strictObject({ name: z.string() }),
  issue: z.strictObject({ number: z.string(), date: z.iso.date(), registerHead: z.string(), verificationCode: z.string() }),
  fields: z.record(z.string(), FactValue),
  signatures: z.array(z.strictObject({ role: z.string(), name: z.string(), signedAt: z.string() })),
});
export type Facts = z.infer<typeof Facts>;

/** A field that keeps the document from being issued. `invalid`: there is a value, but not of the field's type or too long. */
export type Gap = { readonly field: string; readonly label: string; readonly reason: 'missing' | 'invalid' };

export type Answers = Readonly<Record<string, unknown>>;

export type Resolved = {
  readonly facts: Facts;
  /** What must be filled in before the document can be issued. */
  readonly gaps: readonly Gap[];
  /** Ids of fields that were answered otherwise than the register has them, though they are the register's: the answer was not taken. */
  readonly fixed: readonly string[];
  /** Ids of fields that a person may word or fill in (answers.ts). */
  readonly answerable: ReadonlySet<string>;
};

/** @param answers values by field id; which of them count beside the register's values stands in answers.ts. */
export function resolveFacts(template: Template, context: FactsContext, answers: Answers = {}): Resolved {
  const gaps: Gap[] = [];
  const fixed: string[] = [];
  const answerable = new Set<string>();
  const fields: Record<string, FactValue> = {};
  for (const field of template.fields) {
    const given = Object.hasOwn(answers, field.id) ? answers[field.id] : undefined;
    const known = field.source === 'ask' ? undefined : valueAt(context, field.source);
    const mayAnswer = isAnswerable(field, known);
    if (mayAnswer) answerable.add(field.id);
    else if (!isEmpty(given) && !isSame(field, given, known)) fixed.push(field.id);
    const raw = mayAnswer && !isEmpty(given) ? given : known;
    if (isEmpty(raw)) {
      if (field.required) gaps.push({ field: field.id, label: field.label, reason: 'missing' });
      continue;
    }
    const value = readValue(field, raw);
    if (value === undefined) gaps.push({ field: field.id, label: field.label, reason: 'invalid' });
    else fields[field.id] = value;
  }
  return { facts: { template: template.id, version: template.version, ...issueFacts(context), fields }, gaps, fixed, answerable };
}

function isAnswerable(field: Field, known: unknown): boolean {
  const standing = standingOf(field.source);
  return standing === 'worded' || (standing === 'filled' && isEmpty(known));
}

/** A form that sends back what it was shown changes nothing. */
function isSame(field: Field, given: unknown, known: unknown): boolean {
  return !isEmpty(known) && JSON.stringify(readValue(field, given)) === JSON.stringify(readValue(field, known));
}

function issueFacts(context: FactsContext): Pick<Facts, 'office' | 'issue' | 'signatures'> {
  const { number, date, registerHead = '', verificationCode = '' } = context.issue;
  return {
    office: { name: context.office.name },
    issue: { number, date, registerHead, verificationCode },
    signatures: (context.signatures ?? []).map(({ role, name, signedAt = '' }) => ({ role, name, signedAt })),
  };
}

function valueAt(context: FactsContext, source: string): unknown {
  let value: unknown = context;
  for (const name of source.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = Reflect.get(value, name);
  }
  return value;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);
}

const text = z
  .union([z.string().max(20_000), z.number()])
  .transform((value) => String(value).replaceAll('\r\n', '\n').replaceAll('\r', '\n').replaceAll('\t', ' ').trim());
const instant = z.iso.datetime({ offset: true });
const list = z
  .array(z.string().max(4_000))
  .max(500)
  .transform((items) => items.map((item) => item.trim()).filter((item) => item !== ''));

/** The value in the field's type, or undefined. */
function readValue(field: Field, raw: unknown): FactValue | undefined {
  switch (field.type) {
    case 'text':
    case 'long':
      // A list of words may stand in a line of text.
      return parsed(text, Array.isArray(raw) && raw.every((item) => typeof item === 'string') ? raw.join('、') : raw);
    case 'number':
      return parsed(z.number(), raw);
    case 'date':
      return parsed(z.iso.date(), raw);
    case 'datetime':
      return parsed(z.union([instant, z.iso.date()]), raw);
    case 'list':
      return parsed(list, typeof raw === 'string' ? raw.split('\n') : raw);
    case 'choice':
      return readChoices(field.options ?? [], raw);
    case 'table':
      return readRows(field.columns ?? [], raw);
    default:
      return field.type satisfies never;
  }
}

function parsed<T>(schema: z.ZodType<T>, raw: unknown): T | undefined {
  const result = schema.safeParse(raw);
  return result.success ? result.data : undefined;
}

function readChoices(options: readonly string[], raw: unknown): string[] | undefined {
  const chosen = parsed(list, Array.isArray(raw) ? raw : [raw]);
  return chosen?.every((one) => options.includes(one)) === true ? chosen : undefined;
}

function readRows(columns: readonly Column[], raw: unknown): z.infer<typeof Row>[] | undefined {
  const rows = parsed(z.array(z.record(z.string(), z.unknown())).max(500), raw);
  if (rows === undefined) return undefined;
  // Only the columns the template prints are kept: a snapshot holds no more about a pupil than its document says.
  return parsed(
    z.array(Row),
    rows.map((row) => Object.fromEntries(columns.flatMap(({ id }) => (isEmpty(row[id]) ? [] : [[id, row[id]]])))),
  );
}
