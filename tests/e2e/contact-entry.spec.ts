/** Contacts from the first page: the keys that they take beside their text, and what the register has of them. */
import { expect, test, type Page } from '@playwright/test';
import type { EventView } from '../../contract/cases.ts';
import { dateOf } from '../../domain/time.ts';
import type { XinhuBridge } from '../../preload/bridge.ts';
import { counted } from './counted-keys.ts';
import { counsellor, daysAgo, openLeaveOffice, pupilName } from './leave-office.ts';
import { seatAt } from './support/seat.ts';

/** What the register says of the case, asked as the window asks it. */
async function entries(page: Page, caseId: string): Promise<readonly EventView[]> {
  const reply = await page.evaluate((id) => (Reflect.get(globalThis, 'xinhu') as XinhuBridge).call('cases.file', { caseId: id }), caseId);
  if (!reply.ok) throw new Error('the counsellor may read the case');
  return (reply.value as { readonly events: readonly EventView[] }).events;
}

async function latest(page: Page, caseId: string): Promise<EventView | undefined> {
  return (await entries(page, caseId)).at(-1);
}

const chosen = (page: Page) => page.locator('.duty-chosen');
const saved = (page: Page) => page.getByText(/^已登记/).first();

const here = seatAt(() => openLeaveOffice(), counsellor);

test.beforeAll(async () => {
  await expect(chosen(here().desk.page)).toBeVisible();
});

/** Goes down to a duty, a key at a time. */
async function goTo(page: Page, duty: string, press: (key: string) => Promise<void>): Promise<void> {
  for (let steps = 0; steps < 8 && !(await chosen(page).innerText()).includes(duty); steps += 1) await press('j');
  await expect(chosen(page)).toContainText(duty);
}

test('says why the duty stands before anybody acts on it', async () => {
  const { page, desk } = here();
  await goTo(page, '休学每周联系 · 家长', (key) => page.keyboard.press(key));
  const why = page.getByRole('complementary', { name: '为什么有这件事' });
  await expect(why).toContainText('学校每周联系家长');
  await expect(why).toContainText('休学开始');
  await expect(why).toContainText('每 7 天一期');
  await desk.look('30-today-why');
  for (let steps = 0; steps < 8; steps += 1) await page.keyboard.press('k');
});

test('takes no more than twelve keys with the guardian', async () => {
  const { page, desk, caseId } = here();
  const hand = counted(page);
  await goTo(page, '休学每周联系 · 家长', hand.press);
  await hand.press('Enter');
  await expect(page.getByRole('radiogroup', { name: '家长态度' }).getByRole('radio').first()).toBeFocused();
  await hand.press('1');
  await expect(page.getByLabel('内容', { exact: true })).toBeFocused();
  await page.keyboard.type('在家作息规律，按时服药。');
  await desk.look('31-contact-guardian');
  await hand.press('Control+Enter');
  await expect(saved(page)).toBeVisible();
  expect(hand.keys()).toBeLessThanOrEqual(12);
  expect(await latest(page, caseId)).toMatchObject({
    type: 'guardian_contacted',
    payload: { method: 'phone', reached: true, who: 'mother', attitude: 'cooperative', riskChange: 'same', content: '在家作息规律，按时服药。' },
  });
});

test('goes on with the next duty, and takes no more than twelve keys with the pupil', async () => {
  const { page, caseId } = here();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const hand = counted(page);
  await goTo(page, '休学每周联系 · 学生', hand.press);
  await hand.press('Enter');
  await expect(page.getByRole('radiogroup', { name: '询问自杀念头' }).getByRole('radio').first()).toBeFocused();
  await hand.press('2');
  await expect(saved(page)).toHaveCount(0);
  await expect(page.getByLabel('内容', { exact: true })).toBeFocused();
  await page.keyboard.type('愿意画画，精神好些。');
  await hand.press('Control+Enter');
  await expect(page.getByText('已登记：联系学生')).toBeVisible();
  expect(hand.keys()).toBeLessThanOrEqual(12);
  expect(await latest(page, caseId)).toMatchObject({
    type: 'pupil_contacted',
    payload: { method: 'phone', reached: true, suicidalThoughts: 'no', incidents: [], content: '愿意画画，精神好些。' },
  });
});

test('is begun from anywhere by a few letters, and says honestly that nobody was reached', async () => {
  const { page, desk, caseId } = here();
  await desk.open('文书');
  await page.keyboard.press('c');
  await page.keyboard.type('ycx');
  await expect(page.getByRole('option', { name: new RegExp(pupilName) })).toBeVisible();
  await desk.look('32-quick-contact');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('radiogroup', { name: '家长态度' }).getByRole('radio').first()).toBeFocused();
  await page.keyboard.press('0');
  await expect(page.getByRole('radiogroup', { name: '家长态度' })).toHaveCount(0);
  await expect(page.getByLabel('尝试情况')).toBeFocused();
  await page.keyboard.type('两次无人接听。');
  await desk.save();
  expect(await latest(page, caseId)).toMatchObject({
    type: 'guardian_contacted',
    payload: { reached: false, who: 'mother', attitude: 'unknown', content: '两次无人接听。' },
  });
});

test('leaves the focus with whoever answers and writes before the sheet has come to rest', async () => {
  const { page } = here();
  await page.keyboard.press('c');
  await page.keyboard.type('ycx');
  await page.keyboard.press('Enter');
  await page.getByRole('radiogroup', { name: '联系对象' }).waitFor();
  await page.keyboard.press('2');
  await page.keyboard.type('孩子愿意说话。', { delay: 40 });
  await expect(page.getByLabel('内容', { exact: true })).toHaveValue('孩子愿意说话。');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '放弃' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('keeps what was typed when the sheet is left by mistake, and puts the reminder off once', async () => {
  const { page, desk } = here();
  await desk.open('今日');
  await page.keyboard.press('s');
  const reason = page.getByLabel('理由');
  await reason.fill('门诊约在下周一。');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '继续填写' }).click();
  await expect(reason).toHaveValue('门诊约在下周一。');
  const until = page.getByLabel('推迟到');
  await until.fill(dateOf(daysAgo(-2)));
  await until.press('Enter');
  await desk.save();
  await expect(page.locator('.duty').filter({ hasText: '推迟到' })).toHaveCount(1);
});

test('has a duty wait for somebody else until a day, where it can be seen', async () => {
  const { page, desk, caseId } = here();
  await desk.open('今日');
  await expect(chosen(page)).toBeVisible();
  const duty = (await chosen(page).locator('.duty-title').innerText()).split('\n')[0] ?? '';
  await page.keyboard.press('w');
  await page.getByRole('radiogroup', { name: '等待谁' }).getByText('医院', { exact: true }).click();
  await desk.save();
  const waiting = page.getByRole('region', { name: '等待中' });
  await expect(waiting).toContainText(duty);
  await expect(waiting).toContainText('等医院答复');
  expect(await latest(page, caseId)).toMatchObject({ type: 'obligation_waiting', payload: { waitingFor: 'hospital' } });
  await desk.look('33-today-waiting');
});
