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

export type RulePackName = { readonly version: string; readonly sha256: string };

/** Names of every pack that was ever in force, the one in force last: what a cache of parsed packs is asked for. */
export async function rulePackNames(reader: Reader): Promise<readonly RulePackName[]> {
  return reader.selectFrom('rule_pack').select(['version', 'sha256']).orderBy('activated_at').orderBy('version').limit(1000).execute();
}

/** Every pack that was ever in force: old obligations name theirs. A few dozen in a register's life. */
export async function rulePacks(reader: Reader): Promise<readonly StoredRulePack[]> {
  return (await reader.selectFrom('rule_pack').selectAll().orderBy('activated_at').limit(1000).execute()).map(packOf);
}
