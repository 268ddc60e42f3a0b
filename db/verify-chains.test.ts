import { describe, expect, it } from 'vitest';
import { auditHash, eventHash, genesisHash, linkHash } from './chain.ts';
import type { Connection } from './driver/port.ts';
import { appendAudit } from './stores/audit-store.ts';
import { putBlob } from './stores/document-store.ts';
import { openTestRegister } from './testing/open-register.ts';
import { addCase, addEvent, addLedgerEntry, addPeople, hoursLater, caseIdOf, ledgerIdOf, sampleUser, verifySample } from './testing/sample-rows.ts';
import { maintain } from './tx.ts';
import type { Register } from './tx.ts';
import { verifyChains, type SignedRecord } from './verify-chains.ts';

const caseOne = caseIdOf(1);

async function fill(register: Register): Promise<void> {
  await register.write(async (tx) => {
    await addPeople(tx);
    for (const number of [1, 2, 3]) {
      const caseId = await addCase(tx, number);
      for (let hour = 1; hour <= 4; hour += 1)
        await addEvent(tx, { caseId, type: 'interview_held', payload: { notes: `第${hour}次谈话`, hour }, happenedAt: hoursLater(10 + hour) });
    }
    for (let count = 0; count < 5; count += 1)
      await appendAudit(tx, { at: hoursLater(count), userId: sampleUser, operation: 'cases.file', subjectId: caseOne, outcome: 'ok', detail: { count } });
    for (const number of [1, 2, 3]) {
      await addLedgerEntry(tx, number);
      const told = { operation: number === 3 ? 'ledger.correct' : 'ledger.record', subjectId: ledgerIdOf(number), outcome: 'ok', detail: {} };
      await appendAudit(tx, { ...told, at: hoursLater(10), userId: sampleUser });
    }
    await putBlob(tx, Buffer.from('bytes of a document'), 'application/pdf');
  });
}

/** Tampers as someone with the key and a database tool could: triggers are only a guard against our own mistakes. */
async function tamper(register: Register, work: (connection: Connection) => Promise<unknown>): Promise<void> {
  await maintain(register, async (connection) => {
    const triggers = await connection.all("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'");
    await connection.exec('PRAGMA foreign_keys = OFF');
    for (const { name } of triggers) await connection.exec(`DROP TRIGGER ${String(name)}`);
    await work(connection);
  });
}

async function codesOf(register: Register): Promise<readonly string[]> {
  const { findings } = await register.read((reader) => verifyChains(reader, verifySample));
  return [...new Set(findings.map(({ code }) => code))].toSorted();
}

const firstOfCase = `(SELECT id FROM case_event WHERE case_id = '${caseOne}' AND seq = 2)`;
const lastOfCase = `(SELECT id FROM case_event WHERE case_id = '${caseOne}' AND seq = 5)`;

