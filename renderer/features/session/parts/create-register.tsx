/** Making a register in three steps, then proving that the recovery code was kept. */
import { Button, Steps } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../../api/use-command.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { SubmitForm } from '../../../ui/submit-form.tsx';
import { AdminStep, FolderStep } from './create-steps.tsx';
import { OfficeFields } from './office-step.tsx';
import { emptyDraft, isReady, steps, type Draft } from '../draft.ts';
import { RecoveryCode } from '../../../parts/recovery-code.tsx';

type Props = { readonly onDone: () => void; readonly onBack: () => void };

export function CreateRegister({ onDone, onBack }: Props) {
  const { t } = useLanguage();
  const create = useCommand('register.create');
  const [step, setStep] = useState(0);
  const [draft, setDraft] = useState(emptyDraft);
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  async function forward(): Promise<void> {
    if (!isReady(step, draft) || draft.folder === null) return;
    if (step < 2) {
      setStep(step + 1);
      return;
    }
    const { folder, again: _again, ...rest } = draft;
    const reply = await create.run({ ...rest, folder: folder.token });
    if (reply.ok) setStep(3);
    // The choice of a folder is good for one try; another try needs it again.
    else change({ folder: null });
    if (!reply.ok && reply.error.code !== 'PASSPHRASE_WEAK') setStep(0);
  }
  return (
    <div className="stack">
      <h2>{t('session.createTitle')}</h2>
      <Steps size="small" current={step} items={steps.map((one) => ({ title: t(`session.step.${one}`) }))} />
      <RefusalNote refusal={create.refusal} />
      {step === 3 && create.value !== undefined ? (
        <RecoveryCode code={create.value.recoveryCode} office={draft.office.name} onProved={onDone} />
      ) : (
        <SubmitForm label={t('session.createTitle')} onSubmit={() => void forward()} className="stack">
          {step === 0 ? <FolderStep draft={draft} onChange={change} /> : null}
          {step === 1 ? (
            <OfficeFields kind={draft.kind} office={draft.office} onKind={(kind) => change({ kind })} onChange={(office) => change({ office })} />
          ) : null}
          {step === 2 ? <AdminStep draft={draft} onChange={change} /> : null}
          <div className="form-end">
            <Button onClick={() => (step === 0 ? onBack() : setStep(step - 1))}>{t('session.previous')}</Button>
            <Button type="primary" htmlType="submit" loading={create.busy} disabled={!isReady(step, draft) || draft.folder === null}>
              {step < 2 ? t('session.next') : create.busy ? t('session.making') : t('session.make')}
            </Button>
          </div>
        </SubmitForm>
      )}
    </div>
  );
}
