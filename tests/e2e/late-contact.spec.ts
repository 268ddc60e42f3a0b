/** A week of contacts that is over: what the form says of it, and that an entry with its true moment still settles it. */
import { expect, test } from '@playwright/test';
import type { CaseFile } from '../../contract/cases.ts';
import { dateOf, instantOf } from '../../domain/time.ts';
import type { XinhuBridge } from '../../preload/bridge.ts';
import { record } from '../support/case-work.ts';
import { counsellor, daysAgo, openLeaveOffice } from './leave-office.ts';
import { seatAt } from './support/seat.ts';

/** The last entry was made at a clock that went half an hour fast. */
const here = seatAt(async () => {
  const opened = await openLeaveOffice([], 8);
  const fast = instantOf(Date.now() + 30 * 60_000);
  opened.office.setClock(fast);
  await record(opened.office, opened.caseId, { type: 'referral_made', at: fast });
  return opened;
}, counsellor);

const over = /^本周已过/;

test('says that a contact of now counts for the new week', async () => {
  const { page, desk } = here();
  await page.getByRole('region', { name: '已逾期' }).getByText('休学每周联系 · 家长').first().click();
  await page
    .getByRole('complementary', { name: '为什么有这件事' })
    .getByRole('button', { name: /^联系家长/ })
    .click();
  await expect(page.getByText(over)).toBeVisible();
  await page.getByLabel('内容', { exact: true }).fill('电话无碍，睡眠好转。');
  await desk.look('41-late-contact');
});

test('keeps what was typed when the contact was with the pupil, and gives it back', async () => {
  const { page } = here();
  const kind = page.getByRole('radiogroup', { name: '联系对象' });
  await page.getByRole('radiogroup', { name: '家长态度' }).getByText('配合', { exact: true }).click();
  await page.getByRole('radiogroup', { name: '联系方式' }).getByRole('radio').nth(1).check();
  await kind.getByText('联系学生').click();
  await expect(page.getByRole('radiogroup', { name: '询问自杀念头' })).toBeVisible();
  await expect(page.getByLabel('内容', { exact: true })).toHaveValue('电话无碍，睡眠好转。');
  await expect(page.getByRole('radiogroup', { name: '联系方式' }).getByRole('radio').nth(1)).toBeChecked();
  await kind.getByText('联系家长').click();
  await expect(page.getByRole('radiogroup', { name: '家长态度' }).getByRole('radio').first()).toBeChecked();
});

test('settles the week with what happened in it', async () => {
  const { page, caseId } = here();
  const moment = page.locator('#happened-at');
  await moment.fill(`${dateOf(daysAgo(1))} 20:00`);
  await moment.press('Enter');
  await expect(page.getByText(over)).toHaveCount(0);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/^这台电脑的时钟比登记册里最后一条记录还早/)).toBeVisible();
  await page.getByRole('button', { name: '本机时钟正确，继续保存' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  const reply = await page.evaluate((id) => (Reflect.get(globalThis, 'xinhu') as XinhuBridge).call('cases.file', { caseId: id }), caseId);
  if (!reply.ok) throw new Error('the counsellor may read the case');
  const { events, obligations } = reply.value as CaseFile;
  expect(events.at(-1)).toMatchObject({ type: 'guardian_contacted', payload: { content: '电话无碍，睡眠好转。', attitude: 'cooperative' } });
  const first = obligations.filter(({ ruleId, slot, occurrence }) => ruleId === 'T_LEAVE_CONTACT' && slot === 'guardian' && occurrence === 1);
  expect(first.map(({ end }) => end)).toEqual(['done']);
});
