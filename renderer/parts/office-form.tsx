/** The office as it appears on documents. */
import { Input } from 'antd';
import type { OfficeProfile } from '../../contract/shapes.ts';
import type { RegisterKind } from '../../domain/vocabulary.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Field } from '../ui/field.tsx';
import { DateField } from '../ui/moment-field.tsx';

const schoolFields = ['phone', 'principal', 'hotline', 'centerName', 'centerPhone', 'minorOffice', 'address'] as const;
const centerFields = ['phone', 'hotline', 'minorOffice', 'address'] as const;

type Props = { readonly kind: RegisterKind; readonly office: OfficeProfile; readonly onChange: (office: OfficeProfile) => void };

export function OfficeForm({ kind, office, onChange }: Props) {
  const { t } = useLanguage();
  return (
    <div className="form-grid">
      <Field id="office-name" label={t('session.officeName')} required>
        <Input id="office-name" value={office.name} maxLength={80} onChange={(event) => onChange({ ...office, name: event.target.value })} />
      </Field>
      <Field id="office-code" label={t('session.officeCode')} required hint={t('session.officeCodeHint')}>
        <Input id="office-code" value={office.code} maxLength={12} onChange={(event) => onChange({ ...office, code: event.target.value.toUpperCase() })} />
      </Field>
      {(kind === 'school' ? schoolFields : centerFields).map((key) => (
        <Field key={key} id={`office-${key}`} label={t(`session.${key}`)}>
          <Input
            id={`office-${key}`}
            value={office[key]}
            maxLength={key === 'address' ? 200 : 40}
            onChange={(event) => onChange({ ...office, [key]: event.target.value })}
          />
        </Field>
      ))}
      <Field id="office-term" label={t('session.termStart')} required>
        <DateField
          id="office-term"
          value={office.termStart}
          onChange={(termStart) => {
            if (termStart !== null) onChange({ ...office, termStart });
          }}
        />
      </Field>
    </div>
  );
}
