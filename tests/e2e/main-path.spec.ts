/** The main path through the window, from an empty folder to a submission that the district centre takes in. */
import { access, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { instantOf } from '../../domain/time.ts';
import { openTestOffice, type TestOffice } from '../support/test-office.ts';
import { sitDown, type Desk } from './desk.ts';
import { importFile, issue, openPartners, phraseOf, planTexts, schoolProfile, takeFile } from './steps.ts';
import { writeChangedCard } from './support/changed-card.ts';
import { launch, type Program } from './support/launch.ts';

test.describe.configure({ mode: 'serial', timeout: 180_000 });

const people = [
  { login: 'shen', name: '沈知遥', role: '心理教师' },
  { login: 'zhou', name: '周明岚', role: '分管副校长' },
] as const;

let home: string;
let program: Program;
let desk: Desk;
let center: TestOffice;

test.beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'xinhu-main-path-'));
  await mkdir(join(home, 'school'));
  program = await launch();
  desk = await sitDown(program);
  center = await openTestOffice('center', ['center_counselor', 'center_head']);
  center.setClock(instantOf(Date.now()));
});

test.afterAll(async () => {
  await program.close();
  await center[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});

test('a register is made, and its recovery code proved by typing it again', async () => {
  const { page } = desk;
  await desk.look('01-start');
  await page.getByRole('button', { name: '新建登记册' }).click();
  await desk.choose(page.getByRole('button', { name: '选择空文件夹' }), join(home, 'school'));
  await page.getByText('已选择：school').waitFor();
  await page.getByRole('button', { name: '下一步' }).click();
  for (const [label, text] of Object.entries(schoolProfile)) await page.getByLabel(label, { exact: true }).fill(text);
  await desk.look('02-new-register');
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByLabel('姓名').fill('孟系统');
  await page.getByRole('textbox', { name: '口令' }).fill(phraseOf('admin'));
  await page.getByRole('textbox', { name: '再输一遍' }).fill(phraseOf('admin'));
  await page.getByRole('button', { name: '建立登记册' }).click();
  const code = await page.locator('.recovery-code').innerText();
  const proof = page.getByLabel('请照抄写好的恢复码');
  await proof.fill(`${code.slice(0, -1)}-`);
  await page.getByRole('button', { name: '已留存' }).click();
  await expect(page.getByText('与显示的恢复码不一致')).toBeVisible();
  await proof.fill(code.toLowerCase().replaceAll('-', ' '));
  await page.getByRole('button', { name: '已留存' }).click();
  await page.getByRole('button', { name: '解锁' }).waitFor();
});

test('the administrator adds people and sees no case', async () => {
  const { page } = desk;
  await page.getByRole('textbox', { name: '口令' }).fill('错误的口令');
  await page.getByRole('button', { name: '解锁' }).click();
  await expect(page.getByText('口令不正确')).toBeVisible();
  await desk.look('03-unlock');
  await page.getByRole('textbox', { name: '口令' }).fill(phraseOf('admin'));
  await page.keyboard.press('Enter');
  const pages = page.getByRole('navigation', { name: '主导航' });
  await expect(pages.getByRole('button')).toHaveText([/今日/, /规则与校历/, /本单位/]);
  for (const person of people) {
    await page.getByRole('button', { name: '添加用户' }).click();
    await page.getByLabel('姓名').fill(person.name);
    await page.getByRole('textbox', { name: '登录名' }).fill(person.login);
    await page.getByRole('combobox', { name: '角色' }).click();
    await page.getByTitle(person.role, { exact: true }).click();
    await page.getByRole('textbox', { name: '初始口令' }).fill(phraseOf(person.login));
    await page.getByRole('textbox', { name: '再输一遍' }).fill(phraseOf(person.login));
    await page.getByRole('button', { name: '保存' }).click();
    await expect(page.getByRole('cell', { name: person.name })).toBeVisible();
  }
  await desk.look('04-users');
  await desk.lock();
});

test('roster and screening come in, and the same file again changes nothing', async () => {
  const { page } = desk;
  await desk.unlock('shen', phraseOf('shen'));
  await desk.open('花名册');
  await importFile(desk, '导入花名册', 'roster.xlsx');
  await desk.look('05-import-check');
  await takeFile(desk);
  await page.locator('.form-end').getByRole('button', { name: '关闭' }).click();
  await importFile(desk, '导入花名册', 'roster.xlsx');
  await takeFile(desk);
  await expect(page.getByText('这个文件以前已经导入，没有变化')).toBeVisible();
  await page.locator('.form-end').getByRole('button', { name: '关闭' }).click();
  await page.keyboard.press('/');
  await page.keyboard.type('ycx');
  await expect(page.getByText('余辰曦')).toBeVisible();
  await desk.look('06-roster');
  await desk.open('筛查');
  await importFile(desk, '导入测评结果', 'screening-phq9-gad7-items.csv');
  await takeFile(desk);
  await desk.look('07-import-report');
  await page.locator('.form-end').getByRole('button', { name: '关闭' }).click();
  await expect(page.locator('.row-urgent').first()).toContainText('第 9 题');
  await desk.look('08-second-screening');
});

test('an urgent result becomes a case, is interviewed and graded', async () => {
  const { page } = desk;
  await page.locator('.row-urgent').first().getByRole('button', { name: '立案' }).click();
  await page.getByLabel('情况概述').fill('第 9 题阳性，班主任反映近两周上课流泪、与同伴疏远。');
  await page.getByLabel('自杀意念').check();
  await desk.look('09-open-case');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('region', { name: '闭环' }).waitFor();
  await desk.record('初访（二次筛查）');
  // Nothing is saved while a required answer is missing, and nothing typed is lost.
  await page.getByLabel('访谈所见').fill('情绪低落三周，睡眠差；承认有过不想活的念头，没有具体计划。');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('这一项必须填写').first()).toBeVisible();
  const answers = { 自杀意念: '是', 自杀计划: '否', 可及的工具: '不清楚', 未遂史: '否', 自伤: '是' };
  for (const [question, answer] of Object.entries(answers))
    await page.getByRole('radiogroup', { name: question, exact: true }).getByText(answer, { exact: true }).click();
  await desk.look('10-interview');
  await desk.save();
  await desk.record('研判定级');
  await page.getByText('R3 橙 · 高').click();
  await page.getByText('属于危机，列入闭环').click();
  await page.getByLabel('理由').fill('有自杀意念，按橙色等级管理。');
  await page.getByLabel('依据', { exact: true }).fill('初访记录；第 9 题阳性。');
  await page.getByLabel('有自杀倾向').check();
  await desk.save();
  await expect(page.getByText('R3', { exact: true })).toBeVisible();
  await expect(page.getByRole('region', { name: '待办事项' })).toContainText('上报备案 · 区中心');
});

