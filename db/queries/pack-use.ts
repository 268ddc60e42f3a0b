/** How each rule pack came into force, and how much was recorded under it. */
import type { Instant } from '../../domain/time.ts';
import type { Reader } from '../tx.ts';

export type PackUse = {
  readonly version: string;
  readonly sha256: string;
  readonly activatedAt: Instant;
  /** Null for the pack that the register began with. */
  readonly activatedByName: string | null;
  /** Entries recorded under it. */
  readonly events: number;
};

/** Every pack that was ever in force, the one in force last. */
export async function packUse(reader: Reader): Promise<readonly PackUse[]> {
  const rows = await reader
    .selectFrom('rule_pack')
    .leftJoin('user_account', 'user_account.id', 'rule_pack.activated_by')
    .select(['rule_pack.version', 'rule_pack.sha256', 'rule_pack.activated_at', 'user_account.display_name'])
    .select((eb) =>
      eb
        .selectFrom('case_event')
        .select((inner) => inner.fn.countAll<number>().as('n'))
        .whereRef('case_event.rule_pack', '=', 'rule_pack.version')
        .as('events'),
    )
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
