/** Electron's `utilityProcess`: a Node process, with messages in structured clone both ways. */
import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { only } from './only.ts';

type ForkOptions = { readonly serviceName?: string; readonly stdio?: 'inherit'; readonly env?: NodeJS.ProcessEnv };

const alive = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

class UtilityProcess extends EventEmitter {
  readonly #child: ChildProcess;

  constructor(entry: string, args: readonly string[], options: ForkOptions) {
    super();
    this.#child = fork(entry, args, {
      env: options.env ?? process.env,
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    alive.add(this.#child);
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.once('spawn', () => this.emit('spawn'));
    this.#child.on('error', () => this.#ended(1)); // could not be started, or was lost
    this.#child.once('exit', (code) => this.#ended(code ?? 1));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  postMessage(message: object): void {
    if (this.#child.connected) this.#child.send(message);
  }

  kill(): boolean {
    return this.#child.kill('SIGKILL');
  }

  #ended(code: number): void {
    if (alive.delete(this.#child)) this.emit('exit', code);
  }
}

export const utilityProcess = {
  fork: (entry: string, args: readonly string[], options: ForkOptions): UtilityProcess => only('utilityProcess', new UtilityProcess(entry, args, options)),
};

/** Process ids of the utility processes that live. */
export function utilityProcessIds(): readonly number[] {
  return [...alive].flatMap((child) => (child.pid === undefined ? [] : [child.pid]));
}
