/** A rule pack is tried out, and brought into force for what is recorded from then on: the past keeps its own rules. */
import { describe, expect, it } from 'vitest';
import { builtInRulePacks, defaultRulePack } from '../../domain/rules/defaults.ts';
import type { RulePack } from '../../domain/rules/rule-pack.ts';
import { kdfFloor } from '../../main/register/crypto/argon2.ts';
import { textOf } from '../../main/register/crypto/bytes.ts';
import { canonicalJson } from '../../main/register/crypto/canonical.ts';
import { sha256Hex } from '../../main/register/crypto/sha256.ts';
import { pathFiles } from '../../main/register/files/file-port.ts';
import { createHost } from '../../main/register/host.ts';
import { systemPorts } from '../../main/register/system-ports.ts';
import { codeOf, judgedCase, record } from '../support/case-work.ts';
import { hostAt, rawDatabase } from '../support/hosts.ts';
import { bringIntoForce, fileIn } from '../support/rule-files.ts';
import { moment, openTestOffice, passphraseOf, type TestOffice } from '../support/test-office.ts';

/** The pack in force, changed: another version, and plans in three days instead of seven. */
async function changedPack(office: TestOffice, change: Partial<RulePack> = {}): Promise<RulePack> {
  const { current } = await office.ask('rules.list', {});
  const rules = current.rules.map((rule) => (rule.id === 'T_PLAN_GRADE' ? { ...rule, due: { days: 3, calendar: 'calendar' as const } } : rule));
  return { ...current, version: 'test-district.1', title: { zh: '试用规则', en: 'Rules on trial' }, rules, ...change };
}

const allDuties = async (office: TestOffice, ids: readonly string[]): Promise<string> => {
  const files = [];
  for (const caseId of ids) files.push((await office.ask('cases.file', { caseId })).obligations);
  return JSON.stringify(files);
};

async function officeWithCases() {
  const office = await openTestOffice('school', ['psych_teacher', 'vice_principal', 'auditor']);
  office.setClock(moment(1, 12));
  await office.as('psych_teacher');
  const ids: string[] = [];
  for (const n of [1, 2, 3]) ids.push((await judgedCase(office, { name: `示例${'甲乙丙'[n - 1] ?? ''}`, studentNo: `S-${n}` }, moment(1, 10))).id);
  return { office, ids };
}

