import { describe, expect, it } from 'vitest';
import { driverNames } from '../driver/port.ts';
import { openRegisterWith } from '../open.ts';
import { databaseFile } from '../register-folder.ts';
import { caseById } from '../queries/cases.ts';
import { eventsInCaseOrder } from '../queries/case-logs.ts';
import { applySettings } from '../settings.ts';
import { foldNeeded, markFolded } from '../state-shape.ts';
import { openTestFolder, openTestRegister, testDriver, testKey } from '../testing/open-register.ts';
import { addCase, addEvent, addPeople, addUser, caseIdOf, hoursLater, sampleUser } from '../testing/sample-rows.ts';
import { updateCase } from '../stores/case-store.ts';
import { maintain } from '../tx.ts';
import { initial } from './0010-initial.ts';
import { runMigrations } from './run.ts';

const zeros = '0'.repeat(64);
const at = hoursLater(0);

/** Rows as the first schema had them: a state of the older shape, one duty of a counsellor and one of a leader. */
const olderRows = `
  INSERT INTO user_account VALUES ('${sampleUser}', 'shen', '沈老师', 'psych_teacher', NULL, '${'A'.repeat(44)}', 'age1x', '${at}', NULL);
  INSERT INTO pupil VALUES ('p', '20260001', '张小禾', 'zhangxiaohe', 'zxh', 'female', NULL, 6, '6(1)班', 0, NULL, NULL, 'enrolled', '${zeros}', '${at}');
  INSERT INTO case_file VALUES ('${caseIdOf(1)}', 'QP-2026-001', 'p', 1, 'lead', 'at_school', NULL, 'screening', '${sampleUser}', '${at}', '${at}', '${hoursLater(24)}', 2, NULL, 1, '${zeros}',
    '{"caseId":"${caseIdOf(1)}","stage":"lead","version":1}');
  INSERT INTO case_event VALUES ('e', '${caseIdOf(1)}', 1, 'lead_recorded', 1, '${at}', '${at}', '${sampleUser}', 'default-1', 'q', '{"pupilId":"p"}', '${zeros}', '${zeros}', zeroblob(64));
  INSERT INTO register_chain VALUES (1, '${caseIdOf(1)}', 'e', '${zeros}', '${zeros}', '${zeros}');
  INSERT INTO obligation VALUES ('o1', '${caseIdOf(1)}', 'T_FILE', 'c', 'default-1', '', 1, 'e', '${at}', '${hoursLater(24)}', 'psych_teacher', NULL, NULL, NULL);
  INSERT INTO obligation VALUES ('o2', '${caseIdOf(1)}', 'T_SIGN', 'c', 'default-1', '', 1, 'e', '${at}', '${hoursLater(48)}', 'vice_principal', NULL, NULL, NULL);
  INSERT INTO import_batch VALUES ('b', 'screening', '${zeros}', '2026-09-10T16:30:00.000Z', '${sampleUser}', 2, 2, 0, 0, 0, 0, '{}');
  INSERT INTO screening_result VALUES ('r1', 'p', 'PHQ9', '2026-09-10', 12, '{}', NULL, 'valid', '[]', 1, 0, NULL, NULL, 'b');
  INSERT INTO screening_result VALUES ('r2', 'p', 'GAD7', '2026-09-10', 12, '{}', NULL, 'valid', '[]', 1, 1, NULL, 'cleared', 'b');`;

