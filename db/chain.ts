/** The hashes that tie the events of a case, the whole register, the office ledger and the audit trail together. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** What the first link of every chain follows on. */
export const genesisHash = '0'.repeat(64);

/** Everything of an event that its hash covers. */
export type HashedEvent = {
  readonly id: string;
  readonly caseId: string;
  readonly seq: number;
  readonly type: string;
  readonly version: number;
  readonly happenedAt: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly rulePack: string;
  readonly requestId: string;
  /** The payload as an object, not as text: spelling does not matter. */
  readonly payload: unknown;
  readonly prevHash: string;
};

export type HashedLink = { readonly seq: number; readonly caseId: string; readonly eventId: string; readonly eventHash: string; readonly prevHash: string };

export type HashedLedgerEntry = {
  readonly id: string;
  readonly seq: number;
  readonly kind: string;
  readonly version: number;
  /** Events in the register's chain when the entry was made. */
  readonly registerSeq: number;
  readonly happenedOn: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly requestId: string;
  readonly payload: unknown;
  readonly corrects: string | null;
  readonly prevHash: string;
};

export type HashedAudit = {
  readonly seq: number;
  readonly at: string;
  readonly userId: string | null;
  readonly operation: string;
  readonly subjectId: string | null;
  readonly outcome: string;
  readonly detail: unknown;
  readonly prevHash: string;
};

function hashOf(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('value has no JSON form');
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** SHA-256 (hex) over the canonical JSON (RFC 8785) of the event's fields. Fields beside those are not looked at. */
export function eventHash(event: HashedEvent): string {
  const { id, caseId, seq, type, version, happenedAt, recordedAt, recordedBy, rulePack, requestId, payload, prevHash } = event;
  return hashOf({ id, caseId, seq, type, version, happenedAt, recordedAt, recordedBy, rulePack, requestId, payload, prevHash });
}

/** Link of the register-wide chain of case heads. */
export function linkHash({ seq, caseId, eventId, eventHash: hash, prevHash }: HashedLink): string {
  return hashOf({ seq, caseId, eventId, eventHash: hash, prevHash });
}

/** Entry of the office ledger; fields beside those are not looked at. */
export function ledgerHash(entry: HashedLedgerEntry): string {
  const { id, seq, kind, version, registerSeq, happenedOn, recordedAt, recordedBy, requestId, payload, corrects, prevHash } = entry;
  return hashOf({ id, seq, kind, version, registerSeq, happenedOn, recordedAt, recordedBy, requestId, payload, corrects, prevHash });
}

/** Link of the audit trail. */
export function auditHash({ seq, at, userId, operation, subjectId, outcome, detail, prevHash }: HashedAudit): string {
  return hashOf({ seq, at, userId, operation, subjectId, outcome, detail, prevHash });
}
