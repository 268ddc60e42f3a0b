/** An empty week, sent by keyboard alone: the actions are counted. */
import { expect, test } from '@playwright/test';
import { openTestOffice, passphraseOf, type TestOffice } from '../support/test-office.ts';
import { counted } from './counted-keys.ts';
import { sitDown, type Desk } from './desk.ts';
import { counsellor, daysAgo } from './leave-office.ts';
import { launch, type Program } from './support/launch.ts';

test.describe.configure({ mode: 'serial', timeout: 180_000 });

let office: TestOffice;
let program: Program;
let desk: Desk;

test.beforeAll(async () => {
  office = await openTestOffice('school', [counsellor]);
  office.setClock(daysAgo(20));
  await office.host.close();
  program = await launch({ register: office.folder });
  desk = await sitDown(program);
  await desk.unlock(counsellor, passphraseOf(counsellor));
});

test.afterAll(async () => {
  await program.close();
  await office[Symbol.asyncDispose]();
});

test('is a zero report in no more than three actions', async () => {
  const { page } = desk;
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
