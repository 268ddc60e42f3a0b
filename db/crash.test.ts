import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { driverNames } from './driver/port.ts';
import type { DriverName } from './driver/port.ts';
import { createRegisterFile, openRegisterFile } from './open.ts';
import { openTestFolder, testDriver, testKey } from './testing/open-register.ts';
import { maintain } from './tx.ts';
import type { Register } from './tx.ts';
import { checkStructure } from './verified-copy.ts';

const kills = 20;

/** Lets a second program write from number `first` on, kills it after `afterMs`, answers the last number it was told is written. */
async function writeAndKill(folder: string, name: DriverName, at: { readonly first: number; readonly afterMs: number }): Promise<number> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('testing/child.ts', import.meta.url)), 'write', name, folder, String(at.first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let last = at.first - 1;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'open') setTimeout(() => child.kill('SIGKILL'), at.afterMs);
    else if (/^\d+$/.test(line)) last = Number(line);
    else throw new Error(line);
  }
  return last;
}

type Found = { readonly pairs: number; readonly torn: readonly string[]; readonly last: number };

/** Every transaction wrote a left and a right half. */
async function halves(register: Register): Promise<Found> {
  const rows = await register.read((reader) => reader.selectFrom('meta').select('key').where('key', '!=', 'state_shape').execute());
  const keys = new Set(rows.map(({ key }) => key));
  const numbers = [...keys].map((key) => Number(key.split('-')[1]));
  const torn = [...keys].filter((key) => !keys.has(key.startsWith('left') ? key.replace('left', 'right') : key.replace('right', 'left')));
  return { pairs: keys.size / 2, torn, last: Math.max(-1, ...numbers) };
}

describe.each(driverNames)('a program killed while writing with %s', (name) => {
  it(`loses nothing that was acknowledged and tears nothing, ${kills} times, as the other driver sees it too`, { timeout: 180_000 }, async () => {
    await using folder = await openTestFolder();
    const created = await createRegisterFile(folder.path, testKey, await testDriver(name));
    if (!created.ok) throw new Error(created.error);
    await created.value.close();
    let written = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      const acknowledged = await writeAndKill(folder.path, name, { first: written, afterMs: (kill * 37) % 150 });
      // The reader alternates: a log left by one driver is recovered by the other.
      const opened = await openRegisterFile(folder.path, testKey, await testDriver(driverNames[kill % 2]));
      if (!opened.ok) throw new Error(`kill ${kill}: ${opened.error}`);
      const found = await halves(opened.value);
      expect(found.torn).toEqual([]);
      // At most the one transaction whose acknowledgement the kill swallowed is there beyond those told.
      expect([found.pairs, found.last - acknowledged]).toEqual([found.last + 1, expect.toSatisfy((more: number) => more === 0 || more === 1)]);
      expect(await maintain(opened.value, checkStructure)).toBeNull();
      written = found.last + 1;
      await opened.value.close();
    }
    expect(written).toBeGreaterThan(kills);
  });
});
