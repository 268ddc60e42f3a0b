/** What a template file holds: front matter (this schema) and a body (`body.ts`). */
import { z } from '../domain/zod.ts';
import type { Block } from './body.ts';

const id = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/);
const words = z.string().trim().min(1).max(80);

export const fieldTypes = ['text', 'long', 'date', 'datetime', 'list', 'table', 'choice', 'number'] as const;

const Column = z.strictObject({ id, label: words, share: z.number().positive().max(100).default(1), type: z.enum(['text', 'date', 'index']).default('text') });

const FieldShape = z.strictObject({
  id,
  label: words,
  type: z.enum(fieldTypes),
  required: z.boolean().default(false),
  /** Path into the facts the register gives, or `ask`: the person who issues fills it in. */
  source: z.string().regex(/^(ask|[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)*)$/),
  /** Hospital words quoted in quotation marks or in such a field may name a diagnosis; the school's own words may not. */
  hospital: z.boolean().default(false),
  columns: z.array(Column).min(1).max(16).optional(),
  options: z.array(words).min(2).max(20).optional(),
});
export const Field = FieldShape.refine((field) => (field.type === 'table') === (field.columns !== undefined), 'columns belong to tables').refine(
  (field) => (field.type === 'choice') === (field.options !== undefined),
  'options belong to choices',
);
export type Field = z.infer<typeof Field>;
export type Column = z.infer<typeof Column>;

const Signer = z.strictObject({ role: z.string().regex(/^[a-z_]{2,30}$/), label: words });
export type Signer = z.infer<typeof Signer>;

export const FrontMatter = z.strictObject({
  /** D: paper of the catalogue; L: list of the house. */
  id: z.string().regex(/^[DL]\d{2}$/),
  version: z.int().min(1).max(9999),
  title: words,
  kind: z.enum(['letter', 'form', 'notice']),
  /** Word of the number series, as in 青心辅告知〔2026〕7号. */
  series: z.string().regex(/^[\p{Script=Han}]{1,6}$/u),
  issuedBy: z.enum(['school', 'center']),
  landscape: z.boolean().default(false),
  secrecy: z.string().max(20).default(''),
  legalBasis: z.array(z.string().max(200)).max(20).default([]),
  signers: z.array(Signer).max(10).default([]),
  /** Role that must sign electronically before the document may leave the house. */
  sign: z
    .string()
    .regex(/^[a-z_]{2,30}$/)
    .optional(),
  fields: z.array(Field).min(1).max(120),
});
export type FrontMatter = z.infer<typeof FrontMatter>;

export type Template = FrontMatter & { readonly body: readonly Block[] };
