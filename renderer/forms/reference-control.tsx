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
  return <Among {...props} targets={useActiveUsers(true)} />;
}

/** People of the register who are still here. */
function useActiveUsers(enabled: boolean): readonly Choice[] {
  const { t } = useLanguage();
  const people = useRegisterQuery('users.list', {}, { enabled });
  const active = (people.value ?? []).filter((person) => !person.disabled);
  return active.map((person) => ({ value: person.id, label: `${person.displayName} · ${t(`vocabulary:role.${person.role}`)}` }));
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

type SeveralProps = Omit<Props, 'kind'> & { readonly kind: Extract<FieldKind, { is: 'references' }> };

/** Several of what the form was given, or of the people of the register. */
export function ReferencesControl({ id, label, kind, value, targets, onChange }: SeveralProps) {
  const { t } = useLanguage();
  const users = useActiveUsers(kind.of === 'user' && targets === undefined);
  const choices = targets ?? users;
  return (
    <Select
      id={id}
      mode="multiple"
      value={Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []}
      maxCount={kind.max}
      showSearch={{ optionFilterProp: 'label' }}
      options={[...choices]}
      placeholder={choices.length === 0 ? t('common.nothingToChoose') : undefined}
      aria-label={label}
      onChange={onChange}
    />
  );
}
