import type { Instant } from '../../domain/time.ts';
import type { Reader } from '../tx.ts';

export type StoredRulePack = {
  readonly version: string;
  readonly sha256: string;
  readonly activatedAt: string;
  /** Parsed JSON; its schema is the domain's. */ readonly body: unknown;
};

type Row = { readonly version: string; readonly sha256: string; readonly activated_at: string; readonly body: string };

function packOf(row: Row): StoredRulePack {
  return { version: row.version, sha256: row.sha256, activatedAt: row.activated_at, body: JSON.parse(row.body) as unknown };
}

/** What a cache of parsed packs is asked for. */
export type RulePackName = { readonly version: string; readonly sha256: string; readonly activatedAt: Instant };

/** Every pack that was ever in force: old obligations name theirs. A few dozen in a register's life. */
export async function rulePacks(reader: Reader): Promise<readonly StoredRulePack[]> {
  return (await reader.selectFrom('rule_pack').selectAll().orderBy('activated_at').limit(1000).execute()).map(packOf);
}

export type RulePackUse = RulePackName & {
  /** Null for the pack a register begins with. */
  readonly activatedByName: string | null;
  /** Entries recorded under it. */
  readonly events: number;
};

/** Every pack that was ever in force, the one in force last, with how much was recorded under it: a walk over an index of all entries. */
export async function rulePackUses(reader: Reader): Promise<readonly RulePackUse[]> {
  const rows = await reader
    .selectFrom('rule_pack')
    .leftJoin('user_account', 'user_account.id', 'rule_pack.activated_by')
    .select((eb) => [
      'rule_pack.version',
      'rule_pack.sha256',
      'rule_pack.activated_at',
      'user_account.display_name',
      eb
        .selectFrom('case_event')
        .select((of) => of.fn.countAll<number>().as('n'))
        .whereRef('case_event.rule_pack', '=', 'rule_pack.version')
        .as('events'),
    ])
    .orderBy('rule_pack.activated_at')
    .orderBy('rule_pack.version')
    .limit(1000)
    .execute();
  return rows.map((row) => ({
    version: row.version,
    sha256: row.sha256,
    activatedAt: row.activated_at as Instant,
    activatedByName: row.display_name,
    events: row.events ?? 0,
  }));
}
