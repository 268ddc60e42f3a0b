/**
 * Row types, one per table, as they stand in the file (snake_case, text dates and UTC instants, 0/1 booleans, JSON as text).
 * Conversion to domain values is explicit in stores and queries.
 */
import type { Generated } from 'kysely';
import type { OfficePartnerTable, PackageCaseTable, PackageFileTable, PackageTable } from './exchange-tables.ts';
import type { LedgerEntryTable, RulePackTable, SchoolCalendarTable } from './office-tables.ts';

export type MetaTable = { key: string; value: string };

export type UserAccountTable = {
  id: string;
  login: string;
  display_name: string;
  role: string;
  /** Class a class teacher is bound to, else null. */
  class_scope: string | null;
  /** Ed25519 public key, base64 of 32 bytes. */
  sign_public: string;
  /** age X25519 recipient. */
  seal_recipient: string;
  created_at: string;
  disabled_at: string | null;
};

export type PupilTable = {
  id: string;
  student_no: string;
  name: string;
  /** Full pinyin and initials, precomputed for search. */
  name_full: string;
  name_initials: string;
  sex: string;
  birth_date: string | null;
  /** 1 to 12. */
  grade: number;
  class_name: string;
  boarding: 0 | 1;
  class_teacher: string | null;
  address: string | null;
  status: string;
  row_hash: string;
  updated_at: string;
};

export type GuardianTable = { pupil_id: string; ordinal: number; name: string; relation: string; phone: string | null };

export type ImportBatchTable = {
  id: string;
  kind: string;
  file_sha256: string;
  imported_at: string;
  imported_by: string;
  data_rows: number;
  added: number;
  changed: number;
  unchanged: number;
  refused: number;
  skipped: number;
  /** Columns taken and ignored, score base, instruments (JSON). */
  detail: string;
};

export type ImportRefusalTable = { batch_id: string; row_no: number; column_name: string | null; code: string; params: string };

export type ScreeningResultTable = {
  id: string;
  pupil_id: string;
  instrument: string;
  tested_on: string;
  total: number | null;
  factors: string;
  items: string | null;
  validity: string;
  /** Reason codes for second screening (JSON array), empty when none. */
  flags: string;
  needs_second: 0 | 1;
  /** Immediate interview (an item on suicide was answered above zero). */
  urgent: 0 | 1;
  /** Case that took it up, or the outcome of the second screening without a case. */
  taken_up_case_id: string | null;
  outcome: string | null;
  batch_id: string;
  /** Last day for the second screening. */
  due_on: string;
  /** Who talked to the pupil and when, and why it was concluded so. */
  second_by: string | null;
  second_at: string | null;
  second_note: string | null;
};

export type HotlineCallTable = {
  id: string;
  called_at: string;
  taken_by: string;
  caller: string;
  pupil_id: string;
  concern: string;
  risk: string;
  handling: string;
  batch_id: string;
  taken_up_case_id: string | null;
};

/** A call about a pupil whom the register does not have yet. */
export type WaitingCallTable = {
  id: string;
  called_at: string;
  taken_by: string;
  caller: string;
  name: string;
  school: string | null;
  grade: number | null;
  class_name: string | null;
  concern: string;
  risk: string;
  handling: string;
  batch_id: string;
};

export type CaseFileTable = {
  id: string;
  case_no: string;
  pupil_id: string;
  /** Loop number, 1 until reopened. */
  loop: number;
  stage: string;
  attendance: string;
  grade: string | null;
  channel: string;
  owner_user_id: string;
  opened_at: string;
  last_event_at: string;
  /** Earliest due of the open obligations, and how many are open. */
  next_due_at: string | null;
  open_obligations: number;
  /** When obligations change next though nobody records anything; null when only an entry can change them. */
  next_tick_at: string | null;
  /** Number of events: the expectedVersion of a command. */
  version: number;
  head_hash: string;
  /** Folded CaseState (JSON). */
  state: string;
  /** Opened only with a reason, by whom it is not assigned to. */
  sealed: Generated<0 | 1>;
  /** Since when the owner has it without having taken it over. */
  handed_over_at: Generated<string | null>;
};

