import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Request } from '@playwright/test';
import type { App } from './app.ts';
import type { IpcMain } from './ipc-main.ts';
import { notHere, only } from './only.ts';
import { pageScript } from './page-script.ts';
import type { Session } from './session.ts';
import { WebContents } from './web-contents.ts';

type WebPreferences = {
  readonly session?: Session;
  readonly preload?: string;
  readonly sandbox?: boolean;
  readonly contextIsolation?: boolean;
  readonly nodeIntegration?: boolean;
  readonly webviewTag?: boolean;
  readonly webSecurity?: boolean;
};
export type WindowOptions = { readonly width?: number; readonly height?: number; readonly title?: string; readonly webPreferences?: WebPreferences };

export type Surroundings = {
  readonly app: App;
  readonly ipcMain: IpcMain;
  readonly browser: () => { readonly browser: Browser; readonly isHeadless: boolean };
};

const bindingName = '__standin';
const mark = '(stand-in)';
const all = new Set<BrowserWindow>();

/** Closes what is open. */
export async function closeAllWindows(): Promise<void> {
  await Promise.all([...all].map((window) => window.end()));
}

export function openWindows(): readonly BrowserWindow[] {
  return [...all];
}

// A page that opens by itself has no frame yet when it first asks, and is no window of the program either.
function contentsOf(request: Request): WebContents | undefined {
  try {
    const page = request.frame().page();
    return [...all].find((window) => window.webContents.isOf(page))?.webContents;
  } catch {
    return undefined;
  }
}

/** A window is a page. Its size counts only where nobody sees it: a real window has the size that Chromium gives it. */
export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents;
  readonly #opened: Promise<BrowserContext>;
  readonly #self: BrowserWindow;
  #isGone = false;
  #close: () => Promise<void> = () => Promise.resolve();

  constructor(options: WindowOptions, surroundings: Surroundings) {
    super();
    const preferences = options.webPreferences ?? {};
    if (preferences.session === undefined) throw notHere('A window without a session');
    if (preferences.sandbox !== true || preferences.contextIsolation !== true || preferences.nodeIntegration === true)
      throw notHere('A window without sandbox and isolation');
    if (preferences.webviewTag === true || preferences.webSecurity === false) throw notHere('A window with webviews or without web security');
    const contents = new WebContents(preferences.session, surroundings.ipcMain);
    this.webContents = only('webContents', contents);
    this.#self = only('BrowserWindow', this);
    all.add(this.#self);
    surroundings.app.emit('web-contents-created', {}, this.webContents);
    this.#opened = this.#open({ ...options, webPreferences: preferences }, surroundings, contents);
    return this.#self; // what the program holds, and what it gets back from fromWebContents
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return [...all].find((window) => window.webContents.id === contents.id) ?? null;
  }

  async loadURL(url: string): Promise<void> {
    await this.#opened;
    await this.webContents.loadURL(url);
    this.emit('ready-to-show');
  }

  show(): void {}
  restore(): void {}

  isMinimized(): boolean {
    return false;
  }

  focus(): void {
    this.emit('focus');
  }

  /** Chromium alone cannot hide a window from the system's screen capture. */
  setContentProtection(): void {}

  async end(): Promise<void> {
    await this.#opened.catch(() => undefined);
    await this.#close();
    this.#gone();
  }

  async #open(options: WindowOptions, surroundings: Surroundings, contents: WebContents): Promise<BrowserContext> {
    const { browser, isHeadless } = surroundings.browser();
    const { session, preload } = options.webPreferences ?? {};
    if (session === undefined) throw notHere('A window without a session');
    const viewport = isHeadless ? { width: options.width ?? 800, height: options.height ?? 600 } : null;
    const context = await session.contextFrom(
      () => browser.newContext({ viewport, serviceWorkers: 'block', acceptDownloads: false, locale: 'zh-CN' }),
      (request) => contentsOf(request)?.mayNavigate(request) ?? false,
    );
    const page = await context.newPage();
    await page.exposeBinding(bindingName, ({ frame }, ...message: readonly unknown[]) => contents.receive(frame, message));
    await page.addInitScript({ content: pageScript({ binding: bindingName, mark }, preload === undefined ? '' : readFileSync(preload, 'utf8')) });
    contents.show(page);
    page.on('close', () => {
      this.#gone();
      if (all.size === 0) surroundings.app.lastWindowClosed();
    });
    this.#close = () => page.close({ runBeforeUnload: false });
    return context;
  }

  #gone(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    all.delete(this.#self);
    this.emit('closed');
  }
}
