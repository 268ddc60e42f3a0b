/**
 * Argon2id for tests that are not about deriving keys: the same algorithm on a few KiB. vitest.config.ts puts it in the place of the package;
 * nothing else can, so the program has no setting that leads here. What was asked for goes in as a secret: another cost is another key, as it is for the real one.
 */
import { hashRaw as deriveRaw, type Options } from '@node-rs/argon2/index.js';

const quick = { memoryCost: 64, timeCost: 1, parallelism: 1 } as const;

export function hashRaw(password: Uint8Array, options: Options): Promise<Uint8Array> {
  const { memoryCost, timeCost, parallelism } = options;
  return deriveRaw(password, { ...options, ...quick, secret: new TextEncoder().encode(JSON.stringify([memoryCost, timeCost, parallelism])) });
}
