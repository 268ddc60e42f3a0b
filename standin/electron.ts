/** The module that a program gets when it imports `electron`. */
import type { App } from './app.ts';
import { BrowserWindow, type Surroundings, type WindowOptions } from './browser-window.ts';
import type { Dialogs } from './dialog.ts';
import type { IpcMain } from './ipc-main.ts';
import { Menu } from './menu.ts';
import { only } from './only.ts';
import type { PowerMonitor } from './power-monitor.ts';
import { session } from './session.ts';
import { utilityProcess } from './utility-process.ts';

export type Parts = Surroundings & { readonly app: App; readonly ipcMain: IpcMain; readonly dialogs: Dialogs; readonly powerMonitor: PowerMonitor };

export function electronModule(parts: Parts): Readonly<Record<string, unknown>> {
  class Window extends BrowserWindow {
    constructor(options: WindowOptions) {
      super(options, parts);
    }
  }
  return {
    app: only('app', parts.app),
    BrowserWindow: Window,
    dialog: only('dialog', parts.dialogs),
    ipcMain: only('ipcMain', parts.ipcMain),
    Menu: only('Menu', Menu),
    powerMonitor: only('powerMonitor', parts.powerMonitor),
    // A scheme needs no declaration here: what is shown under *.localhost has all privileges of a secure origin.
    protocol: only('protocol', { registerSchemesAsPrivileged: (): void => {} }),
    session: only('session', session),
    utilityProcess: only('utilityProcess', utilityProcess),
  };
}

/** Source text of a module with these exports, which are found in the global of that name. */
export function moduleSource(parts: readonly string[], globalName: string): string {
  return parts.map((name) => `export const ${name} = globalThis[${JSON.stringify(globalName)}].${name};`).join('\n');
}
