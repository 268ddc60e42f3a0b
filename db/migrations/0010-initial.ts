/** First schema of a register. Frozen once released: a later change is a later migration. */
import type { MigrationDb } from './migration.ts';

const id = 'TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64)';

function instant(column: string): string {
  return `"${column}" TEXT NOT NULL CHECK ("${column}" GLOB '????-??-??T??:??:??.???Z')`;
}

function instantOrNull(column: string): string {
  return `"${column}" TEXT CHECK ("${column}" IS NULL OR "${column}" GLOB '????-??-??T??:??:??.???Z')`;
}

function date(column: string): string {
  return `"${column}" TEXT NOT NULL CHECK ("${column}" GLOB '????-??-??')`;
}

function word(column: string, max = 64): string {
  return `"${column}" TEXT NOT NULL CHECK (length("${column}") BETWEEN 1 AND ${max})`;
}

function text(column: string, max: number): string {
  return `"${column}" TEXT CHECK ("${column}" IS NULL OR length("${column}") <= ${max})`;
}

function flag(column: string): string {
  return `"${column}" INTEGER NOT NULL CHECK ("${column}" IN (0, 1))`;
}

function count(column: string): string {
  return `"${column}" INTEGER NOT NULL CHECK ("${column}" >= 0)`;
}

function hash(column: string): string {
  return `"${column}" TEXT NOT NULL CHECK (length("${column}") = 64 AND "${column}" NOT GLOB '*[^0-9a-f]*')`;
}

function json(column: string): string {
  return `"${column}" TEXT NOT NULL CHECK (json_valid("${column}"))`;
}

function ref(column: string, target: string, nullable = false): string {
  return `"${column}" TEXT ${nullable ? '' : 'NOT NULL '}REFERENCES "${target}" ON DELETE RESTRICT`;
}

/** Checked at commit: a case and its first event are written in either order. */
function refLater(column: string, target: string): string {
  return `${ref(column, target)} DEFERRABLE INITIALLY DEFERRED`;
}

const people = [
  `CREATE TABLE meta ("key" TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE user_account (id ${id}, ${word('login')}, ${word('display_name')}, ${word('role')}, ${text('class_scope', 64)},
    sign_public TEXT NOT NULL CHECK (length(sign_public) = 44), ${word('seal_recipient', 128)}, ${instant('created_at')}, ${instantOrNull('disabled_at')}) STRICT`,
  `CREATE UNIQUE INDEX user_account_login ON user_account (login)`,
  `CREATE TABLE pupil (id ${id}, ${word('student_no', 128)}, ${word('name')}, ${word('name_full', 512)}, ${word('name_initials', 128)}, ${word('sex', 16)},
    birth_date TEXT CHECK (birth_date IS NULL OR birth_date GLOB '????-??-??'), grade INTEGER NOT NULL CHECK (grade BETWEEN 1 AND 12), ${word('class_name')},
    ${flag('boarding')}, ${text('class_teacher', 64)}, ${text('address', 400)}, ${word('status', 32)}, ${word('row_hash', 64)}, ${instant('updated_at')}) STRICT`,
  `CREATE UNIQUE INDEX pupil_student_no ON pupil (student_no)`,
  `CREATE INDEX pupil_class ON pupil (grade, class_name, student_no)`,
  // Covers the search of names, pinyin and numbers: read instead of the wide rows.
  `CREATE INDEX pupil_search ON pupil (name, name_full, name_initials, student_no, id, grade, class_name)`,
  `CREATE TABLE guardian (${ref('pupil_id', 'pupil')}, ordinal INTEGER NOT NULL CHECK (ordinal BETWEEN 1 AND 9), ${word('name')}, ${word('relation', 32)}, ${text('phone', 40)},
    PRIMARY KEY (pupil_id, ordinal)) STRICT, WITHOUT ROWID`,
];

/** Spelled alike in the query: an index on an expression serves only the same expression. */
const dueOrLast = `coalesce(next_due_at, '9999')`;

