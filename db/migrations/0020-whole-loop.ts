/**
 * The closed loop whole: what a duty waits for and whose it is, who sees a case, the office ledger, the school calendar. Frozen once released:
 * a later change is a later migration.
 */
import type { MigrationDb } from './migration.ts';

const instantOrNull = (column: string): string => `"${column}" TEXT CHECK ("${column}" IS NULL OR "${column}" GLOB '????-??-??T??:??:??.???Z')`;
const hash = (column: string): string => `"${column}" TEXT NOT NULL CHECK (length("${column}") = 64 AND "${column}" NOT GLOB '*[^0-9a-f]*')`;
const instant = (column: string): string => `"${column}" TEXT NOT NULL CHECK ("${column}" GLOB '????-??-??T??:??:??.???Z')`;
const userRef = 'REFERENCES user_account ON DELETE RESTRICT';

const duties = [
  `ALTER TABLE obligation ADD COLUMN estimated INTEGER NOT NULL DEFAULT 0 CHECK (estimated IN (0, 1))`,
  `ALTER TABLE obligation ADD COLUMN ${instantOrNull('snoozed_to')}`,
  `ALTER TABLE obligation ADD COLUMN waiting_for TEXT CHECK (waiting_for IS NULL OR length(waiting_for) BETWEEN 1 AND 64)`,
  `ALTER TABLE obligation ADD COLUMN chase_on TEXT CHECK (chase_on IS NULL OR chase_on GLOB '????-??-??')`,
  `ALTER TABLE obligation ADD COLUMN responsible_user_id TEXT ${userRef}`,
  `ALTER TABLE obligation ADD COLUMN missed_before INTEGER NOT NULL DEFAULT 0 CHECK (missed_before >= 0)`,
  // The columns of an index of open duties are all that a board counts and sorts by, its own condition included: rows are read for a page only.
  `DROP INDEX obligation_open`,
  `CREATE INDEX obligation_open ON obligation (due_at, id, case_id, owner_role, responsible_user_id, "end") WHERE "end" IS NULL`,
  `CREATE INDEX obligation_mine ON obligation (responsible_user_id, owner_role, due_at, id, snoozed_to, chase_on, case_id, "end") WHERE "end" IS NULL`,
  // What stands open in a case: all that an entry can change.
  `CREATE INDEX obligation_standing ON obligation (case_id) WHERE "end" IS NULL`,
  `CREATE INDEX obligation_put_off ON obligation (owner_role, due_at) WHERE "end" IS NULL AND (snoozed_to IS NOT NULL OR chase_on IS NOT NULL)`,
  `DROP INDEX obligation_ended`,
  `DROP INDEX obligation_ended_by`,
  // Without the open ones, which have no end; counted end by end.
  `CREATE INDEX obligation_ended ON obligation ("end", ended_at) WHERE ended_at IS NOT NULL`,
  `CREATE INDEX obligation_ended_by ON obligation (ended_by) WHERE ended_by IS NOT NULL`,
  // Ended by the calendar alone: what a week may find unkept of earlier ones.
  `CREATE INDEX obligation_lapsed ON obligation (case_id, due_at, rule_id, opened_by, opened_at, "end", ended_at, ended_by) WHERE "end" IS NOT NULL AND ended_by IS NULL`,
  // Clause by clause and end by end, so that a year is counted in one walk without sorting.
  `CREATE INDEX obligation_kept ON obligation (clause, "end", due_at, ended_at)`,
  `CREATE INDEX obligation_chased ON obligation (case_id, rule_id, "slot", pack_version, missed_before, "end") WHERE "end" IS NULL AND missed_before > 0`,
  `UPDATE obligation SET responsible_user_id = (SELECT owner_user_id FROM case_file WHERE case_file.id = obligation.case_id)
    WHERE owner_role IN ('psych_teacher', 'center_counselor', 'center_head')`,
];

/** Spelled as in the first schema and in the queries: an index on an expression serves only the same expression. */
const dueOrLast = `coalesce(next_due_at, '9999')`;
const byNumber = `substr(case_no, instr(case_no, '-') + 1, 4), length(case_no) - instr(case_no, '-'), substr(case_no, instr(case_no, '-') + 1)`;

