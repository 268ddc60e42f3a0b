/** One class has many spellings: 七年级(1)班, 七(1)班, 初一1班, and 1班 where the grade stands in a column of its own. */
import { gradeStart } from './grades.ts';
import { codeText } from './normalise.ts';

/** A class by grade (1 to 12; null where the text does not say it) and by what tells it from the others of the grade. */
export type ClassKey = { readonly grade: number | null; readonly unit: string };

const numerals = '零一二三四五六七八九';

/** Number of a Chinese numeral up to 99, or null. */
function numberOf(text: string): number | null {
  if (/^\d+$/u.test(text)) return Number(text);
  const found = /^([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)$/u.exec(text);
  if (found === null || text === '') return null;
  const [, tens = '', ten = '', ones = ''] = found;
  if (ten === '' && tens !== '' && ones !== '') return null;
  const one = numerals.indexOf(ones === '' ? '零' : ones);
  if (ten === '') return tens === '' ? one : numerals.indexOf(tens);
  return (tens === '' ? 10 : numerals.indexOf(tens) * 10) + one;
}

/** What a text says of a class. `unit` is a number without brackets and leading zeros where it is one. */
export function classKeyOf(text: string): ClassKey {
  const plain = codeText(text).replace(/\s/gu, '');
  const start = gradeStart(plain);
  const rest = start === null ? plain : plain.slice(start.length);
  const inner = /^第?[([【]?(.*?)[)\]】]?班?$/u.exec(rest)?.[1] ?? rest;
  const number = numberOf(inner);
  return { grade: start?.code ?? null, unit: number === null ? rest : String(number) };
}

/** A pupil's class: the grade that its name says goes before the one in the column beside it. */
export function classOfPupil({ grade, className }: { readonly grade: number; readonly className: string }): ClassKey & { readonly grade: number } {
  const named = classKeyOf(className);
  return { unit: named.unit, grade: named.grade ?? grade };
}
