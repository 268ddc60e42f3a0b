import { Alert } from 'antd';
import type { EventType } from '../../../../domain/events/registry.ts';
import type { Instant } from '../../../../domain/time.ts';
import { mayCall } from '../../../access.ts';
import { useRegisterQuery } from '../../../api/use-query.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import type { ChosenDuty } from '../../../navigation.tsx';
import { useSession } from '../../../session.tsx';
import { isPastWeek } from '../past-week.ts';

type Props = { readonly duty: ChosenDuty; readonly type: EventType; readonly happenedAt: Instant };

/** Whoever chose the duty has just read why it stands. */
const freshMs = 60_000;

/** An entry must say when it really happened: one of now is no help to a week that is over, and the form says so. */
export function PastWeek({ duty, type, happenedAt }: Props) {
  const { t } = useLanguage();
  const { user } = useSession();
  const enabled = happenedAt > duty.dueAt && mayCall(user.role, 'obligations.explain');
  const why = useRegisterQuery('obligations.explain', { obligationId: duty.id }, { enabled, freshMs });
  return why.value !== undefined && isPastWeek(why.value, type, happenedAt) ? <Alert type="info" showIcon title={t('contact.weekOver')} /> : null;
}
