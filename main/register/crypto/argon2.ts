/** Argon2id: passphrase to key. The native module does the work; the WebAssembly one stands in where it cannot be loaded. */
import { utf8Of, viewOf } from './bytes.ts';
import { wipe } from './wipe.ts';

/** Cost of one derivation: memory in KiB, passes, lanes. */
export type KdfParams = { readonly memoryKib: number; readonly iterations: number; readonly parallelism: number };
export type KdfInput = KdfParams & { readonly salt: Uint8Array };

/** Below this no slot is made or opened (six times OWASP's least memory). */
export const kdfFloor: KdfParams = { memoryKib: 128 * 1024, iterations: 3, parallelism: 1 };
/** Above this no slot is opened: a foreign slot file must not be able to exhaust the machine. */
export const kdfCeiling: KdfParams = { memoryKib: 512 * 1024, iterations: 16, parallelism: 4 };

export const saltBytes = 16;
export const keyBytes = 32;
const targetMs = 700;
const tooSlowMs = 900;
const memoryStepKib = 16 * 1024;
const maxCalibratedIterations = 8;
const warmUp: KdfParams = { memoryKib: 1024, iterations: 1, parallelism: 1 };

/** One implementation of Argon2id version 1.3 with 32 bytes of output. */
export type Argon2Engine = (password: Uint8Array, input: KdfInput) => Promise<Uint8Array>;

/** Loads @node-rs/argon2; rejects where its binary is missing. */
export async function loadNativeEngine(): Promise<Argon2Engine> {
  const { hashRaw } = await import('@node-rs/argon2');
  return async (password, input) =>
    viewOf(
      await hashRaw(password, {
        // 2 = Argon2id and 1 = version 0x13: the package declares them as const enums, which cannot cross isolated modules.
        algorithm: 2,
        version: 1,
        memoryCost: input.memoryKib,
        timeCost: input.iterations,
        parallelism: input.parallelism,
        outputLen: keyBytes,
        salt: input.salt,
      }),
    );
}

/** Loads hash-wasm: the same result, about five times slower. */
export async function loadWasmEngine(): Promise<Argon2Engine> {
  const { argon2id } = await import('hash-wasm');
  return (password, input) =>
    argon2id({
      password,
      salt: input.salt,
      memorySize: input.memoryKib,
      iterations: input.iterations,
      parallelism: input.parallelism,
      hashLength: keyBytes,
      outputType: 'binary',
    });
}

/** The first engine that loads. */
export async function firstEngine(loaders: readonly (() => Promise<Argon2Engine>)[]): Promise<Argon2Engine> {
  for (const load of loaders) {
    try {
      return await load();
    } catch {
      continue;
    }
  }
  throw new Error('no Argon2 implementation could be loaded');
}

let engine: Promise<Argon2Engine> | undefined;

/** The bytes that are hashed: NFKC, so that input methods and keyboards that compose differently agree. */
export function passphraseBytes(passphrase: string): Uint8Array {
  return utf8Of(passphrase.normalize('NFKC'));
}

/** The 32-byte key of a passphrase. The caller wipes it. */
export async function deriveKey(passphrase: string, input: KdfInput): Promise<Uint8Array> {
  engine ??= firstEngine([loadNativeEngine, loadWasmEngine]);
  const derive = await engine;
  const password = passphraseBytes(passphrase);
  try {
    return await derive(password, input);
  } finally {
    wipe(password);
  }
}

/** 'weak' under the floor, 'heavy' over the ceiling, else 'fit'. */
export function judgeKdf(params: KdfParams): 'fit' | 'weak' | 'heavy' {
  if (params.memoryKib < kdfFloor.memoryKib || params.iterations < kdfFloor.iterations || params.parallelism < 1) return 'weak';
  if (params.memoryKib > kdfCeiling.memoryKib || params.iterations > kdfCeiling.iterations || params.parallelism > kdfCeiling.parallelism) return 'heavy';
  return 'fit';
}

/** Scales memory first (it is what an attacker's hardware pays for), then passes, to cost `wantedMs` where the floor costs `floorMs`. */
function scaled(floorMs: number, wantedMs: number): KdfParams {
  const wantedKib = kdfFloor.memoryKib * (wantedMs / Math.max(floorMs, 1));
  const memoryKib = Math.min(kdfCeiling.memoryKib, Math.max(kdfFloor.memoryKib, Math.floor(wantedKib / memoryStepKib) * memoryStepKib));
  const iterations = Math.floor(kdfFloor.iterations * (wantedKib / memoryKib));
  return { memoryKib, iterations: Math.min(maxCalibratedIterations, Math.max(kdfFloor.iterations, iterations)), parallelism: kdfFloor.parallelism };
}

/**
 * Chooses the cost for this machine: about 0.7 s by the given clock (milliseconds), never under the floor nor over 512 MiB.
 * The choice is tried once, because a machine short of memory slows down more than in proportion.
 */
export async function calibrate(clockMs: () => number, derive: (passphrase: string, input: KdfInput) => Promise<Uint8Array> = deriveKey): Promise<KdfParams> {
  async function measure(params: KdfParams): Promise<number> {
    const startedAt = clockMs();
    wipe(await derive('calibration', { ...params, salt: new Uint8Array(saltBytes) }));
    return clockMs() - startedAt;
  }
  // The first derivation also loads the module; of two the faster one is less disturbed by whatever else runs.
  await measure(warmUp);
  const floorMs = Math.min(await measure(kdfFloor), await measure(kdfFloor));
  const chosen = scaled(floorMs, targetMs);
  const chosenMs = Math.min(await measure(chosen), await measure(chosen));
  return chosenMs > tooSlowMs ? scaled(floorMs * (chosenMs / targetMs), targetMs) : chosen;
}
