/** Setting one field of an earlier entry right; the wrong words stay readable beside the right ones. */
import { Input, Select } from 'antd';
import type { CaseFile, EventView } from '../../../../contract/cases.ts';
import { definitionOf, isEventType, type EventType } from '../../../../domain/events/registry.ts';
import { Instant } from '../../../../domain/time.ts';
import { FieldControl } from '../../../forms/field-control.tsx';
import type { FieldModel, Values } from '../../../forms/field-model.ts';
import { fieldsOf } from '../../../forms/from-schema.ts';
import { fieldWord } from '../../../i18n/field-words.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { valueWords } from '../../../parts/payload-view.tsx';
import { Field } from '../../../ui/field.tsx';
import { MomentField } from '../../../ui/moment-field.tsx';
import { referenceTargetsOf } from '../targets.ts';

type Props = { readonly file: CaseFile; readonly values: Values; readonly strict: boolean; readonly onChange: (values: Values) => void };

export function CorrectionFields({ file, values, strict, onChange }: Props) {
  const { t, language } = useLanguage();
  const targets = referenceTargetsOf(file, t, language);
  const target = file.events.find((event) => event.id === values['targetId']);
  const correctable =
    target !== undefined && isEventType(target.type) ? definitionOf(target.type).correctable.filter((key) => !target.hidden.includes(key)) : [];
  const field = typeof values['field'] === 'string' ? values['field'] : undefined;
  return (
    <div className="form-grid">
      <Field id="correct-target" label={t('fields:targetId')} required wide>
        <Select
          id="correct-target"
          aria-label={t('fields:targetId')}
          value={target?.id ?? null}
          options={[...(targets.event ?? [])]}
          onChange={(targetId) => onChange({ reason: values['reason'], targetId })}
        />
      </Field>
      <Field id="correct-field" label={t('fields:field')} required problem={strict && field === undefined ? t('common.missing') : undefined}>
        <Select
          id="correct-field"
          aria-label={t('fields:field')}
          value={field ?? null}
          options={correctable.map((key) => ({ value: key, label: key === 'happenedAt' ? t('record.happenedAt') : fieldWord(key, t) }))}
          onChange={(key: string) => onChange({ ...values, field: key, was: wasOf(target, key), shouldBe: wasOf(target, key) })}
        />
      </Field>
      {target === undefined || field === undefined ? null : (
        <>
          <Field id="correct-was" label={t('fields:was')}>
            <span id="correct-was" className="pre">
              {valueWords(values['was'], t) || '—'}
            </span>
          </Field>
          <Field id="correct-should" label={t('fields:shouldBe')} required wide>
            <RightValue target={target} field={field} values={values} onChange={onChange} choices={targets.document ?? []} />
          </Field>
        </>
      )}
      <Field id="correct-reason" label={t('fields:reason')} required wide problem={strict && !values['reason'] ? t('common.missing') : undefined}>
        <Input.TextArea
          id="correct-reason"
          autoSize={{ minRows: 2 }}
          maxLength={4000}
          value={typeof values['reason'] === 'string' ? values['reason'] : ''}
          onChange={(event) => onChange({ ...values, reason: event.target.value })}
        />
      </Field>
    </div>
  );
}

function wasOf(target: EventView | undefined, key: string): unknown {
  if (target === undefined) return null;
  return key === 'happenedAt' ? target.happenedAt : (target.payload[key] ?? null);
}

type RightProps = {
  readonly target: EventView;
  readonly field: string;
  readonly values: Values;
  readonly onChange: (values: Values) => void;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
};

/** The control that the field has in its own form. */
function RightValue({ target, field, values, onChange, choices }: RightProps) {
  const { t } = useLanguage();
  const set = (shouldBe: unknown) => onChange({ ...values, shouldBe });
  const moment = Instant.safeParse(values['shouldBe']);
  if (field === 'happenedAt' && moment.success) return <MomentField id="correct-should" value={moment.data} onChange={set} />;
  const model = isEventType(target.type) ? modelOf(target.type, field) : undefined;
  if (model === undefined) return null;
  return <FieldControl id="correct-should" field={model} label={t('fields:shouldBe')} value={values['shouldBe']} targets={choices} onChange={set} />;
}

function modelOf(type: EventType, key: string): FieldModel | undefined {
  return fieldsOf(definitionOf(type).payload).find((field) => field.key === key);
}
