import { describe, expect, it } from 'vitest';
import { createDialogTokens } from './dialog-tokens.ts';
import { filePurposes, registerFolder, targetPurposes } from './purposes.ts';

describe('tokens for chosen files', () => {
  it('are good once, for the operation that the file was chosen for', () => {
    const tokens = createDialogTokens();
    const token = tokens.issue('/folder/名册.xlsx', filePurposes.import);
    const grant = [{ token, path: '/folder/名册.xlsx', mode: 'read' }];
    expect(tokens.grantsFor('imports.inspect', { file: token })).toEqual(grant); // looking does not use it up
    expect(tokens.grantsFor('imports.run', { options: [{ file: token }] })).toEqual(grant);
    expect(tokens.grantsFor('imports.run', { file: token })).toEqual([]);
  });

  it('are 128 random bits and tell nothing of the path', () => {
    const tokens = createDialogTokens();
    const made = Array.from({ length: 64 }, () => tokens.issue('/folder/file', filePurposes.package));
    expect(new Set(made).size).toBe(64);
    for (const token of made) expect(token).toMatch(/^[0-9a-f]{32}$/);
  });

  it.each([
    ['another operation', 'exchange.import', (token: string) => ({ file: token })],
    ['another key', 'imports.run', (token: string) => ({ target: token })],
    ['a key of no file', 'imports.run', (token: string) => ({ name: token })],
    ['a list instead of a text', 'imports.run', (token: string) => ({ file: [token] })],
    ['another text', 'imports.run', (token: string) => ({ file: `${token} ` })],
  ])('are not good for %s, and stay alive', (_what, operation, inputOf) => {
    const tokens = createDialogTokens();
    const token = tokens.issue('/folder/file', filePurposes.import);
    expect(tokens.grantsFor(operation, inputOf(token))).toEqual([]);
    expect(tokens.grantsFor('imports.run', { file: token })).toHaveLength(1);
  });

  it('let a target be written and a register folder be asked about before it is opened', () => {
    const tokens = createDialogTokens();
    const target = tokens.issue('/folder/out.age', targetPurposes.package);
    const folder = tokens.issue('/folder/register', registerFolder);
    expect(tokens.grantsFor('exchange.write', { target })).toEqual([{ token: target, path: '/folder/out.age', mode: 'write' }]);
    expect(tokens.grantsFor('session.status', { folder })).toHaveLength(1);
    expect(tokens.grantsFor('register.create', { folder })).toHaveLength(1);
    expect(tokens.grantsFor('session.status', { folder })).toEqual([]);
  });

  it('end when the register is locked', () => {
    const tokens = createDialogTokens();
    const token = tokens.issue('/folder/file', filePurposes.import);
    tokens.clear();
    expect(tokens.grantsFor('imports.run', { file: token })).toEqual([]);
  });

  it('do not pile up: the oldest go', () => {
    const tokens = createDialogTokens();
    const first = tokens.issue('/folder/first', filePurposes.import);
    for (let count = 0; count < 64; count += 1) tokens.issue('/folder/other', filePurposes.import);
    expect(tokens.grantsFor('imports.run', { file: first })).toEqual([]);
  });

  it('are not searched for in an input that is deeper or larger than any operation has', () => {
    const tokens = createDialogTokens();
    const token = tokens.issue('/folder/file', filePurposes.import);
    let deep: unknown = { file: token };
    for (let depth = 0; depth < 50_000; depth += 1) deep = { inner: deep };
    expect(tokens.grantsFor('imports.run', deep)).toEqual([]);
    expect(tokens.grantsFor('imports.run', { rows: Array.from({ length: 30_000 }, () => ({})), file: token })).toHaveLength(1);
    expect(tokens.grantsFor('imports.run', [Array.from({ length: 30_000 }, () => ({})), { file: token }])).toEqual([]);
  });
});
