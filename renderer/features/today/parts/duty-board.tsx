import { useEffect, useRef, useState } from 'react';
import type { Output } from '../../../../contract/index.ts';
import type { ObligationView } from '../../../../contract/shapes.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useNavigation } from '../../../navigation.tsx';
import { isBareKey } from '../../../ui/keys.ts';
import { useKeys } from '../../../ui/use-keys.ts';
import { useFirstSettling, useSettle } from '../use-settle.ts';
import { DutyGroup } from './duty-group.tsx';
import { DutyReason } from './duty-reason.tsx';
import { OfficeClocks } from './office-clocks.tsx';
import { StepIns } from './step-ins.tsx';

const groups = ['overdue', 'today', 'week', 'waiting'] as const;

/** Everything owed, by when; one duty is chosen, and beside it stands why it is owed. */
export function DutyBoard({ board }: { readonly board: Output<'today.board'> }) {
  const { t } = useLanguage();
  const settle = useSettle();
  const settling = useFirstSettling();
  const list = useRef<HTMLDivElement>(null);
  const all = groups.flatMap((group) => board[group]);
  const [chosen, choose] = useChosen(all, list);
  const settleFirst = (duty: ObligationView) => {
    const type = settling(duty);
    if (type !== undefined) settle(duty, type);
  };
  useDutyKeys({ all, chosen, choose, settleFirst });
  const nothing = all.length === 0 && board.office.length === 0 && board.chases.length === 0;
  if (nothing) return <p className="empty">{t('today.nothing')}</p>;
  return (
    <div className="duties">
      <div className="duties-list" ref={list}>
        <StepIns chases={board.chases} />
        {groups
          .filter((group) => group !== 'waiting' || board.waiting.length > 0)
          .map((group) => (
            <DutyGroup
              key={group}
              title={group === 'waiting' ? t('board.waiting') : t(`today.group.${group}`)}
              late={group === 'overdue'}
              duties={board[group]}
              chosenId={chosen?.id}
              onChoose={choose}
              onSettle={settleFirst}
            />
          ))}
        <OfficeClocks clocks={board.office} />
      </div>
      {chosen === undefined ? null : <DutyReason duty={chosen} onSettle={settle} />}
    </div>
  );
}

type List = { readonly current: HTMLDivElement | null };

/** The chosen duty. When it is settled and leaves the list, the one that takes its place is chosen, with the focus. */
function useChosen(all: readonly ObligationView[], list: List): readonly [ObligationView | undefined, (id: string) => void] {
  const [place, setPlace] = useState<{ readonly id: string | null; readonly at: number }>({ id: null, at: 0 });
  const found = all.findIndex((duty) => duty.id === place.id);
  const at = found < 0 ? Math.min(place.at, all.length - 1) : found;
  const chosen = all[at];
  const focused = useRef<string | undefined>(undefined);
  useEffect(() => {
    const before = focused.current;
    focused.current = chosen?.id;
    if (before === undefined || chosen === undefined || before === chosen.id) return;
    const free = document.activeElement === document.body || document.activeElement === null;
    if (free) list.current?.querySelector<HTMLElement>(`[data-duty="${CSS.escape(chosen.id)}"]`)?.focus();
  }, [chosen, list]);
  return [
    chosen,
    (id) => {
      setPlace({ id, at: all.findIndex((duty) => duty.id === id) });
      list.current?.querySelector<HTMLElement>(`[data-duty="${CSS.escape(id)}"]`)?.focus();
    },
  ];
}

type Keys = {
  readonly all: readonly ObligationView[];
  readonly chosen: ObligationView | undefined;
  readonly choose: (id: string) => void;
  readonly settleFirst: (duty: ObligationView) => void;
};

/** j k and arrows move, Enter settles, s puts off, w waits, o opens the case, ? asks why. */
function useDutyKeys({ all, chosen, choose, settleFirst }: Keys): void {
  const { sheet, go } = useNavigation();
  const settle = useSettle();
  const reason = () => document.querySelector<HTMLElement>('.duty-reason');
  const actionOf = (event: KeyboardEvent): (() => void) | undefined => {
    if (chosen === undefined) return undefined;
    if (isBareKey(event, 's')) return () => settle(chosen, 'obligation_snoozed');
    if (isBareKey(event, 'w')) return () => settle(chosen, 'obligation_waiting');
    if (isBareKey(event, 'o')) return () => go({ page: 'case', caseId: chosen.caseId });
    // A second ? asks for the keys themselves.
    if (isBareKey(event, '?') && document.activeElement !== reason()) return () => reason()?.focus();
    const elsewhere = event.target instanceof Element && event.target.closest('button, a, input, [role="button"]') !== null;
    return isBareKey(event, 'Enter') && !elsewhere ? () => settleFirst(chosen) : undefined;
  };
  useKeys((event) => {
    if (sheet !== null || chosen === undefined || document.querySelector('[role="dialog"]') !== null) return;
    const step = stepOf(event);
    const act = step === 0 ? actionOf(event) : () => choose(all[all.indexOf(chosen) + step]?.id ?? chosen.id);
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }, true);
}

/** Arrows within a choice, such as the language, are the choice's own. */
function stepOf(event: KeyboardEvent): -1 | 0 | 1 {
  const arrows = !(event.target instanceof HTMLInputElement);
  if (isBareKey(event, 'j') || (arrows && isBareKey(event, 'ArrowDown'))) return 1;
  return isBareKey(event, 'k') || (arrows && isBareKey(event, 'ArrowUp')) ? -1 : 0;
}
