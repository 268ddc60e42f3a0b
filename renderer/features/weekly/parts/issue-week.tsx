import { App, Button, Input } from 'antd';
import { useState } from 'react';
import type { PlainDate } from '../../../../domain/time.ts';
import { mayCall } from '../../../access.ts';
import { useCommand } from '../../../api/use-command.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useNavigation } from '../../../navigation.tsx';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { makeRequestId } from '../../../request-id.ts';
import { useSession } from '../../../session.tsx';
import { Field } from '../../../ui/field.tsx';
import { SubmitForm } from '../../../ui/submit-form.tsx';

type Props = { readonly monday: PlainDate; readonly weekNo: number; readonly zero: boolean };

/** An empty week goes out with the button, which has the focus, and one confirmation; others are read first. */
export function IssueWeek({ monday, weekNo, zero }: Props) {
  const { t } = useLanguage();
  const { modal } = App.useApp();
  const { user } = useSession();
  const { openSheet } = useNavigation();
  const issue = useCommand('weekly.issue');
  const [requestId] = useState(makeRequestId);
  const [remark, setRemark] = useState('');
  if (!mayCall(user.role, 'weekly.issue')) return null;
  async function save(): Promise<void> {
    const reply = await issue.run({ requestId, monday, remark, expectZero: zero });
    if (reply.ok) openSheet({ sheet: 'document', documentId: reply.value.id });
  }
  function confirmZero(): void {
    modal.confirm({
      title: t(weekNo === 0 ? 'weekly.zeroSureBefore' : 'weekly.zeroSure', { no: weekNo }),
      content: t('weekly.zeroSureText'),
      okText: t('weekly.sendZero'),
      cancelText: t('common.cancel'),
      focusable: { autoFocusButton: 'ok' },
      onOk: save,
    });
  }
  return (
    <SubmitForm label={t('weekly.issue')} className="week-issue" onSubmit={() => (zero ? confirmZero() : void save())}>
      <RefusalNote refusal={issue.refusal} />
      <Field id="week-remark" label={t('weekly.remark')}>
        <Input.TextArea
          id="week-remark"
          autoSize={{ minRows: 1, maxRows: 5 }}
          maxLength={2000}
          value={remark}
          onChange={(event) => setRemark(event.target.value)}
        />
      </Field>
      <Button type="primary" htmlType="submit" autoFocus={zero} loading={issue.busy}>
        {t(zero ? 'weekly.sendZero' : 'weekly.issue')}
      </Button>
    </SubmitForm>
  );
}
