/** Runs a program written for Electron on Chromium: node standin/run.ts <main.ts> [arguments of the program]. For development and tests only. */
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { App } from './app.ts';
import { closeAllWindows } from './browser-window.ts';
import { launchChromium, type Launched } from './chromium.ts';
import { answerQuestions } from './control.ts';
import { askOnPage, Dialogs } from './dialog.ts';
import { electronModule, moduleSource } from './electron.ts';
import { IpcMain } from './ipc-main.ts';
import { notHere } from './only.ts';
import { PowerMonitor } from './power-monitor.ts';

const [, , entry] = process.argv;
if (entry === undefined) throw new Error('Which program? node standin/run.ts <main.ts>');

const globalName = '__electron_standin';
const moduleUrl = 'standin:electron';
const isControlled = process.send !== undefined && process.env['XINHU_STANDIN_CONTROL'] === '1';

let launched: Launched | undefined;
const app = new App(entry);
const dialogs = new Dialogs();
const powerMonitor = new PowerMonitor();
const ipcMain = new IpcMain();
const electron = electronModule({
  app,
  dialogs,
  powerMonitor,
  ipcMain,
  browser: () => {
    if (launched === undefined) throw notHere('A window before the app is ready');
    return launched;
  },
});

Object.defineProperty(globalThis, globalName, { value: electron });
registerHooks({
  resolve: (specifier, context, next) => (specifier === 'electron' ? { url: moduleUrl, format: 'module', shortCircuit: true } : next(specifier, context)),
  load: (url, context, next) =>
    url === moduleUrl ? { format: 'module', source: moduleSource(Object.keys(electron), globalName), shortCircuit: true } : next(url, context),
});

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
if (isControlled) answerQuestions({ dialogs, powerMonitor, ipcMain, quit: () => app.quit() });

await import(pathToFileURL(resolve(entry)).href);
const { browser, endpoint } = await start();
app.becomeReady({ closeWindows: closeAllWindows, end: () => browser.close() });
if (endpoint !== undefined) process.send?.({ endpoint });

async function start(): Promise<Launched> {
  const started = await launchChromium({ switches: app.switches, isControlled });
  launched = started;
  process.stderr.write(`stand-in: Chromium ${started.browser.version()} in place of Electron, for development and tests only${sightOf(started)}\n`);
  if (!isControlled) dialogs.askBy(started.isHeadless ? () => Promise.resolve(null) : askOnPage(started.browser));
  return started;
}

function sightOf(started: Launched): string {
  return started.isHeadless ? ' (no screen: nothing to see)' : '';
}
