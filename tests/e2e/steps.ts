/** Steps that the specs of the window share, and the words that are typed in them. */
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Desk } from './desk.ts';

const samples = join(import.meta.dirname, '..', '..', 'samples');

/** A person's own passphrase. */
export const phraseOf = (login: string): string => `${login} 榆树下三只白鹭看晚潮`;

/** An invented school. */
export const schoolProfile: Readonly<Record<string, string>> = {
  单位名称: '青浦区示例中学',
  单位代码: 'QP012',
  电话: '021-00000000',
  校长姓名: '顾长庚',
  '24 小时热线': '12356',
  区中心名称: '青浦区学生心理发展辅导中心',
  未保办名称: '青浦区未成年人保护办公室',
};

/** What a plan cannot do without. */
export const planTexts: Readonly<Record<string, string>> = {
  危机概述: '初访确认有自杀意念。',
  主要表现: '情绪低落、失眠三周。',
  '学校评估（非诊断）': '按橙色（高）等级管理。',
  '目标 1': '保证安全，稳定情绪。',
  '姓名 1': '周明岚',
  安全与监护: '在校全时段有人陪伴，上下学由家长接送。',
  环境与阻控: '教室调至一楼。',
  心理辅导: '每周一次个别辅导。',
  家校合作: '班主任每周与家长沟通。',
  '做什么 1': '守护学生，不离开。',
  知悉范围: '仅限工作小组。',
};

/** Chooses a sample file and waits until it was looked through. */
export async function importFile(desk: Desk, opener: string, file: string): Promise<void> {
  const { page } = desk;
  await page.getByRole('button', { name: opener }).click();
  await desk.choose(page.getByRole('button', { name: '选择文件' }), join(samples, file));
  const take = page.getByRole('button', { name: /^导入 \d+ 行$/ });
  await take.waitFor();
}

/** Takes the file that was looked through. */
export async function takeFile(desk: Desk): Promise<void> {
  const { page } = desk;
  await page.getByRole('button', { name: /^导入 \d+ 行$/ }).click();
  await page.getByText('数据行').waitFor();
}

type Issuing = { readonly answers?: Readonly<Record<string, string>>; readonly picture?: string };

/** Issues the document that is chosen, filling what it lacks. */
export async function issue(desk: Desk, type: RegExp, { answers = {}, picture }: Issuing = {}): Promise<void> {
  const { page } = desk;
  await page.getByRole('button', { name: '签发文书' }).click();
  await page.getByRole('combobox', { name: '文书种类' }).click();
  await page.getByTitle(type).last().click();
  for (const [label, text] of Object.entries(answers)) await page.getByLabel(label, { exact: true }).fill(text);
  const button = page.getByRole('form', { name: '签发文书' }).getByRole('button', { name: '签发', exact: true });
  await expect(button).toBeEnabled();
  if (picture !== undefined) await desk.look(picture);
  await button.click();
  await page.getByText('PDF SHA-256').waitFor();
}

/** Opens the list of the offices that packages go to and come from. */
export async function openPartners(desk: Desk): Promise<void> {
  await desk.open('报送往来');
  await desk.page.getByRole('tab', { name: '往来单位' }).click();
}
