/** Outcome of a second screening without a case: who talked to the pupil, when, and why it is concluded so. */
import { App, Button, Checkbox, Drawer, Input, Radio } from 'antd';
import { useState } from 'react';
import type { Output } from '../../../../contract/index.ts';
import { conclusionNoteLength, conclusionOutcomes, type ConclusionOutcome } from '../../../../domain/second-screening.ts';
import { useCommand } from '../../../api/use-command.ts';
import { readClock } from '../../../clock.ts';
import { classWords } from '../../../i18n/school-grade.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { useSession } from '../../../session.tsx';
import { Field } from '../../../ui/field.tsx';
import { MomentField } from '../../../ui/moment-field.tsx';
import { SubmitForm } from '../../../ui/submit-form.tsx';
import { useGuardedClose } from '../../../ui/use-guarded-close.ts';

type Props = { readonly row: Output<'screening.queue'>['rows'][number]; readonly onClose: () => void };

export function ConcludeSheet({ row, onClose }: Props) {
  const { t } = useLanguage();
  const { message } = App.useApp();
  const { user } = useSession();
  const conclude = useCommand('screening.conclude');
  const [outcome, setOutcome] = useState<ConclusionOutcome>('cleared');
  const [talked, setTalked] = useState(true);
  const [by, setBy] = useState(user.displayName);
  const [at, setAt] = useState(readClock);
  const [note, setNote] = useState('');
  const close = useGuardedClose(note !== '', onClose);
  // Only a new test of an ordinary result can do without a talk.
  const mayDoWithout = outcome === 'retest' && !row.urgent;
  const interviewed = talked || !mayDoWithout;
  const complete = note.trim() !== '' && (!interviewed || by.trim() !== '');
  async function save(): Promise<void> {
    if (!complete) return;
    const resultIds = row.results.filter((one) => one.outcome === null && !one.takenUp).map((one) => one.id);
    const reply = await conclude.run({ resultIds, outcome, interview: interviewed ? { by, at } : null, note });
    if (!reply.ok) return;
    message.success(t('screening.concluded', { name: row.pupil.name }));
    onClose();
  }
  return (
    <Drawer open size={480} title={`${t('screening.conclude')} · ${row.pupil.name}`} onClose={close}>
      <SubmitForm label={t('screening.conclude')} className="stack" focusFirst onSubmit={() => void save()}>
        <RefusalNote refusal={conclude.refusal} />
        <p className="quiet">{classWords(row.pupil, t)}</p>
        <div className="form-grid">
          <OutcomeField outcome={outcome} onOutcome={setOutcome} />
          {mayDoWithout ? (
            <Checkbox className="field-wide" checked={talked} onChange={(event) => setTalked(event.target.checked)}>
              {t('screening.talked')}
            </Checkbox>
          ) : null}
          {interviewed ? <Talk by={by} at={at} onBy={setBy} onAt={setAt} /> : null}
          <Field id="conclude-note" label={t('screening.note')} required wide>
            <Input.TextArea
              id="conclude-note"
              autoSize={{ minRows: 3 }}
              maxLength={conclusionNoteLength}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          </Field>
        </div>
        <div className="form-end">
          <Button onClick={close}>{t('common.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={conclude.busy} disabled={!complete}>
            {t('screening.concludeNow')} <kbd>Ctrl+Enter</kbd>
          </Button>
        </div>
      </SubmitForm>
    </Drawer>
  );
}

function OutcomeField({ outcome, onOutcome }: { readonly outcome: ConclusionOutcome; readonly onOutcome: (outcome: ConclusionOutcome) => void }) {
  const { t } = useLanguage();
  return (
    <Field id="conclude-outcome" label={t('screening.outcomeLabel')} required wide>
      <Radio.Group
        id="conclude-outcome"
        name="conclude-outcome"
        value={outcome}
        options={conclusionOutcomes.map((value) => ({ value, label: t(`screening.outcome.${value}`) }))}
        onChange={(event) => onOutcome(conclusionOutcomes.find((one) => one === event.target.value) ?? 'cleared')}
      />
    </Field>
  );
}

type At = ReturnType<typeof readClock>;
type TalkProps = { readonly by: string; readonly at: At; readonly onBy: (by: string) => void; readonly onAt: (at: At) => void };

function Talk({ by, at, onBy, onAt }: TalkProps) {
  const { t } = useLanguage();
  return (
    <>
      <Field id="conclude-by" label={t('screening.interviewer')} required>
        <Input id="conclude-by" value={by} maxLength={64} onChange={(event) => onBy(event.target.value)} />
      </Field>
      <Field id="conclude-at" label={t('screening.interviewedAt')} required>
        <MomentField id="conclude-at" value={at} latest={readClock()} onChange={onAt} />
      </Field>
    </>
  );
}
