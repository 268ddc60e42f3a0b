import { refusal } from '../../../contract/errors.ts';
import { userById, userList } from '../../../db/queries/users.ts';
import { disableUser, insertUser } from '../../../db/stores/user-store.ts';
import { UserId } from '../../../domain/ids.ts';
import { fail, ok } from '../../../domain/result.ts';
import { rolesOf } from '../../../domain/vocabulary.ts';
import type { Some } from '../context.ts';
import { addSlot, openSlot, removeSlot, replaceSlot } from '../keyslots/slots.ts';
import { readKeySlots } from '../keyslots/slot-folder.ts';
import { changeSlots, newKeys, slotParams, accountOf, userSummaryOf } from '../work/users.ts';

export const userHandlers: Some<'users.list' | 'users.add' | 'users.changePassphrase' | 'users.disable'> = {
  'users.list': async (_context, _input, reader) => ok((await userList(reader)).map(userSummaryOf)),

  'users.add': async (context, input) => {
    const { folder, keys, office } = context.session;
    if (!rolesOf[office.kind].includes(input.role)) return fail(refusal('ROLE_NOT_HERE', { role: input.role }));
    const users = await context.read(userList);
    if (users.some((user) => user.login === input.login)) return fail(refusal('LOGIN_TAKEN'));
    const own = await newKeys(keys.dbKey);
    const id = UserId.parse(context.newId());
    context.subject(id);
    const row = await accountOf({ id, login: input.login, displayName: input.displayName, role: input.role, classScope: input.classScope, createdAt: context.now }, own);
    const params = await slotParams(context.ports);
    const slots = await changeSlots(folder, (file) => addSlot(file, { login: input.login, passphrase: input.passphrase, secret: own, params, words: [office.profile.name, input.displayName] }));
    if (!slots.ok) return fail(typeof slots.error === 'string' ? refusal(slots.error) : slots.error);
    return context.write(async (tx) => {
      const added = await insertUser(tx, row);
      return added.ok ? ok(userSummaryOf({ ...row, disabledAt: null })) : fail(refusal(added.error));
    });
  },

  'users.changePassphrase': async (context, input) => {
    const { folder, user } = context.session;
    const slots = await readKeySlots(folder);
    if (!slots.ok) return fail(refusal('KEYSLOTS_DAMAGED'));
    const secret = await openSlot(slots.value.file, user.login, input.oldPassphrase);
    if (!secret.ok) return fail(refusal(secret.error === 'PASSPHRASE_WRONG' ? 'PASSPHRASE_WRONG' : 'KEYSLOTS_DAMAGED'));
    context.subject(user.id);
    const params = await slotParams(context.ports);
    const changed = await changeSlots(folder, (file) => replaceSlot(file, { login: user.login, passphrase: input.passphrase, secret: secret.value, params, words: [user.displayName] }));
    if (changed.ok) return ok({});
    if (changed.error === 'USER_UNKNOWN') return fail(refusal('KEYSLOTS_DAMAGED'));
    return fail(changed.error === 'PASSPHRASE_WEAK' ? refusal('PASSPHRASE_WEAK') : changed.error);
  },

  'users.disable': async (context, input) => {
    const found = await context.read(async (reader) => ({ user: await userById(reader, input.userId), all: await userList(reader) }));
    const { user } = found;
    if (user === null) return fail(refusal('USER_UNKNOWN'));
    context.subject(user.id);
    const admins = found.all.filter((one) => one.role === 'office_admin' && one.disabledAt === null);
    if (user.role === 'office_admin' && admins.length === 1) return fail(refusal('LAST_ADMIN'));
    const slots = await changeSlots(context.session.folder, (file) => removeSlot(file, user.login));
    // A missing slot is what is wanted; anything else left the slots as they were.
    if (!slots.ok && slots.error !== 'USER_UNKNOWN') return fail(slots.error === 'LAST_ADMIN' ? refusal('LAST_ADMIN') : slots.error);
    return context.write(async (tx) => {
      await disableUser(tx, user.id, context.now);
      return ok(userSummaryOf({ ...user, disabledAt: context.now }));
    });
  },
};