const cases = [
  `ALTER TABLE case_file ADD COLUMN sealed INTEGER NOT NULL DEFAULT 0 CHECK (sealed IN (0, 1))`,
  `ALTER TABLE case_file ADD COLUMN ${instantOrNull('handed_over_at')}`,
  `DROP INDEX case_file_by_due`,
  `DROP INDEX case_file_by_grade`,
  `DROP INDEX case_file_by_opened`,
  `DROP INDEX case_file_by_number`,
  // The same orders, now also with what decides who may look.
  `CREATE INDEX case_file_by_due ON case_file (${dueOrLast}, id, stage, attendance, grade, owner_user_id, pupil_id, case_no, next_due_at, sealed)`,
  `CREATE INDEX case_file_by_grade ON case_file (grade, id, stage, attendance, owner_user_id, pupil_id, case_no, next_due_at, opened_at, sealed)`,
  `CREATE INDEX case_file_by_opened ON case_file (opened_at, id, stage, attendance, grade, owner_user_id, pupil_id, case_no, next_due_at, sealed)`,
  `CREATE INDEX case_file_by_number ON case_file (${byNumber}, id, stage, attendance, grade, owner_user_id, pupil_id, case_no, next_due_at, sealed)`,
  // What a duty asks of its case, without the wide row.
  `CREATE INDEX case_file_brief ON case_file (id, stage, owner_user_id, grade, sealed)`,
  `CREATE INDEX case_file_lead ON case_file (owner_user_id, id, stage) WHERE stage = 'lead'`,
  `CREATE INDEX case_file_handed_over ON case_file (owner_user_id, handed_over_at, id) WHERE handed_over_at IS NOT NULL`,
  `CREATE TABLE case_assignee (case_id TEXT NOT NULL REFERENCES case_file ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
    user_id TEXT NOT NULL ${userRef}, PRIMARY KEY (case_id, user_id)) STRICT, WITHOUT ROWID`,
  `CREATE INDEX case_assignee_user ON case_assignee (user_id, case_id)`,
  `INSERT INTO case_assignee SELECT id, owner_user_id FROM case_file`,
  // Every entry asks which pack is in force; its text fills many pages.
  `CREATE INDEX rule_pack_names ON rule_pack (activated_at, version, sha256)`,
  // How many entries each rule pack explains.
  // Written down on a later day than it happened: few, and all that the order of happening does not find when asked what is new.
  `CREATE INDEX case_event_late ON case_event (recorded_at, case_id) WHERE substr(recorded_at, 1, 10) <> substr(happened_at, 1, 10)`,
  `CREATE INDEX case_event_rule_pack ON case_event (rule_pack)`,
];

const office = [
  `CREATE TABLE ledger_entry (seq INTEGER PRIMARY KEY CHECK (seq >= 1), id TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 64), version INTEGER NOT NULL CHECK (version >= 1),
    register_seq INTEGER NOT NULL CHECK (register_seq >= 0), happened_on TEXT NOT NULL CHECK (happened_on GLOB '????-??-??'), ${instant('recorded_at')},
    recorded_by TEXT NOT NULL ${userRef}, request_id TEXT NOT NULL CHECK (length(request_id) BETWEEN 1 AND 64),
    payload TEXT NOT NULL CHECK (json_valid(payload)), corrects TEXT REFERENCES ledger_entry (id) ON DELETE RESTRICT, ${hash('prev_hash')}, ${hash('hash')},
    signature BLOB NOT NULL CHECK (length(signature) = 64)) STRICT`,
  `CREATE UNIQUE INDEX ledger_entry_id ON ledger_entry (id)`,
  `CREATE UNIQUE INDEX ledger_entry_request ON ledger_entry (request_id)`,
  // An entry is set right once; the correction may itself be corrected.
  `CREATE UNIQUE INDEX ledger_entry_corrects ON ledger_entry (corrects) WHERE corrects IS NOT NULL`,
  `CREATE INDEX ledger_entry_kind ON ledger_entry (kind, happened_on, seq)`,
  `CREATE INDEX ledger_entry_happened ON ledger_entry (happened_on, seq, kind)`,
  `CREATE INDEX ledger_entry_recorded_by ON ledger_entry (recorded_by)`,
  `CREATE TABLE school_calendar (seq INTEGER PRIMARY KEY CHECK (seq >= 1), version TEXT NOT NULL CHECK (length(version) BETWEEN 1 AND 64),
    ${hash('sha256')}, ${instant('activated_at')}, activated_by TEXT NOT NULL ${userRef}, body TEXT NOT NULL CHECK (json_valid(body))) STRICT`,
  `CREATE INDEX school_calendar_activated_by ON school_calendar (activated_by)`,
  ...['ledger_entry', 'school_calendar'].flatMap((table) =>
    (['UPDATE', 'DELETE'] as const).map(
      (what) => `CREATE TRIGGER ${table}_no_${what.toLowerCase()} BEFORE ${what} ON ${table} BEGIN SELECT RAISE(ABORT, 'append_only:${table}'); END`,
    ),
  ),
];

