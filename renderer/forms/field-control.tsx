/** One field of a generated form. */
import { Checkbox, Input, InputNumber, Radio, Select } from 'antd';
import type { PlainDate } from '../../domain/time.ts';
import { choiceWord } from '../i18n/field-words.ts';
import { useLanguage, type Translate } from '../i18n/use-language.ts';
import { DateField } from '../ui/moment-field.tsx';
import type { FieldKind, FieldModel } from './field-model.ts';
import { ReferenceControl, ReferencesControl, type Choice } from './reference-control.tsx';
import { TableField } from './table-field.tsx';

type Props = {
  readonly id: string;
  readonly field: FieldModel;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly label: string;
  /** What a reference may point to; without it pupils and users are looked up. */
  readonly targets: readonly Choice[] | undefined;
};

/** Between names, as keyboards of both languages write them. */
const nameSeparators = [',', '\uff0c', '\u3001', ';', '\uff1b'];

/** More choices than this are a list to open, fewer lie open. */
const openChoices = 8;

export function FieldControl({ id, field, value, onChange, label, targets }: Props) {
  const { t } = useLanguage();
  const { kind } = field;
  switch (kind.is) {
    case 'line':
    case 'long':
    case 'lines':
      return <TextControl id={id} kind={kind} value={value} onChange={onChange} />;
    case 'flag':
      return (
        <Checkbox id={id} checked={value === true} onChange={(event) => onChange(event.target.checked)}>
          {t('common.yes')}
        </Checkbox>
      );
    case 'number':
      return (
        <InputNumber id={id} value={typeof value === 'number' ? value : null} min={kind.min} max={kind.max} onChange={(next) => onChange(next ?? undefined)} />
      );
    case 'choice':
      return (
        <ChoiceControl
          id={id}
          label={label}
          options={kind.choices.map((one) => ({ value: one, label: labelOf(field, one, t) }))}
          nullable={kind.nullable}
          value={value}
          onChange={onChange}
        />
      );
    case 'choices':
      return <ChoicesControl id={id} label={label} field={field} kind={kind} value={value} onChange={onChange} />;
    case 'people':
      return <PeopleControl id={id} label={label} value={value} onChange={onChange} />;
    case 'date':
      return <DateField id={id} value={typeof value === 'string' ? (value as PlainDate) : null} onChange={onChange} />;
    case 'reference':
      return <ReferenceControl id={id} label={label} kind={kind} value={value} targets={targets} onChange={onChange} />;
    case 'references':
      return <ReferencesControl id={id} label={label} kind={kind} value={value} targets={targets} onChange={onChange} />;
    case 'group':
    case 'records':
      return null;
    case 'table':
      return <TableField id={id} columns={kind.columns} value={value} onChange={onChange} />;
    case 'given':
      return null;
    default: {
      const never: never = kind;
      return never;
    }
  }
}

type TextProps = {
  readonly id: string;
  readonly kind: Extract<FieldKind, { is: 'line' | 'long' | 'lines' }>;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
};

function TextControl({ id, kind, value, onChange }: TextProps) {
  const { t } = useLanguage();
  if (kind.is === 'line') return <Input id={id} value={asText(value)} maxLength={kind.maxLength} onChange={(event) => onChange(event.target.value)} />;
  const isList = kind.is === 'lines';
  return (
    <Input.TextArea
      id={id}
      value={isList ? asTexts(value).join('\n') : asText(value)}
      maxLength={kind.maxLength}
      placeholder={isList ? t('common.linesHint') : undefined}
      autoSize={{ minRows: 3, maxRows: 10 }}
      onChange={({ target }) => onChange(!isList ? target.value : target.value === '' ? [] : target.value.split('\n'))}
    />
  );
}

type PeopleProps = { readonly id: string; readonly label: string; readonly value: unknown; readonly onChange: (value: unknown) => void };

function PeopleControl({ id, label, value, onChange }: PeopleProps) {
  const { t } = useLanguage();
  return (
    <Select
      id={id}
      mode="tags"
      value={asTexts(value)}
      open={false}
      suffixIcon={null}
      tokenSeparators={nameSeparators}
      placeholder={t('common.peopleHint')}
      aria-label={label}
      onChange={onChange}
    />
  );
}

type ChoiceProps = {
  readonly id: string;
  readonly label: string;
  readonly options: readonly Choice[];
  readonly nullable: boolean;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
};

function ChoiceControl({ id, label, options, nullable, value, onChange }: ChoiceProps) {
  const { t } = useLanguage();
  const chosen = typeof value === 'string' ? value : undefined;
  if (options.length > openChoices)
    return (
      <Select
        id={id}
        value={chosen}
        options={[...options]}
        allowClear={nullable}
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={label}
        onChange={(next: string | undefined) => onChange(next ?? null)}
      />
    );
  return (
    <Radio.Group
      id={id}
      value={value ?? (nullable ? 'none' : undefined)}
      aria-label={label}
      onChange={(event) => onChange(event.target.value === 'none' ? null : event.target.value)}
    >
      {options.map((one) => (
        <Radio key={one.value} value={one.value}>
          {one.label}
        </Radio>
      ))}
      {nullable ? <Radio value="none">{t('common.none')}</Radio> : null}
    </Radio.Group>
  );
}

type ChoicesProps = {
  readonly id: string;
  readonly label: string;
  readonly field: FieldModel;
  readonly kind: Extract<FieldKind, { is: 'choices' }>;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
};

function ChoicesControl({ id, label, field, kind, value, onChange }: ChoicesProps) {
  const { t } = useLanguage();
  return (
    <div id={id} role="group" aria-label={label}>
      <Checkbox.Group value={[...asTexts(value)]} options={kind.choices.map((one) => ({ value: one, label: labelOf(field, one, t) }))} onChange={onChange} />
    </div>
  );
}

/** Choices of payloads are worded by the language files; those of templates are words already. */
function labelOf(field: FieldModel, choice: string, t: Translate): string {
  return field.label === undefined ? choiceWord(choice, t, field.key) : choice;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function asTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
