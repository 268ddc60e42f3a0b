import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { only, notHere } from './only.ts';
import { takeSingleInstanceLock } from './single-instance.ts';

export class PreventableEvent {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

type Quit = { readonly closeWindows: () => Promise<void>; readonly end: () => Promise<void> };

/** Electron's `app`, as far as it concerns one program started from its sources. */
export class App extends EventEmitter {
  readonly isPackaged = false;
  readonly switches: string[] = [];
  readonly commandLine = only('app.commandLine', {
    appendSwitch: (name: string, value?: string): void => void this.switches.push(value === undefined ? `--${name}` : `--${name}=${value}`),
  });
  readonly #root: string;
  readonly #description: { readonly name: string; readonly version: string };
  readonly #ready = Promise.withResolvers<void>();
  #userData: string;
  #quit: Quit | undefined;
  #isQuitting = false;

  constructor(entry: string) {
    super();
    this.#root = rootOf(entry);
    this.#description = JSON.parse(readFileSync(join(this.#root, 'package.json'), 'utf8')) as { name: string; version: string }; // our own package.json
    this.#userData = join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), `${this.#description.name}-standin`);
  }

  getAppPath(): string {
    return this.#root;
  }

  getVersion(): string {
    return this.#description.version;
  }

  getPath(name: string): string {
    if (name !== 'userData') throw notHere(`app.getPath('${name}')`);
    return this.#userData;
  }

  setPath(name: string, path: string): void {
    if (name !== 'userData') throw notHere(`app.setPath('${name}')`);
    this.#userData = path;
  }

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  /** Chromium's own sandbox is on wherever it can be, see chromium.ts. */
  enableSandbox(): void {}

  requestSingleInstanceLock(): boolean {
    return takeSingleInstanceLock(this.#userData, () => this.emit('second-instance', new PreventableEvent(), [], process.cwd()));
  }

  /** The rest of the stand-in tells how to end; from here on the program may open windows. */
  becomeReady(quit: Quit): void {
    this.#quit = quit;
    this.#ready.resolve();
    this.emit('ready');
  }

  quit(): void {
    if (this.#isQuitting) return;
    const event = new PreventableEvent();
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.#isQuitting = true;
    void this.#end();
  }

  lastWindowClosed(): void {
    if (this.#isQuitting) return;
    if (!this.emit('window-all-closed')) this.quit();
  }

  async #end(): Promise<void> {
    await this.#quit?.closeWindows();
    this.emit('will-quit', new PreventableEvent());
    this.emit('quit', new PreventableEvent(), 0);
    await this.#quit?.end();
    process.exit(0);
  }
}

function rootOf(entry: string): string {
  for (let folder = dirname(resolve(entry)); folder !== dirname(folder); folder = dirname(folder)) {
    try {
      readFileSync(join(folder, 'package.json'));
      return folder;
    } catch {
      continue;
    }
  }
  throw new Error('No package.json above the entry of the program.');
}
