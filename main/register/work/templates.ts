/** The templates of this office, parsed once, and what each needs to be filled. */
import type { RegisterKind } from '../../../domain/vocabulary.ts';
import { documentTypes, loadTemplate } from '../../../templates/registry.ts';
import type { Template } from '../../../templates/template.ts';
import { locations } from '../locations.ts';

/** What a document is about: a week, everything overdue, a case with a drafted plan, or a case. */
export type Subject = 'week' | 'list' | 'plan' | 'case';

let loaded: ReadonlyMap<string, Template> | null = null;

function all(): ReadonlyMap<string, Template> {
  loaded ??= new Map(documentTypes.map((type): [string, Template] => [type, loadTemplate(type, locations.templates)]));
  return loaded;
}

/** The template of a type, or undefined. */
export function templateOf(type: string): Template | undefined {
  return all().get(type);
}

/** Templates that an office of this kind issues. */
export function templatesOf(kind: RegisterKind): readonly Template[] {
  return [...all().values()].filter((template) => template.issuedBy === kind);
}

/** Follows from where the fields come from, so that a template says it nowhere twice. */
export function subjectOf(template: Template): Subject {
  const from = (root: string): boolean => template.fields.some((field) => field.source.startsWith(`${root}.`));
  if (from('week')) return 'week';
  if (from('overdue')) return 'list';
  return from('plan') ? 'plan' : 'case';
}
