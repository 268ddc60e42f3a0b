/** Reasons of the scales in words. */
import { parseReason } from '../../domain/scales/registry.ts';
import type { Translate } from './use-language.ts';

/** Reasons in words, one per rule: factors over the same limit are named together. Unknown rules show themselves. */
export function reasonsWords(reasons: readonly string[], t: Translate): readonly string[] {
  const byCode = Map.groupBy(reasons.map(parseReason), ({ code }) => code);
  return [...byCode].map(([code, parts]) => {
    const factor = parts
      .flatMap((part) => (part.factor === null ? [] : [t(`imports.factor.${part.factor}` as 'imports.factor.anxiety', { defaultValue: part.factor })]))
      .join(t('common.listMark'));
    return t(`imports.reason.${code}` as 'imports.reason.MHT_FACTOR_8', { factor, defaultValue: code });
  });
}

/** Reasons that cannot wait. */
export function isUrgentReason(reason: string): boolean {
  return reason === 'PHQ9_ITEM9';
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
