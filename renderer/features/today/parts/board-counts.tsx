import type { Output } from '../../../../contract/index.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { pagesOf } from '../../../navigation-items.ts';
import { useNavigation, type SimplePage } from '../../../navigation.tsx';
import { useSession } from '../../../session.tsx';

const linked = [
  { key: 'urgentScreening', page: 'screening' },
  { key: 'overdueScreening', page: 'screening' },
  { key: 'waitingScreening', page: 'screening' },
  { key: 'urgentCalls', page: 'screening' },
  { key: 'leads', page: 'cases' },
  { key: 'toSign', page: 'signing' },
  { key: 'inbox', page: 'exchange' },
  { key: 'escalated', page: 'wall' },
  { key: 'handovers', page: 'handover' },
] as const satisfies readonly { readonly key: string; readonly page: SimplePage }[];

/** Shown only when there are any, and those that cannot wait. */
const rare: readonly string[] = ['overdueScreening', 'urgentCalls', 'escalated', 'handovers'];
const pressing: readonly string[] = ['urgentScreening', 'overdueScreening', 'urgentCalls', 'escalated', 'handovers'];

/** The day in figures; those with a page of their own lead there. */
export function BoardCounts({ board }: { readonly board: Output<'today.board'> }) {
  const { t } = useLanguage();
  const { go } = useNavigation();
  const pages = pagesOf(useSession().user.role);
  return (
    <div className="counts">
      <Count label={t('today.group.overdue')} value={board.overdue.length} tone={board.overdue.length > 0 ? 'late' : 'plain'} />
      <Count label={t('today.group.today')} value={board.today.length} tone="plain" />
      <Count label={t('today.group.week')} value={board.week.length} tone="plain" />
      <Count label={t('today.later')} value={board.later} tone="plain" />
      <span className="counts-gap" />
      {linked
        .filter(({ key, page }) => pages.includes(page) && (board[key] > 0 || !rare.includes(key)))
        .map(({ key, page }) => (
          <button
            key={key}
            type="button"
            className={board[key] > 0 && pressing.includes(key) ? 'count-tile count-late' : 'count-tile'}
            onClick={() => go({ page })}
          >
            <b>{board[key]}</b>
            <span>{key === 'escalated' || key === 'handovers' ? t(`board.${key}`) : t(`today.${key}`)}</span>
          </button>
        ))}
    </div>
  );
}

function Count({ label, value, tone }: { readonly label: string; readonly value: number; readonly tone: 'plain' | 'late' }) {
  return (
    <div className={tone === 'late' ? 'count-tile count-still count-late' : 'count-tile count-still'}>
      <b>{value}</b>
      <span>{label}</span>
    </div>
  );
}