/** Case numbers in the order in which they were given out: year, then running number, which has three digits or more; the office's code may have changed. */
const byNumber = `substr(case_no, instr(case_no, '-') + 1, 4), length(case_no) - instr(case_no, '-'), substr(case_no, instr(case_no, '-') + 1)`;

const cases = [
  `CREATE TABLE case_file (id ${id}, ${word('case_no')}, ${ref('pupil_id', 'pupil')}, loop INTEGER NOT NULL CHECK (loop >= 1), ${word('stage')}, ${word('attendance')},
    grade TEXT CHECK (grade IS NULL OR grade IN ('R0', 'R1', 'R2', 'R3', 'R4')), ${word('channel')}, ${ref('owner_user_id', 'user_account')}, ${instant('opened_at')},
    ${instant('last_event_at')}, ${instantOrNull('next_due_at')}, ${count('open_obligations')}, ${instantOrNull('next_tick_at')}, ${count('version')}, ${hash('head_hash')}, ${json('state')},
    CHECK ((next_due_at IS NULL) = (open_obligations = 0))) STRICT`,
  `CREATE UNIQUE INDEX case_file_case_no ON case_file (case_no)`,
  `CREATE INDEX case_file_pupil ON case_file (pupil_id)`,
  `CREATE INDEX case_file_owner ON case_file (owner_user_id)`,
  // One covering index per order of the list, everything it filters by behind (grade also serves the other orders): a page is found without
  // reading the wide rows. No due date comes last.
  `CREATE INDEX case_file_by_due ON case_file (${dueOrLast}, id, stage, attendance, grade, owner_user_id, pupil_id, case_no, next_due_at)`,
  `CREATE INDEX case_file_by_grade ON case_file (grade, id, stage, attendance, owner_user_id, pupil_id, case_no, next_due_at, opened_at)`,
  `CREATE INDEX case_file_by_opened ON case_file (opened_at, id, stage, attendance, grade, owner_user_id, pupil_id, case_no, next_due_at)`,
  `CREATE INDEX case_file_tick ON case_file (next_tick_at) WHERE next_tick_at IS NOT NULL`,
  `CREATE INDEX case_file_by_number ON case_file (${byNumber}, id, stage, attendance, grade, owner_user_id, pupil_id, case_no, next_due_at)`,
  `CREATE TABLE case_event (id ${id}, ${refLater('case_id', 'case_file')}, seq INTEGER NOT NULL CHECK (seq >= 1), ${word('type')}, version INTEGER NOT NULL CHECK (version >= 1),
    ${instant('happened_at')}, ${instant('recorded_at')}, ${ref('recorded_by', 'user_account')}, ${word('rule_pack')}, ${word('request_id')}, ${json('payload')},
    ${hash('prev_hash')}, ${hash('hash')}, signature BLOB NOT NULL CHECK (length(signature) = 64)) STRICT`,
  `CREATE UNIQUE INDEX case_event_seq ON case_event (case_id, seq)`,
  // The request stands first: the retry of an opening does not know the case it made.
  `CREATE UNIQUE INDEX case_event_request ON case_event (request_id, case_id)`,
  `CREATE INDEX case_event_happened ON case_event (happened_at, type, case_id)`,
  `CREATE INDEX case_event_by_user ON case_event (recorded_by)`,
  `CREATE TABLE register_chain (seq INTEGER PRIMARY KEY, ${refLater('case_id', 'case_file')}, ${ref('event_id', 'case_event')}, ${hash('event_hash')}, ${hash('prev_hash')}, ${hash('hash')}) STRICT`,
  `CREATE UNIQUE INDEX register_chain_event ON register_chain (event_id)`,
  `CREATE INDEX register_chain_case ON register_chain (case_id, seq)`,
  `CREATE TABLE obligation (id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 200), ${refLater('case_id', 'case_file')}, ${word('rule_id')}, ${word('clause', 400)}, ${word('pack_version')},
    "slot" TEXT NOT NULL CHECK (length("slot") <= 64), occurrence INTEGER NOT NULL CHECK (occurrence >= 0), ${ref('opened_by', 'case_event')}, ${instant('opened_at')}, ${instant('due_at')}, ${word('owner_role')},
    "end" TEXT CHECK ("end" IS NULL OR "end" IN ('done', 'done_late', 'excused', 'missed', 'superseded')), ${instantOrNull('ended_at')}, ${ref('ended_by', 'case_event', true)},
    CHECK (("end" IS NULL) = (ended_at IS NULL))) STRICT`,
  `CREATE INDEX obligation_case ON obligation (case_id, opened_at)`,
  `CREATE INDEX obligation_open ON obligation (due_at, owner_role, case_id) WHERE "end" IS NULL`,
  `CREATE INDEX obligation_ended ON obligation (ended_at, "end")`,
  `CREATE INDEX obligation_opened_by ON obligation (opened_by)`,
  `CREATE INDEX obligation_ended_by ON obligation (ended_by)`,
  `CREATE TABLE rule_pack (version TEXT NOT NULL PRIMARY KEY, ${json('body')}, ${hash('sha256')}, ${instant('activated_at')}, ${ref('activated_by', 'user_account', true)}) STRICT`,
  `CREATE INDEX rule_pack_activated_by ON rule_pack (activated_by)`,
  `CREATE TABLE sealed_note (id ${id}, ${ref('case_id', 'case_file')}, ${instant('written_at')}, ${ref('written_by', 'user_account')}, ciphertext BLOB NOT NULL) STRICT`,
  `CREATE INDEX sealed_note_case ON sealed_note (case_id, written_at)`,
  `CREATE INDEX sealed_note_written_by ON sealed_note (written_by)`,
];

