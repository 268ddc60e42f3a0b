/** A new register: keys, encrypted file, first administrator, office keys, rule pack. Key slots are written last, so a half-made folder never opens. */
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { refusal, type Refusal } from '../../../contract/errors.ts';
import type { Output, Parsed } from '../../../contract/index.ts';
import { loadDriver } from '../../../db/driver/choose.ts';
import { createRegisterFile } from '../../../db/open.ts';
import { databaseNames } from '../../../db/register-folder.ts';
import { setMeta } from '../../../db/stores/meta-store.ts';
import { activateRulePack } from '../../../db/stores/rule-pack-store.ts';
import { insertUser } from '../../../db/stores/user-store.ts';
import type { Register } from '../../../db/tx.ts';
import { OfficeId, UserId } from '../../../domain/ids.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { defaultRulePack } from '../../../domain/rules/defaults.ts';
import type { Instant } from '../../../domain/time.ts';
import { generateAgeIdentity } from '../crypto/age.ts';
import { viewOf } from '../crypto/bytes.ts';
import { wipe } from '../crypto/wipe.ts';
import type { HostPorts } from '../host-state.ts';
import { uuidv7 } from '../ids.ts';
import type { KeySlots } from '../keyslots/slot-file.ts';
import { readKeySlots, writeKeySlots } from '../keyslots/slot-folder.ts';
import { addRecoverySlot, createKeySlots } from '../keyslots/slots.ts';
import type { SessionKeys } from '../session.ts';
import { openRefusal, type FolderRefusal } from './open-register.ts';
import { newKeys, slotParams, slotWriteRefusal, accountOf, type SlotFileRefusal } from './users.ts';

type Creation = { readonly input: Parsed<'register.create'>; readonly folder: string; readonly now: Instant };
type CreateRefusal = FolderRefusal | Refusal<'REGISTER_EXISTS' | 'PASSPHRASE_WEAK'>;

/** Makes the register and answers with the recovery code, which is shown once and stored nowhere. */
export async function createRegister(ports: HostPorts, creation: Creation): Promise<Result<Output<'register.create'>, CreateRefusal>> {
  const { folder, input, now } = creation;
  const there = await readKeySlots(folder);
  if (there.ok || there.error !== 'KEYSLOTS_MISSING') return fail(refusal('REGISTER_EXISTS'));
  const driver = await loadDriver(ports.driver ?? undefined);
  if (!driver.ok) return fail(refusal(driver.error));
  const keys = await newKeys(viewOf(randomBytes(32)));
  const officeId = OfficeId.parse(uuidv7(now));
  const slots = await createKeySlots(officeId, {
    login: input.admin.login,
    passphrase: input.passphrase,
    secret: keys,
    params: await slotParams(ports),
    words: [input.office.name, input.admin.displayName],
  });
  if (!slots.ok) return fail(refusal(slots.error));
  const opened = await createRegisterFile(folder, keys.dbKey, driver.value.driver);
  if (!opened.ok) return fail(openRefusal(opened.error));
  const made = await finish(opened.value, { creation, keys, officeId, slots: slots.value });
  wipe(keys.dbKey, keys.signSeed);
  return made.ok ? ok({ officeId, recoveryCode: made.value, cipher: 'sqlcipher-4', driver: driver.value.driver.name }) : made;
}

type Making = { readonly creation: Creation; readonly keys: SessionKeys; readonly officeId: OfficeId; readonly slots: KeySlots };

/** Fills the new file and writes its key slots; answers with the recovery code. */
async function finish(register: Register, making: Making): Promise<Result<string, SlotFileRefusal>> {
  const { folder, input } = making.creation;
  let openable = false;
  try {
    await furnish(register, making);
    await register.close();
    const withRecovery = addRecoverySlot(making.slots, { login: input.admin.login, secret: making.keys });
    const written = await writeKeySlots(folder, withRecovery.file);
    openable = written.ok;
    return written.ok ? ok(withRecovery.code) : fail(slotWriteRefusal(written.error));
  } finally {
    await register.close();
    // Without key slots nobody can ever open the file, and it would stand in the way of a second try.
    if (!openable) for (const name of databaseNames) await rm(join(folder, name), { force: true });
  }
}

async function furnish(register: Register, of: Making): Promise<void> {
  const { input, now } = of.creation;
  const ageIdentity = await generateAgeIdentity();
  const admin = await accountOf(
    { id: UserId.parse(uuidv7(now)), login: input.admin.login, displayName: input.admin.displayName, role: 'office_admin', classScope: null, createdAt: now },
    of.keys,
  );
  await register.write(async (tx) => {
    await setMeta(tx, 'office_id', of.officeId);
    await setMeta(tx, 'kind', input.kind);
    await setMeta(tx, 'office_profile', JSON.stringify(input.office));
    await setMeta(tx, 'office_age_identity', ageIdentity);
    await setMeta(tx, 'created_at', now);
    const added = await insertUser(tx, admin);
    const activated = await activateRulePack(tx, { version: defaultRulePack.version, body: defaultRulePack, activatedAt: now, activatedBy: null });
    if (!added.ok || !activated.ok) throw new Error('a new register is empty');
  });
}
