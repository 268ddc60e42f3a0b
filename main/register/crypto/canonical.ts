import canonicalize from 'canonicalize';
import { sameBytes, textOf, utf8Of } from './bytes.ts';

/** The one spelling of a JSON value (RFC 8785) as UTF-8: what is hashed and signed. Throws on values JSON cannot hold. */
export function canonicalJson(value: unknown): Uint8Array {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('value has no JSON form');
  return utf8Of(text);
}

/**
 * Parses bytes that must be canonical JSON; undefined if they are not.
 * Insisting on the canonical spelling leaves no room for doubled keys, which two parsers may read differently under one signature.
 */
export function parseCanonicalJson(bytes: Uint8Array): unknown {
  const text = textOf(bytes);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return sameBytes(canonicalJson(value), bytes) ? value : undefined;
  } catch {
    return undefined;
  }
}
