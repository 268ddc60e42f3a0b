/** Rosters that say less than the register knows, or something else. */
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../domain/limits.ts';
import { moment, openTestOffice, type TestOffice } from '../support/test-office.ts';

let office: TestOffice;

beforeAll(async () => {
  office = await openTestOffice('school', ['psych_teacher']);
  office.setClock(moment(1, 9));
  await office.as('psych_teacher');
});

afterAll(() => office[Symbol.asyncDispose]());

async function run(header: string, rows: readonly string[], more: { readonly acceptRenames?: boolean } = {}) {
  const file = office.path('given.csv');
  await writeFile(file, [header, ...rows].join('\r\n'));
  const { added, changed, unchanged, renamed, refused, warnings } = await office.ask('imports.run', { file, ...more });
  const told = (list: typeof refused) => list.map(({ row, code }) => `${row} ${code}`);
  return { added, changed, unchanged, renamed, refused: told(refused), warnings: told(warnings) };
}

const none = { added: 0, changed: 0, unchanged: 0, renamed: 0, refused: [], warnings: [] };

async function pupil(studentNo: string) {
  const { rows } = await office.ask('roster.list', { search: studentNo });
  const [found] = rows;
  if (found === undefined) throw new Error('no such pupil');
  const { pupil: summary, ...about } = await office.ask('roster.pupil', { pupilId: found.id });
  return { ...about, name: summary.name, sex: summary.sex, grade: summary.grade, className: summary.className };
}

const full = '学号,姓名,性别,年级,班级,是否住宿,班主任,家庭住址,监护人,监护人关系,监护人电话';

describe('a roster of fewer columns', () => {
  it('leaves what it does not say as it was', async () => {
    expect(await run(full, ['900001,欧阳一一,女,八年级,1班,是,王老师,示例路1号,欧阳先生,父亲,13900000001'])).toEqual({ ...none, added: 1 });
    const before = await pupil('900001');
    expect(before).toMatchObject({
      name: '欧阳一一',
      sex: 'female',
      grade: 8,
      className: '1班',
      boarding: true,
      classTeacher: '王老师',
      address: '示例路1号',
      guardians: [{ name: '欧阳先生', relation: '父亲', phone: '13900000001' }],
    });
    expect(await run('学号,姓名', ['900001,欧阳一一'])).toEqual({ ...none, unchanged: 1 });
    expect(await run(full, ['900001,欧阳一一,,,,,,,,,'])).toEqual({ ...none, unchanged: 1 });
    expect(await run('学号,姓名,性别', ['900001,欧阳一一,不明'])).toEqual({ ...none, unchanged: 1, warnings: ['2 SEX_UNREADABLE'] });
    expect(await pupil('900001')).toEqual(before);
    expect(await run('学号,姓名,家庭住址', ['900001,欧阳一一,示例路2号'])).toEqual({ ...none, changed: 1 });
    expect(await pupil('900001')).toEqual({ ...before, address: '示例路2号' });
  });

  it('adds a guardian to those who are known, and knows them again', async () => {
    await run(full, ['900002,欧阳二二,女,八年级,1班,,,,欧阳先生,父亲,13900000001']);
    const mother = ['900002,欧阳二二,,13900000002'];
    expect(await run('学号,姓名,母亲姓名,母亲电话', mother)).toEqual({ ...none, changed: 1 });
    expect(await run('学号,姓名,母亲姓名,母亲电话', mother)).toEqual({ ...none, unchanged: 1 });
    const father = { name: '欧阳先生', relation: '父亲', phone: '13900000001' };
    expect((await pupil('900002')).guardians).toEqual([father, { name: '母亲', relation: '母亲', phone: '13900000002' }]);
    await run('学号,姓名,母亲姓名', ['900002,欧阳二二,示例女士']);
    await run('学号,姓名,监护人电话', ['900002,欧阳二二,13900000001']);
    await run('学号,姓名,监护人,监护人电话', ['900002,欧阳二二,示例外婆,13900000003']);
    await run('学号,姓名,父亲电话', ['900002,欧阳二二,13900000009']);
    expect((await pupil('900002')).guardians).toEqual([
      { ...father, phone: '13900000009' },
      { name: '示例女士', relation: '母亲', phone: '13900000002' },
      { name: '示例外婆', relation: '监护人', phone: '13900000003' },
    ]);
  });

  it('does not make up a school year for a new pupil', async () => {
    expect(await run('学号,姓名,班级', ['900003,欧阳三三,2班', '900004,欧阳四四,七（2）班'])).toEqual({
      ...none,
      added: 1,
      refused: ['2 GRADE_MISSING'],
      warnings: ['2 GRADE_UNREADABLE'],
    });
    expect((await office.ask('roster.list', { search: '900003' })).total).toBe(0);
    expect((await pupil('900004')).grade).toBe(7);
  });
});

