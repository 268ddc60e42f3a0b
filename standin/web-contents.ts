import { EventEmitter } from 'node:events';
import type { Frame, Page, Request as PageRequest } from '@playwright/test';
import { PreventableEvent } from './app.ts';
import { identityOf, type FrameIdentity } from './frames.ts';
import type { IpcMain } from './ipc-main.ts';
import { notHere } from './only.ts';
import type { Session } from './session.ts';
import { toReported, toShown } from './urls.ts';

type Pushed = { readonly channel: string; readonly args: readonly unknown[] };
type WindowOpenHandler = (details: { readonly url: string }) => { readonly action: 'allow' | 'deny' };

let nextId = 1;

/** A page and what may happen to it. */
export class WebContents extends EventEmitter {
  readonly id = nextId++;
  readonly session: Session;
  readonly #ipcMain: IpcMain;
  readonly #page = Promise.withResolvers<Page>();
  #shown: Page | undefined;
  #expected: string | undefined;
  #inbox: Pushed[] = [];
  #fetch: ((pushed: readonly Pushed[]) => void) | undefined;
  #windowOpenHandler: WindowOpenHandler = () => ({ action: 'allow' });

  constructor(session: Session, ipcMain: IpcMain) {
    super();
    this.session = session;
    this.#ipcMain = ipcMain;
  }

  get mainFrame(): FrameIdentity {
    if (this.#shown === undefined) throw notHere('The frame of a window that is not open yet');
    return identityOf(this.#shown.mainFrame());
  }

  get subFrames(): readonly FrameIdentity[] {
    return (this.#shown?.frames() ?? []).filter((frame) => frame.parentFrame() !== null).map(identityOf);
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpenHandler = handler;
  }

  /** Chromium takes this policy as a switch when it starts; the program must ask for it there too. */
  setWebRTCIPHandlingPolicy(policy: string): void {
    if (policy !== 'disable_non_proxied_udp') throw notHere(`The WebRTC policy ${policy}`);
  }

  send(channel: string, ...args: readonly unknown[]): void {
    this.#inbox.push({ channel, args });
    this.#deliver();
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.#page.promise;
    this.#expected = toShown(url);
    try {
      await page.goto(this.#expected, { waitUntil: 'load' });
    } finally {
      this.#expected = undefined;
    }
  }

  /** The page exists now. */
  show(page: Page): void {
    this.#shown = page;
    page.on('popup', (popup) => {
      this.#askToOpen(popup.url());
      void popup.close();
    });
    page.on('crash', () => this.emit('render-process-gone', new PreventableEvent(), { reason: 'crashed' }));
    page.on('download', (download) => {
      this.session.emit('will-download', new PreventableEvent(), { url: download.url() }, this);
      void download.cancel();
    });
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) this.#forget();
    });
    this.#page.resolve(page);
  }

  isOf(page: Page): boolean {
    return this.#shown === page;
  }

  /** What the page script says through its binding. */
  receive(frame: Frame, message: readonly unknown[]): unknown {
    const [verb, first, second] = message;
    switch (verb) {
      case 'invoke':
        return this.#ipcMain.answer({ sender: this, senderFrame: identityOf(frame) }, String(first), Array.isArray(second) ? second : []);
      case 'next':
        return this.#next();
      case 'open':
        this.#askToOpen(String(first));
        return undefined;
      default:
        throw new Error('The page script does not say that.');
    }
  }

  /** Asks the listeners, as Electron does, whether the page may move by itself. */
  mayNavigate(request: PageRequest): boolean {
    const isMainFrame = request.frame().parentFrame() === null;
    // A reload is the browser's doing, not the page's: Electron does not ask about it either.
    if (isMainFrame && (request.url() === this.#expected || request.url() === request.frame().url())) return true;
    const url = toReported(request.url());
    const frameEvent = Object.assign(new PreventableEvent(), { url, isMainFrame, isSameDocument: false, frame: identityOf(request.frame()) });
    this.emit('will-frame-navigate', frameEvent);
    if (!isMainFrame) return !frameEvent.defaultPrevented;
    const event = Object.assign(new PreventableEvent(), { url });
    this.emit('will-navigate', event, url);
    return !event.defaultPrevented && !frameEvent.defaultPrevented;
  }

  #askToOpen(url: string): void {
    if (this.#windowOpenHandler({ url: toReported(url) }).action !== 'deny') throw notHere('A window that a page opens');
  }

  #next(): Promise<readonly Pushed[]> {
    this.#fetch?.([]); // asked by a page that is gone
    return new Promise((resolve) => {
      this.#fetch = resolve;
      this.#deliver();
    });
  }

  #deliver(): void {
    if (this.#fetch === undefined || this.#inbox.length === 0) return;
    const fetch = this.#fetch;
    this.#fetch = undefined;
    fetch(this.#inbox);
    this.#inbox = [];
  }

  // A new document hears nothing of what was meant for the old one. Whoever asks again is the new one.
  #forget(): void {
    this.#inbox = [];
    this.#fetch?.([]);
    this.#fetch = undefined;
  }
}
