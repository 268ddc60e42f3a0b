/** What a new register starts with: the built-in rule pack and school calendar, parsed. Both are replaced by data, not by code. */
import calendar from './calendars/cn-2026.json' with { type: 'json' };
import { SchoolCalendar } from './calendar.ts';
import pack from './packs/cn-qingpu-2026.json' with { type: 'json' };
import { RulePack } from './rule-pack.ts';

export const defaultRulePack: RulePack = RulePack.parse(pack);
/** Terms are those of a typical Shanghai school year and are meant to be edited; holidays are the State Council's for 2026. */
export const defaultCalendar: SchoolCalendar = SchoolCalendar.parse(calendar);
