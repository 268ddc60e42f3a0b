/** People of a register: a key slot in the folder and a row in the file, made together. */
import type { UserSummary } from '../../../contract/shapes.ts';
import { refusal, type Refusal } from '../../../contract/errors.ts';
import type { UserRow } from '../../../db/queries/users.ts';
import type { NewUser as NewAccount } from '../../../db/stores/user-store.ts';
import type { UserId } from '../../../domain/ids.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Instant } from '../../../domain/time.ts';
import type { Role } from '../../../domain/vocabulary.ts';
import { generateAgeIdentity, recipientOf } from '../crypto/age.ts';
import { calibrate, type KdfParams } from '../crypto/argon2.ts';
import { base64Of } from '../crypto/bytes.ts';
import { generateSignSeed, publicKeyOf } from '../crypto/sign.ts';
import type { FileWriteCode } from '../files/atomic-write.ts';
import type { HostPorts } from '../host-state.ts';
import { readKeySlots, writeKeySlots } from '../keyslots/slot-folder.ts';
import type { KeySlots } from '../keyslots/slot-file.ts';
import type { SessionKeys } from '../session.ts';
import { turns } from './in-turn.ts';

/** A row as the contract shows it. */
export function userSummaryOf(row: UserRow): UserSummary {
  return { id: row.id, login: row.login, displayName: row.displayName, role: row.role, classScope: row.classScope, disabled: row.disabledAt !== null };
}

/** New signing and sealing keys around the register's database key. */
export async function newKeys(dbKey: Uint8Array): Promise<SessionKeys> {
  return { dbKey, signSeed: generateSignSeed(), ageIdentity: await generateAgeIdentity() };
}

export type NewUser = {
  readonly id: UserId;
  readonly login: string;
  readonly displayName: string;
  readonly role: Role;
  readonly classScope: string | null;
  readonly createdAt: Instant;
};

/** The account of a new person, with the public halves of their keys. */
export async function accountOf(user: NewUser, keys: SessionKeys): Promise<NewAccount> {
  return { ...user, signPublic: base64Of(publicKeyOf(keys.signSeed)), sealRecipient: await recipientOf(keys.ageIdentity) };
}

let calibrated: Promise<KdfParams> | null = null;

/** Cost of new slots: the host's choice, or about 0.7 s on this machine, measured once. */
export function slotParams(ports: HostPorts): Promise<KdfParams> {
  if (ports.kdf !== null) return Promise.resolve(ports.kdf);
  calibrated ??= calibrate(() => performance.now());
  return calibrated;
}

export type SlotFileRefusal = Refusal<'KEYSLOTS_DAMAGED' | 'FOLDER_READ_ONLY' | 'DISK_FULL'>;

/** What writing key slots can be refused for, as the contract names it. */
export function slotWriteRefusal(code: FileWriteCode): SlotFileRefusal {
  return refusal(code === 'DISK_FULL' ? 'DISK_FULL' : 'FOLDER_READ_ONLY');
}

type SlotChange<E> = (file: KeySlots) => Promise<Result<KeySlots, E>> | Result<KeySlots, E>;

/** Sealing a slot takes long enough for a second change to start from the same file, and to undo the first. */
const slotChanges = turns();

/** Reads the slots, changes them, writes both copies. One change of a folder at a time. */
export function changeSlots<E>(folder: string, change: SlotChange<E>): Promise<Result<KeySlots, E | SlotFileRefusal>> {
  return slotChanges(folder, () => changeNow(folder, change));
}

async function changeNow<E>(folder: string, change: SlotChange<E>): Promise<Result<KeySlots, E | SlotFileRefusal>> {
  const read = await readKeySlots(folder);
  if (!read.ok) return fail(refusal('KEYSLOTS_DAMAGED'));
  const changed = await change(read.value.file);
  if (!changed.ok) return changed;
  const written = await writeKeySlots(folder, changed.value);
  return written.ok ? ok(changed.value) : fail(slotWriteRefusal(written.error));
}
