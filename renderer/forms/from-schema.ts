/** Reads the fields of a form from a payload's schema: one generated form for every event that has none of its own. */
import { z } from '../../domain/zod.ts';
import { referenceTargets, type FieldKind, type FieldModel } from './field-model.ts';

/** The part of JSON Schema that our payloads use, with the hints that `.meta()` leaves in it. */
type Node = {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Node[];
  readonly items?: Node;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly format?: string;
  readonly widget?: string;
  readonly of?: string;
};

/** The fields of a payload, in the order of its schema. */
export function fieldsOf(schema: z.ZodType): readonly FieldModel[] {
  // Our payloads are strict objects of the kinds above; anything else becomes `given` and is not asked.
  return fieldsOfNode(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Node);
}

function fieldsOfNode(node: Node): readonly FieldModel[] {
  return Object.entries(node.properties ?? {}).map(([key, property]) => fieldOf(key, property, node.required?.includes(key) === true));
}

function fieldOf(key: string, property: Node, listed: boolean): FieldModel {
  const { inner, nullable } = unwrap(property);
  const kind = kindOf(inner, nullable);
  return { key, kind, required: listed && needsWords(inner, kind, nullable) };
}

/** `anyOf [x, null]` is a field that may stay empty. Hints may stand outside or inside. */
function unwrap(node: Node): { readonly inner: Node; readonly nullable: boolean } {
  const some = node.anyOf?.filter((one) => one.type !== 'null') ?? [];
  const [only] = some;
  if (only === undefined || some.length !== 1) return { inner: node, nullable: false };
  const { anyOf: _both, ...hints } = node;
  return { inner: { ...only, ...hints }, nullable: node.anyOf?.length === 2 };
}

function kindOf(node: Node, nullable: boolean): FieldKind {
  const { widget } = node;
  const target = referenceTargets.find((one) => one === (widget === 'reference' ? node.of : widget));
  if (target !== undefined) return { is: 'reference', of: target, nullable };
  if (widget === 'date' || node.format === 'date') return { is: 'date', nullable };
  if (widget === 'people') return { is: 'people', min: node.minItems ?? 0, max: node.maxItems ?? 20 };
  if (node.enum !== undefined) return { is: 'choice', choices: texts(node.enum), nullable };
  switch (node.type) {
    case 'boolean':
      return { is: 'flag' };
    case 'integer':
    case 'number':
      return { is: 'number', min: node.minimum ?? Number.MIN_SAFE_INTEGER, max: node.maximum ?? Number.MAX_SAFE_INTEGER };
    case 'array':
      return arrayKind(node);
    case 'object':
      return node.properties === undefined ? { is: 'given' } : { is: 'group', fields: fieldsOfNode(node) };
    case 'string':
      return textKind(node);
    default:
      return { is: 'given' };
  }
}

function arrayKind({ items, minItems = 0, maxItems }: Node): FieldKind {
  if (items?.enum !== undefined) return { is: 'choices', choices: texts(items.enum), max: maxItems ?? items.enum.length };
  const target = items?.widget === 'reference' ? referenceTargets.find((one) => one === items.of) : undefined;
  if (target !== undefined) return { is: 'references', of: target, min: minItems, max: maxItems ?? 100 };
  if (items?.type === 'object') return { is: 'records', fields: fieldsOfNode(items), min: minItems, max: maxItems ?? 100 };
  return { is: 'given' };
}

function textKind(node: Node): FieldKind {
  const maxLength = node.maxLength ?? 200;
  if (node.format === 'uuid') return { is: 'given' };
  return { is: node.widget === 'long' || maxLength > 200 ? 'long' : 'line', maxLength };
}

function needsWords(node: Node, kind: FieldKind, nullable: boolean): boolean {
  if (nullable) return false;
  if (kind.is === 'line' || kind.is === 'long') return (node.minLength ?? 0) > 0;
  if (kind.is === 'choices' || kind.is === 'people' || kind.is === 'references' || kind.is === 'records') return (node.minItems ?? 0) > 0;
  return kind.is !== 'flag' && kind.is !== 'group';
}

function texts(values: readonly unknown[]): readonly string[] {
  return values.filter((value) => typeof value === 'string');
}
