/** Who can open a register: making, opening and changing key slots. Pure values in and out; slot-folder.ts writes them. */
import { randomBytes } from 'node:crypto';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { judgeKdf, kdfFloor, type KdfParams } from '../crypto/argon2.ts';
import { viewOf } from '../crypto/bytes.ts';
import { wipe } from '../crypto/wipe.ts';
import { checkPassphrase } from './passphrase.ts';
import { parseRecoveryCode, recoveryCodeOf, recoverySecretBytes } from './recovery-code.ts';
import { keySlotsFormat, keySlotsVersion, type KeySlots, type RecoverySlot, type Slot, type UserSlot } from './slot-file.ts';
import { newSalt, newSlotId, recoveryKey, sealSlot, unsealSlot, userKey, type SlotSecret } from './slot-secret.ts';

/** A person's slot to be made. `params` comes from `calibrate`; `words` are what a guesser would try first (office, names). */
export type SlotRequest = {
  readonly login: string;
  readonly passphrase: string;
  readonly secret: SlotSecret;
  readonly params: KdfParams;
  readonly words?: readonly string[];
};

async function sealUserSlot(registerId: string, request: SlotRequest): Promise<UserSlot> {
  if (judgeKdf(request.params) !== 'fit') throw new Error('key derivation parameters outside floor and ceiling');
  const { memoryKib, iterations, parallelism } = request.params;
  const kdf = { name: 'argon2id', memoryKib, iterations, parallelism, salt: newSalt() } as const;
  const key = await userKey(request.passphrase, kdf);
  return sealSlot(key, request.secret, { registerId, fields: { id: newSlotId(), kind: 'user', login: request.login, kdf } });
}

function checkStrength(request: SlotRequest): Result<void, 'PASSPHRASE_WEAK'> {
  return checkPassphrase(request.passphrase, [request.login, ...(request.words ?? [])]);
}

function changed(file: KeySlots, slots: KeySlots['slots']): KeySlots {
  return { ...file, revision: file.revision + 1, slots };
}

function findUserSlot(file: KeySlots, login: string): UserSlot | undefined {
  return file.slots.find((slot): slot is UserSlot => slot.kind === 'user' && slot.login === login);
}

/** A slot file with one person's slot. PASSPHRASE_WEAK under the passphrase policy. */
export async function createKeySlots(registerId: string, request: SlotRequest): Promise<Result<KeySlots, 'PASSPHRASE_WEAK'>> {
  const strong = checkStrength(request);
  if (!strong.ok) return strong;
  const slot = await sealUserSlot(registerId, request);
  return ok({ format: keySlotsFormat, version: keySlotsVersion, registerId, revision: 1, slots: [slot] });
}

/** Logins that have a slot, for the unlock page. */
export function loginsOf(file: KeySlots): readonly string[] {
  return file.slots.filter((slot) => slot.kind === 'user').map((slot) => slot.login);
}

export type OpenRefusal = 'PASSPHRASE_WRONG' | 'KDF_TOO_WEAK' | 'KEYSLOTS_DAMAGED';

/** A slot that no passphrase opens, as costly as the file's own, so that an unknown login takes as long as a wrong passphrase. */
function decoySlot(file: KeySlots, login: string): UserSlot {
  const model = file.slots.find((slot): slot is UserSlot => slot.kind === 'user' && judgeKdf(slot.kdf) === 'fit');
  const { memoryKib, iterations, parallelism } = model?.kdf ?? kdfFloor;
  const ciphertext = Buffer.from(randomBytes(155)).toString('base64');
  return {
    id: newSlotId(),
    kind: 'user',
    login,
    kdf: { name: 'argon2id', memoryKib, iterations, parallelism, salt: newSalt() },
    nonce: Buffer.from(randomBytes(12)).toString('base64'),
    ciphertext,
  };
}

/**
 * The secrets of a login. PASSPHRASE_WRONG also for an unknown login and a changed slot; KDF_TOO_WEAK for a slot under the floor (a downgrade),
 * KEYSLOTS_DAMAGED for one over the ceiling, which this program never writes and which could exhaust the machine.
 */
