/** A form that an input method cannot submit by its Enter, and that Ctrl+Enter submits from any field. */
import { useEffect, useRef, type KeyboardEvent, type ReactNode, type SubmitEvent } from 'react';
import { isComposing } from './keys.ts';
import { useKeys } from './use-keys.ts';

type Props = {
  readonly onSubmit: () => void;
  readonly label: string;
  readonly children: ReactNode;
  readonly className?: string;
  readonly focusFirst?: boolean;
};

/** The first control; of radio buttons the one that is chosen, as the Tab key would do. */
function firstControl(form: HTMLFormElement | null): HTMLElement | undefined {
  const first = form?.querySelector<HTMLInputElement>('.form-grid :is(input, textarea)');
  if (first?.type !== 'radio') return first ?? undefined;
  return form?.querySelector<HTMLInputElement>(`input[name="${CSS.escape(first.name)}"]:checked`) ?? first;
}

/** Later than a drawer takes the focus for itself. */
const focusAfterMs = 120;

export function SubmitForm({ onSubmit, label, children, className, focusFirst }: Props) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (focusFirst !== true) return undefined;
    // Whoever is already at work in a field keeps it: what is being typed must not land elsewhere.
    const timer = setTimeout(() => {
      if (form.current?.contains(document.activeElement) === false) firstControl(form.current)?.focus({ preventScroll: true });
    }, focusAfterMs);
    return () => clearTimeout(timer);
  }, [focusFirst]);
  // A sheet's form is the only one that can be meant when the focus is in none (on the sheet itself, or lost).
  useKeys((event) => {
    if (focusFirst !== true || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    if (event.target instanceof Element && event.target.closest('form') === null) form.current?.requestSubmit();
  });
  function onKeyDown(event: KeyboardEvent<HTMLFormElement>): void {
    if (event.key !== 'Enter') return;
    if (isComposing(event.nativeEvent)) event.preventDefault();
    else if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      form.current?.requestSubmit();
    }
  }
  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    onSubmit();
  }
  return (
    <form ref={form} className={className} aria-label={label} noValidate autoComplete="off" onKeyDown={onKeyDown} onSubmit={submit}>
      {children}
    </form>
  );
}
