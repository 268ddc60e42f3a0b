import { App, Button, Drawer } from 'antd';
import { useMemo, useState } from 'react';
import type { Output } from '../../../../contract/index.ts';
import { useCommand } from '../../../api/use-command.ts';
import { readClock } from '../../../clock.ts';
import { isMissing, type Values } from '../../../forms/field-model.ts';
import { GeneratedForm } from '../../../forms/generated-form.tsx';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useClockConfirm } from '../../../parts/clock-confirm.tsx';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { makeRequestId } from '../../../request-id.ts';
import { useSession } from '../../../session.tsx';
import { Field } from '../../../ui/field.tsx';
import { MomentField } from '../../../ui/moment-field.tsx';
import { SubmitForm } from '../../../ui/submit-form.tsx';
import { useGuardedClose } from '../../../ui/use-guarded-close.ts';
import { entryOf, reportFieldsOf, startReport, type ReportKind } from '../report-fields.ts';

type Pupil = Output<'pupils.marks'>['pupils'][number];
type Decision = Pupil['decisions'][number];
type Props = { readonly kind: ReportKind; readonly pupil: Pupil; readonly decision: Decision | null; readonly onClose: () => void };

const words = {
  lead: { title: 'myClass.reportTitle', label: 'myClass.report', hint: 'myClass.reportHint' },
  observation: { title: 'myClass.observeTitle', label: 'myClass.observe', hint: 'myClass.observeHint' },
  decision: { title: 'myClass.doneTitle', label: 'myClass.done', hint: 'myClass.doneHint' },
} as const;

/** A card of one minute. What becomes of it is not told here: the register answers alike whether or not the pupil has a case. */
export function ReportSheet({ kind, pupil, decision, onClose }: Props) {
  const { t } = useLanguage();
  const { notification } = App.useApp();
  const { user } = useSession();
  const report = useCommand('pupils.report');
  const clock = useClockConfirm(report.refusal);
  const [requestId] = useState(makeRequestId);
  const [happenedAt, setHappenedAt] = useState(readClock);
  const fields = useMemo(() => reportFieldsOf(kind), [kind]);
  const [values, setValues] = useState<Values>(() => startReport(kind, { userName: user.displayName, obligationId: decision?.obligationId ?? null }));
  const [strict, setStrict] = useState(false);
  const [dirty, setDirty] = useState(false);
  const close = useGuardedClose(dirty, onClose);
  const name = entryOf[kind];
  const change = (next: Values) => {
    setValues(next);
    setDirty(true);
  };
  async function send(): Promise<void> {
    setStrict(true);
    if ([...fields.first, ...fields.more].some((field) => isMissing(field, values[field.key]))) return;
    const reply = await report.run({ requestId, happenedAt, pupilId: pupil.pupilId, kind, payload: values, clockConfirmed: clock.confirmed });
    if (!reply.ok) return;
    onClose();
    notification.success({ placement: 'bottomRight', title: t('myClass.sent'), description: t('myClass.thanks'), duration: 5 });
  }
  return (
    <Drawer open size={560} title={t(words[kind].title, { name: pupil.name })} onClose={close} destroyOnHidden>
      <SubmitForm label={t(words[kind].label)} className="stack" focusFirst onSubmit={() => void send()}>
        <p className="quiet">{t(words[kind].hint)}</p>
        {decision === null ? null : <b>{decision.what}</b>}
        <RefusalNote refusal={report.refusal} />
        {clock.question}
        <GeneratedForm name={name} fields={fields.first} values={values} strict={strict} onChange={change} />
        <details>
          <summary>{t('myClass.more')}</summary>
          <div className="stack form-more">
            <Field id="happened-at" label={t(kind === 'decision' ? 'myClass.doneAt' : 'myClass.happenedAt')} required>
              <MomentField id="happened-at" value={happenedAt} latest={readClock()} onChange={setHappenedAt} />
            </Field>
            <GeneratedForm name={name} fields={fields.more} values={values} strict={strict} onChange={change} />
          </div>
        </details>
        <div className="form-end">
          <Button onClick={close}>{t('common.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={report.busy}>
            {t('myClass.send')} <kbd>Ctrl+Enter</kbd>
          </Button>
        </div>
      </SubmitForm>
    </Drawer>
  );
}
