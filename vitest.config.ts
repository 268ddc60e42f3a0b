import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Tests about deriving keys, and tests whose registers are opened by processes of their own, which derive as the program does. */
const derivingForReal = [
  'main/register/crypto/**/*.test.ts',
  'main/register/keyslots/**/*.test.ts',
  'tests/integration/bundle.test.ts',
  'tests/integration/canary.test.ts',
  'tests/integration/cli.test.ts',
  'tests/integration/imports.test.ts',
  'tests/integration/lock-held.test.ts',
  'tests/integration/session.test.ts',
  'main/shell/**/*.test.ts',
];

const everything = ['**/*.test.{ts,tsx}'];
const notOurs = ['**/node_modules/**', 'tests/e2e/**', '.cache/**', 'out/**', '.vite/**'];

export default defineConfig({
  test: {
    // Processes, not threads: native drivers and the register process must each own theirs.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'deriving', include: derivingForReal, exclude: notOurs } },
      {
        extends: true,
        resolve: { alias: [{ find: /^@node-rs\/argon2$/, replacement: fileURLToPath(new URL('tests/support/quick-argon2.ts', import.meta.url)) }] },
        test: { name: 'quick', include: everything, exclude: [...notOurs, ...derivingForReal] },
      },
    ],
  },
});
