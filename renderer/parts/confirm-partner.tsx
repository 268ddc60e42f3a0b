/** The fingerprint that the partner reads out is typed, not clicked: only so has somebody really compared it. */
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { Output } from '../../contract/index.ts';
import { useCommand } from '../api/use-command.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Field } from '../ui/field.tsx';
import { SubmitForm } from '../ui/submit-form.tsx';
import { RefusalNote } from './refusal-note.tsx';

export function ConfirmPartner({ partner }: { readonly partner: Output<'exchange.partners'>[number] }) {
  const { t } = useLanguage();
  const confirm = useCommand('exchange.confirmPartner');
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  async function save(): Promise<void> {
    const reply = await confirm.run({ officeId: partner.officeId, fingerprint: typed });
    if (reply.ok) setOpen(false);
  }
  return (
    <>
      <Button size="small" type="primary" onClick={() => setOpen(true)}>
        {t('exchange.confirm')}
      </Button>
      <Modal open={open} footer={null} title={t('exchange.confirm')} onCancel={() => setOpen(false)} destroyOnHidden>
        <SubmitForm label={t('exchange.confirm')} className="stack" onSubmit={() => void save()}>
          <p>{t('exchange.compare', { name: partner.name })}</p>
          <RefusalNote refusal={confirm.refusal} />
          <Field id="confirm-fingerprint" label={t('exchange.readOut')} required>
            <Input id="confirm-fingerprint" className="code" value={typed} maxLength={80} onChange={(event) => setTyped(event.target.value)} />
          </Field>
          <Button type="primary" htmlType="submit" loading={confirm.busy} disabled={typed.trim().length < 40}>
            {t('exchange.confirmNow')}
          </Button>
        </SubmitForm>
      </Modal>
    </>
  );
}
