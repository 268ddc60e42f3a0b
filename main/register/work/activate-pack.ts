/** Brings a rule pack into force for what is recorded from then on. What was recorded before names its own pack and stays under it. */
import { refusal, type Refusal } from '../../../contract/errors.ts';
import type { Output } from '../../../contract/index.ts';
import { rulePackUses, type RulePackUse } from '../../../db/queries/rule-packs.ts';
import { activateRulePack } from '../../../db/stores/rule-pack-store.ts';
import type { Reader, Tx } from '../../../db/tx.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { RulePack } from '../../../domain/rules/rule-pack.ts';
import { instantOf, msOf, type Instant } from '../../../domain/time.ts';
import type { TaskContext } from '../context.ts';
import { rulesOf } from './rule-packs.ts';

export type PackSummary = Output<'rules.activate'>;

/**
 * Activates the pack. A version that was ever in force is taken (PACK_VERSION_TAKEN): which rules held when is read from when each version
 * came into force. The pack in force again, unchanged, is no change.
 */
export async function activatePack(tx: Tx, context: TaskContext, pack: RulePack): Promise<Result<PackSummary, Refusal<'PACK_VERSION_TAKEN'>>> {
  const { current } = await rulesOf(tx);
  const isCurrent = JSON.stringify(current) === JSON.stringify(pack);
  if (!isCurrent) {
    const uses = await rulePackUses(tx);
    if (uses.some(({ version }) => version === pack.version)) return fail(refusal('PACK_VERSION_TAKEN', { version: pack.version }));
    const activatedAt = afterLast(uses, context.now);
    const activated = await activateRulePack(tx, { version: pack.version, body: pack, activatedAt, activatedBy: context.session.user.id });
    if (!activated.ok) throw new Error('a version that nobody knows cannot differ');
  }
  const summary = (await packSummaries(tx)).find(({ version }) => version === pack.version);
  if (summary === undefined) throw new Error('a pack just activated is in the register');
  return ok(summary);
}

/** The pack activated last is in force: a clock that was set back may not put it behind another. */
function afterLast(uses: readonly RulePackUse[], now: Instant): Instant {
  const last = uses.at(-1)?.activatedAt;
  return last === undefined || now > last ? now : instantOf(msOf(last) + 1);
}

/** Every pack that was ever in force, the one in force last. */
export async function packSummaries(reader: Reader): Promise<readonly PackSummary[]> {
  const { packs, current } = await rulesOf(reader);
  return (await rulePackUses(reader)).flatMap((use) => {
    const pack = packs.get(use.version);
    return pack === undefined ? [] : [summaryOf(pack, use, current)];
  });
}

function summaryOf(pack: RulePack, { activatedAt, activatedByName, events }: RulePackUse, current: RulePack): PackSummary {
  const { version, title, rules, office } = pack;
  const counted = rules.length + office.length;
  return { version, titleZh: title.zh, titleEn: title.en, rules: counted, activatedAt, activatedByName, current: version === current.version, events };
}
