/** Pinyin keys under which a name is found: `zhangsan` and `zs`. */
import { pinyin } from 'pinyin-pro';
import { normaliseName } from '../../domain/name.ts';

export type SearchKeys = {
  /** All syllables without tones and separators, `ü` as `v`, lower case. */
  readonly full: string;
  /** First letter of each syllable, or of each word in other scripts. */
  readonly initials: string;
};

/** Surnames are read as surnames (单 shan, 解 xie, 曾 zeng); a character without a known reading stands for itself. */
export function searchKeys(name: string): SearchKeys {
  const parts = normaliseName(name)
    .split(/[\u00B7\s'’.-]+/u)
    .filter((part) => part !== '');
  const syllables = parts.flatMap((part, index) => syllablesOf(part, index === 0));
  return { full: syllables.join(''), initials: syllables.map((syllable) => [...syllable][0] ?? '').join('') };
}

function syllablesOf(part: string, isHead: boolean): readonly string[] {
  if (!/\p{Script=Han}/u.test(part)) return [part.toLowerCase()];
  const read = pinyin(part, { type: 'all', toneType: 'none', v: true, ...(isHead ? { mode: 'surname', surname: 'head' } : {}) });
  return read.map(({ isZh, pinyin: syllable, origin }) => (isZh && syllable !== '' ? syllable : origin).toLowerCase());
}