describe('verifying the chains', () => {
  it('finds nothing in an untouched register and counts what it looked at', async () => {
    await using test = await openTestRegister();
    await fill(test.register);
    const seen = await test.register.read((reader) => verifyChains(reader, verifySample));
    expect(seen).toMatchObject({
      events: 15,
      cases: 3,
      links: 15,
      auditEntries: 8,
      ledgerEntries: 3,
      blobs: 1,
      findings: [],
      findingCount: 0,
      head: { seq: 15 },
    });
  });

  it.each([
    ['an edited payload', `UPDATE case_event SET payload = json_set(payload, '$.notes', 'x') WHERE id = ${firstOfCase}`, ['EVENT_EDITED']],
    ['a changed time', `UPDATE case_event SET happened_at = '2026-01-01T00:00:00.000Z' WHERE id = ${firstOfCase}`, ['EVENT_EDITED']],
    ['a removed event in the middle', `DELETE FROM case_event WHERE id = ${firstOfCase}`, ['EVENT_CHAIN_BROKEN', 'EVENT_MISSING']],
    [
      'two events exchanged',
      `UPDATE case_event SET seq = 99 WHERE id = ${firstOfCase}; UPDATE case_event SET seq = 2 WHERE case_id = '${caseOne}' AND seq = 3; UPDATE case_event SET seq = 3 WHERE seq = 99`,
      ['EVENT_CHAIN_BROKEN', 'EVENT_EDITED'],
    ],
    ['a case cut off', `DELETE FROM case_event WHERE id = ${lastOfCase}`, ['EVENT_MISSING', 'SNAPSHOT_DIFFERS']],
    [
      'a case cut off with its link',
      `DELETE FROM register_chain WHERE event_id = ${lastOfCase}; DELETE FROM case_event WHERE id = ${lastOfCase}`,
      ['LINK_CHAIN_BROKEN', 'SNAPSHOT_DIFFERS'],
    ],
    ['an event slipped past the register', `DELETE FROM register_chain WHERE seq = 15`, ['EVENT_UNLINKED', 'LEDGER_HEAD_UNKNOWN']],
    ['an edited link', `UPDATE register_chain SET case_id = '${caseOne}' WHERE seq = 15`, ['LINK_EDITED']],
    [
      'a foreign signature',
      `UPDATE case_event SET signature = (SELECT signature FROM case_event WHERE seq = 1 LIMIT 1) WHERE id = ${firstOfCase}`,
      ['SIGNATURE_INVALID'],
    ],
    ['a snapshot on another head', `UPDATE case_file SET version = 4 WHERE id = '${caseOne}'`, ['SNAPSHOT_DIFFERS']],
    ['an edited audit entry', `UPDATE audit_entry SET outcome = 'refused' WHERE seq = 3`, ['AUDIT_EDITED']],
    ['a removed audit entry', `DELETE FROM audit_entry WHERE seq = 3`, ['AUDIT_CHAIN_BROKEN']],
    ['an edited entry of the office ledger', `UPDATE ledger_entry SET happened_on = '2026-01-01' WHERE seq = 2`, ['LEDGER_EDITED']],
    ['a removed entry of the office ledger', `DELETE FROM ledger_entry WHERE seq = 2`, ['LEDGER_CHAIN_BROKEN', 'LEDGER_ENTRY_MISSING']],
    ['the newest entries of the office ledger cut off', `DELETE FROM ledger_entry WHERE seq > 1`, ['LEDGER_ENTRY_MISSING']],
    ['the whole office ledger gone', `DELETE FROM ledger_entry`, ['LEDGER_ENTRY_MISSING']],
    [
      'the newest events cut off everywhere, while the office ledger stands after a later one',
      `DELETE FROM case_event WHERE id IN (SELECT event_id FROM register_chain WHERE seq > 10); DELETE FROM register_chain WHERE seq > 10; DELETE FROM case_file WHERE id = '${caseIdOf(3)}'`,
      ['LEDGER_HEAD_UNKNOWN'],
    ],
    [
      'an entry of the office ledger under another version of its schema, or after another event',
      'UPDATE ledger_entry SET version = 2 WHERE seq = 1; UPDATE ledger_entry SET register_seq = 3 WHERE seq = 2',
      ['LEDGER_EDITED'],
    ],
    ['a foreign signature in the office ledger', `UPDATE ledger_entry SET signature = zeroblob(64) WHERE seq = 3`, ['SIGNATURE_INVALID']],
    ['changed bytes of a document', `UPDATE blob SET bytes = x'00', size = 1`, ['BLOB_EDITED']],
    [
      'the newest events cut off everywhere, while a document carries the later head',
      `INSERT INTO document SELECT 'd', 'D01', 1, NULL, '告知〔2026〕1号', 'letter', 2026, 1, 1, '告知书', '{}', sha256, sha256, NULL, 'issued', '2026-09-07T00:00:00.000Z', '${sampleUser}', 15, hash, 'code'
        FROM blob, register_chain WHERE seq = 15; DELETE FROM case_event WHERE id IN (SELECT event_id FROM register_chain WHERE seq > 10); DELETE FROM register_chain WHERE seq > 10; DELETE FROM case_file WHERE id = '${caseIdOf(3)}'`,
      ['DOCUMENT_HEAD_UNKNOWN', 'LEDGER_HEAD_UNKNOWN'],
    ],
  ])('reports %s', async (_what, sql, codes) => {
    await using test = await openTestRegister();
    await fill(test.register);
    await tamper(test.register, (connection) => connection.exec(sql));
    expect(await codesOf(test.register)).toEqual(codes);
  });

  it('reports an event whose hash its recorder signed as an entry of the office ledger only', async () => {
    await using test = await openTestRegister();
    await fill(test.register);
    const asOther = (publicKey: string, record: SignedRecord) => verifySample(publicKey, { ...record, log: 'ledger' });
    const { findings } = await test.register.read((reader) => verifyChains(reader, asOther));
    expect([findings.length, new Set(findings.map(({ code }) => code))]).toEqual([15, new Set(['SIGNATURE_INVALID'])]);
  });

  it('reports a whole case forged anew, because the signature cannot be made', async () => {
    await using test = await openTestRegister();
    await fill(test.register);
    await tamper(test.register, async (connection) => {
      const [row] = await connection.all(`SELECT * FROM case_event WHERE id = ${lastOfCase}`);
      if (row === undefined) throw new Error('no event');
      const text = (column: string) => String(row[column]);
      const payload = { notes: '改写', hour: 4 };
      const hash = eventHash({
        id: text('id'),
        caseId: caseOne,
        seq: 5,
        type: text('type'),
        version: 1,
        happenedAt: text('happened_at'),
        recordedAt: text('recorded_at'),
        recordedBy: text('recorded_by'),
        rulePack: text('rule_pack'),
        requestId: text('request_id'),
        payload,
        prevHash: text('prev_hash'),
      });
      await connection.run('UPDATE case_event SET payload = ?, hash = ? WHERE id = ?', [JSON.stringify(payload), hash, text('id')]);
      await connection.run('UPDATE case_file SET head_hash = ? WHERE id = ?', [hash, caseOne]);
      // The forger repairs the register's chain as well.
      let prevHash = genesisHash;
      for (const link of await connection.all('SELECT * FROM register_chain ORDER BY seq')) {
        const linked = {
          seq: Number(link['seq']),
          caseId: String(link['case_id']),
          eventId: String(link['event_id']),
          eventHash: link['event_id'] === row['id'] ? hash : String(link['event_hash']),
          prevHash,
        };
        prevHash = linkHash(linked);
        await connection.run('UPDATE register_chain SET event_hash = ?, prev_hash = ?, hash = ? WHERE seq = ?', [
          linked.eventHash,
          linked.prevHash,
          prevHash,
          linked.seq,
        ]);
      }
    });
    expect(await codesOf(test.register)).toEqual(['SIGNATURE_INVALID']);
  });
});