describe('a rule pack on trial', () => {
  it('says what would open and move, and writes nothing', { timeout: 60_000 }, async () => {
    const { office, ids } = await officeWithCases();
    await using closing = office;
    const before = await allDuties(closing, ids);
    const file = await fileIn(office, 'pack.json', await changedPack(office));
    const simulated = await office.ask('rules.simulate', { file });
    expect(simulated).toMatchObject({ version: 'test-district.1', cases: 3, affected: 3, added: [], dropped: [], changed: ['T_PLAN_GRADE'] });
    expect(simulated.effects.find(({ ruleId }) => ruleId === 'T_PLAN_GRADE')).toMatchObject({ opens: 0, closes: 0, earlier: 3, later: 0, unchanged: 0 });
    expect(
      simulated.effects.filter(({ ruleId }) => ruleId !== 'T_PLAN_GRADE').every(({ opens, closes, earlier, later }) => opens + closes + earlier + later === 0),
    ).toBe(true);
    expect(simulated.samples.map(({ caseId, moves }) => [caseId, moves])).toEqual(ids.toSorted().map((id) => [id, 1]));
    await office.as('admin');
    // Who keeps the machine learns how many cases move, and not which.
    expect(await office.ask('rules.simulate', { file })).toMatchObject({ cases: 3, affected: 3, samples: [] });
    await office.as('psych_teacher');
    expect(await allDuties(office, ids)).toBe(before);
    expect((await office.ask('rules.list', {})).packs).toHaveLength(1);
  });

  it('tells rules that come, go and change, those of the office too', { timeout: 60_000 }, async () => {
    const { office } = await officeWithCases();
    await using closing = office;
    const pack = await changedPack(closing);
    const [first, ...rest] = pack.rules;
    const extra = { ...first, id: 'T_EXTRA' } as RulePack['rules'][number];
    const office1 = { id: 'T_TEST_MEETING', clause: extra.clause, title: extra.title, owner: {}, counts: [{ kind: 'publicity' as const, when: [] }] };
    const meeting = { ...office1, period: { unit: 'week' as const }, wanted: 1, leastSchoolDays: 1, graceDays: 0, lateDays: 0 };
    const file = await fileIn(office, 'pack.json', { ...pack, rules: [...rest, extra], office: [...pack.office, meeting] });
    const { added, dropped, changed } = await office.ask('rules.simulate', { file });
    expect({ added, dropped, changed }).toEqual({ added: ['T_EXTRA', 'T_TEST_MEETING'], dropped: [first?.id], changed: ['T_PLAN_GRADE'] });
  });

  it('can be given up half way', { timeout: 60_000 }, async () => {
    const { office } = await officeWithCases();
    await using closing = office;
    const file = closing.path(await fileIn(office, 'pack.json', await changedPack(office)));
    await office.host.close();
    const told: unknown[] = [];
    const closed: Promise<void>[] = [];
    const push = (name: string, detail: unknown): void => {
      if (name !== 'task.progress') return;
      told.push(detail);
      closed.push(host.close());
    };
    const host = createHost(systemPorts({ push, clock: () => moment(1, 13), kdf: kdfFloor }), pathFiles());
    host.chooseFolder(office.folder);
    await host.ask('session.unlock', { login: 'psych_teacher', passphrase: passphraseOf('psych_teacher') });
    expect(await host.call('rules.simulate', { file })).toMatchObject({ ok: false, error: { code: 'CANCELLED' } });
    await Promise.all(closed);
    expect(told).toEqual([{ operation: 'rules.simulate', done: 0, total: 3 }]);
  });

  it.each([
    ['no JSON', '{"version":', ['']],
    ['another thing', { version: 'x' }, ['version', 'title', 'clauses', 'gradeNames', 'rules']],
    ['a list', '[]', ['']],
    ['bytes', Uint8Array.from([0xff, 0xfe, 0]), ['']],
  ])('is refused with places when it is %s', { timeout: 60_000 }, async (_name, content, paths) => {
    await using office = await openTestOffice('school', ['psych_teacher']);
    await office.as('psych_teacher');
    const reply = await office.host.ask('rules.simulate', { file: await fileIn(office, 'pack.json', content) });
    expect(reply).toMatchObject({ ok: false, error: { code: 'PACK_INVALID' } });
    const issues = reply.ok ? [] : (reply.error.params['issues'] as readonly { readonly path: string }[]);
    expect(issues.map(({ path }) => path)).toEqual(paths);
  });

  it('is refused when a rule names what does not exist, lacks its clause, or lets a crisis wait', { timeout: 60_000 }, async () => {
    await using office = await openTestOffice('school', ['psych_teacher']);
    await office.as('psych_teacher');
    const pack = await changedPack(office);
    const [first, ...rest] = pack.rules;
    const ruleOf = async (change: object): Promise<unknown> => {
      const reply = await office.host.ask('rules.simulate', {
        file: await fileIn(office, 'pack.json', { ...pack, rules: [{ ...first, ...change }, ...rest] }),
      });
      return reply.ok ? 'ok' : { code: reply.error.code, issues: reply.error.params['issues'] };
    };
    const refused = (path: string, rule: string) => ({ code: 'PACK_INVALID', issues: expect.arrayContaining([{ path, rule }]) as unknown });
    expect(await ruleOf({})).toBe('ok');
    expect(await ruleOf({ clause: 'NONE' })).toEqual(refused('', 'rule_without_clause'));
    expect(await ruleOf({ opens: [{ on: 'lead_recorded', when: [{ payload: 'immediatDanger', in: [false] }] }] })).toEqual(
      refused('', 'unknown_field_slot_or_owner'),
    );
    expect(await ruleOf({ opens: [{ on: 'grade_decided', when: [{ payload: 'grade', in: ['R4'] }] }], due: { days: 1, calendar: 'school' } })).toEqual(
      refused('', 'crisis_clock_pauses'),
    );
    expect(await ruleOf({ opens: [{ on: 'nothing_happened' }] })).toEqual(refused('rules.0.opens.0.on', 'invalid_value'));
    const huge = await fileIn(office, 'huge.json', `{${' '.repeat(3_000_000)}}`);
    expect(await codeOf(office, 'rules.simulate', { file: huge })).toBe('FILE_TOO_LARGE');
    expect(await codeOf(office, 'rules.simulate', { file: 'nowhere.json' })).toBe('FILE_UNREADABLE');
  });
});

