import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../../api/use-command.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { PassphraseField } from '../../../parts/passphrase-field.tsx';
import { RecoveryCode } from '../../../parts/recovery-code.tsx';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { useSession } from '../../../session.tsx';
import { SubmitForm } from '../../../ui/submit-form.tsx';

/** A new recovery sheet; the earlier one stops working at once, so the new one is proved to be kept before it leaves the screen. */
export function RenewRecovery() {
  const { t } = useLanguage();
  const { office } = useSession();
  const renew = useCommand('recovery.renew');
  const [passphrase, setPassphrase] = useState('');
  const [proved, setProved] = useState(false);
  async function run(): Promise<void> {
    if (passphrase === '') return;
    setProved(false);
    await renew.run({ passphrase });
    setPassphrase('');
  }
  if (renew.value !== undefined && !proved) {
    return (
      <div className="medium">
        <RecoveryCode
          code={renew.value.recoveryCode}
          office={office.name}
          doneLabel={t('office.recoveryKept')}
          onProved={() => {
            setProved(true);
            renew.forget();
          }}
        />
      </div>
    );
  }
  return (
    <SubmitForm label={t('office.recovery')} className="stack narrow" onSubmit={() => void run()}>
      <p>{t('office.recoveryHint')}</p>
      {proved ? <Alert type="success" showIcon title={t('office.recoveryDone')} /> : null}
      <RefusalNote refusal={renew.refusal} />
      <PassphraseField id="renew-passphrase" label={t('signing.passphrase')} value={passphrase} onChange={setPassphrase} />
      <Button type="primary" htmlType="submit" loading={renew.busy} disabled={passphrase === ''}>
        {t('office.recoveryRenew')}
      </Button>
    </SubmitForm>
  );
}
