import { Button } from 'antd';
import type { CaseFile } from '../../../../contract/cases.ts';
import type { DutyChanges } from '../../../../contract/duties.ts';
import type { EventType } from '../../../../domain/events/registry.ts';
import { readClock } from '../../../clock.ts';
import type { Values } from '../../../forms/field-model.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { Field } from '../../../ui/field.tsx';
import { MomentField } from '../../../ui/moment-field.tsx';
import { SubmitForm } from '../../../ui/submit-form.tsx';
import { isContact } from '../contact.ts';
import { useRecording, type Recording, type Typed } from '../use-recording.ts';
import { ContactForm } from './contact-form.tsx';
import type { ChosenDuty } from '../../../navigation.tsx';
import { ContactKind } from './contact-kind.tsx';
import { EventFields } from './event-fields.tsx';
import { PastWeek } from './past-week.tsx';

type Props = {
  readonly type: EventType;
  readonly file: CaseFile;
  readonly initial: Values;
  readonly typed: Typed | null;
  readonly duty: ChosenDuty | undefined;
  /** Another entry is to be made with what was typed so far. */
  readonly onType: (type: EventType, typed: Typed) => void;
  readonly onDirty: () => void;
  readonly onCancel: () => void;
  readonly onSaved: (duties: DutyChanges) => void;
};

export function EventForm({ type, file, initial, typed, duty, onType, onDirty, onCancel, onSaved }: Props) {
  const { t } = useLanguage();
  const recording = useRecording({ type, file, initial, typed }, { onDirty, onSaved });
  const contact = isContact(type);
  return (
    <SubmitForm label={t(`events:${type}`)} className="stack" focusFirst={!contact} onSubmit={() => void recording.save()}>
      <RefusalNote refusal={recording.refusal} />
      <WayOut recording={recording} />
      {duty === undefined ? null : <PastWeek duty={duty} type={type} happenedAt={recording.happenedAt} />}
      <ContactKind
        type={type}
        allowed={file.allowed}
        onType={(next) => onType(next, { values: { ...typed?.values, ...recording.values }, happenedAt: recording.happenedAt })}
      />
      {contact ? (
        <ContactForm type={type} file={file} recording={recording} />
      ) : (
        <>
          {type === 'correction_made' ? null : (
            <Field id="happened-at" label={t('record.happenedAt')} required hint={t('record.happenedHint')}>
              <MomentField id="happened-at" value={recording.happenedAt} latest={readClock()} onChange={recording.setHappenedAt} />
            </Field>
          )}
          <EventFields type={type} file={file} values={recording.values} given={initial} strict={recording.strict} onChange={recording.change} />
        </>
      )}
      <div className="form-end">
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={recording.busy} disabled={recording.refusal?.code === 'STALE_VERSION'}>
          {t('common.save')} <kbd>Ctrl+Enter</kbd>
        </Button>
      </div>
    </SubmitForm>
  );
}

/** Two refusals that the writer can answer: the case moved on meanwhile, and the clock seems to have been set back. */
function WayOut({ recording }: { readonly recording: Recording }) {
  const { t } = useLanguage();
  if (recording.refusal?.code === 'STALE_VERSION') return <Button onClick={recording.accept}>{t('record.seen')}</Button>;
  if (recording.refusal?.code === 'CLOCK_SET_BACK') return <Button onClick={() => void recording.save(true)}>{t('contact.clockRight')}</Button>;
  return null;
}
