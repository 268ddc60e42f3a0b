/** What a generated form consists of. Made from a payload's schema (from-schema.ts) or from a template's fields. */

export type FieldModel = {
  readonly key: string;
  readonly required: boolean;
  readonly kind: FieldKind;
  /** Words that come with the field (templates); fields of payloads are worded by the language files. */
  readonly label?: string;
};

export type FieldKind =
  | { readonly is: 'line'; readonly maxLength: number }
  | { readonly is: 'long'; readonly maxLength: number }
  /** Several texts, one on each line. */
  | { readonly is: 'lines'; readonly maxLength: number }
  | { readonly is: 'flag' }
  | { readonly is: 'number'; readonly min: number; readonly max: number }
  | { readonly is: 'choice'; readonly choices: readonly string[]; readonly nullable: boolean }
  | { readonly is: 'choices'; readonly choices: readonly string[]; readonly max: number }
  | { readonly is: 'people'; readonly min: number; readonly max: number }
  | { readonly is: 'date'; readonly nullable: boolean }
  | { readonly is: 'reference'; readonly of: ReferenceTo; readonly nullable: boolean }
  /** Several of what a reference points to. */
  | { readonly is: 'references'; readonly of: ReferenceTo; readonly min: number; readonly max: number }
  | { readonly is: 'table'; readonly columns: readonly { readonly key: string; readonly label: string }[] }
  /** Parts that belong together (a checklist). */
  | { readonly is: 'group'; readonly fields: readonly FieldModel[] }
  /** Several of the same (decisions, opinions), each with its own fields. */
  | { readonly is: 'records'; readonly fields: readonly FieldModel[]; readonly min: number; readonly max: number }
  /** Not asked: filled in by the form (a plan's version, sources of a lead), or by a form of its own. */
  | { readonly is: 'given' };

export const referenceTargets = [
  'document',
  'package',
  'referral',
  'obligation',
  'event',
  'pupil',
  'user',
  'conference',
  'return_assessment',
  'mandatory_report',
  'affected',
] as const;
export type ReferenceTo = (typeof referenceTargets)[number];

/** Values by field key. */
export type Values = Readonly<Record<string, unknown>>;

/** The value of a field that nobody has touched yet. */
export function emptyValue(kind: FieldKind): unknown {
  switch (kind.is) {
    case 'line':
    case 'long':
      return '';
    case 'flag':
      return false;
    case 'choices':
    case 'lines':
    case 'people':
    case 'references':
    case 'table':
    case 'records':
      return [];
    case 'group':
      return emptyValues(kind.fields);
    case 'choice':
    case 'date':
    case 'reference':
      return kind.nullable ? null : undefined;
    case 'number':
    case 'given':
      return undefined;
    default: {
      const never: never = kind;
      return never;
    }
  }
}

/** Values of an untouched form, with those that are known beforehand. */
export function emptyValues(fields: readonly FieldModel[], known: Values = {}): Values {
  const empty = fields.map((field): [string, unknown] => [field.key, emptyValue(field.kind)]);
  return { ...Object.fromEntries(empty.filter(([, value]) => value !== undefined)), ...known };
}

/** True if a required field still says nothing, or one of its parts does. */
export function isMissing(field: FieldModel, value: unknown): boolean {
  const { kind } = field;
  if (kind.is === 'group') return someMissing(kind.fields, value);
  if (kind.is === 'records' && listOf(value).some((row) => someMissing(kind.fields, row))) return true;
  if (!field.required || kind.is === 'given') return false;
  if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) return true;
  return Array.isArray(value) && value.length < leastOf(kind);
}

function someMissing(fields: readonly FieldModel[], value: unknown): boolean {
  const values = valuesOf(value);
  return fields.some((field) => isMissing(field, values[field.key]));
}

function leastOf(kind: FieldKind): number {
  return kind.is === 'people' || kind.is === 'records' ? Math.max(1, kind.min) : 1;
}

/** What may come from outside, as values by key. */
export function valuesOf(value: unknown): Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