const screening = [
  // A result that nobody gave a day counts as overdue: it is seen, not lost.
  `ALTER TABLE screening_result ADD COLUMN due_on TEXT NOT NULL DEFAULT '2000-01-01' CHECK (due_on GLOB '????-??-??')`,
  `ALTER TABLE screening_result ADD COLUMN second_by TEXT CHECK (second_by IS NULL OR length(second_by) BETWEEN 1 AND 64)`,
  `ALTER TABLE screening_result ADD COLUMN ${instantOrNull('second_at')}`,
  `ALTER TABLE screening_result ADD COLUMN second_note TEXT CHECK (second_note IS NULL OR length(second_note) BETWEEN 1 AND 1000)`,
  // Five school days are a week of the term.
  `UPDATE screening_result SET due_on = (SELECT date(imported_at, '+8 hours', CASE screening_result.urgent WHEN 1 THEN '+1 day' ELSE '+7 days' END)
    FROM import_batch WHERE import_batch.id = screening_result.batch_id)`,
  `DROP INDEX screening_result_waiting`,
  `CREATE INDEX screening_result_waiting ON screening_result (urgent, due_on, id) WHERE needs_second = 1 AND taken_up_case_id IS NULL AND outcome IS NULL`,
];

const exchange = [
  // Which cases the counts of a statistical package are about. It stays in the house, and keeps a later package from telling the difference.
  `CREATE TABLE package_case (package_id TEXT NOT NULL REFERENCES package ON DELETE RESTRICT, case_id TEXT NOT NULL REFERENCES case_file ON DELETE RESTRICT,
    PRIMARY KEY (package_id, case_id)) STRICT, WITHOUT ROWID`,
  `CREATE INDEX package_case_case ON package_case (case_id)`,
  // Calls about pupils whom the register does not have yet.
  `CREATE TABLE waiting_call (id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64), ${instant('called_at')},
    taken_by TEXT NOT NULL CHECK (length(taken_by) BETWEEN 1 AND 64), caller TEXT NOT NULL CHECK (length(caller) BETWEEN 1 AND 64),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200), school TEXT CHECK (school IS NULL OR length(school) <= 1000),
    grade INTEGER CHECK (grade IS NULL OR grade BETWEEN 1 AND 12), class_name TEXT CHECK (class_name IS NULL OR length(class_name) <= 1000),
    concern TEXT NOT NULL CHECK (length(concern) <= 4000), risk TEXT NOT NULL CHECK (length(risk) BETWEEN 1 AND 32),
    handling TEXT NOT NULL CHECK (length(handling) <= 4000), batch_id TEXT NOT NULL REFERENCES import_batch ON DELETE RESTRICT) STRICT`,
  `CREATE UNIQUE INDEX waiting_call_once ON waiting_call (name, called_at, coalesce(school, ''), coalesce(grade, 0), coalesce(class_name, ''))`,
  `CREATE INDEX waiting_call_batch ON waiting_call (batch_id)`,
];

/**
 * Adds columns, tables and indexes. Snapshots of cases keep the shape that they were folded to: the register's meta value `state_shape` tells that
 * they are folded again before anything reads them.
 */
export async function wholeLoop(db: MigrationDb): Promise<void> {
  for (const statement of [...duties, ...cases, ...office, ...screening, ...exchange]) await db.exec(statement);
}
