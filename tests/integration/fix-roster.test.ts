/** Pupils and people by hand: what the contract takes the register can hold, and what is refused leaves nothing behind. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../domain/limits.ts';
import { codeOf } from '../support/case-work.ts';
import { openTestOffice, passphraseOf, type TestOffice } from '../support/test-office.ts';

let office: TestOffice;

beforeAll(async () => {
  office = await openTestOffice('school', ['psych_teacher']);
});

afterAll(() => office[Symbol.asyncDispose]());

const pupil = {
  studentNo: 'L1',
  name: '示例',
  sex: 'female',
  grade: 7,
  className: '七（1）班',
  guardians: [{ name: '示例家长', relation: '母亲', phone: '19900001111' }],
};
const [guardian] = pupil.guardians;

describe('a text at its limit, and one character longer', () => {
  it.each<readonly [string, number, (text: string) => object]>([
    ['student number', limits.studentNo, (text) => ({ studentNo: text })],
    ['name', limits.personName, (text) => ({ name: text })],
    ['class', limits.className, (text) => ({ className: text })],
    ['name of a guardian', limits.personName, (text) => ({ guardians: [{ ...guardian, name: text }] })],
    ['relation', limits.relation, (text) => ({ guardians: [{ ...guardian, relation: text }] })],
    ['telephone', limits.phone, (text) => ({ guardians: [{ ...guardian, phone: text }] })],
  ])('%s', async (what, limit, change) => {
    await office.as('psych_teacher');
    const add = (length: number) => codeOf(office, 'roster.add', { ...pupil, studentNo: `${what.slice(0, 12)}${length}`, ...change('名'.repeat(length)) });
    expect([await add(limit), await add(limit + 1)]).toEqual(['ok', 'INPUT_INVALID']);
  });

  it('a name that has nothing to be found by, or grows in its normal spelling', async () => {
    await office.as('psych_teacher');
    for (const name of ['·', '- -', '\u200B', '\uFB2C'.repeat(40)])
      expect([name, await codeOf(office, 'roster.add', { ...pupil, studentNo: 'L2', name })]).toEqual([name, 'INPUT_INVALID']);
    for (const change of [{ className: ' ' }, { guardians: [{ ...guardian, relation: '' }] }])
      expect(await codeOf(office, 'roster.add', { ...pupil, studentNo: 'L2', ...change })).toBe('INPUT_INVALID');
  });

  it('a user: refused without a login left behind', async () => {
    await office.as('admin');
    const add = (login: string, length: number) =>
      codeOf(office, 'users.add', { login, displayName: '名'.repeat(length), role: 'auditor', passphrase: passphraseOf(login) });
    expect([await add('longest', limits.personName), await add('longer', limits.personName + 1)]).toEqual(['ok', 'INPUT_INVALID']);
    const { logins } = await office.ask('session.status', {});
    expect([logins.includes('longest'), logins.includes('longer')]).toEqual([true, false]);
  });
});
