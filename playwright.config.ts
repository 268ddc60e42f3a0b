import { defineConfig } from '@playwright/test';

/** Specs run on Electron where its binary is and on the stand-in elsewhere; screenshots for docs/screens are taken by the specs themselves. */
export default defineConfig({
  testDir: 'tests/e2e',
  workers: 1,
  timeout: 90_000,
  outputDir: '.cache/playwright',
  reporter: [['list'], ['json', { outputFile: '.cache/playwright.json' }]],
});
