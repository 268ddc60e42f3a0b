import { refusal } from '../../../contract/errors.ts';
import { foldNeeded } from '../../../db/state-shape.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { GateContext, Some } from '../context.ts';
import { readKeySlots } from '../keyslots/slot-folder.ts';
import { loginsOf, openRecovery, replaceSlot } from '../keyslots/slots.ts';
import { createRegister } from '../work/create-register.ts';
import { closeOpened, openRegister, openWithKeys, sessionView } from '../work/open-register.ts';
import { refoldRegister } from '../work/refold.ts';
import { refreshObligations } from '../work/refresh-obligations.ts';
import { auditUnlock, leaveSession } from '../work/session-audit.ts';
import { changeSlots, slotParams } from '../work/users.ts';
import type { OpenSession } from '../session.ts';
import type { Refusal } from '../../../contract/errors.ts';

/** The folder of the call, or the one chosen before. */
function folderOf(context: GateContext, token: string | undefined): Result<string, Refusal<'FILE_TOKEN_UNKNOWN' | 'REGISTER_MISSING'>> {
  if (token !== undefined) return context.files.folder(token);
  return context.state.folder === null ? fail(refusal('REGISTER_MISSING')) : ok(context.state.folder);
}

/** A newer program folds a log to more than an older one did: every case is folded again before anybody reads one. */
async function bringSnapshotsUp({ ports, now }: GateContext, { register, office }: OpenSession): Promise<void> {
  if (!(await register.read(foldNeeded))) return;
  await refoldRegister(register, {
    now,
    kind: office.kind,
    repair: true,
    signal: new AbortController().signal,
    progress: (done, total) => ports.push('task.progress', { operation: 'register.refold', done, total }),
  });
}

/** Writes down who came, brings obligations up to the present, and only then makes the session the host's: nobody works unrecorded. */
async function enter(context: GateContext, session: OpenSession, operation: 'session.unlock' | 'session.recover'): Promise<void> {
  try {
    await auditUnlock(context.state, session, { at: context.now, operation });
    await bringSnapshotsUp(context, session);
    await refreshObligations(session.register, { now: context.now, kind: session.office.kind });
  } catch (failure) {
    await closeOpened(session);
    throw failure;
  }
  context.state.folder = session.folder;
  context.state.session = session;
}

export const sessionHandlers: Some<'register.create' | 'session.status' | 'session.unlock' | 'session.recover' | 'session.lock'> = {
  'register.create': async (context, input) => {
    const folder = context.files.folder(input.folder);
    return folder.ok ? createRegister(context.ports, { input, folder: folder.value, now: context.now }) : folder;
  },

  'session.status': async (context, input) => {
    if (input.folder !== undefined) {
      const chosen = context.files.folder(input.folder);
      if (!chosen.ok) return chosen;
      context.state.folder = chosen.value;
    }
    const { folder, session } = context.state;
    if (folder === null) return ok({ registerChosen: false, unlocked: false, logins: [], driver: '', session: null });
    const slots = await readKeySlots(folder);
    if (!slots.ok) return fail(refusal(slots.error));
    return ok({
      registerChosen: true,
      unlocked: session !== null,
      logins: [...loginsOf(slots.value.file)],
      driver: session?.register.driverName ?? '',
      session: session === null ? null : sessionView(session, context.now),
    });
  },

  'session.unlock': async (context, input) => {
    const folder = folderOf(context, input.folder);
    if (!folder.ok) return folder;
    // The file is for one session at a time: a person who takes over ends the one before.
    await leaveSession(context.state, context.now);
    const opened = await openRegister(context.ports, folder.value, input);
    if (!opened.ok) {
      context.state.failedUnlocks += 1;
      return opened;
    }
    await enter(context, opened.value, 'session.unlock');
    return ok(sessionView(opened.value, context.now));
  },

  'session.recover': async (context, input) => {
    const folder = folderOf(context, input.folder);
    if (!folder.ok) return folder;
    await leaveSession(context.state, context.now);
    const slots = await readKeySlots(folder.value);
    if (!slots.ok) return fail(refusal(slots.error));
    const owner = openRecovery(slots.value.file, input.recoveryCode);
    // A guessed sheet is a failed entry like a guessed passphrase.
    if (!owner.ok || owner.value.login !== input.login) context.state.failedUnlocks += 1;
    if (!owner.ok) return fail(refusal(owner.error));
    if (owner.value.login !== input.login) return fail(refusal('USER_UNKNOWN'));
    // The register first: a passphrase must not change on the way to a file that does not open.
    const opened = await openWithKeys(context.ports, folder.value, { login: input.login, keys: owner.value.secret });
    if (!opened.ok) return opened;
    const params = await slotParams(context.ports);
    const changed = await changeSlots(folder.value, (file) =>
      replaceSlot(file, { login: input.login, passphrase: input.passphrase, secret: owner.value.secret, params }),
    );
    if (!changed.ok) {
      await closeOpened(opened.value);
      return fail(typeof changed.error === 'string' ? refusal(changed.error) : changed.error);
    }
    await enter(context, opened.value, 'session.recover');
    return ok(sessionView(opened.value, context.now));
  },

  'session.lock': async (context) => {
    await leaveSession(context.state, context.now);
    return ok({});
  },
};
