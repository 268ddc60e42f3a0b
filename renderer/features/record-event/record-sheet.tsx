/** Recording an entry in a case: the form that fits its type, and when it happened. */
import { Alert, Button, Drawer, Skeleton } from 'antd';
import { useState } from 'react';
import type { CaseId } from '../../../domain/ids.ts';
import { isEventType, type EventType } from '../../../domain/events/registry.ts';
import { useRegisterQuery } from '../../api/use-query.ts';
import type { Values } from '../../forms/field-model.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useNavigation, type ChosenDuty } from '../../navigation.tsx';
import { RefusalNote } from '../../parts/refusal-note.tsx';
import { useGuardedClose } from '../../ui/use-guarded-close.ts';
import { EventForm } from './parts/event-form.tsx';
import { useSavedNote } from '../../parts/saved-note.tsx';
import type { Typed } from './use-recording.ts';

type Props = { readonly caseId: CaseId; readonly type: string; readonly initial?: Values; readonly duty?: ChosenDuty; readonly onClose: () => void };

/** An answer this young needs no second look (and no second line in the audit). */
const freshMs = 120_000;
const sizes: Readonly<Partial<Record<EventType, number>>> = {
  plan_drafted: 980,
  risk_interview_held: 980,
  return_assessed: 860,
  grade_decided: 860,
  case_closed: 860,
};

export function RecordSheet({ caseId, type, initial = {}, duty, onClose }: Props) {
  const { t } = useLanguage();
  const [dirty, setDirty] = useState(false);
  const [current, setCurrent] = useState<EventType | null>(isEventType(type) ? type : null);
  const [typed, setTyped] = useState<Typed | null>(null);
  const reading = useRegisterQuery('cases.file', { caseId }, { freshMs });
  const close = useGuardedClose(dirty, onClose);
  const saved = useSavedNote(reading.value);
  if (current === null) return null;
  return (
    <Drawer open size={sizes[current] ?? 640} title={`${t(`events:${current}`)} · ${reading.value?.summary.pupilName ?? ''}`} onClose={close} destroyOnHidden>
      <RefusalNote refusal={reading.refusal} />
      {reading.value === undefined ? (
        reading.refusal === undefined ? (
          <Skeleton active />
        ) : null
      ) : reading.value.allowed.includes(current) || dirty ? (
        <EventForm
          key={current}
          type={current}
          file={reading.value}
          initial={initial}
          typed={typed}
          duty={duty}
          onType={(next, before) => {
            setTyped(before);
            setCurrent(next);
          }}
          onDirty={() => setDirty(true)}
          onCancel={close}
          onSaved={(duties) => {
            onClose();
            saved(current, duties);
          }}
        />
      ) : (
        <NotNow caseId={caseId} />
      )}
    </Drawer>
  );
}

/** The case is at a point where this entry has no place, or it is somebody else's to make. */
function NotNow({ caseId }: { readonly caseId: CaseId }) {
  const { t } = useLanguage();
  const { go } = useNavigation();
  return (
    <Alert
      type="info"
      showIcon
      title={t('contact.notNow')}
      action={
        <Button size="small" onClick={() => go({ page: 'case', caseId })}>
          {t('board.openCase')}
        </Button>
      }
    />
  );
}
