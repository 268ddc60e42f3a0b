import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { SessionView } from '../../../../contract/shapes.ts';
import { useCommand } from '../../../api/use-command.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { PassphraseField } from '../../../parts/passphrase-field.tsx';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { Field } from '../../../ui/field.tsx';
import { SubmitForm } from '../../../ui/submit-form.tsx';

type Props = {
  readonly name: string;
  readonly logins: readonly string[];
  readonly onUnlocked: (session: SessionView) => void;
  readonly onOther: () => void;
  readonly onRecover: () => void;
};

/** Everyone opens the register with a passphrase of their own. */
export function UnlockForm({ name, logins, onUnlocked, onOther, onRecover }: Props) {
  const { t } = useLanguage();
  const unlock = useCommand('session.unlock');
  const [login, setLogin] = useState(logins.length === 1 ? (logins[0] ?? '') : '');
  const [passphrase, setPassphrase] = useState('');
  async function submit(): Promise<void> {
    if (login === '' || passphrase === '') return;
    const reply = await unlock.run({ login, passphrase });
    setPassphrase('');
    if (reply.ok) onUnlocked(reply.value);
  }
  return (
    <SubmitForm label={t('session.unlock')} onSubmit={() => void submit()} className="stack">
      {name === '' ? null : <h2>{t('session.chosen', { name })}</h2>}
      <RefusalNote refusal={unlock.refusal} />
      <Field id="unlock-login" label={t('session.login')} required>
        {logins.length === 0 ? (
          <Input id="unlock-login" value={login} autoFocus autoComplete="username" onChange={(event) => setLogin(event.target.value.toLowerCase())} />
        ) : (
          <Select
            id="unlock-login"
            value={login === '' ? null : login}
            autoFocus={logins.length > 1}
            showSearch
            options={logins.map((one) => ({ value: one, label: one }))}
            onChange={setLogin}
            aria-label={t('session.login')}
          />
        )}
      </Field>
      <PassphraseField id="unlock-passphrase" label={t('session.passphrase')} value={passphrase} onChange={setPassphrase} autoFocus={logins.length === 1} />
      <Button type="primary" size="large" htmlType="submit" loading={unlock.busy} disabled={login === '' || passphrase === ''}>
        {unlock.busy ? t('session.unlocking') : t('session.unlock')}
      </Button>
      <div className="gate-links">
        <Button type="link" size="small" onClick={onOther}>
          {t('session.other')}
        </Button>
        <Button type="link" size="small" onClick={onRecover}>
          {t('session.forgot')}
        </Button>
      </div>
    </SubmitForm>
  );
}
