/** The rule packs and the calendars of a register. Both are data: what is built in is what a register begins with. */
import { calendarInForce, calendars } from '../../../db/queries/calendars.ts';
import { rulePackNames, rulePacks } from '../../../db/queries/rule-packs.ts';
import type { Reader } from '../../../db/tx.ts';
import { SchoolCalendar, type DatedCalendar } from '../../../domain/rules/calendar.ts';
import { builtInCalendars } from '../../../domain/rules/defaults.ts';
import { RulePack } from '../../../domain/rules/rule-pack.ts';
import type { Instant } from '../../../domain/time.ts';

export type Rules = {
  readonly packs: ReadonlyMap<string, RulePack>;
  readonly current: RulePack;
  /** In order of activation, by version. */
  readonly activatedAt: ReadonlyMap<string, Instant>;
  /** In order of activation, the built-in one first: what is open keeps the days that it was counted by. */
  readonly calendars: readonly DatedCalendar[];
};

/** A pack or calendar never changes once stored, and every entry and every board asks for them: parsed once, by their hashes. */
const parsed = new Map<string, RulePack>();
const parsedCalendars = new Map<string, SchoolCalendar>();

/** Every pack that events of this register may name, and the one in force. */
export async function rulesOf(reader: Reader): Promise<Rules> {
  const names = await rulePackNames(reader);
  if (names.some(({ sha256 }) => !parsed.has(sha256))) for (const row of await rulePacks(reader)) parsed.set(row.sha256, RulePack.parse(row.body));
  const packs = new Map(names.flatMap(({ version, sha256 }): [string, RulePack][] => [[version, known(sha256)]]));
  const last = names.at(-1);
  if (last === undefined) throw new Error('no rule pack is in force');
  const activatedAt = new Map(names.map((name): [string, Instant] => [name.version, name.activatedAt]));
  return { packs, current: known(last.sha256), activatedAt, calendars: await calendarsOf(reader) };
}

async function calendarsOf(reader: Reader): Promise<readonly DatedCalendar[]> {
  if ((await calendarInForce(reader)) === null) return builtInCalendars;
  const imported = (await calendars(reader)).map(({ activatedAt, sha256, body }) => ({ from: activatedAt, calendar: calendarOf(sha256, body) }));
  return [...builtInCalendars, ...imported];
}

function calendarOf(sha256: string, body: unknown): SchoolCalendar {
  const found = parsedCalendars.get(sha256) ?? SchoolCalendar.parse(body);
  parsedCalendars.set(sha256, found);
  return found;
}

function known(sha256: string): RulePack {
  const pack = parsed.get(sha256);
  if (pack === undefined) throw new Error('a stored rule pack has been parsed');
  return pack;
}
