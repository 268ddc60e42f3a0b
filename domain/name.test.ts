import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDamagedName, isPlausibleName, nameWithoutRemark, normaliseName, sameName } from './name.ts';

describe('normaliseName', () => {
  it.each([
    [' 张  三 ', '张三'],
    ['张　三', '张三'],
    ['欧阳\u200B修', '欧阳修'],
    ['阿依古丽•买买提', '阿依古丽·买买提'],
    ['阿依古丽・买买提', '阿依古丽·买买提'],
    ['阿依古丽‧买买提', '阿依古丽·买买提'],
    ['阿依古丽 · 买买提', '阿依古丽·买买提'],
    ['阿依古丽.买买提', '阿依古丽·买买提'],
    ['阿依古丽．买买提', '阿依古丽·买买提'],
    ['Tom  Lee', 'Tom Lee'],
    ['张𬭎', '张𬭎'],
    ['𫖯 𬀩', '𫖯𬀩'],
    ['李䶮', '李䶮'],
    ['𠅤', '𠅤'],
  ])('%j becomes %j', (name, expected) => {
    expect(normaliseName(name)).toBe(expected);
  });

  it('changes nothing the second time', () => {
    const part = fc.constantFrom('张', '𬭎', '䶮', ' ', '　', '·', '•', '・', '.', '．', '\u200B', 'a', 'B', '-', '\u00B7');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const once = normaliseName(parts.join(''));
        expect(normaliseName(once)).toBe(once);
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps every Han character as it is', () => {
    const han = fc.oneof(fc.integer({ min: 0x4e00, max: 0x9fff }), fc.integer({ min: 0x20000, max: 0x2a6df }), fc.integer({ min: 0x30000, max: 0x3134a }));
    fc.assert(
      fc.property(fc.array(han, { minLength: 1, maxLength: 6 }), (points) => {
        const name = String.fromCodePoint(...points);
        expect(normaliseName(name)).toBe(name);
      }),
    );
  });
});

describe('isPlausibleName', () => {
  it.each(['张三', '欧阳修', '阿依古丽·买买提', '𬭎', '〇一', "O'Neil", 'Tom Lee', 'Ülkü'])('takes %j', (name) => expect(isPlausibleName(name)).toBe(true));
  it.each(['', '2026060101', '张3', '?', '张?', '·', '（未透露）', '合计:', '张'.repeat(51)])('refuses %j', (name) =>
    expect(isPlausibleName(name)).toBe(false),
  );
});

describe('sameName', () => {
  it('takes a lost or masked character for any character, and nothing else', () => {
    expect(sameName('张?', '张𬭎')).toBe(true);
    expect(sameName('张*', '张𬭎')).toBe(true);
    expect(sameName('张•三', '张·三')).toBe(true);
    expect(sameName('张', '张𬭎')).toBe(false);
    expect(sameName('张红', '张𬭎')).toBe(false);
    expect(isDamagedName('张□')).toBe(true);
    expect(isDamagedName('张𬭎')).toBe(false);
  });
});

describe('a name with a remark', () => {
  it.each([
    ['沈老师（心理教师）', '沈老师'],
    ['沈 老师 (心理)', '沈老师'],
    ['【校办】周副校长', '周副校长'],
    ['周副校长（校办', '周副校长'],
    ['欧阳先生', '欧阳先生'],
    ['（门卫）', '（门卫）'],
  ])('%s names %s', (text, name) => {
    expect(nameWithoutRemark(text)).toBe(name);
  });
});
