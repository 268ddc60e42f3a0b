import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type PlainDate } from '../../../domain/time.ts';
import { momentOf } from './dates.ts';
import type { Cell } from './cells.ts';

function day(cell: Cell): string {
  const read = momentOf(cell);
  return read.state === 'value' ? read.value.date : read.state;
}

describe('momentOf', () => {
  it.each([
    '20140903',
    20140903,
    '2014-09-03',
    '2014-9-3',
    '2014/9/3',
    '2014.09.03',
    '2014年9月3日',
    '2014年09月03号',
    '２０１４－０９－０３',
    '2014—9—3',
    ' 2014 年 9 月 3 日 ',
    '2014/9/3 0:00:00',
    '2014-09-03T00:00:00',
    41885,
    '41885',
    41885.5,
    new Date('2014-09-03T00:00:00Z'),
    '2014年9月3日 星期三',
    '2014-09-03 08:15',
    '2014/9/3 下午 3:05',
    '2014-09-03 3:05:09 PM',
    '2014年9月3日 8时15分',
  ] as const)('%j is 3 September 2014', (cell) => {
    expect(day(cell)).toBe('2014-09-03');
  });

  it.each([
    '2014-13-01',
    '2014-02-30',
    '9/3/2014',
    '14-9-3',
    '2014年9月',
    '九月三日',
    12,
    99999999,
    '2014-09-03 25:00',
    true,
    new Date(Number.NaN),
    '1014-09-03',
  ])('%j is unreadable', (cell) => expect(day(cell)).toBe('unreadable'));
  it.each([null, '', '  '])('%j is empty', (cell) => expect(day(cell)).toBe('empty'));

  it.each([
    ['2026-09-07 08:15:30', '2026-09-07T00:15:30.000Z'],
    ['2026/9/7 8:15', '2026-09-07T00:15:00.000Z'],
    ['2026/9/7 下午 3:05', '2026-09-07T07:05:00.000Z'],
    ['2026/9/7 下午 12:05', '2026-09-07T04:05:00.000Z'],
    ['2026/9/7 上午 12:05', '2026-09-06T16:05:00.000Z'],
    ['2026-09-07 12:30 AM', '2026-09-06T16:30:00.000Z'],
    ['2026-09-07T20:30:00.000Z', '2026-09-07T20:30:00.000Z'],
    ['2026-09-07T20:30:00+08:00', '2026-09-07T12:30:00.000Z'],
    ['20260907081530', '2026-09-07T00:15:30.000Z'],
    [new Date('2026-09-07T08:14:59.999Z'), '2026-09-07T00:15:00.000Z'],
    ['2026-09-07', null],
    [46272, null],
  ] as const)('%j is the instant %s', (cell, instant) => {
    expect(momentOf(cell)).toMatchObject({ state: 'value', value: { instant } });
  });

  it('puts a universal time into the office day it falls in', () => {
    expect(day('2026-09-07T20:30:00Z')).toBe('2026-09-08');
  });

  it('reads every day in every shape alike', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20_000, max: 60_000 }), (serial) => {
        const date = addDays('1899-12-30' as PlainDate, serial);
        const [year, month, dayOfMonth] = date.split('-').map(Number);
        for (const cell of [
          serial,
          String(serial),
          date,
          date.replaceAll('-', ''),
          `${year}/${month}/${dayOfMonth}`,
          `${year}年${month}月${dayOfMonth}日`,
          new Date(`${date}T00:00:00Z`),
        ]) {
          expect(day(cell)).toBe(date);
        }
      }),
    );
  });
});
