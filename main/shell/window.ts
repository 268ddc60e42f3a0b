import { BrowserWindow, type BrowserWindowConstructorOptions, type Session } from 'electron';
import { appOrigin } from './sender.ts';

export type WindowOptions = {
  readonly session: Session;
  readonly preload: string;
  readonly contentProtection: boolean;
  readonly isPackaged: boolean;
};

const page = `${appOrigin}/index.html`;

export type Windows = {
  readonly open: () => Promise<void>;
  readonly has: (window: BrowserWindow) => boolean;
  readonly send: (channel: string, message: unknown) => void;
  readonly focus: () => void;
  readonly blank: () => Promise<void>;
  readonly showPage: () => Promise<void>;
};

/** The program's windows. A window that somebody else made is not one of them. */
export function createWindows(options: WindowOptions): Windows {
  const open = new Set<BrowserWindow>();

  function loadAll(url: string): Promise<unknown> {
    return Promise.allSettled([...open].map((window) => window.loadURL(url)));
  }

  return {
    open: async () => {
      const window = new BrowserWindow(browserWindowOptions(options));
      open.add(window);
      window.on('closed', () => open.delete(window));
      window.once('ready-to-show', () => window.show());
      window.setContentProtection(options.contentProtection);
      await window.loadURL(page);
    },
    has: (window) => open.has(window),
    send: (channel, message) => {
      for (const window of open) window.webContents.send(channel, message);
    },
    focus: () => {
      const [window] = open;
      if (window?.isMinimized() === true) window.restore();
      window?.focus();
    },
    // Another site takes another renderer process, so the old one ends, and what it had in memory goes with it.
    blank: async () => void (await loadAll('about:blank')),
    showPage: async () => void (await loadAll(page)),
  };
}

function browserWindowOptions(options: WindowOptions): BrowserWindowConstructorOptions {
  return {
    width: 1280,
    height: 800,
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: '心护',
    backgroundColor: '#ffffff',
    webPreferences: {
      session: options.session,
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      enableDeprecatedPaste: false,
      devTools: !options.isPackaged,
    },
  };
}
