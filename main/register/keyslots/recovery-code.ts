/**
 * Text of recovery codes and shares: groups of four symbols and a check symbol, for paper and telephone.
 *
 * Symbols are Crockford's base 32 (no I, L, O, U). The check symbol is a weighted sum over the field of 32 elements: it finds every single wrong symbol,
 * every exchange of neighbours and every exchange of groups, and tells which group to look at. It protects against slips, not against people.
 */
import { combine, split } from 'shamir-secret-sharing';
import { randomBytes } from 'node:crypto';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { concatBytes, viewOf } from '../crypto/bytes.ts';
import { wipe } from '../crypto/wipe.ts';

/** 160 bits: 32 symbols without a remainder. */
export const recoverySecretBytes = 20;

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const groupSymbols = 4;
/** Which powers weigh the group's place: apart for codes and shares, so that neither passes for the other. */
const codeSalt = 5;
const shareSalt = 17;

/** Group with a slip in it, counted from 1; null when the number of symbols is wrong. */
export type Mistyped<C extends string> = { readonly code: C; readonly group: number | null };

/** Multiplication in GF(32) with x^5 + x^2 + 1. */
function multiply(left: number, right: number): number {
  let product = 0;
  for (let bit = 0; bit < 5; bit += 1) {
    if ((right >> bit) & 1) product ^= left << bit;
  }
  for (let bit = 8; bit >= 5; bit -= 1) {
    if ((product >> bit) & 1) product ^= 0b100101 << (bit - 5);
  }
  return product;
}

function powerOfTwo(exponent: number): number {
  let value = 1;
  for (let step = 0; step < exponent; step += 1) value = multiply(value, 2);
  return value;
}

function checkOf(symbols: readonly number[], group: number, salt: number): number {
  return symbols.reduce((sum, symbol, index) => sum ^ multiply(symbol, powerOfTwo(index + 1)), powerOfTwo(salt + group));
}

function symbolsOf(bytes: Uint8Array): number[] {
  const symbols: number[] = [];
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) symbols.push((held >> (bits - 5)) & 31);
  }
  if (bits > 0) symbols.push((held << (5 - bits)) & 31);
  return symbols;
}

function bytesOfSymbols(symbols: readonly number[], length: number): Uint8Array | undefined {
  const bytes = new Uint8Array(length);
  let held = 0;
  let bits = 0;
  let filled = 0;
  for (const symbol of symbols) {
    held = ((held << 5) | symbol) & 0xfff;
    bits += 5;
    if (bits < 8 || filled === length) continue;
    bits -= 8;
    bytes[filled] = (held >> bits) & 0xff;
    filled += 1;
  }
  // Spare bits must be zero, so that one secret has one text.
  return filled === length && (held & ((1 << bits) - 1)) === 0 ? bytes : undefined;
}

function groupsOf(bytes: Uint8Array, salt: number): string {
  const symbols = symbolsOf(bytes);
  const groups: string[] = [];
  for (let start = 0; start < symbols.length; start += groupSymbols) {
    const group = symbols.slice(start, start + groupSymbols);
    groups.push([...group, checkOf(group, start / groupSymbols, salt)].map((symbol) => alphabet[symbol]).join(''));
  }
  return groups.join('-');
}

/** What people type: any case, full-width, with spaces or dashes, O for 0 and I or L for 1. */
function typedSymbols(text: string): number[] {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\-\u2010-\u2015]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return [...plain].map((symbol) => alphabet.indexOf(symbol));
}

function parseGroups(text: string, bytes: number, salt: number): Result<Uint8Array, number | null> {
  const typed = typedSymbols(text);
  const groups = Math.ceil((bytes * 8) / 5 / groupSymbols);
  if (typed.length !== groups * (groupSymbols + 1)) return fail(null);
  const symbols: number[] = [];
  for (let group = 0; group < groups; group += 1) {
    const start = group * (groupSymbols + 1);
    const data = typed.slice(start, start + groupSymbols);
    if (data.includes(-1) || typed[start + groupSymbols] !== checkOf(data, group, salt)) return fail(group + 1);
    symbols.push(...data);
  }
  const parsed = bytesOfSymbols(symbols, bytes);
  return parsed === undefined ? fail(groups) : ok(parsed);
}

/** `7K2MQ-…`, eight groups, for a secret of 20 bytes. */
export function recoveryCodeOf(secret: Uint8Array): string {
  if (secret.length !== recoverySecretBytes) throw new Error('recovery secret must be 20 bytes');
  return groupsOf(secret, codeSalt);
}

/** The secret of a typed code; the caller wipes it. Used also to check, group by group, what a person re-types from the sheet. */
export function parseRecoveryCode(text: string): Result<Uint8Array, Mistyped<'RECOVERY_CODE_MISTYPED'>> {
  const parsed = parseGroups(text, recoverySecretBytes, codeSalt);
  return parsed.ok ? parsed : fail({ code: 'RECOVERY_CODE_MISTYPED', group: parsed.error });
}

/** A share as printed: one random byte that the three shares of a sheet have in common, then the share (20 bytes and its coordinate). */
const shareBytes = 1 + recoverySecretBytes + 1;

/** Three shares of a recovery code; any two give it back, one alone says nothing about it. */
export async function splitRecovery(code: string): Promise<Result<readonly string[], Mistyped<'RECOVERY_CODE_MISTYPED'>>> {
  const secret = parseRecoveryCode(code);
  if (!secret.ok) return secret;
  const shares = await split(secret.value, 3, 2);
  wipe(secret.value);
  const tag = viewOf(randomBytes(1));
  return ok(shares.map((share) => groupsOf(concatBytes(tag, share), shareSalt)));
}

/** SHARE_MISTYPED names the share (1 or 2) and group; SHARES_DO_NOT_MATCH: the same share twice, or shares of different sheets. */
export type JoinRefusal = { readonly code: 'SHARE_MISTYPED'; readonly share: number; readonly group: number | null } | { readonly code: 'SHARES_DO_NOT_MATCH' };

/** The recovery code from two of its three shares. */
export async function joinShares(first: string, second: string): Promise<Result<string, JoinRefusal>> {
  const parsed: Uint8Array[] = [];
  for (const [index, text] of [first, second].entries()) {
    const share = parseGroups(text, shareBytes, shareSalt);
    if (!share.ok) return fail({ code: 'SHARE_MISTYPED', share: index + 1, group: share.error });
    parsed.push(share.value);
  }
  const [left, right] = parsed;
  if (left === undefined || right === undefined) throw new Error('two shares');
  const sameSheet = left[0] === right[0];
  const sameCoordinate = left[shareBytes - 1] === right[shareBytes - 1];
  if (!sameSheet || sameCoordinate) return fail({ code: 'SHARES_DO_NOT_MATCH' });
  const secret = await combine([left.slice(1), right.slice(1)]);
  wipe(left, right);
  const code = recoveryCodeOf(secret);
  wipe(secret);
  return ok(code);
}
