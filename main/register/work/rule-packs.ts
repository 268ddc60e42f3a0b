/** The rule packs and the calendar of a register. A pack is data: the one built in is what a register begins with. */
import { rulePackNames, rulePacks } from '../../../db/queries/rule-packs.ts';
import type { Reader } from '../../../db/tx.ts';
import type { SchoolCalendar } from '../../../domain/rules/calendar.ts';
import { defaultCalendar } from '../../../domain/rules/defaults.ts';
import { RulePack } from '../../../domain/rules/rule-pack.ts';

export type Rules = { readonly packs: ReadonlyMap<string, RulePack>; readonly current: RulePack; readonly calendar: SchoolCalendar };

/** A pack never changes once stored, and every entry and every board asks for it: parsed once, by its hash. */
const parsed = new Map<string, RulePack>();

/** Every pack that events of this register may name, and the one in force. */
export async function rulesOf(reader: Reader): Promise<Rules> {
  const names = await rulePackNames(reader);
  if (names.some(({ sha256 }) => !parsed.has(sha256))) for (const row of await rulePacks(reader)) parsed.set(row.sha256, RulePack.parse(row.body));
  const packs = new Map(names.flatMap(({ version, sha256 }): [string, RulePack][] => [[version, known(sha256)]]));
  const last = names.at(-1);
  if (last === undefined) throw new Error('no rule pack is in force');
  return { packs, current: known(last.sha256), calendar: defaultCalendar };
}

function known(sha256: string): RulePack {
  const pack = parsed.get(sha256);
  if (pack === undefined) throw new Error('a stored rule pack has been parsed');
  return pack;
}
