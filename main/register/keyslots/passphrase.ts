/** The passphrase policy: long enough, and hard to guess for someone who knows the school. */
import { ZxcvbnFactory, type MatchExtended } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { passphraseDictionaries } from './passphrase-words.ts';

export const leastPassphraseLength = 10;
export const leastPassphraseScore = 3;
/** The estimate's work grows faster than the length, and what follows cannot make a strong beginning weak. */
const estimatedCharacters = 64;
const maxWords = 40;
const maxPieces = 16;

export type PassphraseStrength = {
  /** 0 guessed at once … 4 out of reach. */
  readonly score: 0 | 1 | 2 | 3 | 4;
  /** Characters after NFKC. */
  readonly length: number;
  readonly guessesLog10: number;
};

/** Identity numbers, mobile numbers and birthdays between the words cost a guesser a few ten thousand tries, not ten to the power of their digits. */
const personalNumber = /(?:19|20)\d{2}(?:0?[1-9]|1[0-2])(?:0?[1-9]|[12]\d|3[01])\d{0,4}[0-9X]?|1[3-9]\d{9}/gi;

function withoutPersonalNumbers(text: string): string {
  return text.replaceAll(personalNumber, '1990');
}

/** Guesses (log10) at which a score begins, as the library has them. */
const scoreSteps = [3, 6, 8, 10] as const;

function scoreOf(guessesLog10: number): PassphraseStrength['score'] {
  const score = scoreSteps.filter((step) => guessesLog10 >= step).length;
  return score === 0 || score === 1 || score === 2 || score === 3 ? score : 4;
}

function guessesOf(matches: readonly MatchExtended[]): number {
  // In any order: a guesser who knows the parts still has to arrange them.
  return matches.reduce((sum, match, index) => sum + ('guessesLog10' in match ? match.guessesLog10 : match.token.length) + Math.log10(index + 1), 0);
}

/** Words, numbers and the signs between them. */
function piecesOf(text: string): readonly string[] {
  return text.match(/\p{Script=Han}+|\p{L}+|\p{N}+|[^\p{L}\p{N}]+/gu) ?? [];
}

/**
 * The library adds 10^4 guesses for each part of a passphrase, whatever the part, so that surname + given name + birthday reaches score 3, and
 * prefers to call "-2026" random rather than pay for one more part. Someone who knows the school tries just such patterns first, so the pieces are
 * also estimated one by one and count for no more than their own guesses.
 */
function estimateLog10(estimator: ZxcvbnFactory, text: string, own: readonly string[]): number {
  const whole = estimator.check(text, [...own]);
  const pieces = piecesOf(text);
  if (pieces.length > maxPieces) return Math.min(whole.guessesLog10, guessesOf(whole.sequence));
  const apart = pieces.flatMap((piece) => estimator.check(piece, [...own]).sequence);
  return Math.min(whole.guessesLog10, guessesOf(whole.sequence), guessesOf(apart));
}

let sharedEstimator: ZxcvbnFactory | undefined;

/** How hard the passphrase is to guess; `words` are the person's and office's own (login, names, office). */
export function passphraseStrength(passphrase: string, words: readonly string[]): PassphraseStrength {
  sharedEstimator ??= new ZxcvbnFactory({ dictionary: { ...dictionary, ...passphraseDictionaries }, graphs: adjacencyGraphs });
  const plain = passphrase.normalize('NFKC');
  const own = words
    .slice(0, maxWords)
    .flatMap((word) => [word, ...word.split(/[\s._\-@]+/)])
    .filter((word) => word.length > 1);
  const start = [...withoutPersonalNumbers(plain)].slice(0, estimatedCharacters).join('');
  const guessesLog10 = estimateLog10(sharedEstimator, start, own);
  return { score: scoreOf(guessesLog10), length: [...plain].length, guessesLog10 };
}

/** PASSPHRASE_WEAK under 10 characters or under score 3. */
export function checkPassphrase(passphrase: string, words: readonly string[]): Result<void, 'PASSPHRASE_WEAK'> {
  const { score, length } = passphraseStrength(passphrase, words);
  return length < leastPassphraseLength || score < leastPassphraseScore ? fail('PASSPHRASE_WEAK') : ok(undefined);
}
