import { useEffect, useRef } from 'react';
import { isComposing } from './keys.ts';

/** Listens to keys of the whole window as long as the component is shown. */
export function useKeys(listener: (event: KeyboardEvent) => void): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (!isComposing(event)) latest.current(event);
    }
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
