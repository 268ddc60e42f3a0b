/** Words for school years → 1 (first year of primary school) … 12 (last year of senior high school). */
import { codeText, empty, unreadable, value, type Read } from './normalise.ts';
import type { Cell } from './cells.ts';

export const gradeCodes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;
export type GradeCode = (typeof gradeCodes)[number];
export type Grade = { readonly code: GradeCode; readonly label: string };

const digits: Readonly<Record<string, number>> = { 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10, 十一: 11, 十二: 12 };
const numeral = '十[一二]|[一二三四五六七八九十]|1[0-2]|[1-9]';

/** Shapes in order; the offset is added to the numeral. Shanghai calls the sixth year 预备 (class) or 预初. */
const shapes: readonly { readonly pattern: RegExp; readonly offset: number; readonly max: number }[] = [
  { pattern: new RegExp(`^(?:初中|初)(${numeral})(?:年级)?`, 'u'), offset: 6, max: 3 },
  { pattern: new RegExp(`^(?:高中|高)(${numeral})(?:年级)?`, 'u'), offset: 9, max: 3 },
  { pattern: new RegExp(`^(?:小学|小)(${numeral})(?:年级)?`, 'u'), offset: 0, max: 6 },
  { pattern: new RegExp(`^(?:第)?(${numeral})(?:年级|年)`, 'u'), offset: 0, max: 12 },
  { pattern: new RegExp(`^(?:grade|g)(${numeral})(?![0-9])`, 'iu'), offset: 0, max: 12 },
];
const alone = new RegExp(`^(${numeral})(?:\\.0)?$`, 'u');
/** 七(1)班, and 七1班: a Chinese numeral before an Arabic one. */
const beforeClass = new RegExp(`^(?:(?:${numeral})(?=\\()|(?:十[一二]|[一二三四五六七八九十])(?=[0-9]))`, 'u');

/** A grade word alone, or as the start of a class name (`七年级(3)班`, `初一3班`, `七(2)班`). */
export function gradeOf(cell: Cell): Read<Grade> {
  const text = codeText(cell).replace(/\s/gu, '');
  if (text === '') return empty;
  const code = codeOf(text);
  return code === null ? unreadable : value({ code, label: labelOf(code) });
}

/** Name of a grade in the words of the nine-year school and of senior high school. */
export function labelOf(code: GradeCode): string {
  const word = Object.keys(digits).find((key) => digits[key] === (code > 9 ? code - 9 : code)) ?? '';
  return code > 9 ? `高${word}` : `${word}年级`;
}

function codeOf(text: string): GradeCode | null {
  const start = gradeStart(text);
  if (start !== null) return start.code;
  const word = alone.exec(text)?.[1];
  return word === undefined || shapes.some(({ pattern }) => pattern.test(text)) ? null : gradeCode(digits[word] ?? Number(word));
}

/** The grade word with which a class name begins and how long it is; null where it begins with none, or stands for no grade. */
export function gradeStart(text: string): { readonly code: GradeCode; readonly length: number } | null {
  const eve = /^(?:预备|预初|初预|中预)(?:年级)?/u.exec(text);
  if (eve !== null) return { code: 6, length: eve[0].length };
  for (const { pattern, offset, max } of shapes) {
    const found = pattern.exec(text);
    if (found?.[1] === undefined) continue;
    const number = digits[found[1]] ?? Number(found[1]);
    const code = number <= max ? gradeCode(number + offset) : null;
    return code === null ? null : { code, length: found[0].length };
  }
  const word = beforeClass.exec(text)?.[0];
  const code = word === undefined ? null : gradeCode(digits[word] ?? Number(word));
  return word === undefined || code === null ? null : { code, length: word.length };
}

function gradeCode(number: number): GradeCode | null {
  return gradeCodes.find((code) => code === number) ?? null;
}
