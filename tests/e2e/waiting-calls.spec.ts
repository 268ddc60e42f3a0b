/** A call of the hotline whose pupil the roster does not tell: Today counts it, and a person says whose it is. */
import { writeFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { addPupil } from '../support/case-work.ts';
import { openTestOffice } from '../support/test-office.ts';
import { counsellor, daysAgo } from './leave-office.ts';
import { seatAt } from './support/seat.ts';

const here = seatAt(async () => {
  const office = await openTestOffice('school', [counsellor]);
  office.setClock(daysAgo(20));
  await office.as(counsellor);
  const file = office.path('calls.csv');
  const header = '来电时间,接线人,来电人身份,学生姓名,学校,年级,主要问题,自伤自杀风险,处理';
  await writeFile(file, [header, '2026-09-16 01:29,值班教师,学生本人,沈佳嘉,示例初级中学,七年级,亲子冲突,有意念,倾听支持'].join('\r\n'));
  await office.ask('imports.run', { file });
  await addPupil(office, { name: '沈嘉佳', studentNo: 'S-1' });
  return { office };
}, counsellor);

test('is joined to a pupil on the page of second screening', async () => {
  const { page } = here();
  await page.getByRole('button', { name: '紧急来电待对应学生' }).click();
  const calls = page.getByRole('region', { name: '待对应学生的热线来电' });
  await expect(calls.getByText('有自杀意念')).toBeVisible();
  await calls.getByRole('combobox', { name: '沈佳嘉的来电是哪位学生的' }).fill('沈嘉佳');
  await page.getByText('沈嘉佳 · ').last().click();
  if (process.env['XINHU_SHOT'] !== undefined) await page.screenshot({ path: process.env['XINHU_SHOT'] });
  await calls.getByRole('button', { name: '归入' }).click();
  await expect(calls).toHaveCount(0);
});
