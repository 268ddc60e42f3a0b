import { useMemo } from 'react';
import type { CaseFile } from '../../../../contract/cases.ts';
import type { EventType } from '../../../../domain/events/registry.ts';
import { GeneratedForm } from '../../../forms/generated-form.tsx';
import type { Values } from '../../../forms/field-model.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { shownFieldsOf } from '../forms.ts';
import { referenceTargetsOf } from '../targets.ts';
import { CorrectionFields } from './correction-fields.tsx';
import { PlanFields } from './plan-fields.tsx';

type Props = {
  readonly type: EventType;
  readonly file: CaseFile;
  readonly values: Values;
  readonly strict: boolean;
  readonly onChange: (values: Values) => void;
};

/** The generated form, unless the event has a better one. */
export function EventFields({ type, file, values, strict, onChange }: Props) {
  const { t, language } = useLanguage();
  const fields = useMemo(() => shownFieldsOf(type, values), [type, values]);
  const targets = useMemo(() => referenceTargetsOf(file, t, language), [file, t, language]);
  if (type === 'plan_drafted') return <PlanFields values={values} strict={strict} onChange={onChange} />;
  if (type === 'correction_made') return <CorrectionFields file={file} values={values} strict={strict} onChange={onChange} />;
  return <GeneratedForm name={type} fields={fields} values={values} strict={strict} targets={targets} onChange={onChange} />;
}
