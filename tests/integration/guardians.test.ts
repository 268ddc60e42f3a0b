import { writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { openTestOffice } from '../support/test-office.ts';

const header = '学号,姓名,年级,班级,监护人1姓名,监护人1关系,监护人1电话';

it("does not put one father's telephone to another father's name", { timeout: 60_000 }, async () => {
  await using office = await openTestOffice('school', ['psych_teacher']);
  await office.as('psych_teacher');
  const take = async (row: string) => {
    await writeFile(office.path('roster.csv'), `${header}\n${row}\n`);
    await office.ask('imports.run', { file: office.path('roster.csv') });
    const { rows } = await office.ask('roster.list', { search: '2026070101' });
    return (await office.ask('roster.pupil', { pupilId: rows[0]?.id ?? '' })).guardians;
  };
  expect(await take('2026070101,示例一,七年级,七年级(1)班,甲先生,父亲,19900000001')).toEqual([{ name: '甲先生', relation: '父亲', phone: '19900000001' }]);
  expect(await take('2026070101,示例一,七年级,七年级(1)班,甲先生,父亲,')).toEqual([{ name: '甲先生', relation: '父亲', phone: '19900000001' }]);
  expect(await take('2026070101,示例一,七年级,七年级(1)班,乙先生,父亲,')).toEqual([{ name: '乙先生', relation: '父亲', phone: null }]);
});
