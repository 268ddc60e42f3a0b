/** A form that an input method cannot submit by its Enter, and that Ctrl+Enter submits from any field. */
import { useRef, type KeyboardEvent, type ReactNode, type SubmitEvent } from 'react';
import { isComposing } from './keys.ts';

type Props = { readonly onSubmit: () => void; readonly label: string; readonly children: ReactNode; readonly className?: string };

export function SubmitForm({ onSubmit, label, children, className }: Props) {
  const form = useRef<HTMLFormElement>(null);
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
