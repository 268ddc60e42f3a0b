/** The log proves everything else: snapshots and duties that differ from it are found and mended, and those of an older program never read. */
import { expect, it, describe } from 'vitest';
import { auditRows } from '../support/audit-rows.ts';
import { judgedCase, record } from '../support/case-work.ts';
import { rawDatabase } from '../support/hosts.ts';
import { moment, openTestOffice, passphraseOf, type TestOffice } from '../support/test-office.ts';
import '../support/patience.ts';

const roles = ['psych_teacher', 'vice_principal', 'auditor'] as const;

async function threeCases(office: TestOffice): Promise<readonly string[]> {
  await office.as('psych_teacher');
  office.setClock(moment(1, 12));
  const caseIds = [];
  for (const name of ['示例甲', '示例乙', '示例丙']) {
    const { id } = await judgedCase(office, { name, studentNo: `S-${name}` }, moment(1, 10));
    await record(office, id, { type: 'leave_started', at: moment(1, 11), payload: { from: '2026-09-22' } });
    caseIds.push(id);
  }
  return caseIds;
}

/** What somebody with the key and an editor does to a closed register. */
async function tamper(office: TestOffice, ...statements: readonly string[]): Promise<void> {
  await office.host.call('session.lock', {});
  const connection = await rawDatabase(office.folder, { login: 'admin', passphrase: passphraseOf('admin') });
  for (const statement of statements) await connection.exec(statement);
  await connection.close();
}

const clean = { differing: 0, obligationsDiffering: 0, repaired: 0 };

describe('folding the register again', () => {
  it('finds nothing in an honest one, also after weeks have passed', async () => {
    await using office = await openTestOffice('school', roles);
    await threeCases(office);
    expect(await office.ask('register.refold', {})).toMatchObject({ cases: 3, events: 12, ...clean });
    office.setClock(moment(30, 12));
    expect(await office.ask('register.refold', { repair: true })).toMatchObject({ cases: 3, events: 12, ...clean });
  });

  it('counts what differs from the log, leaves it unless asked, and mends it from the log alone', async () => {
    await using office = await openTestOffice('school', roles);
    const caseIds = await threeCases(office);
    const [first = '', second = '', third = ''] = caseIds;
    const before = [];
    for (const caseId of caseIds) before.push(await office.ask('cases.file', { caseId }));
    await tamper(
      office,
      `UPDATE case_file SET state = json_set(state, '$.grade', 'R0') WHERE id = '${first}'`,
      `UPDATE obligation SET due_at = '2027-01-01T00:00:00.000Z' WHERE case_id = '${second}' AND "end" IS NULL`,
      `UPDATE case_file SET open_obligations = 0, next_due_at = NULL WHERE id = '${third}'`,
      `INSERT INTO case_assignee SELECT '${third}', id FROM user_account WHERE login = 'auditor'`,
    );
    await office.as('psych_teacher');
    const found = { cases: 3, differing: 2, obligationsDiffering: 2 };
    expect(await office.ask('register.refold', {})).toMatchObject({ ...found, repaired: 0 });
    expect((await office.ask('cases.file', { caseId: first })).state['grade']).toBe('R0');
    expect(await office.ask('register.refold', { repair: true })).toMatchObject({ ...found, repaired: 3 });
    expect(await office.ask('register.refold', {})).toMatchObject({ cases: 3, ...clean });
    const after = [];
    for (const caseId of caseIds) after.push(await office.ask('cases.file', { caseId }));
    expect(after).toEqual(before);
    await office.as('auditor');
    const [row] = (await auditRows(office)).filter(({ operation, detail }) => operation === 'register.refold' && detail['repaired'] === 3);
    expect(row).toMatchObject({ outcome: 'ok', detail: { differing: 2, obligationsDiffering: 2 } });
  });

  it('happens by itself before anything is read in a register that another version folded', async () => {
    await using office = await openTestOffice('school', roles);
    const caseIds = await threeCases(office);
    const [caseId = ''] = caseIds;
    const before = await office.ask('cases.file', { caseId });
    await tamper(
      office,
      "UPDATE meta SET value = 'an older program' WHERE key = 'state_shape'",
      "UPDATE case_file SET state = json_remove(state, '$.conferences', '$.assignees', '$.gradeSince')",
      'DELETE FROM case_assignee',
    );
    await office.as('psych_teacher');
    expect(await office.ask('cases.file', { caseId })).toEqual(before);
    expect((await office.ask('cases.list', {})).rows.every(({ mayOpen }) => mayOpen)).toBe(true);
    expect(await office.ask('register.refold', {})).toMatchObject({ cases: 3, ...clean });
  });
});
