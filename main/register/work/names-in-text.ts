/** Whether a free text names a child: what is sent without names may not carry them in its remarks. */
import { namesInCases } from '../../../db/queries/pupils.ts';
import type { Reader } from '../../../db/tx.ts';
import { normaliseName } from '../../../domain/name.ts';

/** Every text inside a value. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** Whether one of the texts holds one of the names, however it is spaced. A name of one character would be found in every text and is left out. */
export function holdsName(texts: readonly string[], names: readonly string[]): boolean {
  const normal = texts.map(normaliseName);
  const sought = new Set(names.map(normaliseName).filter((name) => [...name].length > 1));
  return [...sought].some((name) => normal.some((text) => text.includes(name)));
}

/** Whether one of the texts names a child who has a case here, or one of `more`. */
export async function namesAnybody(reader: Reader, texts: readonly string[], more: readonly string[] = []): Promise<boolean> {
  return holdsName(texts, [...(await namesInCases(reader)), ...more]);
}
