/** All fields of a model, labelled, with what is wrong beside each. */
import { fieldWord } from '../i18n/refusal-details.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Field } from '../ui/field.tsx';
import { FieldControl, type Choice } from './field-control.tsx';
import { isMissing, type FieldModel, type ReferenceTo, type Values } from './field-model.ts';

type Props = {
  readonly name: string;
  readonly fields: readonly FieldModel[];
  readonly values: Values;
  readonly onChange: (values: Values) => void;
  /** Show what is missing (after the first try to save). */
  readonly strict: boolean;
  readonly targets?: Partial<Readonly<Record<ReferenceTo, readonly Choice[]>>>;
};

const wideKinds: readonly string[] = ['long', 'lines', 'choices', 'table', 'people'];

export function GeneratedForm({ name, fields, values, onChange, strict, targets = {} }: Props) {
  const { t } = useLanguage();
  return (
    <div className="form-grid">
      {fields
        .filter((field) => field.kind.is !== 'given')
        .map((field) => {
          const id = `${name}-${field.key}`;
          const label = field.label ?? fieldWord(field.key, t);
          return (
            <Field
              key={field.key}
              id={id}
              label={label}
              required={field.required}
              wide={wideKinds.includes(field.kind.is)}
              problem={strict && isMissing(field, values[field.key]) ? t('common.missing') : undefined}
            >
              <FieldControl
                id={id}
                field={field}
                label={label}
                value={values[field.key]}
                targets={field.kind.is === 'reference' ? (targets[field.kind.of] ?? []) : []}
                onChange={(value) => onChange({ ...values, [field.key]: value })}
              />
            </Field>
          );
        })}
    </div>
  );
}
