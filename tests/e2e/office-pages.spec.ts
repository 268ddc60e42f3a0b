/** What leaders, a second teacher and a class teacher do in the window beside the main path. */
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import type { CaseSummary } from '../../contract/shapes.ts';
import { defaultRulePack } from '../../domain/rules/defaults.ts';
import { atClock, dateOf, addDays, instantOf, mondayOf } from '../../domain/time.ts';
import type { XinhuBridge } from '../../preload/bridge.ts';
import { addPerson, addPupil, judgedCase, payloadOf } from '../support/case-work.ts';
import { openTestOffice, passphraseOf } from '../support/test-office.ts';
import { people } from './leave-office.ts';
import { seatAt } from './support/seat.ts';

const className = '九年级(2)班';

const here = seatAt(async () => {
  const office = await openTestOffice('school', ['psych_teacher', 'vice_principal'], people);
  await addPerson(office, { login: 'teacher', role: 'class_teacher', name: '何青禾', classScope: className });
  await addPerson(office, { login: 'second', role: 'psych_teacher', name: '陈一诺' });
  // Judged three weeks ago and left alone since: everything is overdue, and last week was empty.
  const then = atClock(addDays(mondayOf(dateOf(instantOf(Date.now()))), -21), 9, 0);
  office.setClock(then);
  await office.as('psych_teacher');
  await judgedCase(office, { name: '林强梓', studentNo: '2026090201', className }, then);
  await judgedCase(office, { name: '沈若溪', studentNo: '2026090202', className }, then);
  await addPupil(office, { name: '方晓棠', studentNo: '2026090203', className });
  return { office };
});

test('a leader sees what is overdue with the person responsible, and prints it as a numbered list', async () => {
  const { page, desk } = here();
  await desk.unlock('vice_principal', passphraseOf('vice_principal'));
  await desk.open('逾期墙');
  await expect(page.getByRole('row', { name: /告知家长.*林强梓/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /班主任每周观察.*林强梓.*班主任 个案责任人/ })).toBeVisible();
  await desk.look('23-overdue-wall');
  await page.keyboard.press('p');
  await page.getByRole('dialog').getByRole('button', { name: '生成清单' }).click();
  await expect(page.getByText('PDF SHA-256')).toBeVisible();
  await expect(page.getByText(/^逾期〔\d{4}〕1号$/)).toBeVisible();
  await page.keyboard.press('Escape');
});

test('a leader excuses a duty with a reason, and the case says so', async () => {
  const { page, desk } = here();
  await desk.open('个案');
  await page.locator('.row-open').filter({ hasText: '沈若溪' }).press('Enter');
  const duties = page.getByRole('region', { name: '待办事项' });
  const duty = duties.locator('.case-duty').filter({ hasText: '班主任每周观察' });
  await duty.getByRole('button', { name: '免除…' }).click();
  await page.getByLabel('理由').fill('学生随班外出研学，本周不在校。');
  await desk.save();
  await duties.locator('summary').click();
  await expect(duties.getByRole('listitem').filter({ hasText: '经批准免除' })).toContainText('班主任每周观察');
});

test('a leader reads how clauses were kept, the rules in force, the calendar and the clocks of the office', async () => {
  const { page, desk } = here();
  await desk.open('执行情况');
  await expect(page.getByRole('row', { name: /SH-GUARDIAN/ })).toBeVisible();
  await desk.look('24-compliance');
  await desk.open('规则与校历');
  await page.getByPlaceholder('规则、条款').fill('T_GUARDIAN');
  await page
    .getByRole('row', { name: /T_GUARDIAN / })
    .getByRole('button')
    .click();
  await expect(page.getByText('条款内容')).toBeVisible();
  await desk.look('25-rules');
  await page.getByRole('tab', { name: '校历' }).click();
  await desk.look('26-calendar');
  await desk.open('工作台账');
  await desk.look('27-ledger');
});

