import { App, Button, Input } from 'antd';
import { useState } from 'react';
import type { DocumentView } from '../../../../contract/cases.ts';
import { useCommand } from '../../../api/use-command.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { PassphraseField } from '../../../parts/passphrase-field.tsx';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { Field } from '../../../ui/field.tsx';
import { SubmitForm } from '../../../ui/submit-form.tsx';

/** Sign exactly these bytes, or send the paper back with a word why. */
export function SignForm({ document }: { readonly document: DocumentView }) {
  const { t } = useLanguage();
  const { message } = App.useApp();
  const sign = useCommand('signing.sign');
  const giveBack = useCommand('signing.return');
  const [passphrase, setPassphrase] = useState('');
  const [comment, setComment] = useState('');
  async function signNow(): Promise<void> {
    if (passphrase === '') return;
    const reply = await sign.run({ documentId: document.id, pdfSha256: document.pdf.sha256, passphrase });
    setPassphrase('');
    if (reply.ok) message.success(t('signing.signed', { number: document.number }));
  }
  async function returnNow(): Promise<void> {
    if (comment.trim() === '') return;
    const reply = await giveBack.run({ documentId: document.id, comment });
    if (reply.ok) message.success(t('signing.returned', { number: document.number }));
  }
  return (
    <aside className="desk-side stack">
      <h2>{t('signing.sign')}</h2>
      <p className="quiet">{t('signing.bytes')}</p>
      <code className="hash">{document.pdf.sha256}</code>
      <SubmitForm label={t('signing.sign')} className="stack" onSubmit={() => void signNow()}>
        <RefusalNote refusal={sign.refusal} />
        <PassphraseField id="sign-passphrase" label={t('signing.passphrase')} value={passphrase} onChange={setPassphrase} />
        <Button type="primary" htmlType="submit" loading={sign.busy} disabled={passphrase === ''}>
          {t('signing.signNow')}
        </Button>
      </SubmitForm>
      <hr />
      <SubmitForm label={t('signing.return')} className="stack" onSubmit={() => void returnNow()}>
        <RefusalNote refusal={giveBack.refusal} />
        <Field id="return-comment" label={t('signing.comment')} required>
          <Input.TextArea id="return-comment" autoSize={{ minRows: 3 }} maxLength={2000} value={comment} onChange={(event) => setComment(event.target.value)} />
        </Field>
        <Button htmlType="submit" loading={giveBack.busy} disabled={comment.trim() === ''}>
          {t('signing.returnNow')}
        </Button>
      </SubmitForm>
    </aside>
  );
}
