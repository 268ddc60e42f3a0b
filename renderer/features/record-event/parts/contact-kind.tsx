import { Segmented } from 'antd';
import { useLanguage } from '../../../i18n/use-language.ts';
import type { EventType } from '../../../../domain/events/registry.ts';
import { contactTypes, type ContactType } from '../contact.ts';

type Props = { readonly type: EventType; readonly allowed: readonly string[]; readonly onType: (type: EventType) => void };

/** Both halves of the weekly contact, one click apart. */
export function ContactKind({ type, allowed, onType }: Props) {
  const { t } = useLanguage();
  const current = contactTypes.find((one) => one === type);
  if (current === undefined || !contactTypes.every((one) => allowed.includes(one))) return null;
  return (
    <Segmented<ContactType>
      block
      aria-label={t('record.contactWith')}
      value={current}
      options={contactTypes.map((one) => ({ value: one, label: t(`events:${one}`) }))}
      onChange={onType}
    />
  );
}
