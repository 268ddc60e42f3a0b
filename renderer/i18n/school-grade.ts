import type { Translate } from './use-language.ts';

/** A school year 1–12 in words. */
export function gradeWords(grade: number, t: Translate): string {
  return t(`vocabulary:schoolGrade.g${grade}` as 'vocabulary:schoolGrade.g1', { defaultValue: String(grade) });
}

const numerals = '零一二三四五六七八九';

/** True if the class's own name says its year: 七年级(1)班, 初一1班, or short 七（1）班, 7(1)班. */
function saysYear(grade: number, className: string): boolean {
  const [, short = ''] = /^(\d+|[一二三四五六七八九])[(（]/.exec(className) ?? [];
  return /[年级初高]/.test(className) || (short !== '' && [numerals.charAt(grade), String(grade)].includes(short));
}

/** The class, with its school year unless its own name says it. */
export function classWords({ grade, className }: { readonly grade: number; readonly className: string }, t: Translate): string {
  const year = gradeWords(grade, t);
  return saysYear(grade, className) || className.includes(year) ? className : `${year} ${className}`;
}
