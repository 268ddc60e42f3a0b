import { failureOf } from '../driver/failure.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { UserId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/time.ts';
import type { Role } from '../../domain/vocabulary.ts';
import type { Tx } from '../tx.ts';

export type NewUser = {
  readonly id: UserId;
  readonly login: string;
  readonly displayName: string;
  readonly role: Role;
  readonly classScope: string | null;
  /** base64 of the 32-byte Ed25519 public key. */
  readonly signPublic: string;
  /** age recipient. */
  readonly sealRecipient: string;
  readonly createdAt: Instant;
};

/** Adds a user. LOGIN_TAKEN also when the login belongs to a disabled user: logins are never given away again. */
export async function insertUser(tx: Tx, user: NewUser): Promise<Result<null, 'LOGIN_TAKEN'>> {
  try {
    await tx
      .insertInto('user_account')
      .values({
        id: user.id,
        login: user.login,
        display_name: user.displayName,
        role: user.role,
        class_scope: user.classScope,
        sign_public: user.signPublic,
        seal_recipient: user.sealRecipient,
        created_at: user.createdAt,
        disabled_at: null,
      })
      .execute();
    return ok(null);
  } catch (error) {
    const failure = failureOf(error);
    if (failure?.kind === 'unique' && failure.columns.includes('login')) return fail('LOGIN_TAKEN');
    throw error;
  }
}

/** Marks a user as disabled; false when there is no such user or it is disabled already. */
export async function disableUser(tx: Tx, id: UserId, at: Instant): Promise<boolean> {
  const result = await tx.updateTable('user_account').set({ disabled_at: at }).where('id', '=', id).where('disabled_at', 'is', null).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
