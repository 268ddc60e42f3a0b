import { useEffect, useRef } from 'react';
import { isComposing } from './keys.ts';

/** Listens to keys of the whole window as long as the component is shown; `first` hears them before every other listener and may stop them. */
export function useKeys(listener: (event: KeyboardEvent) => void, first = false): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (!isComposing(event)) latest.current(event);
    }
    window.addEventListener('keydown', onKey, first);
    return () => window.removeEventListener('keydown', onKey, first);
  }, [first]);
}
