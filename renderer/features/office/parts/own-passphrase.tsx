import { App, Button } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../../api/use-command.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { PassphraseField } from '../../../parts/passphrase-field.tsx';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { SubmitForm } from '../../../ui/submit-form.tsx';

/** One's own passphrase, changed by oneself. */
export function OwnPassphrase() {
  const { t } = useLanguage();
  const { message } = App.useApp();
  const change = useCommand('users.changePassphrase');
  const [oldPassphrase, setOld] = useState('');
  const [passphrase, setNew] = useState('');
  const [again, setAgain] = useState('');
  const differs = again !== '' && again !== passphrase;
  async function save(): Promise<void> {
    if (oldPassphrase === '' || passphrase === '' || again !== passphrase) return;
    const reply = await change.run({ oldPassphrase, passphrase });
    setOld('');
    if (!reply.ok) return;
    setNew('');
    setAgain('');
    message.success(t('office.passphraseChanged'));
  }
  return (
    <SubmitForm label={t('office.passphrase')} className="stack narrow" onSubmit={() => void save()}>
      <RefusalNote refusal={change.refusal} />
      <PassphraseField id="own-old" label={t('office.oldPassphrase')} value={oldPassphrase} onChange={setOld} />
      <PassphraseField id="own-new" label={t('session.newPassphrase')} fresh value={passphrase} onChange={setNew} hint={t('session.passphraseHint')} />
      <PassphraseField
        id="own-again"
        label={t('session.repeatPassphrase')}
        fresh
        value={again}
        onChange={setAgain}
        problem={differs ? t('session.notSame') : undefined}
      />
      <Button type="primary" htmlType="submit" loading={change.busy} disabled={differs || again === '' || oldPassphrase === ''}>
        {t('common.save')}
      </Button>
    </SubmitForm>
  );
}