const imports = [
  `CREATE TABLE import_batch (id ${id}, ${word('kind')}, ${hash('file_sha256')}, ${instant('imported_at')}, ${ref('imported_by', 'user_account')}, ${count('data_rows')}, ${count('added')},
    ${count('changed')}, ${count('unchanged')}, ${count('refused')}, ${count('skipped')}, ${json('detail')}) STRICT`,
  `CREATE INDEX import_batch_at ON import_batch (imported_at)`,
  `CREATE INDEX import_batch_imported_by ON import_batch (imported_by)`,
  `CREATE TABLE import_refusal (${ref('batch_id', 'import_batch')}, row_no INTEGER NOT NULL CHECK (row_no >= 1), ${text('column_name', 100)}, ${word('code')}, ${json('params')}) STRICT`,
  `CREATE INDEX import_refusal_batch ON import_refusal (batch_id, row_no)`,
  `CREATE TABLE screening_result (id ${id}, ${ref('pupil_id', 'pupil')}, ${word('instrument', 32)}, ${date('tested_on')}, total REAL, ${json('factors')},
    items TEXT CHECK (items IS NULL OR json_valid(items)), ${word('validity', 32)}, ${json('flags')}, ${flag('needs_second')}, ${flag('urgent')},
    ${ref('taken_up_case_id', 'case_file', true)}, ${text('outcome', 64)}, ${ref('batch_id', 'import_batch')}) STRICT`,
  `CREATE UNIQUE INDEX screening_result_test ON screening_result (pupil_id, instrument, tested_on)`,
  `CREATE INDEX screening_result_batch ON screening_result (batch_id)`,
  `CREATE INDEX screening_result_case ON screening_result (taken_up_case_id)`,
  `CREATE INDEX screening_result_waiting ON screening_result (urgent, tested_on, id) WHERE needs_second = 1 AND taken_up_case_id IS NULL AND outcome IS NULL`,
  `CREATE TABLE hotline_call (id ${id}, ${instant('called_at')}, ${word('taken_by')}, ${word('caller')}, ${ref('pupil_id', 'pupil')}, ${text('concern', 4000)}, ${word('risk', 32)},
    ${text('handling', 4000)}, ${ref('batch_id', 'import_batch')}, ${ref('taken_up_case_id', 'case_file', true)}) STRICT`,
  `CREATE UNIQUE INDEX hotline_call_once ON hotline_call (pupil_id, called_at)`,
  `CREATE INDEX hotline_call_at ON hotline_call (called_at)`,
  `CREATE INDEX hotline_call_batch ON hotline_call (batch_id)`,
  `CREATE INDEX hotline_call_case ON hotline_call (taken_up_case_id)`,
];

