/** The form of an entry at work: its values, when it happened, and the one request that saves it. */
import { useMemo, useState } from 'react';
import type { CaseFile } from '../../../contract/cases.ts';
import type { Refusal } from '../../../contract/errors.ts';
import type { DutyChanges } from '../../../contract/duties.ts';
import type { EventType } from '../../../domain/events/registry.ts';
import { dateOf, type Instant } from '../../../domain/time.ts';
import { useCommand } from '../../api/use-command.ts';
import { readClock } from '../../clock.ts';
import type { Values } from '../../forms/field-model.ts';
import { makeRequestId } from '../../request-id.ts';
import { useSession } from '../../session.tsx';
import { formOf, keptFor } from './forms.ts';

/** What stood in the form of another entry before the writer changed to this one. */
export type Typed = { readonly values: Values; readonly happenedAt: Instant };
type Entry = { readonly type: EventType; readonly file: CaseFile; readonly initial: Values; readonly typed: Typed | null };
type Told = { readonly onDirty: () => void; readonly onSaved: (duties: DutyChanges) => void };

export type Recording = {
  readonly values: Values;
  readonly change: (values: Values) => void;
  readonly happenedAt: Instant;
  readonly setHappenedAt: (at: Instant) => void;
  /** Show what is missing (after the first try to save). */
  readonly strict: boolean;
  readonly busy: boolean;
  readonly refusal: Refusal | undefined;
  /** Saves what is complete; `clockConfirmed` after the person said that the computer's clock is right. */
  readonly save: (clockConfirmed?: boolean) => Promise<void>;
  /** The case has moved on since the form was opened, and the writer has looked at it. */
  readonly accept: () => void;
};

export function useRecording({ type, file, initial, typed }: Entry, { onDirty, onSaved }: Told): Recording {
  const { user } = useSession();
  const record = useCommand('events.record');
  // Made once per opening: sending the same form twice records one entry.
  const [requestId] = useState(makeRequestId);
  // The state of the case that the writer saw; a newer one must be looked at before saving.
  const [seenVersion, setSeenVersion] = useState(file.summary.version);
  const [happenedAt, setHappenedAt] = useState(() => typed?.happenedAt ?? readClock());
  const form = useMemo(() => formOf(type), [type]);
  const [values, setValues] = useState<Values>(() => ({
    ...form.start({ file, userName: user.displayName, today: dateOf(readClock()) }),
    ...initial,
    ...keptFor(type, typed?.values ?? {}),
  }));
  const [strict, setStrict] = useState(false);

  async function save(clockConfirmed = false): Promise<void> {
    setStrict(true);
    if (!form.isComplete(values)) return;
    const payload = form.payload(values);
    const reply = await record.run({ requestId, caseId: file.summary.id, expectedVersion: seenVersion, type, happenedAt, payload, clockConfirmed });
    if (reply.ok) onSaved(reply.value.duties);
  }
  return {
    values,
    change: (next) => {
      setValues(next);
      onDirty();
    },
    happenedAt,
    setHappenedAt,
    strict,
    busy: record.busy,
    refusal: record.refusal,
    save,
    accept: () => {
      setSeenVersion(file.summary.version);
      record.forget();
    },
  };
}
