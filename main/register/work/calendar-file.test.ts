import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { SchoolCalendar } from '../../../domain/rules/calendar.ts';
import calendar from '../../../domain/rules/calendars/cn-2026.json' with { type: 'json' };
import { workbookOf } from '../imports/test-tables.ts';
import { calendarChanges } from './calendar-changes.ts';
import { calendarBytes, calendarOfFile } from './calendar-file.ts';

const before = SchoolCalendar.parse(calendar);
const { signal } = new AbortController();
const read = async (bytes: Uint8Array | string) => calendarOfFile(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes, { before, signal });
const refusalOf = async (bytes: Uint8Array | string): Promise<unknown> => {
  const result = await read(bytes);
  return result.ok ? 'ok' : result.error;
};
const issues = (...list: readonly (readonly [string, string])[]) => ({
  code: 'CALENDAR_INVALID',
  params: { issues: list.map(([path, rule]) => ({ path, rule })) },
});
const table = (...lines: readonly string[]): string => ['日期,类型,名称', ...lines].join('\n');

/** 国标 bytes of 日期,类型,名称 / 2027-04-05,放假,清明节, as a Chinese Excel writes them. */
const gb18030 = Uint8Array.from(Buffer.from('c8d5c6da2cc0e0d0cd2cc3fbb3c60d0a323032372d30342d30352cb7c5bcd92cc7e5c3f7bdda0d0a', 'hex'));

describe('a calendar from a table', () => {
  it('continues the one in force', async () => {
    const result = await read(new Uint8Array(await readFile('samples/calendar-example.csv')));
    expect(result).toMatchObject({ ok: true });
    if (!result.ok) throw new Error('the sample is a calendar');
    expect(result.value.terms.map(({ name, from, to }) => `${name} ${from} ${to}`)).toEqual([
      '2025学年第二学期 2026-03-02 2026-06-30',
      '2026学年第一学期 2026-09-01 2027-01-22',
      '2026学年第二学期 2027-02-22 2027-06-30',
      '2027学年第一学期 2027-09-01 2028-01-21',
    ]);
    expect(result.value.publishedUntil).toBe('2027-12-31');
    expect(result.value.holidays).toEqual(expect.arrayContaining([...before.holidays, '2027-04-05', '2027-10-07']));
    expect(result.value.holidays).not.toContain('2027-05-01');
    expect(result.value.makeUpDays.slice(-2)).toEqual(['2027-05-08', '2027-10-09']);
  });

  it('reads what a Chinese Excel writes, and says until when it is published if the table does', async () => {
    expect(await read(gb18030)).toMatchObject({ ok: true, value: { publishedUntil: '2027-12-31' } });
    expect(await read(table('2027-04-05,放假,清明节', '2027/6/30,公布至,'))).toMatchObject({ ok: true, value: { publishedUntil: '2027-06-30' } });
  });

  it('reads workbooks with real dates, below a title', async () => {
    const rows = [
      ['校历'],
      ['日期', '类型', '名称'],
      [new Date('2027-04-05T00:00:00Z'), '放假', '清明节'],
      [null, null, null],
      ['2027年5月8日', '补课', '调休'],
    ];
    expect(await read(await workbookOf(rows))).toMatchObject({
      ok: true,
      value: { holidays: [...before.holidays, '2027-04-05'], makeUpDays: [...before.makeUpDays, '2027-05-08'] },
    });
  });

  it('replaces what it speaks of: a term that it gives otherwise, days from its first on', async () => {
    const result = await read(table('2026-09-01,学期开始,上学期', '2027-01-15,学期结束,上学期', '2026-09-25,放假,中秋节'));
    expect(result).toMatchObject({ ok: true });
    if (!result.ok) throw new Error('the table is a calendar');
    expect(result.value.terms.map(({ name }) => name)).toEqual(['2025学年第二学期', '上学期']);
    expect(result.value.holidays.filter((day) => day >= '2026-09-01')).toEqual(['2026-09-25']);
  });

  it.each([
    ['a date that is none', table('2027-13-45,放假,'), issues(['1:2', 'date_unreadable'])],
    ['a word that is no kind', table('2027-04-05,休息,'), issues(['1:2', 'kind_unknown'])],
    ['a term without a name', table('2027-02-22,学期开始,'), issues(['1:2', 'term_without_name'])],
    ['a term that only begins', table('2027-02-22,学期开始,下学期'), issues(['1:2', 'term_half'])],
    [
      'a term that begins twice',
      table('2027-02-22,学期开始,甲', '2027-02-23,学期开始,甲', '2027-06-30,学期结束,甲'),
      issues(['1:2', 'name_twice'], ['1:3', 'name_twice'], ['1:4', 'name_twice']),
    ],
    ['a term that ends before it begins', table('2027-06-30,学期开始,甲', '2027-02-22,学期结束,甲'), issues(['terms.2', 'reversed'])],
    ['a weekday that is made up for', table('2027-04-06,补课,'), issues(['makeUpDays.6', 'not_a_weekend'])],
    ['a day twice', table('2027-04-05,放假,', '2027-04-05,放假,'), issues(['holidays.20', 'day_twice'])],
    ['another century', table('1999-04-05,放假,'), issues(['holidays.0', 'impossible_year'])],
  ])('refuses %s', async (_name, text, refusal) => {
    expect(await refusalOf(text)).toEqual(refusal);
  });

  it('refuses what is no calendar', async () => {
    expect(await refusalOf('学号,姓名\n1,甲')).toEqual({ code: 'HEADER_NOT_FOUND', params: {} });
    expect(await refusalOf(Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]))).toMatchObject({ code: 'WORKBOOK_BROKEN' });
    expect(await refusalOf(Uint8Array.from([0xff, 0x80, 0x81, 0xfe, 0xff]))).toEqual({ code: 'ENCODING_UNKNOWN', params: {} });
    expect(await refusalOf('')).toEqual(issues(['', 'empty_file']));
    expect(await refusalOf(table(...Array.from({ length: 5001 }, () => '2027-04-05,放假,')))).toEqual({ code: 'TOO_MANY_ROWS', params: {} });
  });
});

