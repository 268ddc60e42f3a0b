import { describe, expect, it } from 'vitest';
import { classKeyOf, classOfPupil } from './class-name.ts';

describe('the name of a class', () => {
  it.each(['七年级(1)班', '七年级（1）班', '七(1)班', '七1班', '初一(1)班', '初一1班', '七年级一班', '7年级01班', '七年级 第1班'])(
    '%s is the first of grade 7',
    (text) => {
      expect(classKeyOf(text)).toEqual({ grade: 7, unit: '1' });
    },
  );

  it.each([
    ['1班', null, '1'],
    ['(12)班', null, '12'],
    ['十二班', null, '12'],
    ['七年级二十一班', 7, '21'],
    ['高二(10)班', 11, '10'],
    ['预备(3)班', 6, '3'],
    ['702班', null, '702'],
    ['护理1班', null, '护理1班'],
    ['高一护理1班', 10, '护理1班'],
    ['2026级1班', null, '2026级1班'],
  ])('%s leaves open what it does not say', (text, grade, unit) => {
    expect(classKeyOf(text)).toEqual({ grade, unit });
  });

  it('says the grade before the column does', () => {
    expect(classOfPupil({ grade: 8, className: '1班' })).toEqual({ grade: 8, unit: '1' });
    expect(classOfPupil({ grade: 8, className: '七(1)班' })).toEqual({ grade: 7, unit: '1' });
  });
});
