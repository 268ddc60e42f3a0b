import { useMemo } from 'react';
import type { CaseFile } from '../../../../contract/cases.ts';
import type { EventType } from '../../../../domain/events/registry.ts';
import { GeneratedForm } from '../../../forms/generated-form.tsx';
import type { Values } from '../../../forms/field-model.ts';
import { fieldWord } from '../../../i18n/field-words.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { formParts } from '../form-parts.ts';
import { shownFieldsOf } from '../forms.ts';
import { referenceTargetsOf } from '../targets.ts';
import { CorrectionFields } from './correction-fields.tsx';
import { FormAid, hasAid } from './form-aid.tsx';
import { PlanFields } from './plan-fields.tsx';

type Props = {
  readonly type: EventType;
  readonly file: CaseFile;
  readonly values: Values;
  /** What the form was opened about: references among it are told, not asked. */
  readonly given: Values;
  readonly strict: boolean;
  readonly onChange: (values: Values) => void;
};

/** The generated form, unless the event has a better one; beside it what helps to decide. */
export function EventFields(props: Props) {
  const { type, file, values, strict, onChange } = props;
  if (type === 'plan_drafted') return <PlanFields values={values} strict={strict} onChange={onChange} />;
  if (type === 'correction_made') return <CorrectionFields file={file} values={values} strict={strict} onChange={onChange} />;
  if (!hasAid(type)) return <Generated {...props} />;
  return (
    <div className="form-beside">
      <Generated {...props} />
      <FormAid type={type} file={file} values={values} />
    </div>
  );
}

/** Every field of the schema; a long form under headings. */
function Generated({ type, file, values, given, strict, onChange }: Props) {
  const { t, language } = useLanguage();
  const all = useMemo(() => shownFieldsOf(type, values), [type, values]);
  const fields = all.filter((field) => field.kind.is !== 'reference' || typeof given[field.key] !== 'string');
  const targets = useMemo(() => referenceTargetsOf(file, t, language), [file, t, language]);
  const common = { name: type, values, strict, targets, onChange };
  const parts = formParts[type];
  if (parts === undefined)
    return (
      <>
        {all
          .filter((field) => !fields.includes(field))
          .map(({ key, kind }) => (
            <p key={key}>
              <span className="field-label">{fieldWord(key, t, type)}</span>{' '}
              {kind.is === 'reference' ? (targets[kind.of]?.find(({ value }) => value === given[key])?.label ?? '—') : null}
            </p>
          ))}
        <GeneratedForm {...common} fields={fields} />
      </>
    );
  return (
    <div>
      {parts.map(({ name, keys }) => (
        <section key={name}>
          <h3 className="form-part-title">{t(`aid.part.${name}`)}</h3>
          <GeneratedForm {...common} fields={keys.flatMap((key) => fields.filter((field) => field.key === key))} />
        </section>
      ))}
    </div>
  );
}
