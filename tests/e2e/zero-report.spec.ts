/** An empty week, sent by keyboard alone: the actions are counted. */
import { expect, test } from '@playwright/test';
import { openTestOffice } from '../support/test-office.ts';
import { counted } from './counted-keys.ts';
import { counsellor, daysAgo } from './leave-office.ts';
import { seatAt } from './support/seat.ts';

const here = seatAt(async () => {
  const office = await openTestOffice('school', [counsellor]);
  office.setClock(daysAgo(20));
  return { office };
}, counsellor);

test('is a zero report in no more than three actions', async () => {
  const { page } = here();
  const place = await page.getByRole('navigation', { name: '主导航' }).getByRole('button', { name: '周报' }).getAttribute('aria-keyshortcuts');
  const hand = counted(page);
  await hand.press((place ?? '').replace(/(\d)$/, 'Digit$1'));
  await expect(page.getByRole('button', { name: '发零报告' })).toBeFocused();
  await hand.press('Enter');
  await expect(page.getByRole('dialog').getByRole('button', { name: '发零报告' })).toBeFocused();
  await hand.press('Enter');
  await expect(page.getByText('PDF SHA-256')).toBeVisible();
  expect(hand.actions()).toBeLessThanOrEqual(3);
});
