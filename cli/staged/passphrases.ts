/** Passphrases of the invented people: new with each run, so that none stands in the source. */
import { randomInt } from 'node:crypto';

const consonants = 'bdfghjklmnprstvz';
const vowels = 'aeiou';
const blocks = 6;

function letterOf(letters: string): string {
  return letters.charAt(randomInt(letters.length));
}

/** Six blocks of two syllables, 75 random bits: `bado-kepu-…`. */
export function inventPassphrase(): string {
  const syllable = (): string => letterOf(consonants) + letterOf(vowels);
  return Array.from({ length: blocks }, () => syllable() + syllable()).join('-');
}