/** Who sees everything of a case, its owner included. */
export type CaseAssigneeTable = { case_id: string; user_id: string };

export type CaseEventTable = {
  id: string;
  case_id: string;
  seq: number;
  type: string;
  version: number;
  happened_at: string;
  recorded_at: string;
  recorded_by: string;
  /** Rule pack in force when recorded. */
  rule_pack: string;
  request_id: string;
  payload: string;
  prev_hash: string;
  hash: string;
  /** Ed25519 over the 32 bytes of `hash` by the recorder's key. */
  signature: Uint8Array;
};

/** Register-wide chain of case heads: makes truncation of any case visible. */
export type RegisterChainTable = { seq: Generated<number>; case_id: string; event_id: string; event_hash: string; prev_hash: string; hash: string };

export type ObligationTable = {
  id: string;
  case_id: string;
  rule_id: string;
  clause: string;
  pack_version: string;
  slot: string;
  occurrence: number;
  opened_by: string;
  opened_at: string;
  due_at: string;
  owner_role: string;
  end: string | null;
  ended_at: string | null;
  ended_by: string | null;
  /** Due in calendar days because the school calendar was not published that far. */
  estimated: Generated<0 | 1>;
  snoozed_to: Generated<string | null>;
  waiting_for: Generated<string | null>;
  chase_on: Generated<string | null>;
  /** Owner of the case where the duty is a counsellor's; null when it is anybody's of the role. */
  responsible_user_id: Generated<string | null>;
  /** Of an open duty: how often in a row the same duty was missed just before. */
  missed_before: Generated<number>;
};

export type SequenceTable = { series: string; year: number; last: number };

export type BlobTable = { sha256: string; bytes: Uint8Array; size: number; media_type: string };

export type DocumentTable = {
  id: string;
  type: string;
  template_version: number;
  case_id: string | null;
  /** 告知〔2026〕7号 */
  number: string;
  series: string;
  year: number;
  ordinal: number;
  /** Version within what it documents (plan version, 1 …). */
  version: number;
  title: string;
  facts: string;
  docx_sha256: string;
  pdf_sha256: string;
  /** Role that has to sign electronically, or null. */
  sign_role: string | null;
  /** issued | signed | returned | replaced */
  status: string;
  issued_at: string;
  issued_by: string;
  register_seq: number;
  register_head: string;
  verification_code: string;
};

export type DocumentSignatureTable = {
  id: string;
  document_id: string;
  signer_id: string;
  signed_at: string;
  statement: Uint8Array;
  signature: Uint8Array;
  /** base64 of the signer's 32-byte Ed25519 public key. */
  public_key: string;
};

export type AuditEntryTable = {
  seq: Generated<number>;
  at: string;
  user_id: string | null;
  operation: string;
  /** Id of what it was about, never a name. */
  subject_id: string | null;
  /** ok, attempt (before something leaves), or the code of the refusal. */
  outcome: string;
  detail: string;
  prev_hash: string;
  hash: string;
};

export type SealedNoteTable = {
  id: string;
  case_id: string;
  written_at: string;
  written_by: string;
  /** age file to the counsellors' own recipients. */
  ciphertext: Uint8Array;
};

export type Schema = {
  meta: MetaTable;
  user_account: UserAccountTable;
  pupil: PupilTable;
  guardian: GuardianTable;
  import_batch: ImportBatchTable;
  import_refusal: ImportRefusalTable;
  screening_result: ScreeningResultTable;
  hotline_call: HotlineCallTable;
  waiting_call: WaitingCallTable;
  case_file: CaseFileTable;
  case_assignee: CaseAssigneeTable;
  case_event: CaseEventTable;
  register_chain: RegisterChainTable;
  obligation: ObligationTable;
  rule_pack: RulePackTable;
  school_calendar: SchoolCalendarTable;
  ledger_entry: LedgerEntryTable;
  sequence: SequenceTable;
  blob: BlobTable;
  document: DocumentTable;
  document_signature: DocumentSignatureTable;
  office_partner: OfficePartnerTable;
  package: PackageTable;
  package_file: PackageFileTable;
  package_case: PackageCaseTable;
  audit_entry: AuditEntryTable;
  sealed_note: SealedNoteTable;
};
