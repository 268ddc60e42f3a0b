/** The first page: what is due, why, and the form that settles it. */
import { useRegisterQuery } from '../../api/use-query.ts';
import { useNow } from '../../clock.ts';
import { dateOf } from '../../../domain/time.ts';
import { formatDay } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ReadingOf } from '../../parts/reading.tsx';
import { Page } from '../../ui/page.tsx';
import { BoardCounts } from './parts/board-counts.tsx';
import { DutyBoard } from './parts/duty-board.tsx';

export function TodayPage() {
  const { t, language } = useLanguage();
  const now = useNow();
  const board = useRegisterQuery('today.board', {});
  const today = dateOf(now);
  return (
    <Page fill title={t('frame.page.today')} note={formatDay(today, today, language)}>
      <ReadingOf reading={board}>
        {(value) => (
          <>
            <BoardCounts board={value} />
            <DutyBoard board={value} />
          </>
        )}
      </ReadingOf>
    </Page>
  );
}
