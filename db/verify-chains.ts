/** Opens every chain and signature again and counts what does not fit: an edited, removed, reordered or cut-off record shows. */
import { createHash } from 'node:crypto';
import { auditHash, eventHash, genesisHash, ledgerHash, linkHash } from './chain.ts';
import { eventOf, registerHead } from './queries/events.ts';
import type { StoredEvent } from './queries/events.ts';
import { ledgerEntryOf } from './queries/ledger.ts';
import type { RegisterHead } from './stores/event-store.ts';
import type { Reader } from './tx.ts';

export type FindingCode =
  /** The record does not hash to its own hash. */
  | 'EVENT_EDITED'
  | 'LINK_EDITED'
  | 'AUDIT_EDITED'
  | 'LEDGER_EDITED'
  | 'BLOB_EDITED'
  /** It does not follow on the one before: something was removed, inserted or reordered. */
  | 'EVENT_CHAIN_BROKEN'
  | 'LINK_CHAIN_BROKEN'
  | 'AUDIT_CHAIN_BROKEN'
  | 'LEDGER_CHAIN_BROKEN'
  /** The register's chain names an event that is gone: the log of its case was cut. */
  | 'EVENT_MISSING'
  /** An event that the register's chain does not know. */
  | 'EVENT_UNLINKED'
  /** Not signed by the key of its recorder. */
  | 'SIGNATURE_INVALID'
  /** The snapshot of a case stands on another head than its log. */
  | 'SNAPSHOT_DIFFERS'
  /** An issued document carries a head that the chain never had: the chain itself was cut or replaced. */
  | 'DOCUMENT_HEAD_UNKNOWN'
  /** An entry of the office ledger stands after an event that the register's chain does not have: the chain itself was cut. */
  | 'LEDGER_HEAD_UNKNOWN'
  /** The audit trail names an entry of the office ledger that is gone: the ledger was cut. */
  | 'LEDGER_ENTRY_MISSING';

/** `subject` is an id (or a number in the audit trail), never a name. */
export type Finding = { readonly code: FindingCode; readonly subject: string };

/** An event of a case or an entry of the office ledger: each log is signed under a tag of its own. `hash` 64 hex digits, `signature` 64 bytes. */
export type SignedRecord = { readonly log: 'event' | 'ledger'; readonly hash: string; readonly signature: Uint8Array };

/** Does the signature by `publicKey` (base64 of 32 bytes) cover the record as one of its log? */
export type VerifySignature = (publicKey: string, record: SignedRecord) => boolean;

export type Verification = {
  readonly events: number;
  readonly cases: number;
  readonly links: number;
  readonly auditEntries: number;
  readonly ledgerEntries: number;
  readonly blobs: number;
  readonly head: RegisterHead;
  /** At most a thousand; `findingCount` counts all. */
  readonly findings: readonly Finding[];
  readonly findingCount: number;
};

const pageRows = 1000;
const keptFindings = 1000;

type Notes = { readonly findings: Finding[]; count: number };

function note(notes: Notes, code: FindingCode, subject: string): void {
  notes.count += 1;
  if (notes.findings.length < keptFindings) notes.findings.push({ code, subject });
}

async function* allEvents(reader: Reader): AsyncGenerator<StoredEvent> {
  let at = { caseId: '', seq: 0 };
  for (;;) {
    const { caseId, seq } = at;
    const rows = await reader
      .selectFrom('case_event')
      .selectAll()
      .where((eb) => eb(eb.refTuple('case_id', 'seq'), '>', eb.tuple(caseId, seq)))
      .orderBy('case_id')
      .orderBy('seq')
      .limit(pageRows)
      .execute();
    for (const row of rows) yield eventOf(row);
    const last = rows.at(-1);
    if (last === undefined) return;
    at = { caseId: last.case_id, seq: last.seq };
  }
}

type SignedBy = Omit<SignedRecord, 'log'> & { readonly recordedBy: string };
type SignatureCheck = (log: SignedRecord['log'], record: SignedBy) => boolean;

/** Judges a record by the key of its recorder. */
async function signatureCheck(reader: Reader, verifySignature: VerifySignature): Promise<SignatureCheck> {
  const keys = new Map((await reader.selectFrom('user_account').select(['id', 'sign_public']).execute()).map((row) => [row.id, row.sign_public]));
  return (log, { recordedBy, hash, signature }) => {
    const key = keys.get(recordedBy);
    return key !== undefined && verifySignature(key, { log, hash, signature });
  };
}

