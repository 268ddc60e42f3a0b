/** Says that the entry is kept and what it did to the duties, and offers the paper that usually follows. */
import { App, Button } from 'antd';
import type { CaseFile } from '../../contract/cases.ts';
import type { DutyChanges } from '../../contract/duties.ts';
import { definitionOf, type EventType } from '../../domain/events/registry.ts';
import { mayCall } from '../access.ts';
import { useRegisterQuery } from '../api/use-query.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useNavigation } from '../navigation.tsx';
import { useSession } from '../session.tsx';
import { DutyChangesView } from './duty-changes.tsx';

/** The types of papers do not change while a person works. */
const freshMs = 120_000;

export function useSavedNote(file: CaseFile | undefined): (type: EventType, duties: DutyChanges) => void {
  const { notification } = App.useApp();
  const { t } = useLanguage();
  const { openSheet } = useNavigation();
  const { user } = useSession();
  const known = useRegisterQuery('documents.types', {}, { enabled: mayCall(user.role, 'documents.issue'), freshMs });
  return (type, duties) => {
    const [first] = definitionOf(type).documents.filter((paper) => known.value?.some((one) => one.type === paper) === true);
    const key = `saved-${type}`;
    const issue = (paper: string, about: CaseFile) => {
      notification.destroy(key);
      openSheet({ sheet: 'issue', caseId: about.summary.id, about: about.summary.pupilName, types: [...new Set([...about.issuable, paper])], type: paper });
    };
    notification.success({
      key,
      placement: 'bottomRight',
      title: t('record.saved', { what: t(`events:${type}`) }),
      description: <DutyChangesView duties={duties} />,
      duration: first === undefined ? 5 : 8,
      ...(first === undefined || file === undefined
        ? {}
        : {
            actions: (
              <Button type="primary" size="small" onClick={() => issue(first, file)}>
                {t('record.issue', { type: t(`documents:${first}` as 'documents:D06', { defaultValue: first }) })}
              </Button>
            ),
          }),
    });
  };
}
