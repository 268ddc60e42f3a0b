import { App, Button, Drawer, Input } from 'antd';
import { useMemo, useState } from 'react';
import type { LedgerEntryView } from '../../../../contract/ledger.ts';
import type { LedgerKind } from '../../../../domain/ledger/registry.ts';
import { dateOf, type PlainDate } from '../../../../domain/time.ts';
import { useCommand } from '../../../api/use-command.ts';
import { readClock } from '../../../clock.ts';
import type { Values } from '../../../forms/field-model.ts';
import { GeneratedForm } from '../../../forms/generated-form.tsx';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useClockConfirm } from '../../../parts/clock-confirm.tsx';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { makeRequestId } from '../../../request-id.ts';
import { Field } from '../../../ui/field.tsx';
import { DateField } from '../../../ui/moment-field.tsx';
import { SubmitForm } from '../../../ui/submit-form.tsx';
import { useGuardedClose } from '../../../ui/use-guarded-close.ts';
import { entryFormOf } from '../entry-form.ts';

type Props = { readonly kind: LedgerKind; readonly corrects: LedgerEntryView | null; readonly onClose: () => void };

/** A new entry, or one that sets an earlier one right. */
export function EntrySheet({ kind, corrects, onClose }: Props) {
  const { t } = useLanguage();
  const [dirty, setDirty] = useState(false);
  const close = useGuardedClose(dirty, onClose);
  const name = t(`ledger.kind.${kind}`);
  const title = corrects === null ? t('ledger.add', { kind: name }) : t('ledger.correctTitle', { kind: name });
  return (
    <Drawer open size={640} title={title} onClose={close} destroyOnHidden>
      <EntryForm kind={kind} corrects={corrects} title={title} onDirty={() => setDirty(true)} onCancel={close} onSaved={onClose} />
    </Drawer>
  );
}

type FormProps = Omit<Props, 'onClose'> & {
  readonly title: string;
  readonly onDirty: () => void;
  readonly onCancel: () => void;
  readonly onSaved: () => void;
};

function EntryForm({ kind, corrects, title, onDirty, onCancel, onSaved }: FormProps) {
  const { t } = useLanguage();
  const { message } = App.useApp();
  const record = useCommand('ledger.record');
  const correct = useCommand('ledger.correct');
  const refusal = record.refusal ?? correct.refusal;
  const clock = useClockConfirm(refusal);
  const form = useMemo(() => entryFormOf(kind, corrects), [kind, corrects]);
  const [requestId] = useState(makeRequestId);
  const [happenedOn, setHappenedOn] = useState<PlainDate>(() => corrects?.happenedOn ?? dateOf(readClock()));
  const [values, setValues] = useState<Values>(form.start);
  const [reason, setReason] = useState('');
  const [strict, setStrict] = useState(false);
  const unexplained = corrects !== null && reason.trim() === '';
  async function save(): Promise<void> {
    setStrict(true);
    if (!form.isComplete(values) || unexplained) return;
    const payload = form.payload(values, happenedOn);
    const reply =
      corrects === null
        ? await record.run({ requestId, kind, happenedOn, payload, clockConfirmed: clock.confirmed })
        : await correct.run({ requestId, entryId: corrects.id, happenedOn, payload, reason, clockConfirmed: clock.confirmed });
    if (!reply.ok) return;
    message.success(t('ledger.saved'));
    onSaved();
  }
  return (
    <SubmitForm label={title} className="stack" focusFirst onSubmit={() => void save()}>
      {corrects === null ? null : <p className="quiet">{t('ledger.correctHint')}</p>}
      <RefusalNote refusal={refusal} />
      {clock.question}
      {form.asksDay ? (
        <Field id="ledger-day" label={t('ledger.happenedOn')} required>
          <DateField id="ledger-day" value={happenedOn} onChange={(day) => setHappenedOn(day ?? happenedOn)} />
        </Field>
      ) : null}
      <GeneratedForm
        name={kind}
        fields={form.fields}
        values={values}
        strict={strict}
        onChange={(next) => {
          setValues(next);
          onDirty();
        }}
      />
      {corrects === null ? null : <Reason value={reason} missing={strict && unexplained} onChange={setReason} />}
      <div className="form-end">
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={record.busy || correct.busy}>
          {t('common.save')} <kbd>Ctrl+Enter</kbd>
        </Button>
      </div>
    </SubmitForm>
  );
}

type ReasonProps = { readonly value: string; readonly missing: boolean; readonly onChange: (reason: string) => void };

/** Why an entry is set right. */
function Reason({ value, missing, onChange }: ReasonProps) {
  const { t } = useLanguage();
  return (
    <Field id="ledger-reason" label={t('ledger.reason')} required problem={missing ? t('common.missing') : undefined}>
      <Input.TextArea
        id="ledger-reason"
        autoSize={{ minRows: 2, maxRows: 5 }}
        maxLength={1000}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
