import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { SessionView } from '../../../../contract/shapes.ts';
import { useCommand } from '../../../api/use-command.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { PassphraseField } from '../../../parts/passphrase-field.tsx';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { Field } from '../../../ui/field.tsx';
import { SubmitForm } from '../../../ui/submit-form.tsx';

type Props = { readonly logins: readonly string[]; readonly onUnlocked: (session: SessionView) => void; readonly onBack: () => void };

/** The printed recovery sheet opens the register and sets a new passphrase. */
export function RecoverForm({ logins, onUnlocked, onBack }: Props) {
  const { t } = useLanguage();
  const recover = useCommand('session.recover');
  const [login, setLogin] = useState('');
  const [code, setCode] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const differs = again !== '' && again !== passphrase;
  async function submit(): Promise<void> {
    if (differs || passphrase === '' || code === '') return;
    const reply = await recover.run({ login, recoveryCode: code.trim(), passphrase });
    if (reply.ok) onUnlocked(reply.value);
  }
  return (
    <SubmitForm label={t('session.recoverTitle')} onSubmit={() => void submit()} className="stack">
      <h2>{t('session.recoverTitle')}</h2>
      <p className="quiet">{t('session.recoverText')}</p>
      <RefusalNote refusal={recover.refusal} />
      <Field id="recover-login" label={t('session.login')} required>
        <Select
          id="recover-login"
          value={login === '' ? null : login}
          showSearch
          options={logins.map((one) => ({ value: one, label: one }))}
          onChange={setLogin}
          aria-label={t('session.login')}
        />
      </Field>
      <Field id="recover-code" label={t('session.recoveryCode')} required>
        <Input id="recover-code" className="code" value={code} maxLength={200} onChange={(event) => setCode(event.target.value)} />
      </Field>
      <PassphraseField
        id="recover-new"
        label={t('session.newPassphrase')}
        fresh
        value={passphrase}
        onChange={setPassphrase}
        hint={t('session.passphraseHint')}
      />
      <PassphraseField
        id="recover-again"
        label={t('session.repeatPassphrase')}
        fresh
        value={again}
        onChange={setAgain}
        problem={differs ? t('session.notSame') : undefined}
      />
      <Button type="primary" size="large" htmlType="submit" loading={recover.busy} disabled={login === '' || differs || again === ''}>
        {t('session.recover')}
      </Button>
      <Button type="link" size="small" onClick={onBack}>
        {t('session.previous')}
      </Button>
    </SubmitForm>
  );
}
