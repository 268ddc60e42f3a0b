import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replaceOutput } from './output-folder.ts';

let root = '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'output-folder-'));
});
afterAll(() => rmSync(root, { recursive: true }));

describe('the output folder', () => {
  it('is made, and replaced by the next run', async () => {
    const folder = join(root, 'new', 'demo');
    const parts = ['documents', 'exchange'];
    expect(await replaceOutput(folder, parts)).toBe(true);
    writeFileSync(join(folder, 'documents', 'old.pdf'), 'x');
    expect(await replaceOutput(folder, parts)).toBe(true);
    expect(existsSync(join(folder, 'documents', 'old.pdf'))).toBe(false);
    expect(existsSync(join(folder, 'exchange'))).toBe(true);
  });

  it('is left alone when somebody else filled it', async () => {
    const folder = join(root, 'own');
    mkdirSync(join(folder, 'documents'), { recursive: true });
    writeFileSync(join(folder, 'documents', 'thesis.docx'), 'x');
    writeFileSync(join(folder, 'README.txt'), 'mine');
    expect(await replaceOutput(folder)).toBe(false);
    expect(existsSync(join(folder, 'documents', 'thesis.docx'))).toBe(true);
  });

  it('is not made in the place of a file, even an empty one', async () => {
    const file = join(root, 'thesis.docx');
    writeFileSync(file, 'mine');
    expect(await replaceOutput(file)).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe('mine');
    writeFileSync(file, '');
    expect(await replaceOutput(file)).toBe(false);
    expect(await replaceOutput(join(file, 'below'))).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe('');
  });
});