test('cases are handed over at once, and taken over by who gets them', async () => {
  const { page, desk } = here();
  await desk.open('移交');
  await page.getByRole('combobox', { name: '移交人' }).click();
  await page.locator('.ant-select-item-option').filter({ hasText: people.psych_teacher }).click();
  await page.getByRole('combobox', { name: '接手人' }).click();
  await page.locator('.ant-select-item-option').filter({ hasText: '陈一诺' }).last().click();
  await expect(page.getByRole('button', { name: '全部移交（2 个）' })).toBeEnabled();
  await desk.look('28-handover');
  await page.getByRole('button', { name: '全部移交（2 个）' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '移交个案' }).click();
  await expect(page.getByText('已移交 2 个个案')).toBeVisible();
  await desk.lock();
  await desk.unlock('second', passphraseOf('second'));
  await desk.open('移交');
  await page.getByRole('button', { name: '全部接手（2 个）' }).click();
  await expect(page.getByText('已接手 2 个个案')).toBeVisible();
});

test('a rule pack is tried on the open cases before it counts, and a calendar is seen before it does', async () => {
  const { page, desk, office } = here();
  const file = office.path('pack.json');
  const rules = defaultRulePack.rules.map((rule) => (rule.id === 'T_GUARDIAN' ? { ...rule, due: { days: 60, calendar: 'calendar' as const } } : rule));
  await writeFile(file, JSON.stringify({ ...defaultRulePack, version: 'trial.1', title: { zh: '试用规则', en: 'Rules on trial' }, rules }));
  await desk.open('规则与校历');
  await page.getByRole('tab', { name: '规则包' }).click();
  await desk.choose(page.getByRole('button', { name: '试算规则包' }), file);
  await expect(page.getByText('共试算 2 个在办个案，受影响 2 个。')).toBeVisible();
  await expect(page.getByRole('row', { name: /T_GUARDIAN .*0 0 0 2 0$/ })).toBeVisible();
  await desk.look();
  await page.getByRole('button', { name: '启用这个规则包' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '启用这个规则包' }).click();
  await expect(page.getByRole('row', { name: /trial\.1 现行/ })).toBeVisible();
  await page.getByRole('tab', { name: '校历' }).click();
  await desk.choose(page.getByRole('button', { name: '导入校历' }), resolve('samples', 'calendar-example.csv'));
  const preview = page.getByRole('dialog');
  await expect(preview.getByRole('row', { name: '2027-02-22 假期 上学' })).toBeVisible();
  await preview.getByRole('button', { name: '启用这份校历' }).click();
  await expect(page.getByText(/已公布至 2027-12-31/)).toBeVisible();
});

test('the ledger takes an entry by keyboard, and a correction beside it', async () => {
  const { page, desk } = here();
  await desk.open('工作台账');
  await page.keyboard.press('n');
  await page.getByRole('menuitem', { name: '督导' }).click();
  await page.getByLabel('督导师').fill('区中心督导师');
  await page.getByLabel('提出的问题').fill('家长回避就医时怎样沟通。');
  await page.getByLabel('督导建议').fill('先由分管领导约谈。');
  await desk.save();
  await page.getByRole('tab', { name: '督导' }).click();
  await page.getByRole('button', { name: '更正…' }).click();
  await page.getByLabel('督导建议').fill('先由分管领导约谈，并书面告知。');
  await page.getByLabel('更正理由').fill('漏写一句。');
  await desk.save();
  await expect(page.getByText('已更正', { exact: true })).toBeVisible();
  await expect(page.getByText('更正后', { exact: true })).toBeVisible();
});

