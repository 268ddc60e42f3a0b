/** A register of ten years: ten thousand cases in one list. */
import { expect, test } from '@playwright/test';
import { initialState } from '../../domain/case-state.ts';
import { grades } from '../../domain/vocabulary.ts';
import { rawDatabase } from '../support/hosts.ts';
import { openTestOffice, passphraseOf } from '../support/test-office.ts';
import { seatAt } from './support/seat.ts';

const cases = 10_000;
const login = 'psych_teacher';
const at = '2026-09-21T01:00:00.000Z';

function idOf(kind: number, number: number): string {
  return `0198c5a0-000${kind}-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

/** Digits as letters, as pinyin has no digits. */
function lettersOf(digits: string): string {
  return digits.replaceAll(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)));
}

/** Rows of the list alone: the list is read from them, and nothing else of a case is looked at here. */
async function fill(folder: string): Promise<void> {
  const database = await rawDatabase(folder, { login, passphrase: passphraseOf(login) });
  const [owner] = await database.all('SELECT id FROM user_account WHERE login = ?', [login]);
  await database.exec('BEGIN');
  for (let number = 1; number <= cases; number += 1) {
    const no = String(number).padStart(5, '0');
    const pupil = {
      id: idOf(2, number),
      student_no: `2026${no}`,
      name: `学生${no}`,
      name_full: `xuesheng${lettersOf(no)}`,
      name_initials: `xs${no}`,
      sex: 'female',
      birth_date: '2013-05-06',
      grade: 7,
      class_name: '七年级(1)班',
      boarding: 0,
      class_teacher: null,
      address: null,
      status: 'enrolled',
      row_hash: '0'.repeat(64),
      updated_at: at,
    };
    const listed = {
      id: idOf(3, number),
      case_no: `QP012-2026-${no}`,
      pupil_id: pupil.id,
      loop: 1,
      stage: 'in_intervention',
      attendance: 'at_school',
      grade: grades[number % grades.length],
      channel: 'screening',
      owner_user_id: owner?.['id'] ?? null,
      opened_at: at,
      last_event_at: at,
      next_due_at: null,
      open_obligations: 0,
      version: 1,
      head_hash: '0'.repeat(64),
      state: JSON.stringify(initialState),
    };
    for (const [table, row] of [
      ['pupil', pupil],
      ['case_file', listed],
    ] as const) {
      const columns = Object.keys(row);
      await database.run(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`, Object.values(row));
    }
  }
  await database.exec('COMMIT');
  await database.close();
}

const here = seatAt(async () => {
  const office = await openTestOffice('school', [login]);
  await office.host.close();
  await fill(office.folder);
  return { office };
}, login);

test('ten thousand cases scroll from end to end with few rows alive', async () => {
  const { page, desk } = here();
  await desk.open('个案');
  await page.getByRole('combobox', { name: '排序' }).click();
  await page.getByTitle('按编号', { exact: true }).click();
  await expect(page.getByText('共 10000 条')).toBeVisible();
  const rows = page.locator('.row-open');
  const list = page.getByRole('region', { name: '个案' });
  const numbers = new Set<string>();
  await list.hover();
  for (let turn = 0; turn < 30; turn += 1) {
    await page.mouse.wheel(0, 7_500);
    numbers.add(await rows.first().innerText());
    expect(await rows.count()).toBeLessThan(60);
  }
  expect(numbers.size).toBeGreaterThan(5);
  const thumb = await list.locator('.ant-table-tbody-virtual-scrollbar-vertical .ant-table-tbody-virtual-scrollbar-thumb').boundingBox();
  if (thumb === null) throw new Error('The list has no scroll bar.');
  await page.mouse.move(thumb.x + thumb.width / 2, thumb.y + thumb.height / 2);
  await page.mouse.down();
  await page.mouse.move(thumb.x + thumb.width / 2, 767, { steps: 20 });
  await page.mouse.up();
  // The last page was read, and shows cases instead of placeholders.
  expect(await rows.count()).toBeLessThan(60);
  await expect(page.getByText('QP012-2026-10000')).toBeVisible();
  await desk.look();
});

test('a name is found among them by pinyin, and its grade filters', async () => {
  const { page } = here();
  await page.keyboard.press('/');
  await page.keyboard.type(`xuesheng${lettersOf('04321')}`);
  await expect(page.getByText('共 1 条')).toBeVisible();
  await expect(page.getByText('学生04321')).toBeVisible();
  await page.getByRole('combobox', { name: '等级' }).click();
  await page.getByTitle('R4 红', { exact: true }).click();
  await expect(page.getByText('没有符合条件的个案')).toBeVisible();
});

test('the window speaks English too, and fits a small screen', async () => {
  const { page, desk } = here();
  await page.getByText('English', { exact: true }).click();
  await page.getByRole('navigation', { name: 'Main navigation' }).getByRole('button', { name: 'Today' }).click();
  await page.setViewportSize({ width: 1024, height: 700 });
  await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible();
  await desk.look();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await page.getByText('中文', { exact: true }).click();
  await expect(page.getByRole('heading', { name: '今日', level: 1 })).toBeVisible();
});
