/** What runs in a page before any script of its own: the preload in its top frame, a window.open that asks first, and the mark in the title. */

type Binding = (...message: readonly unknown[]) => Promise<unknown>;
type Pushed = { readonly channel: string; readonly args: readonly unknown[] };
type Preload = (require: (name: string) => unknown, module: { exports: object }, exports: object) => void;

/** Runs inside the page, from its own source text: it may use nothing of this module but its parameters. */
function install(names: { readonly binding: string; readonly mark: string }, preload: Preload): void {
  const page = window as unknown as Record<string, Binding>; // the binding is put there by Playwright
  const send = page[names.binding];
  delete page[names.binding];
  if (send === undefined) return;
  window.open = (url) => {
    void send('open', String(url ?? 'about:blank'));
    return null;
  };
  if (window !== window.top) return;

  const listeners = new Map<string, ((event: object, ...args: readonly unknown[]) => void)[]>();
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name: string, api: object) => void Object.defineProperty(window, name, { value: Object.freeze(api), enumerable: true }),
    },
    ipcRenderer: {
      invoke: (channel: string, ...args: readonly unknown[]) => send('invoke', channel, args),
      on: (channel: string, listener: (event: object, ...args: readonly unknown[]) => void) =>
        void listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
    },
  };
  const module = { exports: {} };
  preload(
    (name) => {
      if (name !== 'electron') throw new Error('A sandboxed preload can require electron only.');
      return electron;
    },
    module,
    module.exports,
  );

  // What the program sends is fetched, not pushed: so nothing but this closure can be told anything.
  async function listen(): Promise<void> {
    for (;;) {
      const pushed = (await send?.('next')) as readonly Pushed[]; // the other end is in web-contents.ts
      for (const { channel, args } of pushed) for (const listener of listeners.get(channel) ?? []) listener({}, ...args);
    }
  }
  void listen();

  function markTitle(): void {
    if (!document.title.endsWith(names.mark)) document.title = `${document.title} ${names.mark}`.trim();
  }
  document.addEventListener('DOMContentLoaded', () => {
    markTitle();
    new MutationObserver(markTitle).observe(document.head, { subtree: true, childList: true, characterData: true });
  });
}

export function pageScript(names: { readonly binding: string; readonly mark: string }, preload: string): string {
  return `(${install.toString()})(${JSON.stringify(names)}, (require, module, exports) => {\n${preload}\n});`;
}
