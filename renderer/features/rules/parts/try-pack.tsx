import { Alert, App, Button } from 'antd';
import { useState } from 'react';
import type { Output } from '../../../../contract/index.ts';
import type { Refusal } from '../../../../contract/errors.ts';
import { mayCall } from '../../../access.ts';
import { chooseFile } from '../../../api/shell.ts';
import { useCommand } from '../../../api/use-command.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { useSession } from '../../../session.tsx';
import { PackEffects } from './pack-effects.tsx';

type Offered = Output<'rules.list'>['offered'];
type Source = { readonly name: string; readonly from: { readonly file: string } | { readonly builtIn: string } };

/** A pack from a file or from the program is tried on the open cases first; only what was tried, byte for byte, can come into force. */
export function TryPack({ offered }: { readonly offered: Offered }) {
  const { t } = useLanguage();
  const { user } = useSession();
  const { message, modal } = App.useApp();
  const simulate = useCommand('rules.simulate');
  const activate = useCommand('rules.activate');
  const [source, setSource] = useState<Source | null>(null);
  const [refusal, setRefusal] = useState<Refusal | undefined>(undefined);
  const tried = simulate.value;
  async function choose(): Promise<void> {
    const answer = await chooseFile('rules');
    setRefusal(answer.ok ? undefined : answer.error);
    if (!answer.ok) return;
    await tryOut({ name: answer.value.name, from: { file: answer.value.token } });
  }
  async function tryOut(next: Source): Promise<void> {
    setRefusal(undefined);
    setSource(next);
    activate.forget();
    simulate.forget();
    await simulate.run(next.from);
  }
  async function bringIntoForce(): Promise<void> {
    if (source === null || tried === undefined) return;
    const reply = await activate.run({ ...source.from, sha256: tried.sha256 });
    // The choice of a file is good for one try.
    setSource(null);
    simulate.forget();
    if (reply.ok) message.success(t('rules.activatedNow', { version: reply.value.version }));
  }
  function askFor(version: string): void {
    modal.confirm({
      title: t('rules.activateSure', { version }),
      okText: t('rules.activate'),
      cancelText: t('common.cancel'),
      onOk: bringIntoForce,
    });
  }
  return (
    <section className="step-box stack">
      <p>{t('rules.tryHint')}</p>
      {offered === null ? null : <OfferedPack offered={offered} busy={simulate.busy} onTry={(next) => void tryOut(next)} />}
      <RefusalNote refusal={refusal ?? simulate.refusal ?? activate.refusal} />
      <div className="button-row">
        <Button loading={simulate.busy} onClick={() => void choose()}>
          {t('rules.try')}
        </Button>
        {tried !== undefined && source !== null && mayCall(user.role, 'rules.activate') ? (
          <Button type="primary" loading={activate.busy} onClick={() => askFor(tried.version)}>
            {t('rules.activate')}
          </Button>
        ) : null}
      </div>
      {tried === undefined || source === null ? null : <Tried name={source.name} tried={tried} />}
    </section>
  );
}

type OfferedProps = { readonly offered: NonNullable<Offered>; readonly busy: boolean; readonly onTry: (source: Source) => void };

/** A newer edition came with the program: it waits here until somebody has tried it and wants it. */
function OfferedPack({ offered, busy, onTry }: OfferedProps) {
  const { t, language } = useLanguage();
  const name = language === 'en' ? offered.titleEn : offered.titleZh;
  return (
    <Alert
      type="info"
      showIcon
      title={`${t('rules.offered')} · ${name} · ${offered.version}`}
      description={t('rules.offeredHint')}
      action={
        <Button loading={busy} onClick={() => onTry({ name, from: { builtIn: offered.version } })}>
          {t('rules.tryOffered')}
        </Button>
      }
    />
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
