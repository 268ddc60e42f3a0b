/** The preload's bridge, as the page sees it. */
import type { PushName, XinhuBridge } from '../../preload/bridge.ts';

declare global {
  // An interface, because only interfaces merge with the DOM's own.
  interface Window {
    readonly xinhu?: XinhuBridge;
  }
}

/** The bridge; a page without one was not opened by the program, which is a bug. */
export function readBridge(): XinhuBridge {
  const bridge = window.xinhu;
  if (bridge === undefined) throw new Error('The page has no bridge.');
  return bridge;
}

/** Listens to a push; returns the function that stops listening. */
export function subscribe(name: PushName, listener: (payload: unknown) => void): () => void {
  return readBridge().subscribe(name, listener);
}
