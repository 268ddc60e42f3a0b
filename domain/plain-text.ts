/** A text, number or truth value as text; anything else, which has no plain spelling, as the empty text. */
export function plainText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