async function verifyEvents(reader: Reader, notes: Notes, isSigned: SignatureCheck) {
  const heads = new Map<string, { readonly seq: number; readonly hash: string }>();
  let events = 0;
  for await (const event of allEvents(reader)) {
    events += 1;
    const before = heads.get(event.caseId) ?? { seq: 0, hash: genesisHash };
    if (event.seq !== before.seq + 1 || event.prevHash !== before.hash) note(notes, 'EVENT_CHAIN_BROKEN', event.id);
    if (eventHash(event) !== event.hash) note(notes, 'EVENT_EDITED', event.id);
    if (!isSigned('event', event)) note(notes, 'SIGNATURE_INVALID', event.id);
    heads.set(event.caseId, { seq: event.seq, hash: event.hash });
  }
  return { events, heads };
}

async function verifySnapshots(reader: Reader, notes: Notes, heads: ReadonlyMap<string, { readonly seq: number; readonly hash: string }>): Promise<number> {
  const cases = await reader.selectFrom('case_file').select(['id', 'version', 'head_hash']).execute();
  for (const { id, version, head_hash: hash } of cases) {
    const head = heads.get(id);
    if (head?.seq !== version || head.hash !== hash) note(notes, 'SNAPSHOT_DIFFERS', id);
  }
  return cases.length;
}

/** Links whose event is gone or has another hash, and the chain of links itself. */
async function verifyLinks(reader: Reader, notes: Notes): Promise<number> {
  let before = { seq: 0, hash: genesisHash };
  let links = 0;
  for (;;) {
    const rows = await reader
      .selectFrom('register_chain')
      .leftJoin('case_event', 'case_event.id', 'register_chain.event_id')
      .select([
        'register_chain.seq',
        'register_chain.case_id',
        'register_chain.event_id',
        'register_chain.event_hash',
        'register_chain.prev_hash',
        'register_chain.hash',
      ])
      .select('case_event.hash as stored_hash')
      .where('register_chain.seq', '>', before.seq)
      .orderBy('register_chain.seq')
      .limit(pageRows)
      .execute();
    for (const row of rows) {
      const link = { seq: row.seq, caseId: row.case_id, eventId: row.event_id, eventHash: row.event_hash, prevHash: row.prev_hash };
      if (row.seq !== before.seq + 1 || row.prev_hash !== before.hash) note(notes, 'LINK_CHAIN_BROKEN', row.event_id);
      if (linkHash(link) !== row.hash) note(notes, 'LINK_EDITED', row.event_id);
      if (row.stored_hash === null) note(notes, 'EVENT_MISSING', row.event_id);
      else if (row.stored_hash !== row.event_hash) note(notes, 'EVENT_EDITED', row.event_id);
      before = { seq: row.seq, hash: row.hash };
    }
    links += rows.length;
    if (rows.length === 0) return links;
  }
}

async function verifyUnlinked(reader: Reader, notes: Notes): Promise<void> {
  const rows = await reader
    .selectFrom('case_event')
    .select('case_event.id')
    .where((eb) => eb.not(eb.exists(eb.selectFrom('register_chain').select('register_chain.seq').whereRef('register_chain.event_id', '=', 'case_event.id'))))
    .limit(keptFindings)
    .execute();
  for (const { id } of rows) note(notes, 'EVENT_UNLINKED', id);
}

async function verifyAudit(reader: Reader, notes: Notes): Promise<number> {
  let before = { seq: 0, hash: genesisHash };
  let entries = 0;
  for (;;) {
    const rows = await reader.selectFrom('audit_entry').selectAll().where('seq', '>', before.seq).orderBy('seq').limit(pageRows).execute();
    for (const row of rows) {
      if (row.seq !== before.seq + 1 || row.prev_hash !== before.hash) note(notes, 'AUDIT_CHAIN_BROKEN', String(row.seq));
      const entry = {
        seq: row.seq,
        at: row.at,
        userId: row.user_id,
        operation: row.operation,
        subjectId: row.subject_id,
        outcome: row.outcome,
        detail: JSON.parse(row.detail) as unknown,
        prevHash: row.prev_hash,
      };
      if (auditHash(entry) !== row.hash) note(notes, 'AUDIT_EDITED', String(row.seq));
      before = { seq: row.seq, hash: row.hash };
    }
    entries += rows.length;
    if (rows.length === 0) return entries;
  }
}