/** A register that a program of before began: its first pack is the edition of then. */
async function officeOfFirstEdition() {
  const office = await openTestOffice('school', ['psych_teacher']);
  await office.host.close();
  const [first] = builtInRulePacks;
  const bytes = canonicalJson(first);
  const database = await rawDatabase(office.folder, { login: 'admin', passphrase: passphraseOf('admin') });
  const guards = await database.all("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'rule_pack'");
  for (const { name } of guards) await database.exec(`DROP TRIGGER ${String(name)}`);
  await database.run('UPDATE rule_pack SET version = ?, body = ?, sha256 = ?', [first?.version ?? '', textOf(bytes) ?? '', sha256Hex(bytes)]);
  for (const { sql } of guards) await database.exec(String(sql));
  await database.close();
  const host = hostAt(moment(1, 12), office.folder);
  const ask: TestOffice['ask'] = async (name, input) => {
    const reply = await host.ask(name, input);
    if (!reply.ok) throw new Error(reply.error.code);
    return reply.value;
  };
  await ask('session.unlock', { login: 'psych_teacher', passphrase: passphraseOf('psych_teacher') });
  return { ...office, host, ask, [Symbol.asyncDispose]: async () => (await host.close(), office[Symbol.asyncDispose]()) };
}

describe('a newer pack of the program', () => {
  it('is offered to a register of an older edition, tried out and brought into force by a person', { timeout: 60_000 }, async () => {
    await using office = await officeOfFirstEdition();
    const { id } = await judgedCase(office, { name: '示例甲', studentNo: 'S-1' }, moment(1, 10));
    const listed = await office.ask('rules.list', {});
    expect(listed.packs.map(({ version }) => version)).toEqual(['cn-qingpu-2026']);
    const { version, title } = defaultRulePack;
    expect(listed.offered).toEqual({ version, titleZh: title.zh, titleEn: title.en });
    const tried = await office.ask('rules.simulate', { builtIn: version });
    expect(tried).toMatchObject({ version, cases: 1, dropped: [] });
    expect(tried.added.length).toBeGreaterThan(0);
    expect((await office.ask('rules.list', {})).current.version).toBe('cn-qingpu-2026');
    const before = await allDuties(office, [id]);
    expect(await codeOf(office, 'rules.activate', { builtIn: version, sha256: '0'.repeat(64) })).toBe('PACK_CHANGED');
    expect(await office.ask('rules.activate', { builtIn: version, sha256: tried.sha256 })).toMatchObject({
      version,
      current: true,
      activatedByName: '示例psych_teacher',
    });
    expect(await allDuties(office, [id])).toBe(before);
    expect(await office.ask('rules.list', {})).toMatchObject({ offered: null, current: { version } });
    expect(
      await codeOf(office, 'rules.activate', { builtIn: 'cn-qingpu-2026', sha256: (await office.ask('rules.simulate', { builtIn: 'cn-qingpu-2026' })).sha256 }),
    ).toBe('PACK_VERSION_TAKEN');
  });

  it('is asked for by its version or by a file, and by one of both', { timeout: 60_000 }, async () => {
    await using office = await openTestOffice('school', ['psych_teacher']);
    await office.as('psych_teacher');
    expect((await office.ask('rules.list', {})).offered).toBeNull();
    const sha256 = '0'.repeat(64);
    for (const name of ['rules.simulate', 'rules.activate'] as const) {
      const more = name === 'rules.activate' ? { sha256 } : {};
      expect(await codeOf(office, name, { builtIn: 'cn-qingpu-2031', ...more })).toBe('PACK_UNKNOWN');
      expect(await codeOf(office, name, { builtIn: defaultRulePack.version, file: 'pack.json', ...more })).toBe('INPUT_INVALID');
      expect(await codeOf(office, name, more)).toBe('INPUT_INVALID');
    }
  });
});

