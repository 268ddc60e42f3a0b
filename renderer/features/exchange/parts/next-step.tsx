import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { PackageView } from '../../../../contract/exchange.ts';
import type { Refusal } from '../../../../contract/errors.ts';
import { mayCall } from '../../../access.ts';
import { chooseSaveTarget } from '../../../api/shell.ts';
import { useCommand } from '../../../api/use-command.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { PassphraseField } from '../../../parts/passphrase-field.tsx';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { useSession } from '../../../session.tsx';
import { SubmitForm } from '../../../ui/submit-form.tsx';
import { DiscardDraft } from './discard-draft.tsx';
import { JudgePackage } from './judge-package.tsx';

type Props = { readonly view: PackageView; readonly onChanged: (view: PackageView) => void; readonly onDiscarded: () => void };
type StepProps = Omit<Props, 'onDiscarded'>;

/** What may be done with the package now, by this person. */
export function NextStep({ view, onChanged, onDiscarded }: Props) {
  const { t } = useLanguage();
  const { user } = useSession();
  if (view.status === 'draft')
    return (
      <>
        {mayCall(user.role, 'exchange.approve') ? (
          <Approve view={view} onChanged={onChanged} />
        ) : (
          <Alert type="info" showIcon title={t('exchange.waitsForApproval')} />
        )}
        {view.kind === 'receipt' || !mayCall(user.role, 'exchange.discard') ? null : <DiscardDraft view={view} onDiscarded={onDiscarded} />}
      </>
    );
  if (view.direction === 'out' && (view.status === 'approved' || view.status === 'written') && mayCall(user.role, 'exchange.write'))
    return <Write view={view} onChanged={onChanged} />;
  if (view.status === 'quarantined')
    return mayCall(user.role, 'exchange.accept') ? (
      <JudgePackage view={view} onChanged={onChanged} />
    ) : (
      <Alert type="info" showIcon title={t('exchange.waitsForCheck')} />
    );
  return null;
}

function Approve({ view, onChanged }: StepProps) {
  const { t } = useLanguage();
  const approve = useCommand('exchange.approve');
  const [passphrase, setPassphrase] = useState('');
  async function run(): Promise<void> {
    if (passphrase === '') return;
    const reply = await approve.run({ packageId: view.id, manifestHash: view.manifestHash, passphrase });
    setPassphrase('');
    if (reply.ok) onChanged(reply.value);
  }
  return (
    <SubmitForm label={t('exchange.approve')} className="step-box stack" onSubmit={() => void run()}>
      <p>{t('exchange.approveHint')}</p>
      <RefusalNote refusal={approve.refusal} />
      <PassphraseField id="approve-passphrase" label={t('signing.passphrase')} value={passphrase} onChange={setPassphrase} />
      <Button type="primary" htmlType="submit" loading={approve.busy} disabled={passphrase === ''}>
        {t('exchange.approve')}
      </Button>
    </SubmitForm>
  );
}

function Write({ view, onChanged }: StepProps) {
  const { t } = useLanguage();
  const write = useCommand('exchange.write');
  const [refusal, setRefusal] = useState<Refusal | undefined>(undefined);
  async function run(): Promise<void> {
    const target = await chooseSaveTarget('package', `${view.kind}-${String(view.sequence).padStart(4, '0')}.age`);
    setRefusal(target.ok ? undefined : target.error);
    if (!target.ok) return;
    const reply = await write.run({ packageId: view.id, target: target.value.token });
    if (reply.ok) onChanged(reply.value);
  }
  return (
    <div className="step-box stack">
      <p>{t(view.status === 'written' ? 'exchange.writtenHint' : 'exchange.writeHint')}</p>
      <RefusalNote refusal={refusal ?? write.refusal} />
      <Button type={view.status === 'written' ? 'default' : 'primary'} loading={write.busy} onClick={() => void run()}>
        {t(view.status === 'written' ? 'exchange.writeAgain' : 'exchange.write')}
      </Button>
    </div>
  );
}
