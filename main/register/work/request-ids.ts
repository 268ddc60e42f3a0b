/** Request ids of entries that one call makes beside its own: the same call gives the same ids, so that its repetition records nothing twice. */
import { utf8Of } from '../crypto/bytes.ts';
import { sha256Hex } from '../crypto/sha256.ts';

/** A UUID (version 8) of a request and what the entry is for. */
export function requestIdFor(requestId: string, purpose: string): string {
  const hex = sha256Hex(utf8Of(`${requestId}:${purpose}`));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
