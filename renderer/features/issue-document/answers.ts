/** Fields that a template asks for, as fields of a form. Pure. */
import type { z } from '../../../domain/zod.ts';
import type { FieldView } from '../../../contract/documents.ts';
import { dateOf, Instant } from '../../../domain/time.ts';
import { emptyValue, type FieldKind, type FieldModel, type Values } from '../../forms/field-model.ts';

type View = z.infer<typeof FieldView>;

const maxText = 4000;

function kindOf(view: View): FieldKind {
  switch (view.type) {
    case 'long':
      return { is: 'long', maxLength: maxText };
    case 'date':
    case 'datetime':
      return { is: 'date', nullable: true };
    case 'choice':
      return { is: 'choices', choices: view.choices, max: view.choices.length };
    case 'number':
      return { is: 'number', min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER };
    case 'list':
      return { is: 'lines', maxLength: maxText };
    case 'table':
      return { is: 'table', columns: view.columns.map((column) => ({ key: column.id, label: column.label })) };
    default:
      return { is: 'line', maxLength: 400 };
  }
}

type Wanted = { readonly gaps: readonly string[]; readonly answers: Values; readonly all: boolean };

/** Fields to show: those asked, those the register leaves empty, those already answered; or all that people may word. What the register alone knows is corrected there. */
export function shownViews(views: readonly View[], { gaps, answers, all }: Wanted): readonly View[] {
  return views.filter((view) => view.answerable && (all || view.asked || gaps.includes(view.id) || Object.hasOwn(answers, view.id)));
}

/** The fields as a form, in the template's order and words. */
export function formFields(views: readonly View[]): readonly FieldModel[] {
  return views.map((view) => ({ key: view.id, label: view.label, required: view.required, kind: kindOf(view) }));
}

/** Answers worth sending: untouched ones are left out, so that the template's own value stands. */
export function sentAnswers(fields: readonly FieldModel[], answers: Values): Values {
  const said = fields.filter((field) => answers[field.key] !== undefined && JSON.stringify(answers[field.key]) !== JSON.stringify(emptyValue(field.kind)));
  return Object.fromEntries(said.map((field) => [field.key, answers[field.key]]));
}

/** Answers of the form, with what the register proposes where nobody has typed yet. */
export function shownAnswers(views: readonly View[], answers: Values): Values {
  return Object.fromEntries(views.map((view) => [view.id, answers[view.id] ?? proposed(view)]));
}

/** What the register proposes, in the shape of the control. */
function proposed(view: View): unknown {
  if (view.type === 'datetime') {
    const moment = Instant.safeParse(view.value);
    return moment.success ? dateOf(moment.data) : (view.value ?? undefined);
  }
  return view.value ?? undefined;
}
