/** The first page: what is due, why, and the form that settles it. */
import { useRef, useState } from 'react';
import type { ObligationView } from '../../../contract/shapes.ts';
import { useRegisterQuery } from '../../api/use-query.ts';
import { useNow } from '../../clock.ts';
import { dateOf } from '../../../domain/time.ts';
import { formatDay } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ReadingOf } from '../../parts/reading.tsx';
import { isBareKey } from '../../ui/keys.ts';
import { Page } from '../../ui/page.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { BoardCounts } from './parts/board-counts.tsx';
import { DutyGroup } from './parts/duty-group.tsx';
import { DutyReason } from './parts/duty-reason.tsx';
import { useSettle } from './use-settle.ts';

const groups = ['overdue', 'today', 'week'] as const;

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
            <Duties groups={groups.map((group) => ({ group, duties: value[group] }))} />
          </>
        )}
      </ReadingOf>
    </Page>
  );
}

type Groups = readonly { readonly group: (typeof groups)[number]; readonly duties: readonly ObligationView[] }[];

function Duties({ groups: shown }: { readonly groups: Groups }) {
  const { t } = useLanguage();
  const settle = useSettle();
  const list = useRef<HTMLDivElement>(null);
  const all = shown.flatMap(({ duties }) => duties);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const chosen = all.find((duty) => duty.id === chosenId) ?? all[0];
  useKeys((event) => {
    const step = isBareKey(event, 'j') ? 1 : isBareKey(event, 'k') ? -1 : 0;
    const next = step === 0 || chosen === undefined ? undefined : all[all.indexOf(chosen) + step];
    if (next === undefined) return;
    setChosenId(next.id);
    list.current?.querySelector<HTMLElement>(`[data-duty="${CSS.escape(next.id)}"]`)?.focus();
  });
  if (all.length === 0) return <p className="empty">{t('today.nothing')}</p>;
  return (
    <div className="duties">
      <div className="duties-list" ref={list}>
        {shown.map(({ group, duties }) => (
          <DutyGroup
            key={group}
            title={t(`today.group.${group}`)}
            late={group === 'overdue'}
            duties={duties}
            chosenId={chosen?.id}
            onChoose={setChosenId}
            onSettle={settle}
          />
        ))}
      </div>
      {chosen === undefined ? null : <DutyReason duty={chosen} onSettle={settle} />}
    </div>
  );
}
