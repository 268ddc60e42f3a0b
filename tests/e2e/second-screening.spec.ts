/** A second screening past its day: Today counts it, and it is concluded with the keyboard and with the proof of the talk. */
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
  await addPupil(office, { name: '沈嘉佳', studentNo: 'S-1' });
  const file = office.path('phq.csv');
  const header = ['学号', '姓名', '测评时间', ...Array.from({ length: 9 }, (_, n) => `PHQ9_${n + 1}`)].join(',');
  await writeFile(file, `${header}\r\nS-1,沈嘉佳,2026-09-10,3,3,3,3,3,3,3,3,3`);
  await office.ask('imports.run', { file, kind: 'screening' });
  return { office };
}, counsellor);

test('is concluded with who talked, when and why', async () => {
  const { page } = here();
  await page.getByRole('button', { name: '二次筛查逾期' }).click();
  await expect(page.getByText('逾期', { exact: false }).last()).toBeVisible();
  await page.getByRole('button', { name: '其他结论' }).click();
  const sheet = page.getByRole('form', { name: '其他结论' });
  await sheet.getByRole('textbox', { name: '面谈情况与理由' }).fill('第九题误选，面谈未见危险。');
  if (process.env['XINHU_SHOT'] !== undefined) await page.screenshot({ path: process.env['XINHU_SHOT'] });
  await page.keyboard.press('Control+Enter');
  await expect(sheet).toHaveCount(0);
  await page.getByRole('checkbox', { name: '包括已处理' }).click();
  await expect(page.getByText('第九题误选，面谈未见危险。')).toBeVisible();
  if (process.env['XINHU_SHOT'] !== undefined) await page.screenshot({ path: `${process.env['XINHU_SHOT']}.done.png` });
});
