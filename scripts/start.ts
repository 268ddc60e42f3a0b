/** Opens the program: in Electron where its binary is, else on the stand-in. npm start -- [--register FOLDER] */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.ts';
import { electronBinary } from './electron-binary.ts';

const root = join(import.meta.dirname, '..');
const args = process.argv.slice(2);
const electron = electronBinary();

const built = await build(electron === undefined ? ['renderer', 'preload'] : ['renderer', 'preload', 'main', 'register']);
if (built.length > 0) console.error(`start: built ${built.join(', ')}`);
console.error(electron === undefined ? 'start: Electron is not installed; opening the stand-in (Chromium)' : 'start: opening Electron');

const [command, before] =
  electron === undefined ? [process.execPath, [join(root, 'standin', 'run.ts'), join(root, 'main', 'shell', 'main.ts')]] : [electron, [root]];
const child = spawn(command, [...before, ...args], { stdio: 'inherit' });
// Both hear the terminal's Ctrl-C; the child ends in order, and this process with it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === null ? 0 : 1);
});
