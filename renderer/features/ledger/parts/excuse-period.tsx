import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { OfficeDuty } from '../../../../contract/ledger.ts';
import { useCommand } from '../../../api/use-command.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useClockConfirm } from '../../../parts/clock-confirm.tsx';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { makeRequestId } from '../../../request-id.ts';
import { Field } from '../../../ui/field.tsx';
import { SubmitForm } from '../../../ui/submit-form.tsx';

type Props = { readonly duty: OfficeDuty; readonly onClose: () => void };

/** A leader says why a period need not be kept; the reason is an entry of the ledger. */
export function ExcusePeriod({ duty, onClose }: Props) {
  const { t, language } = useLanguage();
  const excuse = useCommand('ledger.excuse');
  const clock = useClockConfirm(excuse.refusal);
  const [requestId] = useState(makeRequestId);
  const [reason, setReason] = useState('');
  async function save(): Promise<void> {
    if (reason.trim() === '') return;
    const reply = await excuse.run({ requestId, dutyId: duty.id, reason, clockConfirmed: clock.confirmed });
    if (reply.ok) onClose();
  }
  return (
    <Modal open title={t('ledger.excuseTitle')} footer={null} onCancel={onClose} destroyOnHidden>
      <SubmitForm label={t('ledger.excuseTitle')} className="stack" focusFirst onSubmit={() => void save()}>
        <p>
          <b>{language === 'en' ? duty.titleEn : duty.titleZh}</b> · {duty.period}
        </p>
        <p className="quiet">{t('ledger.excuseHint')}</p>
        <RefusalNote refusal={excuse.refusal} />
        {clock.question}
        <div className="form-grid">
          <Field id="excuse-reason" label={t('ledger.excuseReason')} required wide>
            <Input.TextArea
              id="excuse-reason"
              autoSize={{ minRows: 2, maxRows: 5 }}
              maxLength={1000}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </Field>
        </div>
        <div className="form-end">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={excuse.busy} disabled={reason.trim() === ''}>
            {t('ledger.excuseNow')}
          </Button>
        </div>
      </SubmitForm>
    </Modal>
  );
}
