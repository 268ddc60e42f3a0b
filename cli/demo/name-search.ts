/** Looks for pupils' names in the bytes of files, in the encodings in which a leak would leave them. */
import { readFile } from 'node:fs/promises';
import { gb18030Of } from './gb18030.ts';

/**
 * Shorter patterns turn up in random bytes by chance: a name of two characters has four bytes in UTF-16 or GB18030, and an
 * encrypted file of 20 MB holds each of them with a chance of one in two hundred.
 */
const leastBytes = 6;
const encodings: readonly ((name: string) => Uint8Array)[] = [(name) => Buffer.from(name, 'utf8'), (name) => Buffer.from(name, 'utf16le'), gb18030Of];

export type NameSearch = {
  readonly names: number;
  readonly patterns: number;
  readonly files: number;
  readonly bytes: number;
  /** Files in which a name stands. */ readonly found: readonly string[];
};

/** First two bytes of a pattern → patterns that begin so. */
type Index = ReadonlyMap<number, readonly Buffer[]>;

function indexOf(patterns: readonly Buffer[]): Index {
  return Map.groupBy(patterns, (pattern) => pattern.readUInt16BE(0));
}

function holdsAny(bytes: Buffer, index: Index): boolean {
  const begins = new Uint8Array(65_536);
  for (const start of index.keys()) begins[start] = 1;
  let window = bytes[0] ?? 0;
  for (let at = 1; at < bytes.length; at += 1) {
    window = ((window << 8) | (bytes[at] ?? 0)) & 0xffff;
    if (
      begins[window] === 1 &&
      (index.get(window) ?? []).some((pattern) => bytes.compare(pattern, 0, pattern.length, at - 1, Math.min(at - 1 + pattern.length, bytes.length)) === 0)
    )
      return true;
  }
  return false;
}

/** Searches every file for every name. The registers must be closed, so that all their files are complete. */
export async function searchNames(names: readonly string[], files: readonly string[]): Promise<NameSearch> {
  const patterns = names.flatMap((name) => encodings.map((encode) => Buffer.from(encode(name)))).filter((pattern) => pattern.length >= leastBytes);
  const index = indexOf(patterns);
  const found: string[] = [];
  let total = 0;
  for (const file of files) {
    const bytes = await readFile(file);
    total += bytes.length;
    if (holdsAny(bytes, index)) found.push(file);
  }
  return { names: names.length, patterns: patterns.length, files: files.length, bytes: total, found };
}
