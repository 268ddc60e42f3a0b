/** Opening a case: the lead is its first entry. */
import { Button, Drawer } from 'antd';
import { useMemo, useState } from 'react';
import type { PupilSummary } from '../../../contract/shapes.ts';
import { useCommand } from '../../api/use-command.ts';
import { readClock } from '../../clock.ts';
import { GeneratedForm } from '../../forms/generated-form.tsx';
import { emptyValues, isMissing, type Values } from '../../forms/field-model.ts';
import { classWords } from '../../i18n/school-grade.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useNavigation } from '../../navigation.tsx';
import { useClockConfirm } from '../../parts/clock-confirm.tsx';
import { RefusalNote } from '../../parts/refusal-note.tsx';
import { makeRequestId } from '../../request-id.ts';
import { Field } from '../../ui/field.tsx';
import { MomentField } from '../../ui/moment-field.tsx';
import { SubmitForm } from '../../ui/submit-form.tsx';
import { useGuardedClose } from '../../ui/use-guarded-close.ts';
import { askedFieldsOf } from './forms.ts';

type Props = { readonly pupil: PupilSummary; readonly resultIds: readonly string[]; readonly onClose: () => void };

export function OpenCaseSheet({ pupil, resultIds, onClose }: Props) {
  const { t } = useLanguage();
  const { go } = useNavigation();
  const open = useCommand('cases.open');
  const clock = useClockConfirm(open.refusal);
  const fields = useMemo(() => askedFieldsOf('lead_recorded'), []);
  const [requestId] = useState(makeRequestId);
  const [happenedAt, setHappenedAt] = useState(readClock);
  const [values, setValues] = useState<Values>(() =>
    emptyValues(fields, resultIds.length > 0 ? { channel: 'screening', reportedBy: t('record.screeningReporter') } : {}),
  );
  const [dirty, setDirty] = useState(false);
  const [strict, setStrict] = useState(false);
  const close = useGuardedClose(dirty, onClose);

  async function save(): Promise<void> {
    setStrict(true);
    if (fields.some((field) => isMissing(field, values[field.key]))) return;
    const sourceRefs = resultIds.map((id) => ({ kind: 'screening_result', id }));
    const payload = { ...values, pupilId: pupil.id, sourceRefs };
    const reply = await open.run({ requestId, pupilId: pupil.id, happenedAt, payload, clockConfirmed: clock.confirmed });
    if (reply.ok) go({ page: 'case', caseId: reply.value.id });
  }
  return (
    <Drawer open size={640} title={`${t('record.openCase')} · ${pupil.name}`} onClose={close}>
      <SubmitForm label={t('record.openCase')} className="stack" focusFirst onSubmit={() => void save()}>
        <RefusalNote refusal={open.refusal} />
        {clock.question}
        <p className="quiet">
          {classWords(pupil, t)} · <span className="mono">{pupil.studentNo}</span>
        </p>
        <Field id="happened-at" label={t('record.happenedAt')} required>
          <MomentField id="happened-at" value={happenedAt} latest={readClock()} onChange={setHappenedAt} />
        </Field>
        <GeneratedForm
          name="lead"
          fields={fields}
          values={values}
          strict={strict}
          onChange={(next) => {
            setValues(next);
            setDirty(true);
          }}
        />
        <div className="form-end">
          <Button onClick={close}>{t('common.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={open.busy}>
            {t('record.openCase')} <kbd>Ctrl+Enter</kbd>
          </Button>
        </div>
      </SubmitForm>
    </Drawer>
  );
}
