/** A contact in half a minute: one digit for the answer that must be given, the text, Ctrl+Enter. */
import { Checkbox, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { CaseFile } from '../../../../contract/cases.ts';
import { incidents, infringements } from '../../../../domain/vocabulary.ts';
import { readClock } from '../../../clock.ts';
import { DigitChoice, focusDigitChoice } from '../../../forms/digit-choice.tsx';
import { choiceWord, fieldWord } from '../../../i18n/field-words.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { Field } from '../../../ui/field.tsx';
import { isBareKey } from '../../../ui/keys.ts';
import { MomentField } from '../../../ui/moment-field.tsx';
import { useKeys } from '../../../ui/use-keys.ts';
import { contactGroups, nextGroup, type ContactType } from '../contact.ts';
import type { Recording } from '../use-recording.ts';

type Props = { readonly type: ContactType; readonly file: CaseFile; readonly recording: Recording };

/** Later than a drawer takes the focus for itself. */
const focusAfterMs = 120;

export function ContactForm({ type, file, recording }: Props) {
  const { t } = useLanguage();
  const { values, change, strict } = recording;
  const groups = contactGroups(type, values);
  const barred: readonly string[] = file.barredGuardians;
  const reached = values['reached'] !== false;
  useContactKeys({ type, barred, recording });
  const [first] = useState(() => nextGroup(type, values)?.key);
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Whoever has already answered and is writing keeps the field: the rest of the sentence must not land elsewhere.
    const timer = setTimeout(() => {
      if (form.current?.contains(document.activeElement) === false) focusOn(first);
    }, focusAfterMs);
    return () => clearTimeout(timer);
  }, [first]);
  return (
    <div className="stack" ref={form}>
      {groups.map(({ key, options }) => (
        <DigitChoice
          key={key}
          id={key}
          label={fieldWord(key, t, type)}
          required
          value={values[key]}
          options={options.map((value) => ({ value, label: choiceWord(value, t, key), disabled: key === 'who' && barred.includes(value) }))}
          problem={strict && typeof values[key] !== 'string' ? t('common.missing') : undefined}
          onPick={(value) => change({ ...values, [key]: value })}
        />
      ))}
      {barred.length > 0 && type === 'guardian_contacted' ? <p className="field-problem">{t('contact.suspected')}</p> : null}
      <label className={reached ? 'digit-option' : 'digit-option digit-picked'}>
        <input
          type="checkbox"
          checked={!reached}
          onChange={(event) => {
            const next = { ...values, reached: !event.target.checked };
            change(next);
            focusOn(nextGroup(type, next)?.key);
          }}
        />
        <kbd aria-hidden>0</kbd>
        <span>{t('contact.unreached')}</span>
      </label>
      <TextOf field="content" type={type} recording={recording} rows={4} label={reached ? undefined : t('contact.attempt')} />
      {reached && type === 'pupil_contacted' ? <Several field="incidents" options={incidents} recording={recording} /> : null}
      {reached ? <Disclosed recording={recording} /> : null}
      <div className="form-grid">
        {reached && type === 'guardian_contacted' ? <TextOf field="with" type={type} recording={recording} /> : null}
        <TextOf field="next" type={type} recording={recording} />
        <Field id="happened-at" label={t('record.happenedAt')} required hint={t('record.happenedHint')}>
          <MomentField id="happened-at" value={recording.happenedAt} latest={readClock()} onChange={recording.setHappenedAt} />
        </Field>
      </div>
    </div>
  );
}

type TextProps = {
  readonly field: string;
  readonly type: ContactType;
  readonly recording: Recording;
  readonly rows?: number;
  readonly label?: string | undefined;
};

function TextOf({ field, type, recording, rows, label }: TextProps) {
  const { t } = useLanguage();
  const value = recording.values[field];
  const common = {
    id: `contact-${field}`,
    value: typeof value === 'string' ? value : '',
    onChange: (event: { readonly target: { readonly value: string } }) => recording.change({ ...recording.values, [field]: event.target.value }),
  };
  return (
    <Field id={common.id} label={label ?? fieldWord(field, t, type)} wide={rows !== undefined}>
      {rows === undefined ? (
        <Input {...common} maxLength={field === 'with' ? 120 : 4000} />
      ) : (
        <Input.TextArea {...common} autoSize={{ minRows: rows, maxRows: 10 }} maxLength={4000} />
      )}
    </Field>
  );
}

/** Rare, and never to be missed: one line until somebody opens it. */
function Disclosed({ recording }: { readonly recording: Recording }) {
  const { t } = useLanguage();
  return (
    <details>
      <summary>{fieldWord('disclosed', t)}</summary>
      <Several field="disclosed" options={infringements} recording={recording} />
    </details>
  );
}

type SeveralProps = { readonly field: string; readonly options: readonly string[]; readonly recording: Recording };

function Several({ field, options, recording: { values, change } }: SeveralProps) {
  const { t } = useLanguage();
  const given = values[field];
  const chosen = Array.isArray(given) ? given.filter((one) => typeof one === 'string') : [];
  return (
    <div role="group" aria-label={fieldWord(field, t)}>
      <span className="field-label">{fieldWord(field, t)}</span>
      <div>
        <Checkbox.Group
          value={chosen}
          options={options.map((value) => ({ value, label: choiceWord(value, t, field) }))}
          onChange={(next) => change({ ...values, [field]: next })}
        />
      </div>
    </div>
  );
}

/** Puts the focus into a question, or into the text when all are answered. */
function focusOn(group: string | undefined): void {
  if (group === undefined) document.getElementById('contact-content')?.focus();
  else focusDigitChoice(group);
}

type Keys = { readonly type: ContactType; readonly barred: readonly string[]; readonly recording: Recording };

/** A bare digit answers the question that has the focus, else the first without an answer; 0 says that nobody was reached. */
function useContactKeys({ type, barred, recording: { values, change } }: Keys): void {
  const answered = (digit: string): Recording['values'] | undefined => {
    if (digit === '0') return { ...values, reached: values['reached'] === false };
    const focused = document.activeElement?.closest<HTMLElement>('[data-digits]')?.dataset['digits'];
    const group = contactGroups(type, values).find(({ key }) => key === focused) ?? nextGroup(type, values);
    const option = group?.options[Number(digit) - 1];
    if (group === undefined || option === undefined || (group.key === 'who' && barred.includes(option))) return undefined;
    return { ...values, [group.key]: option };
  };
  useKeys((event) => {
    if (!/^[0-9]$/.test(event.key) || !isBareKey(event, event.key)) return;
    const next = answered(event.key);
    if (next === undefined) return;
    event.preventDefault();
    change(next);
    focusOn(nextGroup(type, next)?.key);
  });
}