describe.each(driverNames)('a register of the first schema with %s', (name) => {
  it('keeps its rows, knows whose cases and duties they are, and says that it must be folded again', async () => {
    await using folder = await openTestFolder();
    const driver = await testDriver(name);
    const before = await driver.open(databaseFile(folder.path), testKey, 'create');
    await before.all('PRAGMA locking_mode = EXCLUSIVE');
    await applySettings(before);
    await runMigrations(before, [{ id: '0010-initial', up: initial }]);
    await before.exec(olderRows);
    await before.close();

    const opened = await openRegisterWith({ folder: folder.path, key: testKey, driver });
    if (!opened.ok) throw new Error(opened.error);
    const register = opened.value;
    const rows = await maintain(register, async (connection) => ({
      duties: await connection.all('SELECT id, responsible_user_id, estimated, snoozed_to, waiting_for, chase_on FROM obligation ORDER BY id'),
      cases: await connection.all('SELECT owner_user_id, sealed, handed_over_at FROM case_file'),
      results: await connection.all('SELECT id, due_on, outcome, second_by, second_at, second_note FROM screening_result ORDER BY id'),
      assignees: await connection.all('SELECT * FROM case_assignee'),
    }));
    const nothing = { estimated: 0, snoozed_to: null, waiting_for: null, chase_on: null };
    expect(rows).toEqual({
      duties: [
        { id: 'o1', responsible_user_id: sampleUser, ...nothing },
        { id: 'o2', responsible_user_id: null, ...nothing },
      ],
      cases: [{ owner_user_id: sampleUser, sealed: 0, handed_over_at: null }],
      results: [
        { id: 'r1', due_on: '2026-09-18', outcome: null, second_by: null, second_at: null, second_note: null },
        { id: 'r2', due_on: '2026-09-12', outcome: 'cleared', second_by: null, second_at: null, second_note: null },
      ],
      assignees: [{ case_id: caseIdOf(1), user_id: sampleUser }],
    });
    expect(await register.read(foldNeeded)).toBe(true);
    await expect(register.read((reader) => caseById(reader, caseIdOf(1)))).rejects.toThrow(/unrecognized|expected/i);
    const [stored] = await register.read((reader) => eventsInCaseOrder(reader, null));
    expect([stored?.events.map(({ id }) => id), stored?.obligations.map(({ id }) => id)]).toEqual([['e'], ['o1', 'o2']]);
    await register.write(markFolded);
    expect(await register.read(foldNeeded)).toBe(false);
    await register.close();
  });
});

describe('a register that this program made', () => {
  it('needs no folding, and is read case by case in the order of ids', async () => {
    await using test = await openTestRegister();
    const { register } = test;
    expect(await register.read(foldNeeded)).toBe(false);
    await register.write(async (tx) => {
      await addPeople(tx);
      for (const number of [3, 1, 2]) await addCase(tx, number);
      for (const hour of [5, 6]) await addEvent(tx, { caseId: caseIdOf(2), type: 'interview_held', payload: { hour }, happenedAt: hoursLater(hour) });
    });
    const pages = await register.read(async (reader) => [
      await eventsInCaseOrder(reader, null, 2),
      await eventsInCaseOrder(reader, caseIdOf(2), 2),
      await eventsInCaseOrder(reader, caseIdOf(3), 2),
    ]);
    expect(pages.map((page) => page.map(({ id, events }) => [id, events.map(({ seq }) => seq)]))).toEqual([
      [
        [caseIdOf(1), [1]],
        [caseIdOf(2), [1, 2, 3]],
      ],
      [[caseIdOf(3), [1]]],
      [],
    ]);
  });

  it('follows the state with owner, assignees, seal and handover', async () => {
    await using test = await openTestRegister();
    await test.register.write(async (tx) => {
      await addPeople(tx);
      await addCase(tx, 1);
      const found = await caseById(tx, caseIdOf(1));
      if (found === null) throw new Error('no such case');
      const eventId = found.state.headHash as never;
      const sealed = { eventId, at: hoursLater(2) };
      const handover = { eventId, fromUserId: null, at: hoursLater(3) };
      const assigneesOf = async () => (await tx.selectFrom('case_assignee').select('user_id').orderBy('user_id').execute()).map((row) => row.user_id);
      const fileOf = () => tx.selectFrom('case_file').select(['owner_user_id', 'sealed', 'handed_over_at']).executeTakeFirstOrThrow();
      expect([await assigneesOf(), await fileOf()]).toEqual([[sampleUser], { owner_user_id: sampleUser, sealed: 0, handed_over_at: null }]);
      const colleague = await addUser(tx, 2, { login: 'qin', displayName: '秦老师' });
      await updateCase(tx, caseIdOf(1), { ...found, state: { ...found.state, ownerId: colleague, assignees: [sampleUser, colleague], sealed, handover } });
      expect([await assigneesOf(), await fileOf()]).toEqual([[sampleUser, colleague], { owner_user_id: colleague, sealed: 1, handed_over_at: hoursLater(3) }]);
      await updateCase(tx, caseIdOf(1), { ...found, state: { ...found.state, ownerId: colleague } });
      expect([await assigneesOf(), await fileOf()]).toEqual([[colleague], { owner_user_id: colleague, sealed: 0, handed_over_at: null }]);
      // A log whose first entry was purged names nobody.
      await updateCase(tx, caseIdOf(1), { ...found, state: { ...found.state, ownerId: null } });
      expect([await assigneesOf(), (await fileOf()).owner_user_id]).toEqual([[colleague], colleague]);
    });
  });
});
