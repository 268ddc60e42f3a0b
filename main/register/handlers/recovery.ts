import { refusal } from '../../../contract/errors.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Some } from '../context.ts';
import { wipe } from '../crypto/wipe.ts';
import { joinShares, splitRecovery } from '../keyslots/recovery-code.ts';
import { addRecoverySlot } from '../keyslots/slots.ts';
import { reauthenticate } from '../work/reauthenticate.ts';
import { changeSlots } from '../work/users.ts';

export const recoveryHandlers: Some<'recovery.split' | 'recovery.join' | 'recovery.renew'> = {
  'recovery.split': async (_context, input) => {
    const split = await splitRecovery(input.recoveryCode);
    return split.ok ? ok({ shares: [...split.value] }) : fail(refusal('RECOVERY_CODE_WRONG', { group: split.error.group }));
  },

  'recovery.join': async (_context, input) => {
    const joined = await joinShares(input.first, input.second);
    if (joined.ok) return ok({ recoveryCode: joined.value });
    const where = joined.error.code === 'SHARE_MISTYPED' ? { share: joined.error.share, group: joined.error.group } : {};
    return fail(refusal('RECOVERY_CODE_WRONG', where));
  },

  'recovery.renew': async (context, input) => {
    const { folder, user } = context.session;
    const keys = await reauthenticate(context.session, input.passphrase);
    if (!keys.ok) return keys;
    context.subject(user.id);
    let code = '';
    const changed = await changeSlots<never>(folder, (file) => {
      const renewed = addRecoverySlot(file, { login: user.login, secret: keys.value });
      code = renewed.code;
      return ok(renewed.file);
    });
    wipe(keys.value.dbKey, keys.value.signSeed);
    return changed.ok ? ok({ recoveryCode: code }) : changed;
  },
};
