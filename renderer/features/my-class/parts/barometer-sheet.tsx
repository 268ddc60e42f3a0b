import { Alert, Button, Drawer } from 'antd';
import { useState } from 'react';
import type { Output } from '../../../../contract/index.ts';
import { barometer } from '../../../../domain/ledger/barometer.ts';
import { barometerAdvice } from '../../../../domain/ledger/barometer-advice.ts';
import { dateOf, mondayOf, type PlainDate } from '../../../../domain/time.ts';
import { useCommand } from '../../../api/use-command.ts';
import { readClock } from '../../../clock.ts';
import { emptyValues, isMissing, type Values } from '../../../forms/field-model.ts';
import { fieldsOf } from '../../../forms/from-schema.ts';
import { GeneratedForm } from '../../../forms/generated-form.tsx';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useClockConfirm } from '../../../parts/clock-confirm.tsx';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { makeRequestId } from '../../../request-id.ts';
import { Field } from '../../../ui/field.tsx';
import { DateField } from '../../../ui/moment-field.tsx';
import { SubmitForm } from '../../../ui/submit-form.tsx';
import { useGuardedClose } from '../../../ui/use-guarded-close.ts';

type Marks = Output<'pupils.marks'>;
type Props = { readonly marks: Marks; readonly onClose: () => void };

/** The class is the caller's own, and the week that of the day. */
const given: readonly string[] = ['className', 'week'];
const fields = fieldsOf(barometer.payload).filter(({ key }) => !given.includes(key));
const nobody: Values = { sunny: 0, cloudy: 0, overcast: 0, rain: 0 };

/** The class's week as its peer monitor reports it, with what the school's own rule asks for afterwards. */
export function BarometerSheet({ marks, onClose }: Props) {
  const { t } = useLanguage();
  const record = useCommand('ledger.record');
  const clock = useClockConfirm(record.refusal);
  const [requestId] = useState(makeRequestId);
  const [happenedOn, setHappenedOn] = useState<PlainDate>(() => dateOf(readClock()));
  const [values, setValues] = useState<Values>(() => emptyValues(fields, nobody));
  const [strict, setStrict] = useState(false);
  const [dirty, setDirty] = useState(false);
  const close = useGuardedClose(dirty && record.value === undefined, onClose);
  async function save(): Promise<void> {
    setStrict(true);
    if (fields.some((field) => isMissing(field, values[field.key]))) return;
    const payload = { ...values, className: marks.className, week: mondayOf(happenedOn) };
    await record.run({ requestId, kind: 'barometer', happenedOn, payload, clockConfirmed: clock.confirmed });
  }
  return (
    <Drawer open size={640} title={`${t('myClass.barometerTitle')} · ${marks.className}`} onClose={close} destroyOnHidden>
      {record.value === undefined ? (
        <SubmitForm label={t('myClass.barometer')} className="stack" focusFirst onSubmit={() => void save()}>
          <RefusalNote refusal={record.refusal} />
          {clock.question}
          <Field id="barometer-day" label={t('ledger.happenedOn')} required>
            <DateField id="barometer-day" value={happenedOn} onChange={(day) => setHappenedOn(day ?? happenedOn)} />
          </Field>
          <GeneratedForm
            name="barometer"
            fields={fields}
            values={values}
            strict={strict}
            targets={{ pupil: marks.pupils.map((pupil) => ({ value: pupil.pupilId, label: `${pupil.name} · ${pupil.studentNo}` })) }}
            onChange={(next) => {
              setValues(next);
              setDirty(true);
            }}
          />
          <div className="form-end">
            <Button onClick={close}>{t('common.cancel')}</Button>
            <Button type="primary" htmlType="submit" loading={record.busy}>
              {t('common.save')} <kbd>Ctrl+Enter</kbd>
            </Button>
          </div>
        </SubmitForm>
      ) : (
        <Advice marks={marks} payload={record.value.payload} onClose={onClose} />
      )}
    </Drawer>
  );
}

type AdviceProps = { readonly marks: Marks; readonly payload: unknown; readonly onClose: () => void };

function Advice({ marks, payload, onClose }: AdviceProps) {
  const { t } = useLanguage();
  const sheet = barometer.payload.safeParse(payload);
  const advice = sheet.success ? barometerAdvice(sheet.data) : [];
  return (
    <div className="stack">
      <Alert type="success" showIcon title={t('ledger.saved')} />
      {advice.length === 0 ? null : <h3 className="small-head">{t('myClass.adviceTitle')}</h3>}
      <ul className="plain-list lines">
        {advice.map(({ pupilId, step }) => (
          <li key={pupilId}>
            <b>{marks.pupils.find((pupil) => pupil.pupilId === pupilId)?.name}</b>{' '}
            <span className={step === 'at_once' ? 'due-late' : undefined}>{t(`myClass.advice.${step}`)}</span>
          </li>
        ))}
      </ul>
      <div className="form-end">
        <Button type="primary" onClick={onClose}>
          {t('common.close')}
        </Button>
      </div>
    </div>
  );
}