test('papers are previewed, issued once, exported and known again', async () => {
  const { page } = desk;
  await issue(desk, /^D02/, { answers: { 学校将采取的措施: '每周个别辅导一次\n班主任每日关注' }, picture: '11-issue-document' });
  const pdf = join(home, 'letter.pdf');
  await desk.choose(page.getByRole('button', { name: '导出 PDF' }), pdf);
  await expect(page.getByText(/^已写出/)).toBeVisible();
  await access(pdf);
  await desk.look('12-issued-document');
  await page.keyboard.press('Escape');
  await desk.open('文书');
  await page.getByRole('button', { name: '验证文件' }).click();
  await desk.choose(page.getByRole('button', { name: '选择文件' }), pdf);
  await expect(page.getByText('“letter.pdf”是本单位签发的原件')).toBeVisible();
  await page.keyboard.press('Escape');
  await desk.look('13-documents');
});

test('the plan is drafted, and its author cannot sign it', async () => {
  const { page } = desk;
  await desk.open('个案');
  await page.getByRole('region', { name: '个案' }).locator('.row-open').first().press('Enter');
  await page.getByRole('region', { name: '闭环' }).waitFor();
  await desk.record('起草干预预案');
  for (const [label, text] of Object.entries(planTexts)) await page.getByLabel(label, { exact: true }).first().fill(text);
  await desk.look('14-plan');
  await desk.save();
  await issue(desk, /^D07/);
  await page.keyboard.press('Escape');
  await desk.open('签批');
  await expect(page.getByText('您可以查看，不能签批')).toBeVisible();
  await expect(page.getByRole('button', { name: '同意并签名' })).toHaveCount(0);
  await desk.lock();
});

test('the vice principal signs with an own passphrase', async () => {
  const { page } = desk;
  await desk.unlock('zhou', phraseOf('zhou'));
  await desk.open('签批');
  await page.getByRole('textbox', { name: '您自己的口令' }).fill(phraseOf('shen'));
  await page.getByRole('button', { name: '同意并签名' }).click();
  await expect(page.getByText('口令不正确')).toBeVisible();
  await desk.look('15-signing');
  await page.getByRole('textbox', { name: '您自己的口令' }).fill(phraseOf('zhou'));
  await page.getByRole('button', { name: '同意并签名' }).click();
  await expect(page.getByText('没有等待签批的文书')).toBeVisible();
  await desk.lock();
});

test('a contact is recorded by keyboard alone', async () => {
  const { page } = desk;
  await desk.unlock('shen', phraseOf('shen'));
  await desk.look('22-today');
  await page.keyboard.press('Alt+Digit2');
  await page.locator('.row-open').first().waitFor();
  await page.keyboard.press('/');
  for (let tabs = 0; tabs < 20; tabs += 1) {
    if (await page.evaluate(() => document.activeElement?.classList.contains('row-open') === true)) break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: '闭环' }).waitFor();
  await page.keyboard.press('n');
  await page.getByRole('option', { name: '联系家长', exact: true }).waitFor();
  await page.keyboard.type('联系家长');
  await page.keyboard.press('Enter');
  // The form opens on the one question that nobody can answer beforehand; a digit answers it and leads to the text.
  await expect(page.getByRole('radiogroup', { name: '家长态度' }).getByRole('radio').first()).toBeFocused();
  await page.keyboard.press('Digit1');
  await page.keyboard.type('在家作息规律，按时服药。');
  await desk.look('16-contact');
  await desk.save();
  await expect(page.getByRole('region', { name: '记录' })).toContainText('在家作息规律');
  await desk.look('17-case-file');
});

