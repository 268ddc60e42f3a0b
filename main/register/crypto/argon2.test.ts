import { describe, expect, it } from 'vitest';
import {
  calibrate,
  deriveKey,
  firstEngine,
  judgeKdf,
  kdfCeiling,
  kdfFloor,
  loadNativeEngine,
  loadWasmEngine,
  type Argon2Engine,
  type KdfInput,
} from './argon2.ts';
import { hexOf, utf8Of } from './bytes.ts';

const password = utf8Of('password');
const salt = utf8Of('somesalt');

/** A clock that runs as fast as the work claims: `floorMs` for the floor, in proportion for more, `drag` times that above the floor. */
function machineOf(floorMs: number, drag = 1): { readonly clock: () => number; readonly derive: (passphrase: string, input: KdfInput) => Promise<Uint8Array> } {
  let nowMs = 0;
  return {
    clock: () => nowMs,
    derive: async (_passphrase, input) => {
      const work = (input.memoryKib * input.iterations) / (kdfFloor.memoryKib * kdfFloor.iterations);
      nowMs += floorMs * work * (work > 1 ? drag : 1);
      return new Uint8Array(32);
    },
  };
}

describe('Argon2id', () => {
  it('both engines give the published results of the reference implementation', async () => {
    for (const load of [loadNativeEngine, loadWasmEngine]) {
      const engine = await load();
      expect(hexOf(await engine(password, { memoryKib: 256, iterations: 2, parallelism: 1, salt }))).toBe(
        '9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe',
      );
      expect(hexOf(await engine(password, { memoryKib: 256, iterations: 2, parallelism: 2, salt }))).toBe(
        '6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037',
      );
    }
  });

  it('both engines agree at the floor, with a Chinese passphrase', async () => {
    const input = { ...kdfFloor, salt: new Uint8Array(16).fill(7) };
    const keys = await Promise.all([loadNativeEngine, loadWasmEngine].map(async (load) => (await load())(utf8Of('银杏叶落满操场'), input)));
    expect(keys[0]).toEqual(keys[1]);
    expect(keys[0]).toEqual(await deriveKey('银杏叶落满操场', input));
  });

  it('takes the next engine when one cannot load, and says when none can', async () => {
    const broken = async (): Promise<Argon2Engine> => {
      throw new Error('no binary');
    };
    const engine = await firstEngine([broken, loadWasmEngine]);
    expect((await engine(password, { memoryKib: 64, iterations: 1, parallelism: 1, salt })).length).toBe(32);
    await expect(firstEngine([broken])).rejects.toThrow('no Argon2 implementation');
  });

  it('full-width and decomposed input give the same key as plain input, other input another', async () => {
    const input = { memoryKib: 64, iterations: 1, parallelism: 1, salt };
    const plain = await deriveKey('Café 2026', input);
    expect(await deriveKey('Ｃａｆｅ\u0301\u3000２０２６', input)).toEqual(plain);
    expect(await deriveKey('café 2026', input)).not.toEqual(plain);
  });

  it('judges the floor and the ceiling', () => {
    expect([judgeKdf(kdfFloor), judgeKdf(kdfCeiling)]).toEqual(['fit', 'fit']);
    expect(judgeKdf({ ...kdfFloor, memoryKib: kdfFloor.memoryKib - 1 })).toBe('weak');
    expect(judgeKdf({ ...kdfFloor, iterations: 2 })).toBe('weak');
    expect(judgeKdf({ ...kdfFloor, parallelism: 0 })).toBe('weak');
    expect(judgeKdf({ ...kdfFloor, memoryKib: kdfCeiling.memoryKib + 1 })).toBe('heavy');
    expect(judgeKdf({ ...kdfFloor, iterations: kdfCeiling.iterations + 1 })).toBe('heavy');
    expect(judgeKdf({ ...kdfFloor, parallelism: kdfCeiling.parallelism + 1 })).toBe('heavy');
  });
});

describe('calibration', () => {
  it.each([
    ['a slow machine keeps the floor', 2000, 1, { memoryKib: 128 * 1024, iterations: 3, parallelism: 1 }],
    ['a middling machine gets more memory', 250, 1, { memoryKib: 352 * 1024, iterations: 3, parallelism: 1 }],
    ['a fast machine gets 512 MiB and more passes', 100, 1, { memoryKib: 512 * 1024, iterations: 5, parallelism: 1 }],
    ['a clock that does not move stops at the cap', 0, 1, { memoryKib: 512 * 1024, iterations: 8, parallelism: 1 }],
    ['a machine short of memory gets less than its floor promised', 250, 2, { memoryKib: 176 * 1024, iterations: 3, parallelism: 1 }],
  ])('%s', async (_name, floorMs, drag, expected) => {
    const machine = machineOf(floorMs, drag);
    const params = await calibrate(machine.clock, machine.derive);
    expect(params).toEqual(expected);
    expect(judgeKdf(params)).toBe('fit');
  });
});