test('an empty week is reported in three actions', async () => {
  const { page } = here();
  await page.keyboard.press('Alt+Digit8');
  await expect(page.getByRole('button', { name: '发零报告' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByRole('button', { name: '发零报告' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('PDF SHA-256')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('这一周的周报已签发')).toBeVisible();
});

test('what comes to light of a reported week goes out as a dated supplement', async () => {
  const { page, desk } = here();
  const at = atClock(addDays(mondayOf(dateOf(instantOf(Date.now()))), -6), 9, 0);
  const reply = await page.evaluate(
    async ([happenedAt, requestId, payload]) => {
      const bridge = Reflect.get(globalThis, 'xinhu') as XinhuBridge;
      const cases = await bridge.call('cases.list', {});
      const [first] = cases.ok ? (cases.value as { readonly rows: readonly CaseSummary[] }).rows : [];
      return bridge.call('events.record', { requestId, caseId: first?.id, expectedVersion: first?.version, type: 'leave_started', happenedAt, payload });
    },
    [at, randomUUID(), payloadOf('leave_started', { from: dateOf(at) })] as const,
  );
  expect(reply).toMatchObject({ ok: true });
  await desk.open('今日');
  await desk.open('周报');
  await expect(page.getByRole('row', { name: '休学 0 1' })).toBeVisible();
  await page.getByLabel('补充理由').fill('家长周一才告知休学。');
  await page.getByRole('button', { name: '签发补充报告' }).click();
  await expect(page.getByText('PDF SHA-256')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: '已签发的补充报告' })).toBeVisible();
  await expect(page.getByLabel('补充理由')).toHaveCount(0);
});

test('a class teacher sees marks alone, and reports in a minute', async () => {
  const { page, desk } = here();
  await desk.lock();
  await desk.unlock('teacher', passphraseOf('teacher'));
  await expect(page.getByRole('heading', { name: '本班', level: 1 })).toBeVisible();
  await expect(page.getByText('专业跟进', { exact: true })).toHaveCount(2);
  await expect(page.getByText(/R[0-4]/)).toHaveCount(0);
  await desk.look('29-my-class');
  await page.getByRole('row', { name: /林强梓/ }).focus();
  await page.keyboard.press('o');
  await page.getByLabel('行为表现').fill('课间独坐，不愿说话。');
  await desk.save();
  await expect(page.getByText('已交给心理教师').first()).toBeVisible();
  await page.getByRole('row', { name: /方晓棠/ }).focus();
  await page.keyboard.press('r');
  await page.getByLabel('情况概述').fill('作业本上写有告别的话。');
  await desk.save();
  await expect(page.getByText('专业跟进', { exact: true })).toHaveCount(3);
});

test('a barometer tells what to do about whom it mentions', async () => {
  const { page } = here();
  await page.getByRole('button', { name: '填写晴雨表' }).click();
  await page.getByRole('textbox', { name: '心理委员' }).fill('小李');
  await page.getByLabel('晴（人）').fill('30');
  await page.getByRole('button', { name: '添加一项' }).press('Enter');
  await expect(page.getByRole('combobox', { name: '学生' })).toBeFocused();
  await page.getByRole('combobox', { name: '学生' }).click();
  await page.locator('.ant-select-item-option').filter({ hasText: '沈若溪' }).click();
  await page.getByRole('radio', { name: '雨', exact: true }).click();
  await page.getByLabel('已持续天数').fill('4');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('告诉心理教师', { exact: true })).toBeVisible();
});

test('a new recovery sheet counts once it was typed again', async () => {
  const { page, desk } = here();
  await page.keyboard.press('Escape');
  await desk.lock();
  await desk.unlock('admin', passphraseOf('admin'));
  await desk.open('本单位');
  await page.getByRole('tab', { name: '恢复单' }).click();
  await page.getByRole('textbox', { name: '口令' }).fill(passphraseOf('admin'));
  await page.getByRole('button', { name: '生成新恢复单' }).click();
  const code = await page.locator('.recovery-code').innerText();
  const proof = page.getByLabel('请照抄写好的恢复码');
  await proof.fill(`${code.slice(0, -1)}-`);
  await page.getByRole('button', { name: '已留存' }).click();
  await expect(page.getByText('与显示的恢复码不一致')).toBeVisible();
  await proof.fill(code.toLowerCase());
  await page.getByRole('button', { name: '已留存' }).click();
  await expect(page.getByText('新恢复单已留存，旧的已作废。')).toBeVisible();
  await expect(page.getByText(code)).toHaveCount(0);
});
