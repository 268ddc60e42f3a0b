/** The gate before every driver: each of them turns some JavaScript value into something else without a word. */
export type Bound = null | string | number | Buffer;

/** Converts a parameter for binding; throws a TypeError (naming only the type) on anything a driver would mangle. */
export function bindValue(value: unknown): Bound {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number') {
    if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) throw new TypeError('a bound number is finite and safe');
    return value;
  }
  // Drivers recognise Buffer; a bare Uint8Array is bound as text or refused by one of them.
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  throw new TypeError(`cannot bind a value of type ${typeof value}`);
}

/** Converts all parameters of a statement. */
export function bindAll(values: readonly unknown[]): Bound[] {
  return values.map(bindValue);
}
