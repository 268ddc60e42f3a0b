/** A passphrase, with a word of warning while caps lock is on. */
import { Input } from 'antd';
import { useState } from 'react';
import { Field } from '../ui/field.tsx';
import { useLanguage } from '../i18n/use-language.ts';

type Props = {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly fresh?: boolean;
  readonly autoFocus?: boolean;
  readonly problem?: string | undefined;
  readonly hint?: string;
};

export function PassphraseField({ id, label, value, onChange, fresh, autoFocus, problem, hint }: Props) {
  const { t } = useLanguage();
  const [capsLock, setCapsLock] = useState(false);
  return (
    <Field id={id} label={label} required problem={problem} hint={capsLock ? <b>{t('common.capsLock')}</b> : hint}>
      <Input.Password
        id={id}
        value={value}
        maxLength={256}
        autoFocus={autoFocus === true}
        autoComplete={fresh === true ? 'new-password' : 'current-password'}
        onChange={(event) => onChange(event.target.value)}
        onKeyUp={(event) => setCapsLock(event.getModifierState('CapsLock'))}
        onBlur={() => setCapsLock(false)}
        aria-describedby={capsLock || hint !== undefined ? `${id}-hint` : undefined}
      />
    </Field>
  );
}
