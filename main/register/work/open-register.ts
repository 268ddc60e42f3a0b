/** Opens, creates and closes a register: key slots first, then the file, then who the person is. */
import { OfficeProfile, type SessionView } from '../../../contract/shapes.ts';
import { refusal, type Refusal } from '../../../contract/errors.ts';
import { loadDriver } from '../../../db/driver/choose.ts';
import { openRegisterFile, type CreateCode, type OpenCode } from '../../../db/open.ts';
import { metaValue } from '../../../db/queries/meta.ts';
import { userByLogin } from '../../../db/queries/users.ts';
import type { Reader } from '../../../db/tx.ts';
import { OfficeId } from '../../../domain/ids.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { dateOf, type Instant } from '../../../domain/time.ts';
import { RegisterKind } from '../../../domain/vocabulary.ts';
import { wipe } from '../crypto/wipe.ts';
import type { HostPorts, HostState } from '../host-state.ts';
import { readKeySlots } from '../keyslots/slot-folder.ts';
import { openSlot } from '../keyslots/slots.ts';
import type { Office, OpenSession, SessionKeys } from '../session.ts';
import { changeSlots, userSummaryOf } from './users.ts';

/** Refusals of a register's folder, key slots and file. */
export type FolderRefusal = Refusal<
  | 'REGISTER_MISSING'
  | 'KEYSLOTS_MISSING'
  | 'KEYSLOTS_DAMAGED'
  | 'KEYSLOTS_NEWER'
  | 'KDF_TOO_WEAK'
  | 'DB_MISSING'
  | 'KEY_REJECTED'
  | 'DB_DAMAGED'
  | 'DB_NEWER_THAN_APP'
  | 'DB_LOCKED'
  | 'FOLDER_READ_ONLY'
  | 'DISK_FULL'
  | 'DRIVER_MISSING'
>;
/** Refusals that opening can end in. */
export type OpenRefusal = FolderRefusal | Refusal<'PASSPHRASE_WRONG' | 'USER_DISABLED'>;

/** Codes of the database as the contract names them: what opening cannot tell apart for a person is said alike. */
export function openRefusal(code: OpenCode | CreateCode): FolderRefusal | Refusal<'REGISTER_EXISTS'> {
  switch (code) {
    case 'REGISTER_EXISTS':
    case 'DB_MISSING':
    case 'KEY_REJECTED':
    case 'DB_DAMAGED':
    case 'DB_NEWER_THAN_APP':
    case 'DB_LOCKED':
    case 'FOLDER_READ_ONLY':
    case 'DISK_FULL':
      return refusal(code);
  }
}

/** Opens the register in `folder` as `login`. */
export async function openRegister(
  ports: HostPorts,
  folder: string,
  person: { readonly login: string; readonly passphrase: string },
): Promise<Result<OpenSession, OpenRefusal>> {
  const slots = await readKeySlots(folder);
  if (!slots.ok) return fail(refusal(slots.error));
  const keys = await openSlot(slots.value.file, person.login, person.passphrase);
  if (!keys.ok) return fail(refusal(keys.error));
  const opened = await openWithKeys(ports, folder, { login: person.login, keys: keys.value });
  // One of the two slot files was missing, damaged or outdated. The other opened the register, so it is good: both are made equal again.
  if (opened.ok && slots.value.trouble !== null) await changeSlots(folder, ok);
  return opened;
}

/** The same with keys already in hand (after recovery). The keys are wiped if the register does not open. */
export async function openWithKeys(
  ports: HostPorts,
  folder: string,
  person: { readonly login: string; readonly keys: SessionKeys },
): Promise<Result<OpenSession, OpenRefusal>> {
  const { keys, login } = person;
  const driver = await loadDriver(ports.driver ?? undefined);
  if (!driver.ok) return fail(refusal(driver.error));
  const opened = await openRegisterFile(folder, keys.dbKey, driver.value.driver);
  if (!opened.ok) {
    wipe(keys.dbKey, keys.signSeed);
    const refused = openRefusal(opened.error);
    if (refused.code === 'REGISTER_EXISTS') throw new Error('opening does not create');
    return fail(refused);
  }
  const register = opened.value;
  const found = await register.read(async (reader) => ({ user: await userByLogin(reader, login), office: await officeOf(reader) }));
  if (found.user === null || found.user.disabledAt !== null) {
    await register.close();
    wipe(keys.dbKey, keys.signSeed);
    return fail(refusal(found.user === null ? 'PASSPHRASE_WRONG' : 'USER_DISABLED'));
  }
  return ok({ folder, register, user: userSummaryOf(found.user), keys, office: found.office, grants: new Map() });
}

/** Which office the register belongs to. */
export async function officeOf(reader: Reader): Promise<Office> {
  const [officeId, kind, profile] = await Promise.all([metaValue(reader, 'office_id'), metaValue(reader, 'kind'), metaValue(reader, 'office_profile')]);
  return { officeId: OfficeId.parse(officeId), kind: RegisterKind.parse(kind), profile: OfficeProfile.parse(JSON.parse(profile ?? '{}')) };
}

/** What the window shows of an open session. */
export function sessionView(session: OpenSession, now: Instant): SessionView {
  return { user: session.user, office: session.office.profile, kind: session.office.kind, driver: session.register.driverName, today: dateOf(now), now };
}

/** Closes the file of a session and overwrites its keys, also when the file does not close. */
export async function closeOpened(session: OpenSession): Promise<void> {
  try {
    await session.register.close();
  } finally {
    wipe(session.keys.dbKey, session.keys.signSeed);
  }
}

/** The same with the host's session, which it forgets first. */
export async function closeSession(state: HostState): Promise<void> {
  const { session } = state;
  state.session = null;
  if (session !== null) await closeOpened(session);
}
