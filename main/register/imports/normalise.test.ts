import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gradeOf } from './grades.ts';
import { answerOf, numberOf, phoneOf, sexOf, studentNumberOf, yesNoOf, type Read } from './normalise.ts';

const read = <T>(result: Read<T>): T | 'empty' | 'unreadable' => (result.state === 'value' ? result.value : result.state);

describe('studentNumberOf', () => {
  it.each([
    ['2026060101', '2026060101'],
    [2026060101, '2026060101'],
    ['2026060101.0', '2026060101'],
    ['２０２６０６０１０１', '2026060101'],
    [' 2026 0601 01 ', '2026060101'],
    ["'0026060101", '0026060101'],
    ['2.026060101E9', '2026060101'],
    ['2.026060101e+09', '2026060101'],
    ['x2026-01', 'X2026-01'],
    ['2.02606E+09', 'unreadable'],
    ['1.23456789012346E+18', 'unreadable'],
    [1.2345678901234567e19, 'unreadable'],
    [2026.5, 'unreadable'],
    [-3, 'unreadable'],
    ['张三', 'unreadable'],
    ['', 'empty'],
    [null, 'empty'],
  ])('%j reads as %j', (cell, expected) => {
    expect(read(studentNumberOf(cell))).toBe(expected);
  });

  it('gives the same number however a spreadsheet wrote it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000_000, max: 999_999_999_999 }), (number) => {
        const text = String(number);
        const wide = text.replace(/\d/gu, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
        for (const cell of [number, text, `${text}.0`, `${text}.00`, wide, ` ${text}\n`, `${text[0]}.${text.slice(1)}E+${text.length - 1}`]) {
          expect(read(studentNumberOf(cell))).toBe(text);
        }
      }),
    );
  });
});

describe('numbers and words', () => {
  it.each([
    [3, 3],
    ['３', 3],
    ['3分', 3],
    ['2.50', 2.5],
    ['', 'empty'],
    [null, 'empty'],
    ['3-4', 'unreadable'],
    ['缺', 'unreadable'],
    [Number.NaN, 'unreadable'],
    [new Date(0), 'unreadable'],
  ])('numberOf %j is %j', (cell, expected) => expect(read(numberOf(cell))).toBe(expected));

  it.each([
    ['是', 1],
    ['否', 0],
    [true, 1],
    ['√', 1],
    [2, 2],
    ['不知道', 'unreadable'],
  ])('answerOf %j is %j', (cell, expected) => expect(read(answerOf(cell))).toBe(expected));

  it.each([
    ['男', 'male'],
    ['女生', 'female'],
    ['Ｆ', 'female'],
    [1, 'male'],
    ['2.0', 'female'],
    ['未知', 'unreadable'],
    ['', 'empty'],
  ])('sexOf %j is %j', (cell, expected) => expect(read(sexOf(cell))).toBe(expected));

  it.each([
    ['是', true],
    ['住校', true],
    ['走读', false],
    ['N', false],
    ['也许', 'unreadable'],
    [null, 'empty'],
  ])('yesNoOf %j is %j', (cell, expected) => expect(read(yesNoOf(cell))).toBe(expected));

  it.each([
    ['19900001234', '19900001234'],
    [19900001234, '19900001234'],
    ['19900001234.0', '19900001234'],
    ['+86 199-0000-1234', '19900001234'],
    ['１９９００００１２３４', '19900001234'],
    ['021-59720000', '02159720000'],
    ['19900001234/19900005678', '19900001234、19900005678'],
    ['无', 'empty'],
    ['12', 'unreadable'],
    ['问奶奶', 'unreadable'],
  ])('phoneOf %j is %j', (cell, expected) => expect(read(phoneOf(cell))).toBe(expected));
});

describe('gradeOf', () => {
  it.each([
    ['六年级', 6],
    ['预备', 6],
    ['预备班', 6],
    ['预初(2)班', 6],
    ['初一', 7],
    ['初一3班', 7],
    ['七年级(3)班', 7],
    ['7年级', 7],
    ['７年级', 7],
    ['七(2)班', 7],
    ['初中二年级', 8],
    ['初三', 9],
    ['高一', 10],
    ['高二(1)班', 11],
    ['高中三年级', 12],
    ['十二年级', 12],
    ['十年级', 10],
    ['小学三年级', 3],
    ['一年级', 1],
    [7, 7],
    ['7.0', 7],
    ['12', 12],
    ['G8', 8],
  ])('%s is %i', (cell, code) => {
    expect(gradeOf(cell)).toMatchObject({ state: 'value', value: { code } });
  });

  it.each(['初五', '高四', '十三年级', '0', '13', '2026级', '教工', '小七'])('%s is unreadable', (cell) => expect(gradeOf(cell).state).toBe('unreadable'));

  it('labels grades one way', () => {
    expect(['初一', '七年级', '高三'].map((word) => gradeOf(word))).toMatchObject([
      { value: { label: '七年级' } },
      { value: { label: '七年级' } },
      { value: { label: '高三' } },
    ]);
  });
});
