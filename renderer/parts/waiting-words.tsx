import type { ObligationView } from '../../contract/shapes.ts';
import { dateOf } from '../../domain/time.ts';
import { useLanguage } from '../i18n/use-language.ts';

type Props = { readonly duty: Pick<ObligationView, 'waitingFor' | 'chaseOn' | 'snoozedTo' | 'estimated'> };

/** Why a duty rests, and that its day is only reckoned. Nothing when it does not. */
export function WaitingWords({ duty }: Props) {
  const { t } = useLanguage();
  const words = [
    ...(duty.waitingFor === null ? [] : [t('wall.waiting', { who: t(`vocabulary:waitingFor.${duty.waitingFor}`) })]),
    ...(duty.chaseOn === null ? [] : [t('wall.chaseOn', { on: duty.chaseOn })]),
    ...(duty.snoozedTo === null ? [] : [t('wall.snoozed', { at: dateOf(duty.snoozedTo) })]),
    ...(duty.estimated ? [t('board.estimated')] : []),
  ];
  return words.length === 0 ? null : <span className="duty-rests">{words.join(' · ')}</span>;
}
