import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { CaseFile } from '../../../../contract/cases.ts';
import { dateOf } from '../../../../domain/time.ts';
import type { EventType } from '../../../../domain/events/registry.ts';
import { useCommand } from '../../../api/use-command.ts';
import { readClock } from '../../../clock.ts';
import type { Values } from '../../../forms/field-model.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { makeRequestId } from '../../../request-id.ts';
import { useSession } from '../../../session.tsx';
import { Field } from '../../../ui/field.tsx';
import { MomentField } from '../../../ui/moment-field.tsx';
import { SubmitForm } from '../../../ui/submit-form.tsx';
import { formOf } from '../forms.ts';
import { ContactKind } from './contact-kind.tsx';
import { EventFields } from './event-fields.tsx';

type Props = {
  readonly type: EventType;
  readonly file: CaseFile;
  readonly initial: Values;
  readonly onType: (type: EventType) => void;
  readonly onDirty: () => void;
  readonly onCancel: () => void;
  readonly onSaved: () => void;
};

export function EventForm({ type, file, initial, onType, onDirty, onCancel, onSaved }: Props) {
  const { t } = useLanguage();
  const { user } = useSession();
  const record = useCommand('events.record');
  // Made once per opening: sending the same form twice records one entry.
  const [requestId] = useState(makeRequestId);
  // The state of the case that the writer saw; a newer one must be looked at before saving.
  const [seenVersion, setSeenVersion] = useState(file.summary.version);
  const [happenedAt, setHappenedAt] = useState(readClock);
  const form = useMemo(() => formOf(type), [type]);
  const [values, setValues] = useState<Values>(() => ({ ...form.start({ file, userName: user.displayName, today: dateOf(readClock()) }), ...initial }));
  const [strict, setStrict] = useState(false);
  const stale = record.refusal?.code === 'STALE_VERSION';

  async function save(): Promise<void> {
    setStrict(true);
    if (!form.isComplete(values)) return;
    const reply = await record.run({ requestId, caseId: file.summary.id, expectedVersion: seenVersion, type, happenedAt, payload: form.payload(values) });
    if (reply.ok) onSaved();
  }
  return (
    <SubmitForm label={t(`events:${type}`)} className="stack" focusFirst onSubmit={() => void save()}>
      <RefusalNote refusal={record.refusal} />
      {stale ? (
        <Button
          onClick={() => {
            setSeenVersion(file.summary.version);
            record.forget();
          }}
        >
          {t('record.seen')}
        </Button>
      ) : null}
      <ContactKind type={type} allowed={file.allowed} onType={onType} />
      {type === 'correction_made' ? null : (
        <Field id="happened-at" label={t('record.happenedAt')} required hint={t('record.happenedHint')}>
          <MomentField id="happened-at" value={happenedAt} latest={readClock()} onChange={setHappenedAt} />
        </Field>
      )}
      <EventFields
        type={type}
        file={file}
        values={values}
        strict={strict}
        onChange={(next) => {
          setValues(next);
          onDirty();
        }}
      />
      <div className="form-end">
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={record.busy} disabled={stale}>
          {t('common.save')} <kbd>Ctrl+Enter</kbd>
        </Button>
      </div>
    </SubmitForm>
  );
}
