import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRecentRegisters } from './recent-registers.ts';
import { readSettings, writeSettings } from './settings.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xinhu-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const unset = { registers: [], lockAfterMinutes: 10, contentProtection: true };

describe('settings', () => {
  it('come back as they were written', () => {
    const path = join(folder, 'new', 'settings.json');
    writeSettings(path, { registers: ['/a'], lockAfterMinutes: 3, contentProtection: false });
    expect(readSettings(path)).toEqual({ registers: ['/a'], lockAfterMinutes: 3, contentProtection: false });
  });

  it.each(['', '{', '[]', '{"lockAfterMinutes":100000}', '{"registers":"/a"}', '{"unknown":1}'])('that are damaged (%s) count as never set', (text) => {
    const path = join(folder, 'settings.json');
    writeFileSync(path, text);
    expect(readSettings(path)).toEqual(unset);
  });

  it('are the usual ones where there is no file', () => {
    expect(readSettings(join(folder, 'none.json'))).toEqual(unset);
  });
});

describe('recent registers', () => {
  it('begin with what was asked for or chosen, and remember what was opened', () => {
    const path = join(folder, 'settings.json');
    const first = createRecentRegisters(path, '/asked');
    first.noteChosen('/chosen');
    expect(first.list()).toEqual(['/chosen', '/asked']);
    first.noteOpened('/asked');
    expect(first.list()).toEqual(['/asked', '/chosen']);
    expect(createRecentRegisters(path, undefined).list()).toEqual(['/asked']); // chosen but never opened: forgotten
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ ...unset, registers: ['/asked'] });
  });

  it('are five at most', () => {
    const recents = createRecentRegisters(join(folder, 'settings.json'), undefined);
    for (const name of ['1', '2', '3', '4', '5', '6', '3']) recents.noteOpened(`/${name}`);
    expect(recents.list()).toEqual(['/3', '/6', '/5', '/4', '/2']);
  });
});
