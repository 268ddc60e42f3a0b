import type { Selectable } from 'kysely';
import type { UserId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/time.ts';
import type { Role } from '../../domain/vocabulary.ts';
import type { UserAccountTable } from '../schema.ts';
import type { NewUser } from '../stores/user-store.ts';
import type { Reader } from '../tx.ts';

export type UserRow = NewUser & { readonly disabledAt: Instant | null };

function userOf(row: Selectable<UserAccountTable>): UserRow {
  // The file holds only what the user store wrote, so the text columns carry their brands.
  return {
    id: row.id as UserId,
    login: row.login,
    displayName: row.display_name,
    role: row.role as Role,
    classScope: row.class_scope,
    signPublic: row.sign_public,
    sealRecipient: row.seal_recipient,
    createdAt: row.created_at as Instant,
    disabledAt: row.disabled_at as Instant | null,
  };
}

/** All users, disabled ones included, by login. A school has a handful. */
export async function userList(reader: Reader): Promise<readonly UserRow[]> {
  return (await reader.selectFrom('user_account').selectAll().orderBy('login').limit(1000).execute()).map(userOf);
}

export async function userById(reader: Reader, id: UserId): Promise<UserRow | null> {
  const row = await reader.selectFrom('user_account').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : userOf(row);
}

export async function userByLogin(reader: Reader, login: string): Promise<UserRow | null> {
  const row = await reader.selectFrom('user_account').selectAll().where('login', '=', login).executeTakeFirst();
  return row === undefined ? null : userOf(row);
}
