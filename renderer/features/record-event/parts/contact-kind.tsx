import { Segmented } from 'antd';
import { useLanguage } from '../../../i18n/use-language.ts';
import type { EventType } from '../../../../domain/events/registry.ts';

const contacts = ['guardian_contacted', 'pupil_contacted'] as const satisfies readonly EventType[];
type Props = { readonly type: EventType; readonly allowed: readonly string[]; readonly onType: (type: EventType) => void };

/** Both halves of the weekly contact, one click apart. */
export function ContactKind({ type, allowed, onType }: Props) {
  const { t } = useLanguage();
  const current = contacts.find((one) => one === type);
  if (current === undefined || !contacts.every((one) => allowed.includes(one))) return null;
  return (
    <Segmented<(typeof contacts)[number]>
      block
      aria-label={t('record.contactWith')}
      value={current}
      options={contacts.map((one) => ({ value: one, label: t(`events:${one}`) }))}
      onChange={onType}
    />
  );
}
