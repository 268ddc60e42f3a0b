/** Cells to plain values. Every function takes what spreadsheets really hold: full-width forms, floats, stray spaces, several spellings. */
import type { Cell } from './cells.ts';

export type Read<T> = { readonly state: 'value'; readonly value: T } | { readonly state: 'empty' } | { readonly state: 'unreadable' };

export function value<T>(read: T): Read<T> {
  return { state: 'value', value: read };
}

export const empty = { state: 'empty' } as const;
export const unreadable = { state: 'unreadable' } as const;

const longestText = 500;
const dashes = /[\u2010-\u2015\u2212\u2E3A\uFE58\uFE63]/gu;
/** Digits that Excel keeps of a number. */
const excelDigits = 15;

/** Nothing to clean: what almost every cell is, and the cleaning of a district's file takes a second. */
const cleanText = /^[\x21-\x7E\u4E00-\u9FFF]*$/u;
const cleanCode = /^[\x21-\x7E]*$/u;

/** Whether the cell shows nothing. */
export function isBlank(cell: Cell): boolean {
  return cell === null || cell === '' || (typeof cell === 'string' && textOf(cell) === '');
}

/** Text of a cell for names and free text: trimmed, line breaks and runs of spaces as one space; characters are left as they are. */
export function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (cell instanceof Date) return cell.toISOString();
  const text = String(cell);
  if (cleanText.test(text)) return text;
  return text
    .replace(/[\u200B\u2060\uFEFF]/gu, '')
    .replace(/[\s\u3000]+/gu, ' ')
    .trim();
}

/** Text of a cell for codes, numbers and keywords: compatibility forms folded (full-width digits and brackets), one kind of dash. */
export function codeText(cell: Cell): string {
  const text = textOf(cell);
  if (cleanCode.test(text)) return text;
  return text.normalize('NFKC').replace(dashes, '-').trim();
}

/** Free text bounded in length, null if empty. */
export function optionalText(cell: Cell): string | null {
  const text = textOf(cell);
  return text === '' ? null : [...text].slice(0, longestText).join('');
}

/** A pupil's number as text. Unreadable where Excel has rounded digits away (more than 15 digits, `2.02606E+09`). */
export function studentNumberOf(cell: Cell): Read<string> {
  if (cell instanceof Date || typeof cell === 'boolean') return unreadable;
  if (typeof cell === 'number') return Number.isSafeInteger(cell) && cell > 0 && String(cell).length <= excelDigits ? value(String(cell)) : unreadable;
  const text = codeText(cell).replace(/^['`]/u, '').replace(/\s/gu, '');
  if (text === '') return empty;
  const whole = /^(\d+)\.0*$/u.exec(text);
  if (whole?.[1]) return value(whole[1]);
  if (/^\d+(?:\.\d+)?e\+?\d+$/iu.test(text)) return fromScientific(text);
  return /^[0-9A-Za-z][0-9A-Za-z_-]{0,31}$/u.test(text) ? value(text.toUpperCase()) : unreadable;
}

function fromScientific(text: string): Read<string> {
  const [, whole = '', fraction = '', exponent = ''] = /^(\d+)(?:\.(\d+))?e\+?(\d+)$/iu.exec(text) ?? [];
  const places = Number(exponent);
  // With fewer digits than places the number was shortened for display, and the pupil's own digits are gone.
  if (fraction.length !== places || places > excelDigits) return unreadable;
  return value(whole + fraction);
}

/** A number, also from text with full-width digits or a unit (`3分`). */
export function numberOf(cell: Cell): Read<number> {
  if (typeof cell === 'number') return Number.isFinite(cell) ? value(cell) : unreadable;
  if (cell instanceof Date || typeof cell === 'boolean') return unreadable;
  const text = codeText(cell).replace(/\s/gu, '');
  if (text === '') return empty;
  const match = /^([+-]?\d+(?:\.\d+)?)分?$/u.exec(text);
  return match ? value(Number(match[1])) : unreadable;
}

/** An answer to an item: a number, or a yes/no word as 1/0. */
export function answerOf(cell: Cell): Read<number> {
  if (typeof cell === 'boolean') return value(cell ? 1 : 0);
  const number = numberOf(cell);
  if (number.state !== 'unreadable') return number;
  const word = yesNoOf(cell);
  return word.state === 'value' ? value(word.value ? 1 : 0) : unreadable;
}

const yesWords = new Set([
  '是',
  '有',
  '对',
  '√',
  '✓',
  'y',
  'yes',
  'true',
  't',
  '1',
  '住宿',
  '住校',
  '寄宿',
  '住读',
  '住宿生',
  '住校生',
  '寄宿生',
  '内宿',
  '已预约',
  '预约',
]);
const noWords = new Set([
  '否',
  '无',
  '不是',
  '没有',
  '错',
  '×',
  '✗',
  'x',
  'n',
  'no',
  'false',
  'f',
  '0',
  '走读',
  '走读生',
  '通学',
  '外宿',
  '不住宿',
  '不住校',
  '未预约',
  '未住宿',
]);

/** Yes or no, in the words of yes/no questions, of boarding and of appointments. */
export function yesNoOf(cell: Cell): Read<boolean> {
  if (typeof cell === 'boolean') return value(cell);
  const text = codeText(cell).toLowerCase().replace(/\s/gu, '').replace(/\.0$/u, '');
  if (text === '') return empty;
  if (yesWords.has(text)) return value(true);
  return noWords.has(text) ? value(false) : unreadable;
}

const maleWords = new Set(['男', '男性', '男生', '男孩', 'm', 'male', 'boy', '1']);
const femaleWords = new Set(['女', '女性', '女生', '女孩', 'f', 'female', 'girl', '2']);

export function sexOf(cell: Cell): Read<'male' | 'female'> {
  const text = codeText(cell).toLowerCase().replace(/\s/gu, '').replace(/\.0$/u, '');
  if (text === '') return empty;
  if (maleWords.has(text)) return value('male');
  return femaleWords.has(text) ? value('female') : unreadable;
}

/** Telephone numbers as digits (a dash before an extension or after an area code stays out); several are joined with `、`. */
export function phoneOf(cell: Cell): Read<string> {
  const text = codeText(cell);
  if (text === '' || /^(?:无|没有|-+|\/)$/u.test(text)) return empty;
  const phones = text.split(/[/、,;|]|\s(?=\d{7})/u).map(onePhone);
  return phones.includes(null) ? unreadable : value(phones.join('、'));
}

function onePhone(text: string): string | null {
  const digits = text
    .replace(/\.0$/u, '')
    .replace(/^\s*(?:\+|00)86/u, '')
    .replace(/[\s()-]/gu, '');
  return /^\d{7,15}$/u.test(digits) ? digits : null;
}
