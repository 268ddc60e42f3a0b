/** When and how the register is locked: the process that holds the keys ends, and the page that showed the cases is replaced. */
import { powerMonitor } from 'electron';
import type { RegisterProcess } from './register-process.ts';

export type LockReason = 'asked' | 'screen locked' | 'suspended' | 'idle' | 'register process lost';

export type LockOptions = {
  readonly register: RegisterProcess;
  /** Takes the page away: nothing of it must be left to call, and its renderer may end. */
  readonly blankPages: () => Promise<void>;
  readonly showUnlockPages: () => Promise<void>;
  readonly forgetFiles: () => void;
  readonly log: (text: string) => void;
};

/** Locks once at a time; a call during a running lock joins it. */
export function createLock(options: LockOptions): (reason: LockReason) => Promise<void> {
  let running: Promise<void> | undefined;

  async function lock(reason: LockReason): Promise<void> {
    options.log(`locking: ${reason}`);
    options.forgetFiles();
    // The page goes first: a call that arrives after the restart has begun can then only come from the unlock page.
    await options.blankPages();
    await options.register.restart();
    await options.showUnlockPages();
  }

  return (reason) => {
    running ??= lock(reason).finally(() => {
      running = undefined;
    });
    return running;
  };
}

const idleCheckMs = 10_000;

/** Locks when the computer is locked, put to sleep, or left alone. Returns the function that stops watching. */
export function lockWhenLeftAlone(lock: (reason: LockReason) => Promise<void>, afterMinutes: number): () => void {
  powerMonitor.on('lock-screen', () => void lock('screen locked'));
  powerMonitor.on('suspend', () => void lock('suspended'));
  let isIdle = false;
  const timer = setInterval(() => {
    const wasIdle = isIdle;
    isIdle = powerMonitor.getSystemIdleTime() >= afterMinutes * 60;
    if (isIdle && !wasIdle) void lock('idle');
  }, idleCheckMs);
  return () => clearInterval(timer);
}
