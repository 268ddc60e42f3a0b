import { defineConfig } from '@playwright/test';

/** Specs run on Electron where its binary is and on the stand-in elsewhere; the specs take the pictures of docs/screens (`XINHU_SCREENS=docs/screens` renews them). */
export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/e2e/support/global-setup.config.ts',
  // Each spec file has a register, settings and a program of its own.
  workers: 2,
  timeout: 90_000,
  // A passphrase costs seconds by design, and more on a busy machine.
  expect: { timeout: 40_000 },
  outputDir: '.cache/playwright',
  reporter: [['list'], ['json', { outputFile: '.cache/playwright.json' }]],
});