export async function openSlot(file: KeySlots, login: string, passphrase: string): Promise<Result<SlotSecret, OpenRefusal>> {
  const slot = findUserSlot(file, login) ?? decoySlot(file, login);
  const verdict = judgeKdf(slot.kdf);
  if (verdict === 'weak') return fail('KDF_TOO_WEAK');
  if (verdict === 'heavy') return fail('KEYSLOTS_DAMAGED');
  const opened = unsealSlot(await userKey(passphrase, slot.kdf), slot, file.registerId);
  return opened.ok ? opened : fail('PASSPHRASE_WRONG');
}

/** Adds a person. */
export async function addSlot(file: KeySlots, request: SlotRequest): Promise<Result<KeySlots, 'LOGIN_TAKEN' | 'PASSPHRASE_WEAK'>> {
  if (findUserSlot(file, request.login) !== undefined) return fail('LOGIN_TAKEN');
  const strong = checkStrength(request);
  if (!strong.ok) return strong;
  return ok(changed(file, [...file.slots, await sealUserSlot(file.registerId, request)]));
}

/** Replaces a person's slot: new passphrase, new cost, or new keys after a recovery. */
export async function replaceSlot(file: KeySlots, request: SlotRequest): Promise<Result<KeySlots, 'USER_UNKNOWN' | 'PASSPHRASE_WEAK'>> {
  const old = findUserSlot(file, request.login);
  if (old === undefined) return fail('USER_UNKNOWN');
  const strong = checkStrength(request);
  if (!strong.ok) return strong;
  const fresh = await sealUserSlot(file.registerId, request);
  return ok(
    changed(
      file,
      file.slots.map((slot) => (slot === old ? fresh : slot)),
    ),
  );
}

/**
 * Removes a person, and the recovery sheet that held this person's keys. Never the last person: LAST_ADMIN.
 * A copy of the old file still opens with the old passphrase; only a new database key (rekey) ends that.
 */
export function removeSlot(file: KeySlots, login: string): Result<KeySlots, 'USER_UNKNOWN' | 'LAST_ADMIN'> {
  if (findUserSlot(file, login) === undefined) return fail('USER_UNKNOWN');
  if (loginsOf(file).length === 1) return fail('LAST_ADMIN');
  return ok(
    changed(
      file,
      file.slots.filter((slot) => slot.login !== login),
    ),
  );
}

/** The file with a new recovery slot for the owner's secrets, and the code to print. An earlier sheet stops working. */
export function addRecoverySlot(
  file: KeySlots,
  owner: { readonly login: string; readonly secret: SlotSecret },
): { readonly file: KeySlots; readonly code: string } {
  const code = viewOf(randomBytes(recoverySecretBytes));
  const kdf = { name: 'hkdf-sha256', salt: newSalt() } as const;
  const slot: RecoverySlot = sealSlot(recoveryKey(code, kdf, file.registerId), owner.secret, {
    registerId: file.registerId,
    fields: { id: newSlotId(), kind: 'recovery', login: owner.login, kdf },
  });
  const text = recoveryCodeOf(code);
  wipe(code);
  const others: readonly Slot[] = file.slots.filter((other) => other.kind !== 'recovery');
  return { file: changed(file, [...others, slot]), code: text };
}

/** The owner of the recovery sheet and their secrets. RECOVERY_CODE_WRONG for a mistyped, an outdated or a foreign code. */
export function openRecovery(file: KeySlots, code: string): Result<{ readonly login: string; readonly secret: SlotSecret }, 'RECOVERY_CODE_WRONG'> {
  const parsed = parseRecoveryCode(code);
  if (!parsed.ok) return fail('RECOVERY_CODE_WRONG');
  for (const slot of file.slots) {
    if (slot.kind !== 'recovery') continue;
    const opened = unsealSlot(recoveryKey(parsed.value, slot.kdf, file.registerId), slot, file.registerId);
    if (opened.ok) {
      wipe(parsed.value);
      return ok({ login: slot.login, secret: opened.value });
    }
  }
  wipe(parsed.value);
  return fail('RECOVERY_CODE_WRONG');
}
