/** Rule packs that were ever in force. The one activated last is in force; old ones explain old obligations. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { UserId } from '../../domain/ids.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { Instant } from '../../domain/time.ts';
import type { Tx } from '../tx.ts';

export type NewRulePack = {
  readonly version: string;
  readonly body: unknown;
  readonly activatedAt: Instant;
  /** Null for the pack a register begins with. */ readonly activatedBy: UserId | null;
};

/**
 * Puts a pack in force. The same version with the same content again only becomes the latest; with other content it is refused
 * (PACK_DIFFERS), because obligations already name that version.
 */
export async function activateRulePack(tx: Tx, pack: NewRulePack): Promise<Result<{ readonly sha256: string }, 'PACK_DIFFERS'>> {
  const body = canonicalize(pack.body);
  if (body === undefined) throw new Error('value has no JSON form');
  const sha256 = createHash('sha256').update(body, 'utf8').digest('hex');
  const activation = { activated_at: pack.activatedAt, activated_by: pack.activatedBy };
  const known = await tx.selectFrom('rule_pack').select('sha256').where('version', '=', pack.version).executeTakeFirst();
  if (known === undefined)
    await tx
      .insertInto('rule_pack')
      .values({ version: pack.version, body, sha256, ...activation })
      .execute();
  else if (known.sha256 !== sha256) return fail('PACK_DIFFERS');
  else await tx.updateTable('rule_pack').set(activation).where('version', '=', pack.version).execute();
  return ok({ sha256 });
}