test('an empty week is a zero report in three actions', async () => {
  const { page } = desk;
  await desk.open('周报');
  await expect(page.getByText('零报告：本周无新增')).toBeVisible();
  await desk.look('18-weekly');
  // The page, then twice Enter: the button has the focus, and so has the one of the question.
  await expect(page.getByRole('button', { name: '发零报告' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByRole('button', { name: '发零报告' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.getByText('PDF SHA-256').waitFor();
  await page.keyboard.press('Escape');
  await expect(page.getByText('这一周的周报已签发')).toBeVisible();
});

test('cards are exchanged, and a fingerprint is compared by typing what the partner reads out', async () => {
  const { page } = desk;
  const cards = { school: join(home, 'school.json'), center: join(home, 'center.json') };
  await center.as('center_head');
  const { fingerprint } = await center.ask('exchange.exportCard', { target: cards.center });
  await openPartners(desk);
  await desk.choose(page.getByRole('button', { name: '导出本单位名片' }), cards.school);
  await expect(page.getByText(/^名片已写出/)).toBeVisible();
  await desk.choose(page.getByRole('button', { name: '添加往来单位' }), cards.center);
  await expect(page.getByText('尚未核对')).toBeVisible();
  await expect(page.getByText(fingerprint).first()).toBeVisible();
  await desk.look('19-partners');
  await desk.lock();
  await desk.unlock('zhou', phraseOf('zhou'));
  await openPartners(desk);
  await page.getByRole('button', { name: '核对指纹' }).click();
  const typed = page.getByLabel('对方读出的指纹');
  await typed.fill('0'.repeat(40));
  await page.getByRole('button', { name: '确认一致' }).click();
  await expect(page.getByText('输入的指纹与名片的指纹不同')).toBeVisible();
  await typed.fill(fingerprint);
  await page.getByRole('button', { name: '确认一致' }).click();
  await expect(page.getByText(/已核对$/)).toBeVisible();
  const changed = join(home, 'changed.json');
  await writeChangedCard(cards.center, changed);
  await desk.choose(page.getByRole('button', { name: '添加往来单位' }), changed);
  const replace = page.getByRole('form', { name: '更换名片' });
  await expect(replace).toContainText(fingerprint);
  await replace.getByLabel('对方读出的指纹').fill(fingerprint);
  await replace.getByRole('button', { name: '指纹一致，更换名片' }).click();
  await expect(replace).toContainText('输入的指纹与名片的指纹不同');
  await desk.lock();
  const school = await center.ask('exchange.addPartner', { file: cards.school });
  await center.ask('exchange.confirmPartner', { officeId: school.officeId, fingerprint: school.fingerprint });
});

test('a submission is built, approved by another person and written, and the centre takes it in', async () => {
  const { page } = desk;
  const file = join(home, 'submission.age');
  await desk.unlock('shen', phraseOf('shen'));
  await desk.open('报送往来');
  await page.getByRole('button', { name: '新建报送' }).click();
  await page.getByRole('combobox', { name: '文书' }).click();
  await page.getByTitle(/预案.*已签批/).click();
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: '个案数据' }).click();
  await page.getByTitle(/^QP012-/).click();
  await page.keyboard.press('Escape');
  await desk.look('20-build-package');
  await page.getByRole('button', { name: '生成并核对' }).click();
  await expect(page.getByText('将离开本单位的全部内容')).toBeVisible();
  await expect(page.getByText('等待分管副校长或负责人批准')).toBeVisible();
  await page.keyboard.press('Escape');
  await desk.lock();
  await desk.unlock('zhou', phraseOf('zhou'));
  await desk.open('报送往来');
  await page.getByRole('button', { name: '查看' }).first().click();
  await expect(page.getByText('将离开本单位的全部内容')).toBeVisible();
  await desk.look('21-package');
  await page.getByRole('textbox', { name: '您自己的口令' }).fill(phraseOf('zhou'));
  await page.getByRole('button', { name: '批准并签名' }).click();
  await desk.choose(page.getByRole('button', { name: '写出到 U 盘' }), file);
  await expect(page.getByText(/^已写出。/)).toBeVisible();
  const received = await center.ask('exchange.import', { file });
  expect(received).toMatchObject({ kind: 'submission', status: 'quarantined', findings: [] });
  const { view } = await center.ask('exchange.accept', { packageId: received.id });
  expect(view.status).toBe('accepted');
});
