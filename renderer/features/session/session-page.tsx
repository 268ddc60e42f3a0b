/** Before anything is open: choose a register and unlock it, make a new one, or recover one. */
import { useCallback, useEffect, useState } from 'react';
import type { Output } from '../../../contract/index.ts';
import type { Refusal } from '../../../contract/errors.ts';
import type { SessionView } from '../../../contract/shapes.ts';
import { call } from '../../api/call.ts';
import { recentRegisters } from '../../api/shell.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { LanguageSwitch } from '../../parts/language-switch.tsx';
import { RefusalNote } from '../../parts/refusal-note.tsx';
import { ChooseRegister } from './parts/choose-register.tsx';
import { CreateRegister } from './parts/create-register.tsx';
import { RecoverForm } from './parts/recover-form.tsx';
import { UnlockForm } from './parts/unlock-form.tsx';

type Status = Output<'session.status'>;
type Step = 'choose' | 'unlock' | 'create' | 'recover';

export function SessionPage({ onUnlocked }: { readonly onUnlocked: (session: SessionView) => void }) {
  const { t } = useLanguage();
  const [step, setStep] = useState<Step | null>(null);
  const [status, setStatus] = useState<Status | null>(null);
  const [name, setName] = useState('');
  const [refusal, setRefusal] = useState<Refusal | undefined>(undefined);

  const look = useCallback(
    async (folder?: { readonly token: string; readonly name: string }) => {
      const reply = await call('session.status', folder === undefined ? {} : { folder: folder.token });
      setRefusal(reply.ok ? undefined : reply.error);
      if (!reply.ok) {
        setStep('choose');
        return;
      }
      setStatus(reply.value);
      if (folder !== undefined) setName(folder.name);
      if (reply.value.session === null) setStep(reply.value.registerChosen ? 'unlock' : 'choose');
      else onUnlocked(reply.value.session);
    },
    [onUnlocked],
  );
  /** The register used last is the one meant, at start, after a lock, and when it was just made. */
  const lookAtLast = useCallback(async () => {
    const recent = await recentRegisters();
    await look(recent.ok ? recent.value[0] : undefined);
  }, [look]);
  useEffect(() => {
    const soon = setTimeout(() => void lookAtLast(), 0);
    return () => clearTimeout(soon);
  }, [lookAtLast]);

  return (
    <main className="gate">
      <div className="gate-language">
        <LanguageSwitch />
      </div>
      <section className={step === 'create' ? 'gate-card gate-wide' : 'gate-card'}>
        <header className="gate-head">
          <h1>{t('session.title')}</h1>
          <p>{t('session.subtitle')}</p>
        </header>
        <RefusalNote refusal={refusal} />
        {step === 'choose' ? <ChooseRegister onChosen={(folder) => void look(folder)} onCreate={() => setStep('create')} /> : null}
        {step === 'unlock' ? (
          <UnlockForm
            name={name}
            logins={status?.logins ?? []}
            onUnlocked={onUnlocked}
            onOther={() => setStep('choose')}
            onRecover={() => setStep('recover')}
          />
        ) : null}
        {step === 'recover' ? <RecoverForm logins={status?.logins ?? []} onUnlocked={onUnlocked} onBack={() => setStep('unlock')} /> : null}
        {step === 'create' ? <CreateRegister onDone={() => void lookAtLast()} onBack={() => setStep('choose')} /> : null}
      </section>
    </main>
  );
}
