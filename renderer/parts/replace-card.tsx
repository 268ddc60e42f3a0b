/** A known office has a new card that its known signers did not sign: it is taken when somebody types the fingerprint that was read out. */
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import type { Refusal } from '../../contract/errors.ts';
import { plainText } from '../../domain/plain-text.ts';
import { chooseFile, type Chosen } from '../api/shell.ts';
import { useCommand } from '../api/use-command.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Field } from '../ui/field.tsx';
import { SubmitForm } from '../ui/submit-form.tsx';
import { RefusalNote } from './refusal-note.tsx';

type Props = { readonly file: Chosen; readonly refusal: Refusal; readonly onTaken: () => void };

export function ReplaceCard({ file, refusal, onTaken }: Props) {
  const { t } = useLanguage();
  const { message } = App.useApp();
  const add = useCommand('exchange.addPartner');
  const [typed, setTyped] = useState('');
  async function take(token: string): Promise<boolean> {
    const reply = await add.run({ file: token, confirmFingerprint: typed });
    if (!reply.ok) return reply.error.code === 'FILE_TOKEN_UNKNOWN';
    message.success(t('exchange.cardReplaced', { name: reply.value.name }));
    onTaken();
    return false;
  }
  async function save(): Promise<void> {
    const expired = await take(file.token);
    if (!expired) return;
    // The choice of the file was good for one try.
    const again = await chooseFile('card');
    if (again.ok) await take(again.value.token);
  }
  return (
    <SubmitForm label={t('exchange.replaceCard')} className="step-box stack medium" onSubmit={() => void save()}>
      <p>{t('exchange.replaceHint', { name: file.name })}</p>
      <dl className="facts facts-wide">
        <dt>{t('exchange.knownFingerprint')}</dt>
        <dd className="mono">{plainText(refusal.params['known'])}</dd>
      </dl>
      <RefusalNote refusal={add.refusal} />
      <Field id="replace-fingerprint" label={t('exchange.readOut')} required>
        <Input id="replace-fingerprint" className="code" value={typed} maxLength={80} onChange={(event) => setTyped(event.target.value)} />
      </Field>
      <div className="button-row">
        <Button type="primary" htmlType="submit" loading={add.busy} disabled={typed.trim().length < 40}>
          {t('exchange.replaceNow')}
        </Button>
      </div>
    </SubmitForm>
  );
}
