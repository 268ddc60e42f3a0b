import { describe, expect, it } from 'vitest';
import { matchRow, rosterIndex } from './match.ts';

const index = rosterIndex([
  { id: 1, studentNo: 'A1', name: '张三', gradeCode: 7, className: '七年级(1)班' },
  { id: 2, studentNo: 'A2', name: '张三', gradeCode: 8, className: '八年级(1)班' },
  { id: 3, studentNo: 'A3', name: '张三', gradeCode: 8, className: '八年级(2)班' },
  { id: 4, studentNo: 'A4', name: '阿依古丽·买买提', gradeCode: null, className: null },
  { id: 5, studentNo: 'A5', name: '李𬭎', gradeCode: 7, className: null },
]);
const row = { studentNo: null, name: null, grade: null, className: null };
const grade7 = { code: 7, label: '七年级' } as const;
const grade8 = { code: 8, label: '八年级' } as const;

describe('matchRow', () => {
  it.each([
    [
      { studentNo: 'A1', name: '张三' },
      { state: 'matched', id: 1, by: 'number' },
    ],
    [
      { studentNo: 'A1', name: null },
      { state: 'matched', id: 1, by: 'number' },
    ],
    [
      { studentNo: 'A1', name: '张四' },
      { state: 'NAME_DIFFERS', id: 1 },
    ],
    [
      { studentNo: 'A4', name: '阿依古丽•买买提' },
      { state: 'matched', id: 4, by: 'number' },
    ],
    [
      { studentNo: 'A5', name: '李?' },
      { state: 'matched', id: 5, by: 'number' },
    ],
    [{ studentNo: 'B9', name: '张三' }, { state: 'NOT_IN_ROSTER' }],
    [{ name: '张三' }, { state: 'NAME_AMBIGUOUS', ids: [1, 2, 3] }],
    [
      { name: '张三', grade: grade8 },
      { state: 'NAME_AMBIGUOUS', ids: [2, 3] },
    ],
    [
      { name: '张三', grade: grade7 },
      { state: 'matched', id: 1, by: 'name' },
    ],
    [
      { name: '张三', grade: grade8, className: '八年级（２）班' },
      { state: 'matched', id: 3, by: 'name' },
    ],
    [
      { name: '阿依古丽·买买提', grade: grade7 },
      { state: 'matched', id: 4, by: 'name' },
    ],
    [{ name: '李?' }, { state: 'NOT_IN_ROSTER' }],
    [{ name: null }, { state: 'NOT_IN_ROSTER' }],
  ])('%j', (given, expected) => {
    expect(matchRow({ ...row, ...given }, index)).toEqual(expected);
  });
});
