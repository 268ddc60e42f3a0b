import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isCarriedModule, isNativePackage, nativePackages } from './native-packages.ts';
import { isPackaged } from './packaged-files.ts';

const root = join(import.meta.dirname, '..');

function filesCarried(path: string): readonly string[] {
  if (!isPackaged(path)) return [];
  return statSync(join(root, path)).isDirectory() ? readdirSync(join(root, path)).flatMap((name) => filesCarried(`${path}/${name}`)) : [path];
}

describe('what is packaged', () => {
  it.each([
    '/.vite/build/main.js',
    '/.vite/renderer/index.html',
    '/package.json',
    '/templates/D01/template.md',
    '/templates/render/fonts/one.ttf',
    '/templates/render/fonts/LICENSE-one.txt',
    '/node_modules/bindings/LICENSE.md',
    '/LICENSE',
  ])('%s is', (path) => {
    expect(isPackaged(path)).toBe(true);
  });

  it.each([
    '/.vite/inputs.json',
    '/.git',
    '/domain/time.ts',
    '/domain/tsconfig.json',
    '/main/shell/main.ts',
    '/main/shell/settings.json',
    '/main/register/tables.json',
    '/templates/D01/expected.txt',
    '/templates/D01/fixture.json',
    '/templates/render/worker.ts',
    '/templates/tsconfig.json',
    '/templates/model',
    '/standin/run.ts',
    '/tests',
    '/samples/roster.xlsx',
    '/out',
    '/node_modules/react/index.js',
    '/node_modules/.bin/node',
    '/node_modules/@node-rs/argon2/index.d.ts',
    '/node_modules/better-sqlite3-multiple-ciphers/deps/sqlite3/sqlite3.c',
    '/node_modules/@journeyapps/sqlcipher/build/Release/obj.target/node_sqlite3.node',
  ])('%s is not', (path) => {
    expect(isPackaged(path)).toBe(false);
  });

  it('holds the native packages so that they load with nothing else around', () => {
    const installed = nativePackages.filter((name) => {
      try {
        createRequire(join(root, 'package.json')).resolve(name);
        return true;
      } catch {
        return false; // optional: a driver that this machine cannot have
      }
    });
    expect(installed.length).toBeGreaterThanOrEqual(2);
    const folder = mkdtempSync(join(tmpdir(), 'xinhu-packaged-'));
    try {
      for (const path of filesCarried('/node_modules')) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        cpSync(join(root, path), join(folder, path));
      }
      for (const name of installed) {
        const kind = execFileSync(process.execPath, ['-p', `typeof require(${JSON.stringify(name)})`], { cwd: folder, encoding: 'utf8' }).trim();
        expect(`${name} ${kind}`).toMatch(/ (function|object)$/);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('knows native packages by their whole name', () => {
    expect(['@node-rs/argon2', '@node-rs/argon2-linux-x64-gnu', '@journeyapps/sqlcipher/lib/sqlite3'].filter(isNativePackage)).toHaveLength(3);
    expect(['@node-rs/argon', 'better-sqlite3', '@journeyapps/other'].filter(isNativePackage)).toEqual([]);
    expect(isCarriedModule('bindings/bindings.js')).toBe(true);
    expect(isCarriedModule('bindings-other/bindings.js')).toBe(false);
  });
});
