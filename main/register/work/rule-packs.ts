/** The rule packs and the calendars of a register. Both are data: what is built in is what a register begins with. */
import { ruleNames } from '../../../db/queries/before-entry.ts';
import { calendars, type CalendarName } from '../../../db/queries/calendars.ts';
import { rulePacks, type RulePackName } from '../../../db/queries/rule-packs.ts';
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

/** What is stored, by name: a few short rows, with which every entry and every board begins. */
export type RuleNames = { readonly rulePacks: readonly RulePackName[]; readonly calendars: readonly CalendarName[] };

/** Every pack that events of this register may name, and the one in force. `known`: names that the caller has read, in order. */
export async function rulesOf(reader: Reader, known?: RuleNames): Promise<Rules> {
  const { rulePacks: names, calendars: made } = known ?? (await ruleNames(reader));
  if (names.some(({ sha256 }) => !parsed.has(sha256))) for (const row of await rulePacks(reader)) parsed.set(row.sha256, RulePack.parse(row.body));
  const packs = new Map(names.flatMap(({ version, sha256 }): [string, RulePack][] => [[version, parsedOf(parsed, sha256)]]));
  const last = names.at(-1);
  if (last === undefined) throw new Error('no rule pack is in force');
  const activatedAt = new Map(names.map((name): [string, Instant] => [name.version, name.activatedAt]));
  return { packs, current: parsedOf(parsed, last.sha256), activatedAt, calendars: await calendarsOf(reader, made) };
}

async function calendarsOf(reader: Reader, names: readonly CalendarName[]): Promise<readonly DatedCalendar[]> {
  if (names.length === 0) return builtInCalendars;
  if (names.some(({ sha256 }) => !parsedCalendars.has(sha256)))
    for (const { sha256, body } of await calendars(reader)) parsedCalendars.set(sha256, SchoolCalendar.parse(body));
  return [...builtInCalendars, ...names.map(({ sha256, activatedAt }) => ({ from: activatedAt, calendar: parsedOf(parsedCalendars, sha256) }))];
}

function parsedOf<Value>(values: ReadonlyMap<string, Value>, sha256: string): Value {
  const value = values.get(sha256);
  if (value === undefined) throw new Error('what is stored has been parsed');
  return value;
}
