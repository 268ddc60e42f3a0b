/** Starts the register process as Electron's utility process. */
import { app, utilityProcess } from 'electron';
import type { Driver, RegisterChild } from './register-process.ts';

/** The driver that the platform prefers first; XINHU_DRIVER, where set, goes before it. */
export function driversInOrder(platform: string, preferred: string | undefined): readonly Driver[] {
  const usual: readonly Driver[] = platform === 'win32' ? ['mc', 'journeyapps'] : ['journeyapps', 'mc'];
  return [...usual].sort((one, other) => Number(other === preferred) - Number(one === preferred));
}

export function forkRegister(entry: string, driver: Driver): RegisterChild {
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'xinhu-register',
    stdio: 'inherit',
    env: { ...process.env, XINHU_DRIVER: driver, XINHU_APP_ROOT: app.getAppPath() },
  });
  return {
    get pid() {
      return child.pid;
    },
    postMessage: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', listener),
    kill: () => void child.kill(),
  };
}
