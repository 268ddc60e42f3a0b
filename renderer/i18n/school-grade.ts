import type { Translate } from './use-language.ts';

/** A school year 1–12 in words. */
export function gradeWords(grade: number, t: Translate): string {
  return t(`vocabulary:schoolGrade.g${grade}` as 'vocabulary:schoolGrade.g1', { defaultValue: String(grade) });
}

/** The class, with its school year unless its own name says it. */
export function classWords({ grade, className }: { readonly grade: number; readonly className: string }, t: Translate): string {
  const year = gradeWords(grade, t);
  return /[年级初高]/.test(className) || className.includes(year) ? className : `${year} ${className}`;
}