const documents = [
  `CREATE TABLE "sequence" (${word('series')}, year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2199), "last" INTEGER NOT NULL CHECK ("last" >= 1), PRIMARY KEY (series, year)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE blob ("sha256" TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64), bytes BLOB NOT NULL, size INTEGER NOT NULL CHECK (size = length(bytes)), ${word('media_type', 100)}) STRICT`,
  `CREATE TABLE document (id ${id}, ${word('type', 16)}, template_version INTEGER NOT NULL CHECK (template_version >= 1), ${ref('case_id', 'case_file', true)}, ${word('number', 100)}, ${word('series')},
    year INTEGER NOT NULL, ordinal INTEGER NOT NULL CHECK (ordinal >= 1), version INTEGER NOT NULL CHECK (version >= 1), ${word('title', 200)}, ${json('facts')}, ${ref('docx_sha256', 'blob')},
    ${ref('pdf_sha256', 'blob')}, ${text('sign_role', 64)}, status TEXT NOT NULL CHECK (status IN ('issued', 'signed', 'returned', 'replaced')), ${instant('issued_at')},
    ${ref('issued_by', 'user_account')}, ${count('register_seq')}, ${hash('register_head')}, ${word('verification_code', 64)}) STRICT`,
  `CREATE UNIQUE INDEX document_number ON document (series, year, ordinal)`,
  `CREATE UNIQUE INDEX document_verification ON document (verification_code)`,
  `CREATE INDEX document_case ON document (case_id, issued_at)`,
  `CREATE INDEX document_issued ON document (issued_at, id)`,
  `CREATE INDEX document_type ON document (type, issued_at)`,
  `CREATE INDEX document_to_sign ON document (sign_role, issued_at) WHERE status = 'issued' AND sign_role IS NOT NULL`,
  `CREATE INDEX document_docx ON document (docx_sha256)`,
  `CREATE INDEX document_pdf ON document (pdf_sha256)`,
  `CREATE INDEX document_issued_by ON document (issued_by)`,
  `CREATE TABLE document_signature (id ${id}, ${ref('document_id', 'document')}, ${ref('signer_id', 'user_account')}, ${instant('signed_at')}, statement BLOB NOT NULL,
    signature BLOB NOT NULL CHECK (length(signature) = 64), public_key TEXT NOT NULL CHECK (length(public_key) = 44)) STRICT`,
  `CREATE UNIQUE INDEX document_signature_once ON document_signature (document_id, signer_id)`,
  `CREATE INDEX document_signature_signer ON document_signature (signer_id)`,
];

