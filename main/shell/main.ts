/** The shell: Electron's main process. It owns windows and nothing secret. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { app, session } from 'electron';
import { answerCalls } from './calls.ts';
import { isPushName, pushChannel } from './channels.ts';
import { createDialogTokens } from './dialog-tokens.ts';
import { driversInOrder } from './drivers.ts';
import { isStandin, locate, useOwnUserData } from './locations.ts';
import { createLock, lockWhenLeftAlone } from './lock.ts';
import { log } from './log.ts';
import { setMenu } from './menu.ts';
import { declareScheme, serveApp } from './protocol.ts';
import { createRecentRegisters } from './recent-registers.ts';
import { forkRegister } from './register-fork.ts';
import { RegisterProcess } from './register-process.ts';
import { readSettings } from './settings.ts';
import { createShellOperations } from './shell-operations.ts';
import { closeNetwork, restrictContents, restrictSession } from './web-policy.ts';
import { createWindows } from './window.ts';

useOwnUserData();
closeNetwork();
declareScheme();
app.enableSandbox();
restrictContents();
if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else app.quit();

async function start(): Promise<void> {
  const locations = locate();
  const settings = readSettings(locations.settings);
  const memory = session.fromPartition('xinhu'); // without `persist:` nothing of it is written to disk
  restrictSession(memory);
  serveApp(memory, locations.renderer);

  const windows = createWindows({ session: memory, preload: locations.preload, contentProtection: settings.contentProtection, isPackaged: app.isPackaged });
  const tokens = createDialogTokens();
  const recents = createRecentRegisters(locations.settings, registerFromArguments());
  const register = new RegisterProcess({
    start: (driver) => forkRegister(locations.registerEntry, driver),
    drivers: driversInOrder(process.platform, process.env['XINHU_DRIVER']),
    onPush: (name, payload) => {
      if (isPushName(name)) windows.send(pushChannel, { name, payload });
    },
    onLost: () => void lock('register process lost'),
    log,
  });
  const lock = createLock({ register, blankPages: windows.blank, showUnlockPages: windows.showPage, forgetFiles: tokens.clear, log });
  const info = () => ({
    platform: process.platform,
    standin: isStandin,
    version: app.getVersion(),
    driver: register.driver?.name ?? null,
    driverFallback: register.driver?.fallback ?? false,
  });

  answerCalls({
    isOurWindow: windows.has,
    shellOperations: createShellOperations({ tokens, recents, info }),
    tokens,
    recents,
    register,
    lock: () => void lock('asked'),
  });
  setMenu({ lock: () => void lock('asked'), quit: () => app.quit() });
  const stopWatching = lockWhenLeftAlone(lock, settings.lockAfterMinutes);
  app.on('second-instance', windows.focus);
  app.on('window-all-closed', () => app.quit());
  let hasStopped = false;
  app.on('before-quit', (event) => {
    if (hasStopped) return;
    event.preventDefault(); // the process with the keys ends first
    stopWatching();
    void Promise.all([windows.blank(), register.stop()]).then(() => {
      hasStopped = true;
      app.quit();
    });
  });
  await register.restart();
  await windows.open();
}

function registerFromArguments(): string | undefined {
  const { values } = parseArgs({ args: process.argv.slice(1), options: { register: { type: 'string' } }, strict: false });
  return typeof values.register === 'string' ? resolve(values.register) : undefined;
}
