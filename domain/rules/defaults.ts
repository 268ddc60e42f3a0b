/** What a new register starts with: the built-in rule pack and school calendar, parsed. Both are replaced by data, not by code. */
import { Instant } from '../time.ts';
import calendar2023 from './calendars/cn-2023.json' with { type: 'json' };
import calendar2024 from './calendars/cn-2024.json' with { type: 'json' };
import calendar2025 from './calendars/cn-2025.json' with { type: 'json' };
import calendar2026 from './calendars/cn-2026.json' with { type: 'json' };
import { joinedCalendar, SchoolCalendar, type DatedCalendar } from './calendar.ts';
import firstPack from './packs/cn-qingpu-2026.json' with { type: 'json' };
import pack from './packs/cn-qingpu-2026.2.json' with { type: 'json' };
import { NewRulePack, RulePack } from './rule-pack.ts';

export const defaultRulePack: RulePack = NewRulePack.parse(pack);
/** Every pack that this program ever began a register with, oldest first: earlier registers hold and use them. */
export const builtInRulePacks: readonly RulePack[] = [RulePack.parse(firstPack), defaultRulePack];

/** The built-in pack of this version, or null. */
export function builtInRulePack(version: string): RulePack | null {
  return builtInRulePacks.find((one) => one.version === version) ?? null;
}

/** The newest built-in pack for a register that held older built-in ones only, by the versions ever in force there; null when there is nothing newer. */
export function newerBuiltIn(everInForce: readonly string[]): RulePack | null {
  const held = builtInRulePacks.findLastIndex(({ version }) => everInForce.includes(version));
  return held === -1 || held === builtInRulePacks.length - 1 ? null : defaultRulePack;
}

/**
 * Terms are those of a typical Shanghai school year and are meant to be edited; holidays and make-up days are the State
 * Council's for 2024, 2025 and 2026 and for the autumn of 2023.
 */
export const defaultCalendar: SchoolCalendar = joinedCalendar('cn-shanghai-2026.2', [
  SchoolCalendar.parse(calendar2023),
  SchoolCalendar.parse(calendar2024),
  SchoolCalendar.parse(calendar2025),
  SchoolCalendar.parse(calendar2026),
]);
/** The built-in calendar, in force from the beginning until an office brings in its own. */
export const builtInCalendars: readonly DatedCalendar[] = [{ from: Instant.parse('0000-01-01T00:00:00.000Z'), calendar: defaultCalendar }];
