/** Three weeks of the demo with two of its stories, looked at from outside: with public tools, and with a host that knows nothing of the run. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCommandLineHost } from '../../cli/command-line-host.ts';
import { demo } from '../../cli/demo/demo.ts';
import type { Report } from '../../cli/demo/report.ts';
import { passphraseStrength } from '../../main/register/keyslots/passphrase.ts';

let root = '';
let out = '';
let held = false;
let report: Report;
const shown: string[] = [];

function bytesOf(path: string): Buffer {
  return readFileSync(join(out, path));
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Decrypts a package with the age program and unpacks it. */
function unpack(name: string): string {
  const folder = join(root, name);
  mkdirSync(folder);
  execFileSync('age', ['-d', '-i', join(out, 'center-identity.txt'), '-o', join(folder, 'package.zip'), join(out, 'exchange', `${name}.age`)]);
  execFileSync('python3', ['-m', 'zipfile', '-e', 'package.zip', '.'], { cwd: folder });
  return folder;
}

function verifySignature(folder: string, of: { readonly key: string; readonly file: string; readonly signature: string }): string {
  return execFileSync('openssl', ['pkeyutl', '-verify', '-pubin', '-inkey', of.key, '-rawin', '-in', of.file, '-sigfile', of.signature], {
    cwd: folder,
    encoding: 'utf8',
  });
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'demo-'));
  out = join(root, 'out');
  const say = (text: string): void => void shown.push(text);
  held = await demo(out, { weeks: 3, stories: ['class-teacher-leave', 'center-face-letter'], progress: say, result: say });
  report = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Report;
}, 300_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('three weeks of the demo', () => {
  it('hold what they promise', () => {
    expect(held).toBe(true);
    expect(report).toMatchObject({ ok: true, weeks: 3, verify: { ok: true, documents: { failed: [] }, packages: { failed: [] } }, nameSearch: { found: [] } });
    expect(shown.join('')).toContain('第 3 周');
    expect(shown.at(-1)).toContain('心护演示');
  });

  it('count what happened', () => {
    const { counts } = report;
    expect(counts).toMatchObject({ pupils: 1248, cases: 2, documents: { D01: 1, D02: 2, D06: 2, D07: 2, D09: 3 } });
    expect(counts.obligations).toMatchObject({ overdue: 0, done_late: 0, missed: 0 });
    expect(counts.center).toMatchObject({ pupils: 2, cases: 2 });
    expect(report.cases.map((one) => [one.office, one.key, one.stage])).toEqual([
      ['school', 'class-teacher-leave', 'plan_submitted'],
      ['school', 'center-face-letter', 'plan_submitted'],
      ['center', 'center-face-letter', 'in_intervention'],
    ]);
  });

  it('list every file with its hash', () => {
    const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(out, path)).isFile());
    expect(report.artefacts.map((one) => one.path).toSorted()).toEqual(files.filter((path) => path !== 'report.json').toSorted());
    for (const { path, bytes, sha256: listed } of report.artefacts) {
      const found = bytesOf(path);
      expect([found.length, sha256(found)], path).toEqual([bytes, listed]);
    }
  });

  it('give everybody a strong passphrase of their own', () => {
    const passphrases = report.users.map((user) => user.passphrase);
    expect(new Set(passphrases).size).toBe(passphrases.length);
    for (const { passphrase, login } of report.users) expect(passphraseStrength(passphrase, [login]).score).toBeGreaterThanOrEqual(3);
  });
});

describe('what was handed out', () => {
  it('is decrypted by age, and its signature holds for openssl', () => {
    for (const name of ['w03-submission-to-center', 'w03-letter-receipt-to-center']) {
      const folder = unpack(name);
      expect(verifySignature(folder, { key: 'signer.pem', file: 'manifest.json', signature: 'manifest.sig' })).toContain('Signature Verified Successfully');
      const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { files: { path: string; sha256: string }[] };
      expect(manifest.files.length).toBeGreaterThan(0);
      for (const file of manifest.files) expect(sha256(readFileSync(join(folder, file.path))), file.path).toBe(file.sha256);
    }
  });

  it('signs a plan over the very bytes of its two files', () => {
    const name = 'D07-class-teacher-leave-v1';
    const folder = join(out, 'documents');
    expect(verifySignature(folder, { key: `${name}.signer.pem`, file: `${name}.statement.json`, signature: `${name}.statement.sig` })).toContain(
      'Signature Verified Successfully',
    );
    const statement = JSON.parse(readFileSync(join(folder, `${name}.statement.json`), 'utf8')) as { files: { sha256: string }[] };
    expect(statement.files.map((file) => file.sha256).toSorted()).toEqual(
      [sha256(bytesOf(`documents/${name}.docx`)), sha256(bytesOf(`documents/${name}.pdf`))].toSorted(),
    );
  });

  it('holds all five kinds in both formats', () => {
    for (const name of ['D01-center-face-letter', 'D02-class-teacher-leave', 'D06-class-teacher-leave', 'D07-center-face-letter-v1', 'D09-w01']) {
      expect(existsSync(join(out, 'documents', `${name}.docx`)), name).toBe(true);
      expect(bytesOf(`documents/${name}.pdf`).subarray(0, 5).toString()).toBe('%PDF-');
    }
  });
});

describe('the registers', () => {
  it('open with the reported passphrases, verify, and name nobody whom the report names', async () => {
    const text = readFileSync(join(out, 'report.json'), 'utf8');
    for (const { office, login } of [
      { office: 'school', login: 'shen' },
      { office: 'center', login: 'he' },
    ] as const) {
      const host = openCommandLineHost({ push: () => {} });
      host.chooseFolder(join(out, office));
      const unlocked = await host.ask('session.unlock', { login, passphrase: report.users.find((user) => user.login === login)?.passphrase ?? '' });
      expect(unlocked.ok).toBe(true);
      const verified = await host.ask('register.verify', {});
      expect(verified).toMatchObject({ ok: true, value: { ok: true, encrypted: true, findings: [] } });
      const cases = await host.ask('cases.list', {});
      const names = cases.ok ? cases.value.rows.map((row) => row.pupilName) : [];
      expect(names.length).toBe(2);
      for (const name of names) expect(text).not.toContain(name);
      await host.close();
    }
  });
});
