import { describe, expect, it } from 'vitest';
import type { SchoolCalendar } from '../../domain/rules/calendar.ts';
import { addDays, dateOf } from '../../domain/time.ts';
import { failureOf } from '../driver/failure.ts';
import { driverNames } from '../driver/port.ts';
import { ruleNames } from '../queries/before-entry.ts';
import { calendars } from '../queries/calendars.ts';
import { ledgerEntryById, ledgerEntryByRequest, ledgerHead, ledgerList, ledgerStanding } from '../queries/ledger.ts';
import { openTestRegister } from '../testing/open-register.ts';
import { addLedgerEntry, addPeople, hoursLater, ledgerEntry, ledgerIdOf, sampleStart, sampleUser } from '../testing/sample-rows.ts';
import { activateCalendar } from './calendar-store.ts';
import { appendLedgerEntry } from './ledger-store.ts';

const day = (number: number) => addDays(dateOf(sampleStart), number);
const calendar: SchoolCalendar = {
  version: '2026学年',
  terms: [{ name: '第一学期', from: day(0), to: day(120) }],
  holidays: [day(24)],
  makeUpDays: [],
  publishedUntil: day(115),
};

describe.each(driverNames)('the office ledger with %s', (driver) => {
  it('appends in order, answers a retry with the first entry, and refuses what does not follow', async () => {
    await using test = await openTestRegister({ driver });
    await test.register.write(async (tx) => {
      await addPeople(tx);
      const first = await addLedgerEntry(tx, 1);
      const head = await ledgerHead(tx);
      expect(head).toEqual({ seq: 1, hash: first.hash });
      expect(await appendLedgerEntry(tx, first)).toEqual({ ok: true, value: { id: first.id, repeated: true } });
      const late = await ledgerEntry(tx, 2);
      await addLedgerEntry(tx, 3);
      expect(await appendLedgerEntry(tx, late)).toEqual({ ok: false, error: 'STALE_VERSION' });
      const edited = { ...(await ledgerEntry(tx, 4)), kind: 'supervision' };
      await expect(appendLedgerEntry(tx, edited)).rejects.toThrow('does not cover');
      expect(await ledgerEntryById(tx, first.id)).toEqual({ ...first, signature: Buffer.from(first.signature), correctedBy: null });
      expect((await ledgerEntryByRequest(tx, 'ledger-3'))?.id).toBe(ledgerIdOf(3));
      expect([await ledgerEntryById(tx, ledgerIdOf(9)), await ledgerEntryByRequest(tx, 'none')]).toEqual([null, null]);
    });
  });

  it('sets an entry right once, keeps the wrong one readable, and counts only what stands', async () => {
    await using test = await openTestRegister({ driver });
    await test.register.write(async (tx) => {
      await addPeople(tx);
      for (const number of [1, 2, 3]) await addLedgerEntry(tx, number);
      await addLedgerEntry(tx, 4, { kind: 'supervision' });
      await addLedgerEntry(tx, 5, { corrects: ledgerIdOf(2), happenedOn: day(20) });
      const again = await ledgerEntry(tx, 6, { corrects: ledgerIdOf(2) });
      expect(await appendLedgerEntry(tx, again)).toEqual({ ok: false, error: 'CORRECTED_ALREADY' });
      const astray = await ledgerEntry(tx, 7, { corrects: ledgerIdOf(99) });
      expect(await appendLedgerEntry(tx, astray)).toEqual({ ok: false, error: 'LEDGER_ENTRY_UNKNOWN' });
      const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);
      const all = await ledgerList(tx, {});
      expect([all.total, ids(all.rows)]).toEqual([5, [5, 4, 3, 2, 1].map(ledgerIdOf)]);
      expect(all.rows.find(({ id }) => id === ledgerIdOf(2))?.correctedBy).toBe(ledgerIdOf(5));
      const page = await ledgerList(tx, { kind: 'training', from: day(1), to: day(3), offset: 1, limit: 1 });
      expect([page.total, ids(page.rows)]).toEqual([3, [ledgerIdOf(2)]]);
      const span = { from: day(1), to: day(20) };
      expect(ids(await ledgerStanding(tx, { kinds: ['training'], ...span }))).toEqual([1, 3, 5].map(ledgerIdOf));
      expect(ids(await ledgerStanding(tx, { kinds: ['supervision', 'training'], from: day(3), to: day(4) }))).toEqual([3, 4].map(ledgerIdOf));
      expect(await ledgerStanding(tx, { kinds: [], ...span })).toEqual([]);
    });
  });
});

describe.each(driverNames)('school calendars with %s', (driver) => {
  it('stand in the order of their activation; the one in force is not brought in twice', async () => {
    await using test = await openTestRegister({ driver });
    await test.register.write(async (tx) => {
      await addPeople(tx);
      expect([(await ruleNames(tx)).calendars, await calendars(tx)]).toEqual([[], []]);
      const by = { activatedAt: sampleStart, activatedBy: sampleUser };
      const first = await activateCalendar(tx, { calendar, ...by });
      expect(await activateCalendar(tx, { calendar: { ...calendar }, ...by })).toEqual({ sha256: first.sha256, activated: false });
      const second = await activateCalendar(tx, { calendar: { ...calendar, holidays: [] }, activatedAt: hoursLater(5), activatedBy: sampleUser });
      // Back to the first: that is a third activation.
      expect(await activateCalendar(tx, { calendar, activatedAt: hoursLater(9), activatedBy: sampleUser })).toEqual({ ...first, activated: true });
      const stored = await calendars(tx);
      expect(stored.map(({ seq, sha256, activatedAt, activatedByName }) => [seq, sha256, activatedAt, activatedByName])).toEqual([
        [1, first.sha256, sampleStart, '沈老师'],
        [2, second.sha256, hoursLater(5), '沈老师'],
        [3, first.sha256, hoursLater(9), '沈老师'],
      ]);
      expect(stored[0]?.body).toEqual(calendar);
      expect((await ruleNames(tx)).calendars.at(-1)).toMatchObject({ seq: 3, sha256: first.sha256 });
      const unknownUser = { calendar: { ...calendar, version: 'x' }, activatedAt: sampleStart, activatedBy: ledgerIdOf(1) as never };
      expect(failureOf(await activateCalendar(tx, unknownUser).catch((error: unknown) => error))?.kind).toBe('foreign_key');
    });
  });
});
