/** Starts the program: on Electron where its binary is, else on the stand-in. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { electronBinary } from '../../../scripts/electron-binary.ts';
import { launchElectron } from './launch-electron.ts';
import { launchStandin } from './launch-standin.ts';
import type { LaunchOptions, Program, Started } from './program.ts';

export type { LaunchOptions, Program };

const here = import.meta.dirname;

export async function launch(options: LaunchOptions = {}): Promise<Program> {
  const binary = electronBinary();
  const isAlone = options.isShellAlone === true;
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
