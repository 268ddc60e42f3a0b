import { EventEmitter } from 'node:events';

/** Knows nothing of the computer: a test fires the events and sets the idle time. */
export class PowerMonitor extends EventEmitter {
  #idleSeconds = 0;

  getSystemIdleTime(): number {
    return this.#idleSeconds;
  }

  pretendIdle(seconds: number): void {
    this.#idleSeconds = seconds;
  }
}
