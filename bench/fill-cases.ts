/** Fills a register with the cases of templates, in bulk: entries of many cases lie between one another, as they were made over the years. */
import type { Connection } from '../db/driver/port.ts';
import { maintain, type Register } from '../db/tx.ts';
import { storyOf } from './case-stories.ts';
import { pupilRow } from './register-rows.ts';
import { columnsOf, pupilIdAt, repeated, type Copied, type Template } from './template-cases.ts';

/** Cases whose entries are mixed with one another, and written in one transaction. */
const chunk = 1000;

/** Place in the array of a row by which a table's rows were written in time. */
const writtenBy: Readonly<Record<Copied, number>> = { case_file: 9, case_event: 6, obligation: 8, case_assignee: 0 };

function valuesOf(columns: string): string {
  return columns
    .split(', ')
    .map((_, index) => `value ->> ${index}`)
    .join(', ');
}

async function copyRows(connection: Connection, table: Copied, cases: readonly (readonly [Template, number])[]): Promise<void> {
  const columns = columnsOf(table);
  const rows = cases.map(([template, number]) => repeated(template, table, number)).join(',');
  const [moreColumns, moreValues] = table === 'case_event' ? [', signature', ', zeroblob(64)'] : ['', ''];
  const order = writtenBy[table];
  await connection.run(
    `INSERT INTO ${table} (${columns}${moreColumns}) SELECT ${valuesOf(columns)}${moreValues} FROM json_each(?) ORDER BY value ->> ${order}, value ->> 0`,
    [`[${rows}]`],
  );
}

async function addPupils(connection: Connection, numbers: readonly number[]): Promise<void> {
  const rows = numbers.map((number) => ({ ...pupilRow(number), id: pupilIdAt(number) }));
  const columns = Object.keys(rows[0] ?? {}).join(', ');
  await connection.run(`INSERT INTO pupil (${columns}) SELECT ${valuesOf(columns)} FROM json_each(?)`, [JSON.stringify(rows.map((row) => Object.values(row)))]);
}

async function lastOf(connection: Connection, query: string): Promise<number> {
  const [row] = await connection.all(query);
  return Number(row?.['last'] ?? 0);
}

/** A link and an audit entry for each of the new events. Their hashes tie nothing together: nothing here is verified. */
async function addLinks(connection: Connection, after: number): Promise<void> {
  const linked = await lastOf(connection, 'SELECT max(seq) AS last FROM register_chain');
  const audited = await lastOf(connection, 'SELECT max(seq) AS last FROM audit_entry');
  await connection.run(
    `INSERT INTO register_chain (seq, case_id, event_id, event_hash, prev_hash, hash)
      SELECT ? + row_number() OVER (ORDER BY rowid), case_id, id, hash, prev_hash, hash FROM case_event WHERE rowid > ?`,
    [linked, after],
  );
  await connection.run(
    `INSERT INTO audit_entry (seq, at, user_id, operation, subject_id, outcome, detail, prev_hash, hash)
      SELECT ? + row_number() OVER (ORDER BY rowid), recorded_at, recorded_by, 'events.record', case_id, 'ok', '{}', prev_hash, hash FROM case_event WHERE rowid > ?`,
    [audited, after],
  );
}

async function fillChunk(connection: Connection, templates: readonly Template[], numbers: readonly number[]): Promise<void> {
  const cases = numbers.map((number): readonly [Template, number] => {
    const template = templates.find(({ story }) => story === storyOf(number));
    if (template === undefined) throw new Error('every story was recorded');
    return [template, number];
  });
  const events = await lastOf(connection, 'SELECT max(rowid) AS last FROM case_event');
  await connection.exec('BEGIN IMMEDIATE');
  await addPupils(connection, numbers);
  for (const table of ['case_file', 'case_assignee', 'case_event'] as const) await copyRows(connection, table, cases);
  await addLinks(connection, events);
  await copyRows(connection, 'obligation', cases);
  await connection.exec('COMMIT');
}

/** Adds the cases of these numbers. */
export async function fillCases(register: Register, templates: readonly Template[], span: { readonly after: number; readonly until: number }): Promise<void> {
  await maintain(register, async (connection) => {
    await connection.all('PRAGMA cache_size = -1000000');
    for (let first = span.after + 1; first <= span.until; first += chunk) {
      const numbers = Array.from({ length: Math.min(chunk, span.until - first + 1) }, (_, index) => first + index);
      await fillChunk(connection, templates, numbers);
    }
  });
}
