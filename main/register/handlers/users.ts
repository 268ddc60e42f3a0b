import { refusal, type Refusal } from '../../../contract/errors.ts';
import type { Parsed } from '../../../contract/index.ts';
import { openCasesOwnedBy } from '../../../db/queries/case-owner.ts';
import { userById, userByLogin, userList, type UserRow } from '../../../db/queries/users.ts';
import { disableUser, insertUser } from '../../../db/stores/user-store.ts';
import { UserId } from '../../../domain/ids.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { rolesOf } from '../../../domain/vocabulary.ts';
import type { Handler, Some, TaskContext } from '../context.ts';
import { addSlot, loginsOf, openSlot, removeSlot, replaceSlot } from '../keyslots/slots.ts';
import { readKeySlots } from '../keyslots/slot-folder.ts';
import { classesToTeach, scopeOf } from '../work/class-scope.ts';
import { turns } from '../work/in-turn.ts';
import { changeSlots, newKeys, slotParams, accountOf, userSummaryOf } from '../work/users.ts';

/** Account and slot are two files: a second addition waits until both stand. */
const additions = turns();

async function addUser(context: TaskContext, input: Parsed<'users.add'>): ReturnType<Handler<'users.add'>> {
  const { folder, keys, office } = context.session;
  if (!rolesOf[office.kind].includes(input.role)) return fail(refusal('ROLE_NOT_HERE', { role: input.role }));
  if ((await context.read((reader) => userByLogin(reader, input.login))) !== null) return fail(refusal('LOGIN_TAKEN'));
  const scoped = await context.read((reader) => scopeOf(reader, input));
  if (!scoped.ok) return scoped;
  const own = await newKeys(keys.dbKey);
  const id = UserId.parse(context.newId());
  context.subject(id);
  const row = await accountOf(
    { id, login: input.login, displayName: input.displayName, role: input.role, classScope: scoped.value.scope, createdAt: context.now },
    own,
  );
  const params = await slotParams(context.ports);
  const request = { login: input.login, passphrase: input.passphrase, secret: own, params, words: [office.profile.name, input.displayName] };
  const slots = await changeSlots(folder, async (file) => {
    // A slot without an account is what a crash between the two writes left behind; it opens nothing.
    return loginsOf(file).includes(input.login) ? replaceSlot(file, request) : addSlot(file, request);
  });
  if (!slots.ok) return fail(typeof slots.error === 'string' ? refusal(slots.error === 'USER_UNKNOWN' ? 'LOGIN_TAKEN' : slots.error) : slots.error);
  return context.write(async (tx) => {
    const added = await insertUser(tx, row);
    return added.ok ? ok({ ...userSummaryOf({ ...row, disabledAt: null }), classKnown: scoped.value.known }) : fail(refusal(added.error));
  });
}

export const userHandlers: Some<'users.list' | 'users.classes' | 'users.add' | 'users.changePassphrase' | 'users.disable'> = {
  'users.list': async (_context, _input, reader) => ok((await userList(reader)).map(userSummaryOf)),

  'users.classes': async (_context, _input, reader) => ok([...(await classesToTeach(reader))]),

  'users.add': (context, input) => additions(context.session.folder, () => addUser(context, input)),

  'users.changePassphrase': async (context, input) => {
    const { folder, user } = context.session;
    const slots = await readKeySlots(folder);
    if (!slots.ok) return fail(refusal('KEYSLOTS_DAMAGED'));
    const secret = await openSlot(slots.value.file, user.login, input.oldPassphrase);
    if (!secret.ok) return fail(refusal(secret.error === 'PASSPHRASE_WRONG' ? 'PASSPHRASE_WRONG' : 'KEYSLOTS_DAMAGED'));
    context.subject(user.id);
    const params = await slotParams(context.ports);
    const changed = await changeSlots(folder, (file) =>
      replaceSlot(file, { login: user.login, passphrase: input.passphrase, secret: secret.value, params, words: [user.displayName] }),
    );
    if (changed.ok) return ok({});
    if (changed.error === 'USER_UNKNOWN') return fail(refusal('KEYSLOTS_DAMAGED'));
    return fail(changed.error === 'PASSPHRASE_WEAK' ? refusal('PASSPHRASE_WEAK') : changed.error);
  },

  'users.disable': async (context, input) => {
    const slots = await readKeySlots(context.session.folder);
    if (!slots.ok) return fail(refusal('KEYSLOTS_DAMAGED'));
    const holders = slots.value.file.slots.filter((slot) => slot.kind === 'recovery').map((slot) => slot.login);
    // The account decides who may enter; a slot that outlives it opens nothing, so it is removed second.
    const disabled = await context.write(async (tx): Promise<Result<UserRow, Refusal<'USER_UNKNOWN' | 'LAST_ADMIN' | 'RECOVERY_HOLDER' | 'OWNS_CASES'>>> => {
      const user = await userById(tx, input.userId);
      if (user === null) return fail(refusal('USER_UNKNOWN'));
      context.subject(user.id);
      if (user.disabledAt !== null) return ok(user);
      const admins = (await userList(tx)).filter((one) => one.role === 'office_admin' && one.disabledAt === null);
      if (user.role === 'office_admin' && admins.length === 1) return fail(refusal('LAST_ADMIN'));
      if (holders.includes(user.login)) return fail(refusal('RECOVERY_HOLDER'));
      const cases = await openCasesOwnedBy(tx, user.id);
      if (cases > 0) return fail(refusal('OWNS_CASES', { cases }));
      await disableUser(tx, user.id, context.now);
      return ok({ ...user, disabledAt: context.now });
    });
    if (!disabled.ok) return disabled;
    const user = disabled.value;
    const removed = await changeSlots(context.session.folder, (file) => removeSlot(file, user.login));
    // A missing slot is what is wanted; anything else left the slots as they were, and can be asked for again.
    if (!removed.ok && removed.error !== 'USER_UNKNOWN') return fail(removed.error === 'LAST_ADMIN' ? refusal('LAST_ADMIN') : removed.error);
    return ok(userSummaryOf(user));
  },
};
