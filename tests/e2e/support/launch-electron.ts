import { join } from 'node:path';
import { _electron, type ElectronApplication } from '@playwright/test';
import type { Program, Started } from './program.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** Starts the program in Electron, from its bundles. */
export async function launchElectron(binary: string, { args, environment }: Started): Promise<Program> {
  const isRoot = process.getuid?.() === 0; // Chromium's sandbox refuses to run as root
  const app = await _electron.launch({
    executablePath: binary,
    args: [...(isRoot ? ['--no-sandbox'] : []), root, ...args],
    env: { ...inherited(), ...environment },
  });
  const written: string[] = [];
  for (const stream of [app.process().stdout, app.process().stderr]) stream?.setEncoding('utf8').on('data', (text: string) => written.push(text));
  const exited = new Promise<number | null>((resolve) => app.process().once('exit', resolve));
  await replaceDialogs(app);
  const page = await app.firstWindow();
  await page.waitForLoadState('load');
  return {
    kind: 'electron',
    page,
    answerDialog: (answer) => app.evaluate((_electron, path) => globalThis.xinhuDialogs.answers.push(path), answer).then(() => undefined),
    dialogTitles: () => app.evaluate(() => globalThis.xinhuDialogs.titles),
    firePower: (event) => app.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event),
    clickMenu: (id) => app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id),
    registerProcesses: () =>
      app.evaluate(({ app: electronApp }) =>
        electronApp
          .getAppMetrics()
          .filter((metric) => metric.serviceName === 'xinhu-register' || metric.name === 'xinhu-register')
          .map((metric) => metric.pid),
      ),
    callFromSubFrame: (message) => app.evaluate(callAsSubFrame, message),
    output: () => written.join(''),
    close: async () => {
      await app.evaluate(({ app: electronApp }) => electronApp.quit());
      return exited;
    },
  };
}

declare global {
  var xinhuDialogs: { readonly answers: string[]; readonly titles: string[] };
}

function replaceDialogs(app: ElectronApplication): Promise<void> {
  return app.evaluate(({ dialog }) => {
    globalThis.xinhuDialogs = { answers: [], titles: [] };
    async function show(...args: readonly unknown[]): Promise<string> {
      const options = args.at(-1) as { readonly title?: string };
      globalThis.xinhuDialogs.titles.push(options.title ?? '');
      for (;;) {
        const answer = globalThis.xinhuDialogs.answers.shift();
        if (answer !== undefined) return answer;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
    Object.assign(dialog, {
      showOpenDialog: async (...args: readonly unknown[]) => {
        const answer = await show(...args);
        return { canceled: answer === 'cancel', filePaths: answer === 'cancel' ? [] : [answer] };
      },
      showSaveDialog: async (...args: readonly unknown[]) => {
        const answer = await show(...args);
        return { canceled: answer === 'cancel', filePath: answer === 'cancel' ? '' : answer };
      },
    });
  });
}

type Handlers = Map<string, (event: object, message: unknown) => unknown>;

/** Electron gives sub-frames no preload, so none can reach the channel by itself: its handler is called with the frame's identity. */
function callAsSubFrame({ BrowserWindow, ipcMain }: typeof Electron.CrossProcessExports, message: unknown): unknown {
  const [window] = BrowserWindow.getAllWindows();
  const handler = (Reflect.get(ipcMain, '_invokeHandlers') as Handlers).get('xinhu:call');
  return handler?.({ sender: window?.webContents, senderFrame: window?.webContents.mainFrame.frames[0] }, message);
}

function inherited(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
