/** Reasons of the scales in words. */
import { parseReason } from '../../domain/scales/registry.ts';
import type { Translate } from './use-language.ts';

/** A reason such as `MHT_FACTOR_8:loneliness` in words; unknown ones show themselves. */
export function reasonWords(reason: string, t: Translate): string {
  const { code, factor } = parseReason(reason);
  const factorWords = factor === null ? '' : t(`imports.factor.${factor}` as 'imports.factor.anxiety', { defaultValue: factor });
  return t(`imports.reason.${code}` as 'imports.reason.MHT_FACTOR_8', { factor: factorWords, defaultValue: reason });
}

/** A field of an import such as `item:PHQ9:9` in words. */
export function importFieldWords(field: string, t: Translate): string {
  const [kind = field, instrument, of] = field.split(':');
  const word = t(`imports.field.${kind}` as 'imports.field.item', { of: of ?? '', defaultValue: field });
  if (instrument === undefined) return word;
  const factor = kind === 'factor' && of !== undefined ? t(`imports.factor.${of}` as 'imports.factor.anxiety', { defaultValue: of }) : word;
  return `${instrument} ${factor}`;
}

/** Why a row was not taken, in words. */
export function issueWords(code: string, t: Translate): string {
  return t(`imports.issue.${code}` as 'imports.issue.BLANK', { defaultValue: code });
}
