import { App, Button, Input } from 'antd';
import { useState } from 'react';
import type { PackageView } from '../../../../contract/exchange.ts';
import type { PupilId } from '../../../../domain/ids.ts';
import { useCommand } from '../../../api/use-command.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { PupilPicker } from '../../../parts/pupil-picker.tsx';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { Field } from '../../../ui/field.tsx';
import { SubmitForm } from '../../../ui/submit-form.tsx';

type Props = { readonly view: PackageView; readonly onChanged: (view: PackageView) => void };

/** Take a quarantined package into the register, or send it back with a reason. */
export function JudgePackage({ view, onChanged }: Props) {
  const { t } = useLanguage();
  const { notification } = App.useApp();
  const accept = useCommand('exchange.accept');
  const giveBack = useCommand('exchange.return');
  const [reason, setReason] = useState('');
  const [pupilId, setPupilId] = useState<PupilId | null>(null);
  async function take(): Promise<void> {
    const reply = await accept.run({ packageId: view.id, pupilId });
    if (!reply.ok) return;
    const { unmatched, receiptId } = reply.value;
    notification.success({
      placement: 'bottomRight',
      title: t('exchange.accepted'),
      description: [
        receiptId === null ? '' : t('exchange.receiptMade'),
        unmatched.length === 0 ? '' : t('exchange.unmatched', { numbers: unmatched.join(t('common.listMark')) }),
      ].join(' '),
      duration: 8,
    });
    onChanged(reply.value.view);
  }
  async function refuse(): Promise<void> {
    if (reason.trim() === '') return;
    const reply = await giveBack.run({ packageId: view.id, reason });
    if (reply.ok) onChanged(reply.value.view);
  }
  return (
    <div className="step-box stack">
      <p>{t('exchange.judgeHint')}</p>
      <RefusalNote refusal={accept.refusal ?? giveBack.refusal} />
      {accept.refusal?.code === 'PUPIL_UNKNOWN' ? (
        <Field id="letter-pupil" label={t('exchange.whichPupil')} required>
          <PupilPicker id="letter-pupil" label={t('exchange.whichPupil')} value={pupilId} onChange={setPupilId} />
        </Field>
      ) : null}
      <Button type="primary" loading={accept.busy} onClick={() => void take()}>
        {t('exchange.accept')}
      </Button>
      <SubmitForm label={t('exchange.return')} className="stack" onSubmit={() => void refuse()}>
        <Field id="return-reason" label={t('exchange.returnReason')}>
          <Input id="return-reason" value={reason} maxLength={1000} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <Button htmlType="submit" loading={giveBack.busy} disabled={reason.trim() === ''}>
          {t('exchange.return')}
        </Button>
      </SubmitForm>
    </div>
  );
}
