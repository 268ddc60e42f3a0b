/** Choosing what a field refers to: from what the form was given, or among the pupils or people of the register. */
import { Select } from 'antd';
import { PupilId } from '../../domain/ids.ts';
import { useRegisterQuery } from '../api/use-query.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { PupilPicker } from '../parts/pupil-picker.tsx';
import type { FieldKind } from './field-model.ts';

export type Choice = { readonly value: string; readonly label: string };

type Props = {
  readonly id: string;
  readonly label: string;
  readonly kind: Extract<FieldKind, { is: 'reference' }>;
  readonly value: unknown;
  readonly targets: readonly Choice[] | undefined;
  readonly onChange: (value: unknown) => void;
};

export function ReferenceControl({ targets, ...rest }: Props) {
  if (targets === undefined && rest.kind.of === 'pupil') return <AnyPupil {...rest} />;
  if (targets === undefined && rest.kind.of === 'user') return <AnyUser {...rest} />;
  return <Among {...rest} targets={targets ?? []} />;
}

type FreeProps = Omit<Props, 'targets'>;

function AnyPupil({ id, label, value, onChange }: FreeProps) {
  const chosen = PupilId.safeParse(value);
  return <PupilPicker id={id} label={label} value={chosen.success ? chosen.data : null} onChange={onChange} />;
}

function AnyUser(props: FreeProps) {
  const { t } = useLanguage();
  const people = useRegisterQuery('users.list', {});
  const active = (people.value ?? []).filter((person) => !person.disabled);
  return <Among {...props} targets={active.map((person) => ({ value: person.id, label: `${person.displayName} · ${t(`vocabulary:role.${person.role}`)}` }))} />;
}

function Among({ id, label, kind, value, targets, onChange }: FreeProps & { readonly targets: readonly Choice[] }) {
  const { t } = useLanguage();
  return (
    <Select
      id={id}
      value={typeof value === 'string' ? value : undefined}
      allowClear={kind.nullable}
      showSearch={{ optionFilterProp: 'label' }}
      options={[...targets]}
      placeholder={targets.length === 0 ? t('common.nothingToChoose') : undefined}
      aria-label={label}
      onChange={(next: string | undefined) => onChange(next ?? null)}
    />
  );
}
