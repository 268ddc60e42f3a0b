/** A person at the window: what a spec does again and again. */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';
import type { Program } from './support/launch.ts';

export type Desk = {
  readonly page: Page;
  readonly unlock: (login: string, passphrase: string) => Promise<void>;
  readonly lock: () => Promise<void>;
  /** Opens a page of the left column by its name. */
  readonly open: (name: string) => Promise<void>;
  /** Clicks what opens a dialog, and answers the dialog with a path. */
  readonly choose: (button: Locator, path: string) => Promise<void>;
  /** Opens the form of an entry in the case at hand, by keyboard and menu. */
  readonly record: (entry: string) => Promise<void>;
  readonly save: () => Promise<void>;
  /** Fails on serious and critical findings of axe; then keeps a picture if it is named. */
  readonly look: (picture?: string) => Promise<void>;
};

/** Pictures show the day they were taken, so an ordinary run must not touch the kept ones: `XINHU_SCREENS=docs/screens` renews those. */
const screens = resolve(import.meta.dirname, '..', '..', process.env['XINHU_SCREENS'] ?? '.cache/screens');
/** An ordinary office computer. */
const size = { width: 1366, height: 768 } as const;

export async function sitDown(program: Program): Promise<Desk> {
  const { page } = program;
  await page.setViewportSize(size);
  page.setDefaultTimeout(40_000);
  await mkdir(screens, { recursive: true });
  return {
    page,
    unlock: async (login, passphrase) => {
      await page.getByRole('combobox', { name: '登录名' }).click();
      await page.getByTitle(login, { exact: true }).click();
      await page.getByRole('textbox', { name: '口令' }).fill(passphrase);
      await page.getByRole('button', { name: '解锁' }).click();
      await page.getByRole('navigation', { name: '主导航' }).waitFor();
    },
    lock: async () => {
      await page.keyboard.press('Control+L');
      await page.getByRole('button', { name: '解锁' }).waitFor();
    },
    open: async (name) => {
      await page.getByRole('navigation', { name: '主导航' }).getByRole('button', { name }).click();
      await page.getByRole('heading', { level: 1 }).first().waitFor();
    },
    choose: async (button, path) => {
      await button.click();
      await program.answerDialog(path);
    },
    record: async (entry) => {
      await page.keyboard.press('n');
      await page.getByRole('option', { name: entry, exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: '保存' }).waitFor();
    },
    save: async () => {
      await page.keyboard.press('Control+Enter');
      await expect(page.getByRole('dialog')).toBeHidden();
    },
    look: async (picture) => {
      await settle(page);
      expect(await graveFindings(page)).toEqual([]);
      if (picture !== undefined) await page.screenshot({ path: join(screens, `${picture}.png`) });
    },
  };
}

/** Waits until nothing moves: a picture or a contrast taken while something fades in is not of the page. */
async function settle(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document.getAnimations().every((animation) => animation.playState !== 'running' || animation.effect?.getTiming().iterations === Infinity),
  );
  await expect(page.locator('.ant-spin-spinning, .skeleton, [aria-busy="true"]')).toHaveCount(0);
}

async function graveFindings(page: Page): Promise<readonly string[]> {
  // Electron cannot open a second page, which axe would otherwise collect its findings in. What is in order need not be listed.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}
