/**
 * Names of people as text. Characters are never replaced by look-alikes: rare and supplementary characters stay code point by code point.
 * Only what typing and spreadsheets add is taken away (spaces for alignment, invisible characters, five kinds of middle dot).
 */

/** Dots that stand between the parts of a name; `·` (U+00B7) is the one kept. */
const middleDots = /[\u00B7\u0387\u2022\u2027\u2219\u22C5\u2E31\u30FB\uFF65]/gu;
const invisible = /[\u200B-\u200D\u2060\uFEFF\u00AD]/gu;
const plainDotBetweenHan = /(?<=\p{Script=Han})\s*[.\uFF0E]\s*(?=\p{Script=Han})/gu;
const spaceBesideHan = /(?<=[\p{Script=Han}\u00B7])\s+|\s+(?=[\p{Script=Han}\u00B7])/gu;
const longestName = 50;

/** One spelling for one name: NFC, no alignment spaces, one kind of middle dot. Applying it twice changes nothing. */
export function normaliseName(name: string): string {
  return name
    .normalize('NFC')
    .replace(invisible, '')
    .replace(middleDots, '\u00B7')
    .replace(plainDotBetweenHan, '\u00B7')
    .replace(/\s+/gu, ' ')
    .replace(spaceBesideHan, '')
    .replace(/\u00B7{2,}/gu, '\u00B7')
    .trim();
}

/** The name without remarks in brackets (a post, a class), in one spelling: whether two notes name one person. */
export function nameWithoutRemark(text: string): string {
  const bare = normaliseName(text.replace(/[(（[［【〔][^)）\]］】〕]*(?:[)）\]］】〕]|$)/gu, ' '));
  return bare === '' ? normaliseName(text) : bare;
}

/** Whether the text can be a person's name: letters (Han, Latin or other scripts), middle dots, hyphens, apostrophes; no digits, 1–50 characters. */
export function isPlausibleName(name: string): boolean {
  const length = [...name].length;
  return length >= 1 && length <= longestName && /^[\p{L}\p{M}\p{Co}\u3007]/u.test(name) && /^[\p{L}\p{M}\p{Co}\u3007\u00B7 '’.-]+$/u.test(name);
}

/** Whether a platform lost characters of the name while exporting it (question marks, boxes, masking stars). */
export function isDamagedName(name: string): boolean {
  return /[?\uFF1F\uFFFD\u25A1*\uFF0A]/u.test(name);
}

/** Whether two names are the same, taking a lost or masked character for any one character. */
export function sameName(first: string, second: string): boolean {
  const [a, b] = [[...normaliseName(first)], [...normaliseName(second)]];
  return a.length === b.length && a.every((character, index) => character === b[index] || isDamagedName(character) || isDamagedName(b[index] ?? ''));
}
