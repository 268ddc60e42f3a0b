/** Recording an entry in a case: the form that fits its type, and when it happened. */
import { App, Button, Drawer, Skeleton } from 'antd';
import { useState } from 'react';
import type { CaseFile } from '../../../contract/cases.ts';
import type { CaseId } from '../../../domain/ids.ts';
import { definitionOf, isEventType, type EventType } from '../../../domain/events/registry.ts';
import { mayCall } from '../../access.ts';
import { useRegisterQuery } from '../../api/use-query.ts';
import type { Values } from '../../forms/field-model.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useNavigation } from '../../navigation.tsx';
import { RefusalNote } from '../../parts/refusal-note.tsx';
import { useSession } from '../../session.tsx';
import { useGuardedClose } from '../../ui/use-guarded-close.ts';
import { EventForm } from './parts/event-form.tsx';

type Props = { readonly caseId: CaseId; readonly type: string; readonly initial?: Values; readonly onClose: () => void };

/** An answer this young needs no second look (and no second line in the audit). */
const freshMs = 120_000;

export function RecordSheet({ caseId, type, initial = {}, onClose }: Props) {
  const { t } = useLanguage();
  const [dirty, setDirty] = useState(false);
  const [current, setCurrent] = useState<EventType | null>(isEventType(type) ? type : null);
  const reading = useRegisterQuery('cases.file', { caseId }, { freshMs });
  const close = useGuardedClose(dirty, onClose);
  const saved = useSavedNote(reading.value);
  if (current === null) return null;
  return (
    <Drawer
      open
      size={current === 'plan_drafted' ? 980 : 640}
      title={`${t(`events:${current}`)} · ${reading.value?.summary.pupilName ?? ''}`}
      onClose={close}
      destroyOnHidden
    >
      <RefusalNote refusal={reading.refusal} />
      {reading.value === undefined ? (
        <Skeleton active />
      ) : (
        <EventForm
          key={current}
          type={current}
          file={reading.value}
          initial={initial}
          onType={setCurrent}
          onDirty={() => setDirty(true)}
          onCancel={close}
          onSaved={() => {
            onClose();
            saved(current);
          }}
        />
      )}
    </Drawer>
  );
}

/** Says that the entry is kept, and offers the paper that usually follows. */
function useSavedNote(file: CaseFile | undefined): (type: EventType) => void {
  const { notification } = App.useApp();
  const { t } = useLanguage();
  const { openSheet } = useNavigation();
  const { user } = useSession();
  const known = useRegisterQuery('documents.types', {}, { enabled: mayCall(user.role, 'documents.issue'), freshMs });
  return (type) => {
    const [first] = definitionOf(type).documents.filter((paper) => known.value?.some((one) => one.type === paper) === true);
    const key = `saved-${type}`;
    notification.success({
      key,
      placement: 'bottomRight',
      title: t('record.saved', { what: t(`events:${type}`) }),
      duration: first === undefined ? 3 : 8,
      ...(first === undefined || file === undefined
        ? {}
        : {
            description: t('record.follows'),
            actions: (
              <Button
                type="primary"
                size="small"
                onClick={() => {
                  notification.destroy(key);
                  openSheet({
                    sheet: 'issue',
                    caseId: file.summary.id,
                    about: file.summary.pupilName,
                    types: [...new Set([...file.issuable, first])],
                    type: first,
                  });
                }}
              >
                {t('record.issue', { type: t(`documents:${first}` as 'documents:D06', { defaultValue: first }) })}
              </Button>
            ),
          }),
    });
  };
}
