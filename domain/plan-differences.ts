/** What one version of a plan says otherwise than the one before it, place by place in the order of the form (D07). */
import type { PlanContent } from './plan.ts';
import { sequenceDifferences, textDifferences, type TextPart } from './text-differences.ts';

/** `path` is dotted (`measures.safety`); rows of a table are one part each, their cells side by side. */
export type PlanDifference = { readonly path: string; readonly parts: readonly TextPart[] };

/** Between the cells of a row. */
const cellMark = ' · ';

/** Places that differ; none when the versions say the same. */
export function planDifferences(before: PlanContent, after: PlanContent): readonly PlanDifference[] {
  const [one, other] = [placesOf(before), placesOf(after)];
  return [...new Set([...one.keys(), ...other.keys()])].flatMap((path) => {
    const parts = partsOf(one.get(path) ?? '', other.get(path) ?? '');
    return parts.every((part) => part.kind === 'same') ? [] : [{ path, parts }];
  });
}

type Place = string | readonly string[];

function partsOf(before: Place, after: Place): readonly TextPart[] {
  if (typeof before === 'string' && typeof after === 'string') return textDifferences(before, after);
  return sequenceDifferences(rowsOf(before), rowsOf(after));
}

function rowsOf(place: Place): readonly string[] {
  return typeof place === 'string' ? [place] : place;
}

function placesOf(content: PlanContent): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const [key, value] of Object.entries(content)) {
    if (typeof value === 'string') places.set(key, value);
    else if (Array.isArray(value)) places.set(key, value.map(rowText));
    else for (const [inner, text] of Object.entries(value)) places.set(`${key}.${inner}`, String(text));
  }
  return places;
}

function rowText(row: string | Readonly<Record<string, unknown>>): string {
  if (typeof row === 'string') return row;
  return Object.values(row)
    .map(String)
    .filter((cell) => cell !== '')
    .join(cellMark);
}