describe('hashes', () => {
  const event = {
    id: 'e',
    caseId: 'c',
    seq: 1,
    type: 't',
    version: 1,
    happenedAt: 'h',
    recordedAt: 'r',
    recordedBy: 'u',
    rulePack: 'p',
    requestId: 'q',
    payload: { b: 1, a: '心' },
    prevHash: genesisHash,
  };

  it('are those of the published form: SHA-256 over canonical JSON', () => {
    // Computed with: printf '%s' '<the canonical text>' | sha256sum
    expect(eventHash(event)).toBe('1612711050b4637971b1a46a611c364067b8615a8ecbaf8b725fae1d8dd8fe47');
    expect(linkHash({ seq: 1, caseId: 'c', eventId: 'e', eventHash: 'x', prevHash: genesisHash })).toBe(
      'f11c79cf9f3cf0618bd509ba7018885c361caf42c61b82b707c3bf05b1fc4d70',
    );
    expect(auditHash({ seq: 1, at: 'a', userId: null, operation: 'o', subjectId: null, outcome: 'ok', detail: {}, prevHash: genesisHash })).toBe(
      '16ee855bc8719f794f6c1da7a42770160230334370b1139dad4942c7d404e190',
    );
  });

  it('do not depend on the spelling of the payload, nor on fields beside the covered ones', () => {
    expect(eventHash({ ...event, payload: { a: '心', b: 1 } })).toBe(eventHash(event));
    const signed = { ...event, hash: 'x', signature: 'y' };
    expect(eventHash(signed)).toBe(eventHash(event));
    expect(eventHash({ ...event, payload: { a: '心', b: 2 } })).not.toBe(eventHash(event));
  });
});
