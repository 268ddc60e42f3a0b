/** The program as a spec sees it: the same on Electron and on the stand-in. */
import type { Page } from '@playwright/test';

export type LaunchOptions = {
  /** Handed to the program as `--register`. */
  readonly register?: string;
  /** Where the program keeps its settings; a fresh folder if left out. */
  readonly userData?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** A test of the shell alone: the page and the register process of tests/e2e/support. */
  readonly isShellAlone?: boolean;
};

export type Program = {
  readonly kind: 'electron' | 'stand-in';
  readonly page: Page;
  /** Answers the dialog that is open, or the next one: with a path, or `'cancel'`. */
  readonly answerDialog: (answer: string) => Promise<void>;
  /** Titles of the dialogs shown so far. */
  readonly dialogTitles: () => Promise<readonly string[]>;
  readonly firePower: (event: 'lock-screen' | 'suspend') => Promise<void>;
  readonly clickMenu: (id: string) => Promise<void>;
  /** Process ids of living register processes. */
  readonly registerProcesses: () => Promise<readonly number[]>;
  /** Calls the shell as if the first frame below the page had reached its channel. */
  readonly callFromSubFrame: (message: unknown) => Promise<unknown>;
  /** What the program wrote to its standard error. */
  readonly output: () => string;
  /** Quits in order. Answers with the exit code. */
  readonly close: () => Promise<number | null>;
};

export type Started = { readonly args: readonly string[]; readonly environment: Readonly<Record<string, string>> };
