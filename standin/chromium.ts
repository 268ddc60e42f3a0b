/** Finds a Chromium and starts it without any network. */
import { accessSync, constants } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, isAbsolute, join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const places = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/Applications/Chromium.app/Contents/MacOS', '/Applications/Google Chrome.app/Contents/MacOS'];
const macNames = ['Chromium', 'Google Chrome'];

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The browser to use: XINHU_CHROMIUM, one with a usual name, or the one that Playwright may have. Throws with what to install. */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string {
  const chosen = environment['XINHU_CHROMIUM'];
  if (chosen !== undefined && chosen !== '') return chosen;
  const folders = [...(environment['PATH'] ?? '').split(delimiter), ...places].filter(isAbsolute);
  const candidates = [...folders.flatMap((folder) => [...names, ...macNames].map((name) => join(folder, name))), chromium.executablePath()];
  const found = candidates.find(canRun);
  if (found === undefined) throw new Error('No Chromium was found. Install one (Debian, Ubuntu: apt-get install chromium), or name one in XINHU_CHROMIUM.');
  return found;
}

export type Launched = { readonly browser: Browser; readonly isHeadless: boolean; readonly endpoint: string | undefined };

/** `switches` are those that the program asked for; `isControlled` opens a debugging port on this machine, for tests. */
export async function launchChromium(options: { readonly switches: readonly string[]; readonly isControlled: boolean }): Promise<Launched> {
  const isHeadless = process.env['XINHU_HEADLESS'] === '1' || (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']);
  const port = options.isControlled ? await freePort() : undefined;
  const isRoot = process.getuid?.() === 0; // Chromium's sandbox refuses to run as root
  const browser = await chromium.launch({
    executablePath: findChromium(),
    headless: isHeadless,
    chromiumSandbox: !isRoot,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      '--host-resolver-rules=MAP * ~NOTFOUND',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      '--no-first-run',
      '--lang=zh-CN',
      '--window-size=1296,900',
      ...options.switches,
      ...(port === undefined ? [] : [`--remote-debugging-port=${port}`]),
    ],
  });
  return { browser, isHeadless, endpoint: port === undefined ? undefined : `http://127.0.0.1:${port}` };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
