/** JSON from a file that a person chose: strictly UTF-8, and told apart from a table by its first sign. */
import type { PayloadIssue } from '../../../domain/refusal.ts';
import type { z } from '../../../domain/zod.ts';
import { textOf } from '../crypto/bytes.ts';

/** The value; null where an object is begun and broken, undefined where the bytes are something else. */
export function jsonOf(bytes: Uint8Array): unknown {
  const text = textOf(bytes)?.replace(/^\uFEFF/u, '');
  if (text === undefined || !text.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Codes and paths only. Keys that the file made up are not repeated. */
export function issuesOf(error: z.ZodError): readonly PayloadIssue[] {
  return error.issues.slice(0, 50).map((issue) => ({
    path: issue.path.map((part) => (/^[A-Za-z]?\w{0,40}$/.test(String(part)) ? String(part) : '*')).join('.'),
    rule: issue.code === 'custom' ? issue.message : issue.code,
  }));
}
