/** All fields of a model, labelled, with what is wrong beside each. Parts and lists of parts are forms within the form. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef } from 'react';
import { flushSync } from 'react-dom';
import { fieldWord } from '../i18n/field-words.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Field } from '../ui/field.tsx';
import { FieldControl } from './field-control.tsx';
import { emptyValues, isMissing, listOf, valuesOf, type FieldKind, type FieldModel, type ReferenceTo, type Values } from './field-model.ts';
import type { Choice } from './reference-control.tsx';

type Targets = Partial<Readonly<Record<ReferenceTo, readonly Choice[]>>>;

type Props = {
  /** The event type or ledger kind that is recorded: words of its fields are looked up under it, and ids begin with it. */
  readonly name: string;
  readonly fields: readonly FieldModel[];
  readonly values: Values;
  readonly onChange: (values: Values) => void;
  /** Show what is missing (after the first try to save). */
  readonly strict: boolean;
  readonly targets?: Targets;
  /** Where this form lies within a larger one. */
  readonly within?: string;
};

const wideKinds: readonly string[] = ['long', 'lines', 'choices', 'table', 'people', 'references', 'group', 'records'];

export function GeneratedForm({ name, fields, values, onChange, strict, targets = {}, within = '' }: Props) {
  const { t } = useLanguage();
  return (
    <div className="form-grid">
      {fields
        .filter((field) => field.kind.is !== 'given')
        .map((field) => {
          const id = `${name}-${within}${field.key}`;
          const label = field.label ?? fieldWord(field.key, t, name);
          const value = values[field.key];
          const change = (next: unknown) => onChange({ ...values, [field.key]: next });
          const common = { name, strict, targets, within: `${within}${field.key}-`, value, onChange: change };
          if (field.kind.is === 'group') return <Group key={field.key} {...common} label={label} kind={field.kind} />;
          if (field.kind.is === 'records') {
            const few = strict && listOf(value).length < field.kind.min;
            return <Records key={field.key} {...common} label={label} kind={field.kind} problem={few ? t('common.missing') : undefined} />;
          }
          return (
            <Field
              key={field.key}
              id={id}
              label={label}
              required={field.required}
              wide={wideKinds.includes(field.kind.is)}
              problem={strict && isMissing(field, value) ? t('common.missing') : undefined}
            >
              <FieldControl
                id={id}
                field={field}
                label={label}
                value={value}
                targets={field.kind.is === 'reference' || field.kind.is === 'references' ? targets[field.kind.of] : undefined}
                onChange={change}
              />
            </Field>
          );
        })}
    </div>
  );
}

type PartProps = {
  readonly name: string;
  readonly strict: boolean;
  readonly targets: Targets;
  readonly within: string;
  readonly label: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
};

function Group({ name, strict, targets, within, label, value, onChange, kind }: PartProps & { readonly kind: Extract<FieldKind, { is: 'group' }> }) {
  return (
    <fieldset className="form-part field-wide">
      <legend className="field-label">{label}</legend>
      <GeneratedForm name={name} fields={kind.fields} values={valuesOf(value)} strict={strict} targets={targets} within={within} onChange={onChange} />
    </fieldset>
  );
}

type RecordsProps = PartProps & { readonly kind: Extract<FieldKind, { is: 'records' }>; readonly problem: string | undefined };

function Records({ name, strict, targets, within, label, value, onChange, kind, problem }: RecordsProps) {
  const { t } = useLanguage();
  const rows = listOf(value);
  const part = useRef<HTMLFieldSetElement>(null);
  // The button stands below the row that it adds: whoever writes goes on in the new row, without a way back.
  function add(): void {
    flushSync(() => onChange([...rows, emptyValues(kind.fields)]));
    [...(part.current?.querySelectorAll(':scope > .form-record') ?? [])].at(-1)?.querySelector<HTMLElement>('input, textarea')?.focus();
  }
  return (
    <fieldset ref={part} className="form-part field-wide">
      <legend className={kind.min > 0 ? 'field-label field-required' : 'field-label'}>{label}</legend>
      {rows.map((row, at) => (
        // Rows have no identity but their place.
        <div key={at} className="form-record">
          <div className="form-record-head">
            <span className="quiet">{t('common.rowNo', { row: at + 1 })}</span>
            <Button
              size="small"
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('common.removeRow', { row: at + 1 })}
              onClick={() => onChange(rows.filter((_row, index) => index !== at))}
            />
          </div>
          <GeneratedForm
            name={name}
            fields={kind.fields}
            values={valuesOf(row)}
            strict={strict}
            targets={targets}
            within={`${within}${at}-`}
            onChange={(next) => onChange(rows.map((one, index) => (index === at ? next : one)))}
          />
        </div>
      ))}
      {rows.length < kind.max ? (
        <Button size="small" icon={<PlusOutlined />} onClick={add}>
          {t('common.addItem')}
        </Button>
      ) : null}
      {problem === undefined ? null : (
        <div className="field-problem" role="alert">
          {problem}
        </div>
      )}
    </fieldset>
  );
}
