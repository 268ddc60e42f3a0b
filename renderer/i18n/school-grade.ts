import type { Translate } from './use-language.ts';

/** A school year 1–12 in words. */
export function gradeWords(grade: number, t: Translate): string {
  return t(`vocabulary:schoolGrade.g${grade}` as 'vocabulary:schoolGrade.g1', { defaultValue: String(grade) });
}
