/** Row types of what an office keeps beside its cases (see schema.ts). */
import type { Generated } from 'kysely';

/** The office ledger: chained and signed like the log of a case. */
export type LedgerEntryTable = {
  seq: Generated<number>;
  id: string;
  kind: string;
  /** Version of the payload's schema. */
  version: number;
  /** Place of the latest event in the register's chain when the entry was made: it stands after that event and before the next. */
  register_seq: number;
  happened_on: string;
  recorded_at: string;
  recorded_by: string;
  request_id: string;
  payload: string;
  /** The entry that this one sets right. */
  corrects: string | null;
  prev_hash: string;
  hash: string;
  /** Ed25519 over a tag and the 32 bytes of `hash` by the recorder's key. */
  signature: Uint8Array;
};

export type RulePackTable = { version: string; body: string; sha256: string; activated_at: string; activated_by: string | null };

/** Every calendar that was ever brought in, in order; the built-in one stands before the first. */
export type SchoolCalendarTable = { seq: Generated<number>; version: string; body: string; sha256: string; activated_at: string; activated_by: string };