/** `head`: of the register's chain, after which no entry can stand. */
async function verifyLedger(reader: Reader, notes: Notes, { isSigned, head }: { readonly isSigned: SignatureCheck; readonly head: RegisterHead }) {
  let before = { seq: 0, hash: genesisHash };
  let entries = 0;
  for (;;) {
    const rows = await reader.selectFrom('ledger_entry').selectAll().where('seq', '>', before.seq).orderBy('seq').limit(pageRows).execute();
    for (const entry of rows.map(ledgerEntryOf)) {
      if (entry.seq !== before.seq + 1 || entry.prevHash !== before.hash) note(notes, 'LEDGER_CHAIN_BROKEN', entry.id);
      if (ledgerHash(entry) !== entry.hash) note(notes, 'LEDGER_EDITED', entry.id);
      if (!isSigned('ledger', entry)) note(notes, 'SIGNATURE_INVALID', entry.id);
      if (entry.registerSeq > head.seq) note(notes, 'LEDGER_HEAD_UNKNOWN', entry.id);
      before = { seq: entry.seq, hash: entry.hash };
    }
    entries += rows.length;
    if (rows.length === 0) return entries;
  }
}

const ledgerCommands = ['ledger.record', 'ledger.correct', 'ledger.excuse'];

/** The ledger's newest entries leave no gap behind them, but every entry was audited in the transaction that made it. */
async function verifyLedgerEnd(reader: Reader, notes: Notes): Promise<void> {
  const rows = await reader
    .selectFrom('audit_entry')
    .leftJoin('ledger_entry', 'ledger_entry.id', 'audit_entry.subject_id')
    .select('audit_entry.subject_id as subject')
    .distinct()
    .where('audit_entry.operation', 'in', ledgerCommands)
    .where('audit_entry.outcome', '=', 'ok')
    .where('audit_entry.subject_id', 'is not', null)
    .where('ledger_entry.id', 'is', null)
    .limit(keptFindings)
    .execute();
  for (const { subject } of rows) note(notes, 'LEDGER_ENTRY_MISSING', subject ?? '');
}

async function verifyDocuments(reader: Reader, notes: Notes): Promise<void> {
  const rows = await reader
    .selectFrom('document')
    .leftJoin('register_chain', 'register_chain.seq', 'document.register_seq')
    .select(['document.id', 'document.register_seq', 'document.register_head', 'register_chain.hash'])
    .execute();
  for (const row of rows) {
    const hash = row.register_seq === 0 ? genesisHash : row.hash;
    if (hash !== row.register_head) note(notes, 'DOCUMENT_HEAD_UNKNOWN', row.id);
  }
}

async function verifyBlobs(reader: Reader, notes: Notes): Promise<number> {
  const names = await reader.selectFrom('blob').select('sha256').execute();
  for (const { sha256 } of names) {
    const row = await reader.selectFrom('blob').select('bytes').where('sha256', '=', sha256).executeTakeFirstOrThrow();
    if (createHash('sha256').update(row.bytes).digest('hex') !== sha256) note(notes, 'BLOB_EDITED', sha256);
  }
  return names.length;
}

/**
 * Checks all of it. What remains invisible: the newest events cut off together with their links, unless an entry of the office ledger, a document, a
 * package or a backup carries a later head; and the newest entries of ledger and audit trail cut off together.
 */
export async function verifyChains(reader: Reader, verifySignature: VerifySignature): Promise<Verification> {
  const notes: Notes = { findings: [], count: 0 };
  const isSigned = await signatureCheck(reader, verifySignature);
  const { events, heads } = await verifyEvents(reader, notes, isSigned);
  const cases = await verifySnapshots(reader, notes, heads);
  const links = await verifyLinks(reader, notes);
  await verifyUnlinked(reader, notes);
  const auditEntries = await verifyAudit(reader, notes);
  const head = await registerHead(reader);
  const ledgerEntries = await verifyLedger(reader, notes, { isSigned, head });
  await verifyLedgerEnd(reader, notes);
  await verifyDocuments(reader, notes);
  const blobs = await verifyBlobs(reader, notes);
  return { events, cases, links, auditEntries, ledgerEntries, blobs, head, findings: notes.findings, findingCount: notes.count };
}