describe('a rule pack in force', () => {
  it('governs what is recorded from then on, and leaves the open duties of cases byte for byte', { timeout: 60_000 }, async () => {
    const { office, ids } = await officeWithCases();
    await using closing = office;
    const before = await allDuties(closing, ids);
    const pack = await changedPack(office);
    office.setClock(moment(1, 13));
    await bringIntoForce(office, pack);
    expect(await allDuties(office, ids)).toBe(before);
    await office.ask('obligations.refresh', {});
    expect(await allDuties(office, ids)).toBe(before);

    const listed = await office.ask('rules.list', {});
    expect(listed.current.version).toBe('test-district.1');
    expect(listed.packs.map(({ version, current, activatedByName }) => [version, current, activatedByName])).toEqual([
      [expect.any(String), false, null],
      ['test-district.1', true, '示例psych_teacher'],
    ]);
    const later = await judgedCase(office, { name: '示例丁', studentNo: 'S-4' }, moment(1, 13));
    const planOf = async (caseId: string) => (await office.ask('cases.file', { caseId })).obligations.find(({ ruleId }) => ruleId === 'T_PLAN_GRADE');
    expect(await planOf(later.id)).toMatchObject({ packVersion: 'test-district.1', dueAt: moment(4, 23, 59).replace('00.000', '59.999') });
    expect(await planOf(ids[0] ?? '')).toMatchObject({ dueAt: moment(8, 23, 59).replace('00.000', '59.999') });
    // An entry that has nothing to do with plans does not move the plan's day of an older case either.
    await record(office, ids[0] ?? '', { type: 'principal_notified', at: moment(1, 13) });
    expect(await planOf(ids[0] ?? '')).toMatchObject({ dueAt: moment(8, 23, 59).replace('00.000', '59.999') });
    expect((await office.ask('rules.list', {})).packs.at(-1)?.events).toBe(4);

    await office.as('auditor');
    const trail = await office.ask('audit.list', {});
    expect(trail.rows.filter(({ operation }) => operation === 'rules.activate').map(({ outcome }) => outcome)).toEqual(['ok']);
  });

  it('is the one that was tried out, under a version of its own', { timeout: 60_000 }, async () => {
    const { office } = await officeWithCases();
    await using closing = office;
    const pack = await changedPack(closing);
    const file = await fileIn(office, 'pack.json', pack);
    const { sha256 } = await office.ask('rules.simulate', { file });
    await fileIn(office, 'pack.json', { ...pack, title: { zh: '换过的规则', en: 'Swapped' } });
    expect(await codeOf(office, 'rules.activate', { file, sha256 })).toBe('PACK_CHANGED');
    await fileIn(office, 'pack.json', pack);
    const activated = await office.ask('rules.activate', { file, sha256 });
    expect(await office.ask('rules.activate', { file, sha256 })).toEqual(activated);

    const { packs, current } = await office.ask('rules.list', {});
    expect(current.version).toBe('test-district.1');
    for (const change of [{ title: { zh: '另一', en: 'Other' } }, { version: packs[0]?.version ?? '' }]) {
      const other = await fileIn(office, 'other.json', { ...pack, ...change });
      const tried = await office.ask('rules.simulate', { file: other });
      expect(await codeOf(office, 'rules.activate', { file: other, sha256: tried.sha256 })).toBe('PACK_VERSION_TAKEN');
    }
    await office.as('vice_principal');
    expect(await codeOf(office, 'rules.activate', { file, sha256 })).toBe('NOT_ALLOWED');
    expect(await codeOf(office, 'rules.list', {})).toBe('ok');
  });

  it('goes out as a file that can be edited and tried out', { timeout: 60_000 }, async () => {
    const { office } = await officeWithCases();
    await using closing = office;
    const written = await closing.ask('rules.export', { target: 'out.json' });
    expect(await office.ask('rules.simulate', { file: 'out.json' })).toMatchObject({
      sha256: written.sha256,
      affected: 0,
      added: [],
      dropped: [],
      changed: [],
    });
    expect(await office.ask('rules.activate', { file: 'out.json', sha256: written.sha256 })).toMatchObject({ current: true });
    expect((await office.ask('rules.list', {})).packs).toHaveLength(1);
  });
});
