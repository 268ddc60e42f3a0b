/** Where a package stands in the chain that its sender keeps towards us. */

/** A package of the same sender and direction that has been imported before. */
export type KnownPackage = { readonly packageId: string; readonly sequence: number; readonly previousHash: string | null; readonly manifestSha256: string };

/**
 * `next`: continues the chain, or fills a gap and fits on both sides. `replay`: these very bytes are known. `gap`: its predecessor has not come yet.
 * `fork`: contradicts what is known, so the sender signed two histories (a restored backup, or worse).
 */
export type SequenceVerdict = 'next' | 'replay' | 'gap' | 'fork';

/** Judges a package whose signature has been checked against the packages known from its sender. */
export function judgeSequence(known: readonly KnownPackage[], arrived: KnownPackage): SequenceVerdict {
  if (known.some((other) => other.manifestSha256 === arrived.manifestSha256)) return 'replay';
  if (known.some((other) => other.sequence === arrived.sequence || other.packageId === arrived.packageId)) return 'fork';
  const successor = known.find((other) => other.sequence === arrived.sequence + 1);
  if (successor !== undefined && successor.previousHash !== arrived.manifestSha256) return 'fork';
  if (arrived.sequence === 1) return 'next';
  const predecessor = known.find((other) => other.sequence === arrived.sequence - 1);
  if (predecessor === undefined) return 'gap';
  return predecessor.manifestSha256 === arrived.previousHash ? 'next' : 'fork';
}