describe('a known number with another name', () => {
  it('is refused, and taken when the person says that the pupil was renamed', async () => {
    await run('学号,姓名,年级', ['900010,诸葛一一,七年级', '900011,诸葛二二,七年级']);
    const rows = ['900010,诸葛二二,八年级', '900011,诸葛二二,八年级'];
    expect(await run('学号,姓名,年级', rows)).toEqual({ ...none, changed: 1, refused: ['2 NAME_DIFFERS'] });
    expect(await pupil('900010')).toMatchObject({ name: '诸葛一一', grade: 7 });
    expect(await run('学号,姓名,年级', rows, { acceptRenames: true })).toEqual({ ...none, changed: 1, unchanged: 1, renamed: 1, warnings: ['2 NAME_CHANGED'] });
    expect(await pupil('900010')).toMatchObject({ name: '诸葛二二', grade: 8 });
  });

  it('is the same name when a platform lost a character, and the whole name stays or comes back', async () => {
    await run('学号,姓名,年级', ['900012,诸葛䶮,七年级', '900013,诸葛?,七年级']);
    expect(await run('学号,姓名', ['900012,诸葛?', '900013,诸葛䶮'])).toEqual({ ...none, changed: 1, unchanged: 1, warnings: ['2 NAME_DAMAGED'] });
    expect([(await pupil('900012')).name, (await pupil('900013')).name]).toEqual(['诸葛䶮', '诸葛䶮']);
  });
});

describe('what a file says at more length than the register holds', () => {
  it('is cut with a warning, row by row', async () => {
    const long = '长'.repeat(600);
    const phones = ['13900000001', '13900000002', '13900000003', '13900000004'].join('、');
    const rows = [`900020,慕容一一,女,七年级,${long},,${long},${long},${long},${long},${phones}`, '900021,慕容二二,女,七年级,1班,,,示例路1号,,,13900000001'];
    const report = await run(full, rows);
    expect(report).toEqual({ ...none, added: 2, warnings: Array.from({ length: 6 }, () => '2 TEXT_SHORTENED') });
    const stored = await pupil('900020');
    expect([stored.className.length, stored.classTeacher?.length, stored.address?.length]).toEqual([limits.className, limits.personName, limits.address]);
    expect(stored.guardians.map((one) => [one.name.length, one.relation.length, one.phone])).toEqual([
      [limits.personName, limits.relation, '13900000001、13900000002、13900000003'],
    ]);
    expect((await pupil('900021')).guardians).toEqual([{ name: '监护人', relation: '监护人', phone: '13900000001' }]);
    expect(await run(full, rows)).toEqual({ ...report, added: 0, unchanged: 2 });
  });

  it('is cut in a call log too', async () => {
    const long = '长'.repeat(5000);
    const header = '来电时间,接线人,来电人身份,学生姓名,年级,问题类型,自杀风险,处理';
    expect(await run(header, [`2026-09-20 10:00,${long},${long},慕容二二,七年级,${long},无,${long}`])).toEqual({
      ...none,
      added: 1,
      warnings: [...Array.from({ length: 4 }, () => '2 TEXT_SHORTENED'), '2 CALL_WAITS'],
    });
  });
});
