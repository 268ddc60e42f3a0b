import { Button } from 'antd';
import { useState } from 'react';
import type { CaseFile } from '../../../../contract/cases.ts';
import type { CaseState } from '../../../../domain/case-state.ts';
import { clockOf, msOf } from '../../../../domain/time.ts';
import type { EmergencyStep } from '../../../../domain/vocabulary.ts';
import { useCommand } from '../../../api/use-command.ts';
import { readClock, useNow } from '../../../clock.ts';
import { choiceWord } from '../../../i18n/field-words.ts';
import { formatMoment } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useNavigation } from '../../../navigation.tsx';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { makeRequestId } from '../../../request-id.ts';
import { useSession } from '../../../session.tsx';
import { useSavedNote } from '../../../parts/saved-note.tsx';
import { stepsTaken, type StepTaken } from '../emergency-steps.ts';

type Props = { readonly file: CaseFile; readonly emergency: NonNullable<CaseState['emergency']> };

const minuteMs = 60_000;

/** The running emergency: how long it lasts, whom to call, and each step with one click for its moment. */
export function EmergencyPanel({ file, emergency }: Props) {
  const { t } = useLanguage();
  const { user } = useSession();
  const { openSheet } = useNavigation();
  const now = useNow();
  const record = useCommand('events.record');
  const saved = useSavedNote(file);
  const steps = stepsTaken(file.events, emergency.eventId);
  const minutes = Math.max(0, Math.floor((msOf(now) - msOf(emergency.startedAt)) / minuteMs));
  const caseId = file.summary.id;
  // One id for each state of the case: a second click on the same step is the same request.
  const [requests] = useState(() => new Map<string, string>());
  async function take(step: EmergencyStep): Promise<void> {
    const key = `${step}:${file.summary.version}`;
    const requestId = requests.get(key) ?? makeRequestId();
    requests.set(key, requestId);
    const payload = { step, by: user.displayName, told: '', note: '' };
    const type = 'emergency_step_taken';
    const reply = await record.run({ requestId, caseId, expectedVersion: file.summary.version, type, happenedAt: readClock(), payload });
    if (reply.ok) saved(type, reply.value.duties);
  }
  return (
    <section className="panel emergency" aria-label={t('emergency.title')}>
      <div className="button-row">
        <h2>{t('emergency.title')}</h2>
        <b className="emergency-clock" role="timer">
          {t('emergency.elapsed', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })}
        </b>
        <span className="quiet">{t('emergency.since', { at: formatMoment(emergency.startedAt) })}</span>
        <span className="top-gap" />
        {file.allowed.includes('emergency_ended') ? (
          <Button onClick={() => openSheet({ sheet: 'record', caseId, type: 'emergency_ended' })}>{t('events:emergency_ended')}…</Button>
        ) : null}
      </div>
      <Phones />
      <RefusalNote refusal={record.refusal} />
      <ol className="emergency-steps">
        {steps.map((one) => (
          <StepRow
            key={one.step}
            one={one}
            busy={record.busy || !file.allowed.includes('emergency_step_taken')}
            onTake={() => void take(one.step)}
            onWrite={() => openSheet({ sheet: 'record', caseId, type: 'emergency_step_taken', initial: { step: one.step } })}
          />
        ))}
      </ol>
    </section>
  );
}

type RowProps = { readonly one: StepTaken; readonly busy: boolean; readonly onTake: () => void; readonly onWrite: () => void };

function StepRow({ one: { step, taken }, busy, onTake, onWrite }: RowProps) {
  const { t } = useLanguage();
  const word = choiceWord(step, t, 'step');
  return (
    <li className={taken === undefined ? 'emergency-step' : 'emergency-step emergency-done'}>
      <span className="emergency-word">{word}</span>
      {taken === undefined ? (
        <>
          <Button size="small" type="primary" disabled={busy} onClick={onTake} aria-label={t('emergency.doneNow', { step: word })}>
            {t('emergency.now')}
          </Button>
          <Button size="small" type="text" disabled={busy} onClick={onWrite} aria-label={t('emergency.writeOf', { step: word })}>
            {t('emergency.write')}
          </Button>
        </>
      ) : (
        <span>
          ✓ {clockOf(taken.happenedAt)} <span className="quiet">{taken.recordedByName}</span>
        </span>
      )}
    </li>
  );
}

/** Numbers that everybody needs in the first minutes, and those of the office's own profile. */
function Phones() {
  const { t } = useLanguage();
  const { office } = useSession();
  const numbers = [
    [t('emergency.ambulance'), '120'],
    [t('emergency.police'), '110'],
    [t('session.hotline'), office.hotline],
    [office.centerName === '' ? t('session.centerPhone') : office.centerName, office.centerPhone],
    [t('emergency.office'), office.phone],
  ] as const;
  return (
    <dl className="emergency-phones">
      {numbers
        .filter(([, number]) => number !== '')
        .map(([who, number]) => (
          <div key={who}>
            <dt>{who}</dt>
            <dd className="mono">{number}</dd>
          </div>
        ))}
    </dl>
  );
}
