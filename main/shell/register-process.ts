/** The only owner of the register process: starts it, queues calls until it is ready, ends it when the register is locked. */
import type { Driver } from './drivers.ts';
import { isFromRegister, refuse, type FromRegister, type Grant, type Reply, type ToRegister } from './register-messages.ts';

/** A started process. `postMessage` to a dead one is ignored. */
export type RegisterChild = {
  readonly pid: number | undefined;
  readonly postMessage: (message: ToRegister) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  readonly onExit: (listener: () => void) => void;
  readonly kill: () => void;
};

export type RegisterProcessOptions = {
  readonly start: (driver: Driver) => RegisterChild;
  /** In the order in which they are tried. */
  readonly drivers: readonly Driver[];
  readonly onPush: (name: string, payload: unknown) => void;
  /** The process died although nobody asked it to: whatever was unlocked is locked now. */
  readonly onLost: () => void;
  readonly log: (text: string) => void;
  readonly readyWithinMs?: number;
  readonly stopWithinMs?: number;
};

type Call = { readonly message: ToRegister; readonly answer: (reply: Reply) => void };
type Running = { readonly child: RegisterChild; readonly exited: Promise<void>; readonly attempt: number; ready: boolean; ending: boolean };

/** A class because it is one thing with a life of its own: at most one process lives at a time, and everybody asks the same owner. */
export class RegisterProcess {
  readonly #options: RegisterProcessOptions;
  readonly #waiting: Call[] = [];
  readonly #pending = new Map<number, Call>();
  #running: Running | undefined;
  #driver: { readonly name: string; readonly fallback: boolean } | undefined;
  #changing: Promise<void> | undefined;
  #isClosed = false;
  #nextId = 1;

  constructor(options: RegisterProcessOptions) {
    this.#options = options;
  }

  /** The driver in use, once known. `fallback` tells that the preferred one did not work. */
  get driver(): { readonly name: string; readonly fallback: boolean } | undefined {
    return this.#driver;
  }

  /** Runs one operation; waits while the process starts. Answers REGISTER_STOPPED if the process ends before it has answered. */
  call({ name, input, grants }: { readonly name: string; readonly input: unknown; readonly grants: readonly Grant[] }): Promise<Reply> {
    if (this.#isClosed) return Promise.resolve(refuse('REGISTER_STOPPED'));
    const id = this.#nextId++;
    const message: ToRegister = grants.length === 0 ? { id, type: 'call', name, input } : { id, type: 'call', name, input, grants };
    return new Promise((resolve) => {
      this.#send({ message, answer: resolve });
      if (this.#running === undefined && this.#changing === undefined) this.#start(0);
    });
  }

  /** Ends the process and starts a fresh, locked one. Running calls are answered with REGISTER_STOPPED; later ones wait for the new process. */
  restart(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#end();
      if (!this.#isClosed && this.#running === undefined) this.#start(0);
    });
  }

  /** Ends the process for good. */
  stop(): Promise<void> {
    this.#isClosed = true;
    return this.#inTurn(() => this.#end());
  }

  #send(call: Call): void {
    if (this.#running?.ready !== true || this.#running.ending) {
      this.#waiting.push(call);
      return;
    }
    this.#pending.set(call.message.id, call);
    this.#running.child.postMessage(call.message);
  }

  #start(attempt: number): void {
    const driver = this.#options.drivers[attempt];
    if (driver === undefined) {
      this.#options.log('the register process could not be started with any driver');
      this.#answerAll();
      return;
    }
    const child = this.#options.start(driver);
    const timer = setTimeout(() => child.kill(), this.#options.readyWithinMs ?? 30_000);
    const exited = new Promise<void>((resolve) => child.onExit(resolve));
    const running: Running = { child, exited, attempt, ready: false, ending: false };
    this.#running = running;
    child.onMessage((message) => {
      if (this.#running !== running || !isFromRegister(message)) return;
      if (message.type === 'ready') clearTimeout(timer);
      this.#receive(running, message);
    });
    void exited.then(() => {
      clearTimeout(timer);
      this.#ended(running);
    });
  }

  #receive(from: Running, message: FromRegister): void {
    switch (message.type) {
      case 'ready': {
        from.ready = true;
        this.#driver = { name: message.driver, fallback: from.attempt > 0 || message.fallback };
        this.#options.log(`register process ready, driver ${message.driver}${this.#driver.fallback ? ' (fallback)' : ''}`);
        for (const call of this.#waiting.splice(0)) this.#send(call);
        return;
      }
      case 'reply': {
        const call = this.#pending.get(message.id);
        this.#pending.delete(message.id);
        call?.answer(message.reply);
        return;
      }
      case 'push': {
        if (!from.ending) this.#options.onPush(message.name, message.payload);
        return;
      }
      default: {
        const never: never = message;
        return never;
      }
    }
  }

  #ended(which: Running): void {
    if (this.#running !== which) return;
    this.#running = undefined;
    if (which.ending) return;
    if (!which.ready) {
      this.#options.log(`register process ended before it was ready (driver ${String(this.#options.drivers[which.attempt])})`);
      this.#start(which.attempt + 1);
      return;
    }
    this.#options.log('register process ended unexpectedly');
    this.#answerAll();
    this.#options.onLost();
  }

  async #end(): Promise<void> {
    const which = this.#running;
    this.#answerAll();
    if (which === undefined) return;
    which.ending = true;
    which.child.postMessage({ id: this.#nextId++, type: 'shutdown' });
    const timer = setTimeout(() => which.child.kill(), this.#options.stopWithinMs ?? 3000);
    await which.exited;
    clearTimeout(timer);
    if (this.#running === which) this.#running = undefined;
  }

  #answerAll(): void {
    const stopped = [...this.#pending.values(), ...this.#waiting.splice(0)];
    this.#pending.clear();
    for (const call of stopped) call.answer(refuse('REGISTER_STOPPED'));
  }

  // Two processes must never hold one register at the same time, so ends and starts happen strictly one after the other.
  #inTurn(step: () => Promise<void>): Promise<void> {
    const next = (this.#changing ?? Promise.resolve()).then(step);
    this.#changing = next;
    void next.finally(() => {
      if (this.#changing === next) this.#changing = undefined;
    });
    return next;
  }
}
