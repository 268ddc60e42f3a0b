/** The weekly report: figures come from the register, an empty week is a zero report in two clicks. */
import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import type { DocumentId } from '../../../domain/ids.ts';
import { addDays, dateOf, mondayOf, type PlainDate } from '../../../domain/time.ts';
import { mayCall } from '../../access.ts';
import { useCommand } from '../../api/use-command.ts';
import { useRegisterQuery } from '../../api/use-query.ts';
import { readClock } from '../../clock.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useNavigation } from '../../navigation.tsx';
import { ReadingOf } from '../../parts/reading.tsx';
import { RefusalNote } from '../../parts/refusal-note.tsx';
import { useSession } from '../../session.tsx';
import { Field } from '../../ui/field.tsx';
import { DateField } from '../../ui/moment-field.tsx';
import { Page } from '../../ui/page.tsx';
import { SubmitForm } from '../../ui/submit-form.tsx';
import { WeekFigures } from './parts/week-figures.tsx';
import { makeRequestId } from '../../request-id.ts';

export function WeeklyPage() {
  const { t } = useLanguage();
  const [monday, setMonday] = useState<PlainDate>(() => addDays(mondayOf(dateOf(readClock())), -7));
  const week = useRegisterQuery('weekly.compute', { monday }, { keep: true });
  return (
    <Page
      title={t('frame.page.weekly')}
      note={week.value === undefined ? undefined : t('weekly.week', { no: week.value.weekNo, from: week.value.from, to: week.value.to })}
      actions={
        <>
          <Button onClick={() => setMonday(addDays(monday, -7))}>{t('weekly.previous')}</Button>
          <DateField id="week" picker="week" value={monday} onChange={(day) => setMonday(mondayOf(day ?? monday))} />
          <Button onClick={() => setMonday(addDays(monday, 7))}>{t('weekly.next')}</Button>
        </>
      }
    >
      <ReadingOf reading={week}>
        {(value) => (
          <div className="stack">
            {value.zero ? <Alert type="success" showIcon title={t('weekly.zero')} description={t('weekly.zeroHint')} /> : null}
            <IssueWeek key={monday} monday={monday} issued={value.issued} zero={value.zero} />
            <WeekFigures figures={value.figures} lines={value.lines} />
          </div>
        )}
      </ReadingOf>
    </Page>
  );
}

type IssueProps = { readonly monday: PlainDate; readonly issued: DocumentId | null; readonly zero: boolean };

function IssueWeek({ monday, issued, zero }: IssueProps) {
  const { t } = useLanguage();
  const { user } = useSession();
  const { openSheet } = useNavigation();
  const issue = useCommand('weekly.issue');
  const [requestId] = useState(makeRequestId);
  const [remark, setRemark] = useState('');
  if (issued !== null) {
    return (
      <div className="button-row">
        <Alert type="info" showIcon title={t('weekly.issued')} />
        <Button onClick={() => openSheet({ sheet: 'document', documentId: issued })}>{t('weekly.see')}</Button>
      </div>
    );
  }
  if (!mayCall(user.role, 'weekly.issue')) return null;
  async function save(): Promise<void> {
    const reply = await issue.run({ requestId, monday, remark });
    if (reply.ok) openSheet({ sheet: 'document', documentId: reply.value.id });
  }
  return (
    <SubmitForm label={t('weekly.issue')} className="week-issue" onSubmit={() => void save()}>
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
      <Button type="primary" htmlType="submit" loading={issue.busy}>
        {t(zero ? 'weekly.issueZero' : 'weekly.issue')}
      </Button>
    </SubmitForm>
  );
}
