import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../../api/use-command.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useNavigation } from '../../../navigation.tsx';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { makeRequestId } from '../../../request-id.ts';
import { Field } from '../../../ui/field.tsx';
import { SubmitForm } from '../../../ui/submit-form.tsx';

/** Makes the numbered list for the principal, then shows it to be printed. */
export function PrintList({ onClose }: { readonly onClose: () => void }) {
  const { t } = useLanguage();
  const { openSheet } = useNavigation();
  const issue = useCommand('documents.issueOverdueList');
  const [requestId] = useState(makeRequestId);
  const [remark, setRemark] = useState('');
  async function run(): Promise<void> {
    const reply = await issue.run({ requestId, remark });
    if (!reply.ok) return;
    onClose();
    openSheet({ sheet: 'document', documentId: reply.value.id });
  }
  return (
    <Modal open title={t('wall.printTitle')} footer={null} onCancel={onClose} destroyOnHidden>
      <SubmitForm label={t('wall.printTitle')} className="stack" focusFirst onSubmit={() => void run()}>
        <p>{t('wall.printHint')}</p>
        <RefusalNote refusal={issue.refusal} />
        <div className="form-grid">
          <Field id="wall-remark" label={t('wall.remark')} wide>
            <Input.TextArea
              id="wall-remark"
              autoSize={{ minRows: 2, maxRows: 5 }}
              maxLength={1000}
              value={remark}
              onChange={(event) => setRemark(event.target.value)}
            />
          </Field>
        </div>
        <div className="form-end">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={issue.busy}>
            {t('wall.printNow')} <kbd>Ctrl+Enter</kbd>
          </Button>
        </div>
      </SubmitForm>
    </Modal>
  );
}
