import { describe, expect, it } from 'vitest';
import { wordViolations } from './check-words.ts';

const refused: readonly (readonly [path: string, text: string])[] = [
  ['docs/plan.md', 'TODO later'],
  ['db/open.ts', "const path = '/tmp/register.db';"],
  ['README.md', 'see /home/somebody/xinhu'],
  ['.npmrc', 'registry=https://registry.npmjs.org/'],
  ['db/open.ts', '// see issue 12'],
  ['db/open.ts', '// @ts-ignore'],
  ['db/open.ts', '// @ts-expect-error'],
  ['db/open.ts', '/* eslint-disable */'],
  ['db/open.ts', 'const rows = all() as any;'],
  ['db/open.ts', 'function open(path: any) {}'],
  ['db/open.ts', 'export interface Row {}'],
  ['db/open.test.ts', "it.only('opens', () => {});"],
  ['domain/events/filed.ts', 'const now = Date.now();'],
  ['domain/events/filed.ts', 'const now = new Date();'],
  ['contract/cases.ts', 'const id = crypto.randomUUID();'],
  ['renderer/app.tsx', 'const key = <p>{Math.random()}</p>;'],
];

const accepted: readonly (readonly [path: string, text: string])[] = [
  ['main/register/entry.ts', "import './work/issue.ts'; import '../register/work/sign.ts';"],
  ['db/open.ts', '// as any other file: anything goes'],
  ['renderer/api/bridge.ts', 'declare global {\n  interface Window {}\n}'],
  ['db/open.test.ts', '// @ts-expect-error a query cannot write'],
  ['domain/time.ts', 'export const text = new Date(ms).toISOString();'],
  ['main/register/clock.ts', 'export const now = () => Date.now();'],
  ['bench/run.ts', 'const start = Date.now();'],
];

describe('words', () => {
  it.each(refused)('are refused in %s: %s', (path, text) => {
    const violations = wordViolations(path, `\n${text}`);
    expect(violations).toHaveLength(1);
    expect(violations[0]).toMatch(`${path}:2: `);
  });

  it.each(accepted)('are accepted in %s: %s', (path, text) => {
    expect(wordViolations(path, text)).toEqual([]);
  });
});
