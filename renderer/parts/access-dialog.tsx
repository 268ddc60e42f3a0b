/** Looking into a case that is not one's own: with a reason, which its owner sees. */
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { CaseId } from '../../domain/ids.ts';
import { useCommand } from '../api/use-command.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { makeRequestId } from '../request-id.ts';
import { Field } from '../ui/field.tsx';
import { SubmitForm } from '../ui/submit-form.tsx';
import { RefusalNote } from './refusal-note.tsx';

type Props = { readonly caseId: CaseId; readonly onGranted: () => void; readonly onClose: () => void };

const shortest = 4;

export function AccessDialog({ caseId, onGranted, onClose }: Props) {
  const { t } = useLanguage();
  const access = useCommand('cases.access');
  const [requestId] = useState(makeRequestId);
  const [reason, setReason] = useState('');
  const [strict, setStrict] = useState(false);
  const short = reason.trim().length < shortest;
  async function ask(): Promise<void> {
    setStrict(true);
    if (short) return;
    const reply = await access.run({ requestId, caseId, reason });
    if (reply.ok) onGranted();
  }
  return (
    <Modal open title={t('accessing.title')} footer={null} onCancel={onClose} width={480}>
      <SubmitForm label={t('accessing.title')} className="stack" onSubmit={() => void ask()}>
        <RefusalNote refusal={access.refusal} />
        <p>{t('accessing.hint')}</p>
        <Field id="access-reason" label={t('accessing.reason')} required problem={strict && short ? t('accessing.short') : undefined}>
          <Input.TextArea
            id="access-reason"
            autoFocus
            autoSize={{ minRows: 3, maxRows: 8 }}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        <div className="form-end">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={access.busy}>
            {t('accessing.open')} <kbd>Ctrl+Enter</kbd>
          </Button>
        </div>
      </SubmitForm>
    </Modal>
  );
}
