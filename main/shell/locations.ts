/** Where the parts of the program are: built bundles in Electron, the register process from source under the stand-in. */
import { join, resolve } from 'node:path';
import { app } from 'electron';

export type Locations = { readonly renderer: string; readonly preload: string; readonly registerEntry: string; readonly settings: string };

/** True when the `electron` module is the stand-in of development and tests. */
export const isStandin = process.versions['electron'] === undefined;

/** In a packaged program nothing in the environment moves a part of it. */
function fromEnvironment(name: string): string | undefined {
  const value = app.isPackaged ? undefined : process.env[name];
  return value === undefined || value === '' ? undefined : resolve(value);
}

/** Must run before anything asks for a folder of the user's. */
export function useOwnUserData(): void {
  const folder = fromEnvironment('XINHU_USER_DATA');
  if (folder !== undefined) app.setPath('userData', folder);
}

export function locate(): Locations {
  const root = app.getAppPath();
  const bundles = join(root, '.vite', 'build');
  return {
    renderer: fromEnvironment('XINHU_RENDERER_DIR') ?? join(root, '.vite', 'renderer'),
    preload: join(bundles, 'preload.cjs'),
    registerEntry: fromEnvironment('XINHU_REGISTER_ENTRY') ?? (isStandin ? join(root, 'main', 'register', 'process.ts') : join(bundles, 'register.js')),
    settings: join(app.getPath('userData'), 'settings.json'),
  };
}
