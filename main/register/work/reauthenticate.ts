/** Asks for the passphrase again before something that only the person may do: signs with keys from their slot, not from the session. */
import { refusal, type Refusal } from '../../../contract/errors.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { readKeySlots } from '../keyslots/slot-folder.ts';
import { openSlot } from '../keyslots/slots.ts';
import type { OpenSession, SessionKeys } from '../session.ts';

/** The person's keys. The caller wipes them. PASSPHRASE_WRONG also when the slots cannot be read. */
export async function reauthenticate(session: OpenSession, passphrase: string): Promise<Result<SessionKeys, Refusal<'PASSPHRASE_WRONG'>>> {
  const slots = await readKeySlots(session.folder);
  const opened = slots.ok ? await openSlot(slots.value.file, session.user.login, passphrase) : slots;
  return opened.ok ? ok(opened.value) : fail(refusal('PASSPHRASE_WRONG'));
}
