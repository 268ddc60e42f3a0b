import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { App } from './app.ts';
import { findChromium } from './chromium.ts';
import { Dialogs } from './dialog.ts';
import { only } from './only.ts';
import { session } from './session.ts';

describe('the stand-in', () => {
  it('throws for every part of Electron that it does not have', () => {
    const app: object = only('app', new App(import.meta.filename));
    expect(() => Reflect.get(app, 'setBadgeCount')).toThrow('app.setBadgeCount is not in the stand-in');
    expect(() => new App(import.meta.filename).getPath('desktop')).toThrow('not in the stand-in');
    expect(() => session.fromPartition('persist:x')).toThrow('not in the stand-in');
  });

  it('keeps what it has usable behind that', () => {
    const app = only('app', new App(import.meta.filename));
    let heard = '';
    app.on('x', (text: string) => {
      heard = text;
    });
    app.emit('x', 'y');
    app.commandLine.appendSwitch('a', 'b');
    expect([heard, app.switches, app.getVersion()]).toEqual([
      'y',
      ['--a=b'],
      (JSON.parse(readFileSync(join(app.getAppPath(), 'package.json'), 'utf8')) as { version: string }).version,
    ]);
  });

  it('takes the Chromium that it is told, or finds one', () => {
    expect(findChromium({ XINHU_CHROMIUM: '/opt/one' })).toBe('/opt/one');
    expect(existsSync(findChromium())).toBe(true);
  });

  it('answers dialogs in order, asked before or after', async () => {
    const dialogs = new Dialogs();
    dialogs.answer('/first');
    dialogs.answer(null);
    expect(await dialogs.showOpenDialog({}, { title: 'one' })).toEqual({ canceled: false, filePaths: ['/first'] });
    expect(await dialogs.showSaveDialog({}, {})).toEqual({ canceled: true, filePath: '' });
    const open = dialogs.showSaveDialog({}, { defaultPath: 'name' });
    dialogs.answer('/later');
    expect(await open).toEqual({ canceled: false, filePath: '/later' });
    expect(dialogs.seen.map(({ kind }) => kind)).toEqual(['open', 'save', 'save']);
  });

  it('lets one program have a user data folder at a time, and takes over from one that was killed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'standin-'));
    const take = () =>
      spawnSync(
        process.execPath,
        [
          '-e',
          `import(${JSON.stringify(join(import.meta.dirname, 'single-instance.ts'))}).then((m) => console.log(m.takeSingleInstanceLock(${JSON.stringify(folder)}, () => {})))`,
        ],
        { encoding: 'utf8' },
      ).stdout.trim();
    try {
      writeFileSync(join(folder, 'standin.pid'), String(process.pid));
      expect(take()).toBe('false');
      expect(existsSync(join(folder, 'standin.knock'))).toBe(true);
      writeFileSync(join(folder, 'standin.pid'), '999999999');
      expect(take()).toBe('true');
      expect(existsSync(join(folder, 'standin.pid'))).toBe(false); // given back at the end
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
