import type { OfficeProfile } from '../../../../contract/shapes.ts';
import { registerKinds, type RegisterKind } from '../../../../domain/vocabulary.ts';
import { Radio } from 'antd';
import { useLanguage } from '../../../i18n/use-language.ts';
import { OfficeForm } from '../../../parts/office-form.tsx';
import { Field } from '../../../ui/field.tsx';

type Props = {
  readonly kind: RegisterKind;
  readonly office: OfficeProfile;
  readonly onKind: (kind: RegisterKind) => void;
  readonly onChange: (office: OfficeProfile) => void;
};

/** Which office keeps the register. */
export function OfficeFields({ kind, office, onKind, onChange }: Props) {
  const { t } = useLanguage();
  return (
    <>
      <Field id="office-kind" label={t('session.kind')} required>
        <Radio.Group
          id="office-kind"
          value={kind}
          aria-label={t('session.kind')}
          options={registerKinds.map((one) => ({ value: one, label: t(`vocabulary:registerKind.${one}`) }))}
          onChange={(event) => onKind(event.target.value === 'center' ? 'center' : 'school')}
        />
      </Field>
      <OfficeForm kind={kind} office={office} onChange={onChange} />
    </>
  );
}
