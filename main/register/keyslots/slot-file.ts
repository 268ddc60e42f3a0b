/** The key slot file as data: schema, checksum, bytes. docs/formats/keyslots.md describes it. */
import { Login } from '../../../contract/shapes.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { z } from '../../../domain/zod.ts';
import { bytesOfBase64, textOf, utf8Of } from '../crypto/bytes.ts';
import { canonicalJson } from '../crypto/canonical.ts';
import { sha256Hex } from '../crypto/sha256.ts';

export const keySlotsFormat = 'xinhu-keyslots';
export const keySlotsVersion = 1;
export const maxKeySlotsBytes = 256 * 1024;
export const maxSlots = 200;

function base64Text(minBytes: number, maxBytes: number) {
  return z
    .string()
    .max(Math.ceil(maxBytes / 3) * 4)
    .refine((text) => {
      const bytes = bytesOfBase64(text);
      return bytes !== undefined && bytes.length >= minBytes && bytes.length <= maxBytes;
    });
}

const Salt = base64Text(16, 16);
const cost = z.int().min(0).max(0xffff_ffff);
const sealed = { id: z.string().regex(/^[0-9a-f]{32}$/), login: Login, nonce: base64Text(12, 12), ciphertext: base64Text(64, 1024) };

export const UserSlot = z.strictObject({
  kind: z.literal('user'),
  kdf: z.strictObject({ name: z.literal('argon2id'), memoryKib: cost, iterations: cost, parallelism: cost, salt: Salt }),
  ...sealed,
});
export type UserSlot = z.infer<typeof UserSlot>;

export const RecoverySlot = z.strictObject({
  kind: z.literal('recovery'),
  kdf: z.strictObject({ name: z.literal('hkdf-sha256'), salt: Salt }),
  ...sealed,
});
export type RecoverySlot = z.infer<typeof RecoverySlot>;

const body = {
  format: z.literal(keySlotsFormat),
  version: z.literal(keySlotsVersion),
  registerId: z.uuid(),
  /** Grows with every change, so that of two good files the younger is known. */
  revision: z.int().min(1),
  slots: z
    .array(z.discriminatedUnion('kind', [UserSlot, RecoverySlot]))
    .min(1)
    .max(maxSlots),
};
const KeySlotBody = z.strictObject(body);
const KeySlotFileSchema = z.strictObject({ ...body, checksum: z.string().regex(/^[0-9a-f]{64}$/) });

/** The content of a slot file; the checksum exists only in its bytes. */
export type KeySlots = z.infer<typeof KeySlotBody>;
export type Slot = KeySlots['slots'][number];
export type KeySlotsRefusal = 'KEYSLOTS_DAMAGED' | 'KEYSLOTS_NEWER';

/** Indented JSON, because a person may have to look at this file; the checksum is over the canonical form. */
export function keySlotsBytes(file: KeySlots): Uint8Array {
  return utf8Of(`${JSON.stringify({ ...file, checksum: sha256Hex(canonicalJson(file)) }, null, 2)}\n`);
}

function parseJson(bytes: Uint8Array): unknown {
  const text = textOf(bytes);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const Head = z.looseObject({ format: z.literal(keySlotsFormat), version: z.int() });

/** Reads the bytes of a slot file. The checksum finds accidents; changes made on purpose are found by the slots' own encryption. */
export function parseKeySlots(bytes: Uint8Array): Result<KeySlots, KeySlotsRefusal> {
  const value = parseJson(bytes);
  const head = Head.safeParse(value);
  if (!head.success) return fail('KEYSLOTS_DAMAGED');
  if (head.data.version > keySlotsVersion) return fail('KEYSLOTS_NEWER');
  const parsed = KeySlotFileSchema.safeParse(value);
  if (!parsed.success) return fail('KEYSLOTS_DAMAGED');
  const { checksum, ...file } = parsed.data;
  if (sha256Hex(canonicalJson(file)) !== checksum) return fail('KEYSLOTS_DAMAGED');
  const owners = file.slots.map((slot) => `${slot.kind}:${slot.login}`);
  const ids = new Set(file.slots.map((slot) => slot.id));
  return new Set(owners).size === owners.length && ids.size === file.slots.length ? ok(file) : fail('KEYSLOTS_DAMAGED');
}
