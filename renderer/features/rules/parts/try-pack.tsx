import { Alert, App, Button } from 'antd';
import { useState } from 'react';
import type { Output } from '../../../../contract/index.ts';
import type { Refusal } from '../../../../contract/errors.ts';
import { mayCall } from '../../../access.ts';
import { chooseFile, type Chosen } from '../../../api/shell.ts';
import { useCommand } from '../../../api/use-command.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { useSession } from '../../../session.tsx';
import { PackEffects } from './pack-effects.tsx';

/** A pack from a file is tried on the open cases first; only what was tried, byte for byte, can come into force. */
export function TryPack() {
  const { t } = useLanguage();
  const { user } = useSession();
  const { message, modal } = App.useApp();
  const simulate = useCommand('rules.simulate');
  const activate = useCommand('rules.activate');
  const [file, setFile] = useState<Chosen | null>(null);
  const [refusal, setRefusal] = useState<Refusal | undefined>(undefined);
  const tried = simulate.value;
  async function choose(): Promise<void> {
    const answer = await chooseFile('rules');
    setRefusal(answer.ok ? undefined : answer.error);
    if (!answer.ok) return;
    setFile(answer.value);
    activate.forget();
    simulate.forget();
    await simulate.run({ file: answer.value.token });
  }
  async function bringIntoForce(): Promise<void> {
    if (file === null || tried === undefined) return;
    const reply = await activate.run({ file: file.token, sha256: tried.sha256 });
    // The choice of a file is good for one try.
    setFile(null);
    simulate.forget();
    if (reply.ok) message.success(t('rules.activatedNow', { version: reply.value.version }));
  }
  return (
    <section className="step-box stack">
      <p>{t('rules.tryHint')}</p>
      <RefusalNote refusal={refusal ?? simulate.refusal ?? activate.refusal} />
      <div className="button-row">
        <Button loading={simulate.busy} onClick={() => void choose()}>
          {t('rules.try')}
        </Button>
        {tried !== undefined && file !== null && mayCall(user.role, 'rules.activate') ? (
          <Button
            type="primary"
            loading={activate.busy}
            onClick={() =>
              modal.confirm({
                title: t('rules.activateSure', { version: tried.version }),
                okText: t('rules.activate'),
                cancelText: t('common.cancel'),
                onOk: bringIntoForce,
              })
            }
          >
            {t('rules.activate')}
          </Button>
        ) : null}
      </div>
      {tried === undefined || file === null ? null : <Tried name={file.name} tried={tried} />}
    </section>
  );
}

function Tried({ name, tried }: { readonly name: string; readonly tried: Output<'rules.simulate'> }) {
  const { t } = useLanguage();
  return (
    <>
      <Alert
        type="info"
        showIcon
        title={`${t('rules.tried', { name })} · ${tried.version}`}
        description={
          <>
            {t('rules.sum', { cases: tried.cases, affected: tried.affected })} <code className="hash">{tried.sha256}</code>
          </>
        }
      />
      <PackEffects tried={tried} />
    </>
  );
}
