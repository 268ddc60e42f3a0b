/** One program per user data folder: a file that names the living process, and another by which a second one knocks. */
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, watch, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** True if this process is the first; `onKnock` is then called whenever another one is started. */
export function takeSingleInstanceLock(folder: string, onKnock: () => void): boolean {
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, 'standin.pid');
  const knock = 'standin.knock';
  if (!claim(lock)) {
    if (isAlive(lock)) {
      writeFileSync(join(folder, knock), `${process.pid}\n`);
      return false;
    }
    rmSync(lock, { force: true }); // left behind by a process that was killed
    if (!claim(lock)) return false;
  }
  watch(folder, { persistent: false }, (_event, name) => {
    if (name === knock) onKnock();
  });
  process.on('exit', () => rmSync(lock, { force: true }));
  return true;
}

function claim(path: string): boolean {
  try {
    const file = openSync(path, 'wx');
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch {
    return false;
  }
}

function isAlive(path: string): boolean {
  try {
    return process.kill(Number(readFileSync(path, 'utf8')), 0);
  } catch {
    return false;
  }
}
