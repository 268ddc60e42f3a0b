/** Starts the register process as Electron's utility process. */
import { utilityProcess } from 'electron';
import type { Driver } from './drivers.ts';
import type { RegisterChild } from './register-process.ts';

export function forkRegister(entry: string, driver: Driver): RegisterChild {
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'xinhu-register',
    stdio: 'inherit',
    env: { ...process.env, XINHU_DRIVER: driver },
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
