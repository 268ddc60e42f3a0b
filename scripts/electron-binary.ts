/** Where Electron's binary is, if it is there. The `electron` package must not be asked: requiring it starts a download. */
import { accessSync, constants, readFileSync } from 'node:fs';
import { join } from 'node:path';

const packageFolder = join(import.meta.dirname, '..', 'node_modules', 'electron');

/** The path of the binary, or `undefined` where Electron is missing. XINHU_STANDIN=1 asks for the stand-in even so. */
export function electronBinary(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  if (environment['XINHU_STANDIN'] === '1') return undefined;
  const override = environment['ELECTRON_OVERRIDE_DIST_PATH'];
  const path = join(override ?? join(packageFolder, 'dist'), nameInside(override !== undefined));
  try {
    accessSync(path, constants.X_OK);
    return path;
  } catch {
    return undefined;
  }
}

function nameInside(isOverride: boolean): string {
  const usual = process.platform === 'win32' ? 'electron.exe' : process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
  if (isOverride) return usual;
  try {
    return readFileSync(join(packageFolder, 'path.txt'), 'utf8').trim();
  } catch {
    return usual;
  }
}