describe('a calendar from JSON', () => {
  it('comes back as it was written', async () => {
    expect(await read(calendarBytes(before))).toEqual({ ok: true, value: before });
  });

  it('is refused when it is broken, unknown in part or contradicts itself', async () => {
    expect(await refusalOf('{"version":')).toMatchObject({ code: 'CALENDAR_INVALID' });
    expect(await refusalOf(JSON.stringify({ ...before, more: 1 }))).toEqual(issues(['', 'unrecognized_keys']));
    expect(await refusalOf(JSON.stringify({ ...before, makeUpDays: ['2026-10-10', '2026-10-10'] }))).toEqual(issues(['makeUpDays.1', 'day_twice']));
    expect(await refusalOf(JSON.stringify({ ...before, terms: [...before.terms, { name: '又', from: '2026-12-01', to: '2027-03-01' }] }))).toEqual(
      issues(['terms.2', 'overlaps']),
    );
    expect(await refusalOf(JSON.stringify({ ...before, terms: [{ name: '长', from: '2026-01-01', to: '2028-01-01' }] }))).toEqual(
      issues(['terms.0', 'too_long']),
    );
  });
});

describe('what changes', () => {
  it('is told day by day', () => {
    const after = {
      ...before,
      holidays: before.holidays.filter((day) => day !== '2026-09-25'),
      makeUpDays: before.makeUpDays.filter((day) => day !== '2026-10-10'),
    };
    expect(calendarChanges(before, after)).toEqual([
      { date: '2026-09-25', from: 'off', to: 'school' },
      { date: '2026-10-10', from: 'school', to: 'off' },
    ]);
    expect(calendarChanges(before, before)).toEqual([]);
    expect(calendarChanges({ ...before, terms: [] }, { ...before, terms: [] })).toEqual([]);
  });

  it('says where days become known', () => {
    const after = SchoolCalendar.parse({ ...before, publishedUntil: '2027-01-22' });
    const changes = calendarChanges(before, after);
    expect(changes[0]).toEqual({ date: '2027-01-01', from: 'unpublished', to: 'school' });
    expect(changes.every(({ from, to }) => from === 'unpublished' && to === 'school')).toBe(true);
  });
});
