/** Bytes to and from text, strictly: a text that is not the one canonical spelling of its bytes is refused. */

/** The same memory as a plain Uint8Array, so that a Buffer never leaks its pool or its own toString. */
export function viewOf(buffer: Uint8Array): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

export function utf8Of(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The text of well-formed UTF-8 without a byte order mark, else undefined. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

/** Bytes of lower-case hexadecimal, else undefined. */
export function bytesOfHex(text: string): Uint8Array | undefined {
  return /^(?:[0-9a-f]{2})*$/.test(text) ? viewOf(Buffer.from(text, 'hex')) : undefined;
}

export function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** Bytes of padded standard base64. Re-encoding is compared, because the spare bits of the last symbol could otherwise carry a second spelling. */
export function bytesOfBase64(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? viewOf(bytes) : undefined;
}

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  return viewOf(Buffer.concat(parts));
}

export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}
