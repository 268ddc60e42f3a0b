import { refusal } from '../../../contract/errors.ts';
import type { Output } from '../../../contract/index.ts';
import { calendars } from '../../../db/queries/calendars.ts';
import { activateCalendar } from '../../../db/stores/calendar-store.ts';
import type { Reader } from '../../../db/tx.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { endsSoon, unpublishedYears, type SchoolCalendar } from '../../../domain/rules/calendar.ts';
import { newerBuiltIn } from '../../../domain/rules/defaults.ts';
import type { Some } from '../context.ts';
import { sha256Hex } from '../crypto/sha256.ts';
import { activatePack, packSummaries, type PackSummary } from '../work/activate-pack.ts';
import { calendarChanges } from '../work/calendar-changes.ts';
import { calendarBytes, calendarOfFile, maxCalendarBytes } from '../work/calendar-file.ts';
import { packBytes, readPack } from '../work/pack-file.ts';
import { rulesOf } from '../work/rule-packs.ts';
import { simulatePack } from '../work/simulate-pack.ts';

type RuleOperations = 'rules.list' | 'rules.simulate' | 'rules.activate' | 'rules.export' | 'calendar.get' | 'calendar.import' | 'calendar.export';

async function calendarInUse(reader: Reader): Promise<SchoolCalendar> {
  const last = (await rulesOf(reader)).calendars.at(-1);
  if (last === undefined) throw new Error('a school calendar is in force');
  return last.calendar;
}

/** A newer edition that comes with the program is told, and waits until somebody activates it. */
function offeredTo(packs: readonly PackSummary[]): Output<'rules.list'>['offered'] {
  const newer = newerBuiltIn(packs.map(({ version }) => version));
  return newer === null ? null : { version: newer.version, titleZh: newer.title.zh, titleEn: newer.title.en };
}

export const ruleHandlers: Some<RuleOperations> = {
  'rules.list': async (_context, _input, reader) => {
    const packs = await packSummaries(reader);
    return ok({ packs: [...packs], current: (await rulesOf(reader)).current, offered: offeredTo(packs) });
  },

  'rules.simulate': async (context, input) => {
    const read = await readPack(context, input);
    if (!read.ok) return read;
    context.detail({ version: read.value.pack.version, sha256: read.value.sha256 });
    return ok(await simulatePack(context, read.value));
  },

  'rules.activate': async (context, input) => {
    const read = await readPack(context, input);
    if (!read.ok) return read;
    const { pack, sha256 } = read.value;
    context.detail({ version: pack.version, sha256 });
    if (sha256 !== input.sha256) return fail(refusal('PACK_CHANGED'));
    const activated = await context.write((tx) => activatePack(tx, context, pack));
    if (activated.ok) context.changed('today.changed');
    return activated;
  },

  'rules.export': async (context, input) => {
    const { current } = await context.read(rulesOf);
    const bytes = packBytes(current);
    const written = await context.files.write(input.target, bytes);
    context.detail({ version: current.version });
    return written.ok ? ok({ sha256: sha256Hex(bytes), bytes: bytes.length }) : written;
  },

  'calendar.get': async (context, _input, reader) => {
    const [calendar, last] = [await calendarInUse(reader), (await calendars(reader)).at(-1)];
    return ok({
      calendar,
      importedAt: last?.activatedAt ?? null,
      importedByName: last?.activatedByName ?? null,
      endsSoon: endsSoon(calendar, context.today),
      unpublishedYears: [...unpublishedYears(calendar, context.today)],
    });
  },

  'calendar.import': async (context, input) => {
    const file = await context.files.read(input.file, maxCalendarBytes);
    if (!file.ok) return file;
    const before = await context.read(calendarInUse);
    const read = await calendarOfFile(file.value.bytes, { before, signal: context.signal });
    if (!read.ok) return read;
    const calendar = read.value;
    const { terms, holidays, makeUpDays, publishedUntil } = calendar;
    const counts = { terms: terms.length, holidays: holidays.length, makeUpDays: makeUpDays.length };
    context.detail({ ...counts, sha256: sha256Hex(file.value.bytes), dryRun: input.dryRun });
    const told = { calendar, ...counts, publishedUntil, changes: [...calendarChanges(before, calendar)] };
    if (input.dryRun) return ok({ ...told, activated: false });
    const stored = await context.write(async (tx): Promise<Result<{ readonly activated: boolean }, never>> =>
      ok(await activateCalendar(tx, { calendar, activatedAt: context.now, activatedBy: context.session.user.id })),
    );
    if (stored.ok) context.changed('today.changed');
    return stored.ok ? ok({ ...told, activated: stored.value.activated }) : stored;
  },

  'calendar.export': async (context, input) => {
    const calendar = await context.read(calendarInUse);
    const bytes = calendarBytes(calendar);
    const written = await context.files.write(input.target, bytes);
    context.detail({ version: calendar.version });
    return written.ok ? ok({ sha256: sha256Hex(bytes), bytes: bytes.length }) : written;
  },
};
