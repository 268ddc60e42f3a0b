/** Overwrites key bytes. A best effort: the garbage collector may have copied them before, so keys also live only as long as the process that holds them. */
export function wipe(...secrets: readonly Uint8Array[]): void {
  for (const secret of secrets) secret.fill(0);
}