const exchange = [
  `CREATE TABLE office_partner (office_id TEXT NOT NULL PRIMARY KEY, ${word('kind', 32)}, ${word('name', 200)}, ${word('recipient', 200)}, ${json('signers')}, ${word('fingerprint', 200)},
    ${instant('issued_at')}, ${instant('added_at')}, ${ref('added_by', 'user_account')}, ${instantOrNull('confirmed_at')}, ${ref('confirmed_by', 'user_account', true)},
    code TEXT CHECK (code IS NULL OR length(code) BETWEEN 1 AND 16), CHECK ((confirmed_at IS NULL) = (confirmed_by IS NULL))) STRICT`,
  `CREATE INDEX office_partner_added_by ON office_partner (added_by)`,
  `CREATE INDEX office_partner_confirmed_by ON office_partner (confirmed_by)`,
  `CREATE UNIQUE INDEX office_partner_code ON office_partner (code)`,
  `CREATE TABLE package (id ${id}, direction TEXT NOT NULL CHECK (direction IN ('out', 'in')), ${word('kind', 32)}, ${ref('partner_id', 'office_partner')}, "sequence" INTEGER NOT NULL CHECK ("sequence" >= 1),
    previous_hash TEXT CHECK (previous_hash IS NULL OR length(previous_hash) = 64), ${hash('manifest_hash')}, ${json('manifest')},
    status TEXT NOT NULL CHECK (status IN ('draft', 'approved', 'written', 'quarantined', 'accepted', 'returned', 'acknowledged')), ${instant('created_at')}, ${ref('created_by', 'user_account')},
    ${ref('approved_by', 'user_account', true)}, ${instantOrNull('approved_at')}, ${ref('package_sha256', 'blob', true)}, ${ref('in_reply_to', 'package', true)}, ${json('findings')}) STRICT`,
  // A number is used once by what was approved to be sent; a draft's number is only foreseen, and received forks are kept beside each other.
  `CREATE UNIQUE INDEX package_sent_once ON package (partner_id, "sequence") WHERE direction = 'out' AND status <> 'draft'`,
  `CREATE INDEX package_partner ON package (partner_id, direction, "sequence")`,
  `CREATE INDEX package_manifest ON package (manifest_hash)`,
  `CREATE INDEX package_status ON package (status)`,
  `CREATE INDEX package_created ON package (created_at, id)`,
  `CREATE INDEX package_created_by ON package (created_by)`,
  `CREATE INDEX package_approved_by ON package (approved_by)`,
  `CREATE INDEX package_bytes ON package (package_sha256)`,
  `CREATE INDEX package_in_reply_to ON package (in_reply_to)`,
  `CREATE TABLE package_file (${ref('package_id', 'package')}, ${word('path', 300)}, ${ref('sha256', 'blob')}, ${ref('document_id', 'document', true)}, PRIMARY KEY (package_id, path)) STRICT, WITHOUT ROWID`,
  `CREATE INDEX package_file_bytes ON package_file ("sha256")`,
  `CREATE INDEX package_file_document ON package_file (document_id)`,
];

const audit = [
  `CREATE TABLE audit_entry (seq INTEGER PRIMARY KEY, ${instant('at')}, ${ref('user_id', 'user_account', true)}, ${word('operation', 100)}, ${text('subject_id', 64)}, ${word('outcome', 64)}, ${json('detail')},
    ${hash('prev_hash')}, ${hash('hash')}) STRICT`,
  `CREATE INDEX audit_entry_user ON audit_entry (user_id, seq)`,
  `CREATE INDEX audit_entry_subject ON audit_entry (subject_id, seq)`,
];

function refuse(table: string, what: 'UPDATE' | 'DELETE' | `UPDATE OF ${string}`): string {
  const name = `${table}_no_${what.slice(0, 6).toLowerCase()}`;
  return `CREATE TRIGGER ${name} BEFORE ${what} ON ${table} BEGIN SELECT RAISE(ABORT, 'append_only:${table}'); END`;
}

const evidence = ['case_event', 'register_chain', 'audit_entry', 'document_signature', 'blob', 'sealed_note'];
/** What was issued stays as issued; only the status moves on. */
const issued =
  'id, type, template_version, case_id, number, series, year, ordinal, version, title, facts, docx_sha256, pdf_sha256, sign_role, issued_at, issued_by, register_seq, register_head, verification_code';

const triggers = [
  ...evidence.map((table) => refuse(table, 'UPDATE')),
  // Bytes that nothing refers to (a thrown-away draft) may go; foreign keys hold the rest.
  ...evidence.filter((table) => table !== 'blob').map((table) => refuse(table, 'DELETE')),
  refuse('document', `UPDATE OF ${issued}`),
  refuse('document', 'DELETE'),
  refuse('rule_pack', 'UPDATE OF version, body, sha256'),
  refuse('rule_pack', 'DELETE'),
];

/** Creates every table, index and trigger. */
export async function initial(db: MigrationDb): Promise<void> {
  for (const statement of [...people, ...cases, ...imports, ...documents, ...exchange, ...audit, ...triggers]) await db.exec(statement);
}
