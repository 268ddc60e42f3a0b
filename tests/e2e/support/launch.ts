/** The program as a spec sees it: the same on Electron, where its binary is, and on the stand-in. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { build } from '../../../scripts/build.ts';
import { electronBinary } from '../../../scripts/electron-binary.ts';
import { launchElectron } from './launch-electron.ts';
import { launchStandin } from './launch-standin.ts';

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

const here = import.meta.dirname;

export async function launch(options: LaunchOptions = {}): Promise<Program> {
  const binary = electronBinary();
  const isAlone = options.isShellAlone === true;
  await build([...(isAlone ? [] : (['renderer'] as const)), 'preload', ...(binary === undefined ? [] : (['main'] as const)), ...(binary === undefined || isAlone ? [] : (['register'] as const))]);
  const ownUserData = options.userData === undefined ? await mkdtemp(join(tmpdir(), 'xinhu-e2e-')) : undefined;
  const started: Started = {
    args: options.register === undefined ? [] : ['--register', options.register],
    environment: {
      XINHU_USER_DATA: options.userData ?? ownUserData ?? '',
      ...(isAlone ? { XINHU_RENDERER_DIR: join(here, 'page'), XINHU_REGISTER_ENTRY: join(here, 'fixture-register.ts') } : {}),
      ...options.environment,
    },
  };
  const program = binary === undefined ? await launchStandin(started) : await launchElectron(binary, started);
  return {
    ...program,
    close: async () => {
      const code = await program.close();
      if (ownUserData !== undefined) await rm(ownUserData, { recursive: true, force: true });
      return code;
    },
  };
}
