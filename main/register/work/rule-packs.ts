/** The rule packs and the calendar of a register. A pack is data: the one built in is what a register begins with. */
import { rulePackInForce, rulePacks } from '../../../db/queries/rule-packs.ts';
import type { Reader } from '../../../db/tx.ts';
import type { SchoolCalendar } from '../../../domain/rules/calendar.ts';
import { defaultCalendar } from '../../../domain/rules/defaults.ts';
import { RulePack } from '../../../domain/rules/rule-pack.ts';

export type Rules = { readonly packs: ReadonlyMap<string, RulePack>; readonly current: RulePack; readonly calendar: SchoolCalendar };

/** Every pack that events of this register may name, and the one in force. */
export async function rulesOf(reader: Reader): Promise<Rules> {
  const packs = new Map((await rulePacks(reader)).map((row): [string, RulePack] => [row.version, RulePack.parse(row.body)]));
  const inForce = await rulePackInForce(reader);
  const current = inForce === null ? undefined : packs.get(inForce.version);
  if (current === undefined) throw new Error('no rule pack is in force');
  return { packs, current, calendar: defaultCalendar };
}
