/** A case file from its sides: links with their proof, the risk over time, versions of the plan, an emergency, and others' eyes. */
import { expect, test } from '@playwright/test';
import { passphraseOf } from '../support/test-office.ts';
import { addPerson, payloadOf } from '../support/case-work.ts';
import { counsellor, daysAgo, openLeaveOffice, pupilName } from './leave-office.ts';
import { seatAt } from './support/seat.ts';

const colleague = 'second';

/** A plan with another overview than the example. */
function secondPlan(): Readonly<Record<string, unknown>> {
  const { content } = payloadOf('plan_drafted');
  return { content: { ...(content as object), overview: '初访确认有自杀意念。已与家长商定陪护。' }, reason: '按副校长意见补充陪护' };
}

const here = seatAt(async () => {
  const opened = await openLeaveOffice([
    { type: 'risk_interview_held', at: daysAgo(18) },
    { type: 'plan_drafted', at: daysAgo(17), payload: { reason: '' } },
    { type: 'plan_drafted', at: daysAgo(15), payload: secondPlan() },
    { type: 'guardian_contacted', at: daysAgo(6), payload: { reached: false, attitude: 'unknown', with: '' } },
  ]);
  await addPerson(opened.office, { login: colleague, role: 'psych_teacher', name: '陈一诺' });
  return opened;
});

test('every link leads to the entry that proves it, through any filter', async () => {
  const { page, desk } = here();
  await desk.unlock(counsellor, passphraseOf(counsellor));
  await desk.open('个案');
  await page.getByRole('region', { name: '个案' }).locator('.row-open').first().press('Enter');
  const timeline = page.getByRole('region', { name: '记录' });
  await timeline.getByText('联系', { exact: true }).click();
  await expect(timeline.getByRole('heading', { level: 3 })).toHaveText(['联系家长']);
  await page.getByRole('tab', { name: '联系' }).click();
  await expect(page.getByRole('region', { name: '联系情况' })).toContainText('1 次');
  await page.getByRole('region', { name: '闭环' }).getByRole('listitem').filter({ hasText: '备案' }).getByRole('link').click();
  await expect(page.locator('.entry:focus')).toContainText('备案');
  await desk.look('34-case-file');
});

test('the risk is a drawing and a table that say the same', async () => {
  const { page, desk } = here();
  await page.getByRole('tab', { name: '风险变化' }).click();
  const course = page.getByRole('region', { name: '风险变化' });
  const marks = await course.getByRole('group').getByRole('button').count();
  expect(marks).toBeGreaterThanOrEqual(3);
  await desk.look('35-risk');
  await course.getByRole('button', { name: '看表格' }).click();
  await expect(course.locator('tbody tr')).toHaveCount(marks);
  await desk.look('36-risk-table');
});

test('two versions of the plan show what was taken out and put in', async () => {
  const { page, desk } = here();
  await page.getByRole('tab', { name: '预案版本' }).click();
  const versions = page.getByRole('region', { name: '预案版本' });
  await expect(versions.locator('ins')).toContainText('已与家长商定陪护');
  await expect(versions).toContainText('按副校长意见补充陪护');
  await desk.look('37-plan-versions');
});

test('a risk interview shows what its answers speak for, and decides nothing', async () => {
  const { page, desk } = here();
  await desk.record('结构化风险访谈');
  await expect(page.getByText('还有 10 项没有回答')).toBeVisible();
  await page.getByRole('radiogroup', { name: '自伤自杀行为最近一次' }).getByText('72 小时内', { exact: true }).click();
  await expect(page.locator('.form-aid')).toContainText('建议不低于 R4 红');
  await expect(page.locator('.form-aid')).toContainText('由人决定');
  await desk.look('38-risk-interview');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '放弃' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('an emergency is begun with one key, and each step is stamped with one click', async () => {
  const { page, desk } = here();
  await page.keyboard.press('e');
  await page.getByRole('radiogroup', { name: '事件类型' }).getByRole('radio').first().check();
  await page.getByLabel('地点').fill('教学楼三楼走廊');
  await page.getByLabel('情况概述').fill('课间发现学生划伤手臂，已有老师陪同。');
  await desk.save();
  const running = page.getByRole('region', { name: '应急进行中' });
  await expect(running).toContainText('120');
  await running
    .getByRole('button', { name: /：刚做/ })
    .first()
    .click();
  await expect(page.getByText('已登记：应急步骤', { exact: true })).toBeVisible();
  await expect(running.locator('.emergency-done')).toHaveCount(1);
  await expect(page.getByRole('button', { name: '启动应急' })).toHaveCount(0);
  await desk.look('39-emergency');
  await desk.lock();
});

test('a colleague opens the case with a reason, and its owner sees who looked', async () => {
  const { page, desk } = here();
  await desk.unlock(colleague, passphraseOf(colleague));
  await desk.open('个案');
  const row = page.getByRole('region', { name: '个案' }).locator('.row-open').first();
  await expect(row).toContainText(pupilName);
  await expect(row).not.toContainText('未定级');
  await expect(row.getByLabel('须说明理由才能查阅')).toBeVisible();
  await row.press('Enter');
  await page.getByLabel('查阅理由').fill('代班');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('请至少写四个字')).toBeVisible();
  await desk.look('40-access');
  await page.getByLabel('查阅理由').fill('沈老师外出，代班处理应急');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1, name: pupilName })).toBeVisible();
  await desk.lock();
  await desk.unlock(counsellor, passphraseOf(counsellor));
  await desk.open('个案');
  await page.getByRole('region', { name: '个案' }).locator('.row-open').first().press('Enter');
  await expect(page.getByRole('region', { name: '知情范围' })).toContainText('代班处理应急');
});
