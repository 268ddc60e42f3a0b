/** A text and the things that fit it: typed, gone through with the arrows, taken with Enter. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { isComposing } from './keys.ts';

export type PickGroup = { readonly title?: string; readonly items: readonly { readonly key: string; readonly content: ReactNode }[] };

type Props = {
  readonly id: string;
  readonly label: string;
  /** What the listed things are. */
  readonly of: string;
  readonly text: string;
  readonly groups: readonly PickGroup[];
  /** False while the list does not yet belong to the text. */
  readonly ready: boolean;
  readonly onText: (text: string) => void;
  readonly onPick: (key: string, shift: boolean) => void;
};

export function PickList({ id, label, of, text, groups, ready, onText, onPick }: Props) {
  const keys = groups.flatMap(({ items }) => items.map(({ key }) => key));
  const [wanted, setWanted] = useState<string | undefined>(undefined);
  const chosen = wanted !== undefined && keys.includes(wanted) ? wanted : keys[0];
  // An Enter that came before the answer to what was typed waits for it: nobody has to press it twice.
  const held = useRef<{ readonly shift: boolean } | null>(null);
  useEffect(() => {
    const enter = held.current;
    if (enter === null || !ready) return;
    held.current = null;
    if (chosen !== undefined) onPick(chosen, enter.shift);
  }, [ready, chosen, onPick]);
  const move = (step: number) => {
    const next = chosen === undefined ? undefined : keys[keys.indexOf(chosen) + step];
    if (next === undefined) return;
    setWanted(next);
    document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <>
      <input
        autoFocus
        className="quick-input"
        role="combobox"
        aria-expanded
        aria-autocomplete="list"
        aria-controls={id}
        aria-activedescendant={chosen === undefined ? undefined : `${id}-${chosen}`}
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={40}
        onChange={(event) => {
          setWanted(undefined);
          held.current = null;
          onText(event.target.value);
        }}
        onKeyDown={(event) => {
          if (isComposing(event.nativeEvent)) return;
          const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
          if (step === 0 && event.key !== 'Enter') return;
          event.preventDefault();
          if (step !== 0) move(step);
          else if (!ready) held.current = { shift: event.shiftKey };
          else if (chosen !== undefined) onPick(chosen, event.shiftKey);
        }}
      />
      <div id={id} role="listbox" aria-label={of} className="quick-list" tabIndex={-1}>
        {groups.map((group) => (
          <Rows key={group.title ?? ''} id={id} group={group} chosen={chosen} onPick={onPick} />
        ))}
      </div>
    </>
  );
}

type RowsProps = Pick<Props, 'id' | 'onPick'> & { readonly group: PickGroup; readonly chosen: string | undefined };

function Rows({ id, group: { title, items }, chosen, onPick }: RowsProps) {
  return (
    <>
      {title === undefined ? null : (
        <div className="quick-title" role="presentation">
          {title}
        </div>
      )}
      {items.map(({ key, content }) => (
        <div
          key={key}
          id={`${id}-${key}`}
          role="option"
          aria-selected={key === chosen}
          className={key === chosen ? 'quick-case quick-chosen' : 'quick-case'}
          onMouseDown={(event) => event.preventDefault()}
          onClick={(event) => onPick(key, event.shiftKey)}
        >
          {content}
        </div>
      ))}
    </>
  );
}
