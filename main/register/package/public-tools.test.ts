/** Runs the very commands that docs/formats shows, with the public tools, on a package and a statement just made. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DocumentId, OfficeId, PackageId, UserId } from '../../../domain/ids.ts';
import type { Instant } from '../../../domain/time.ts';
import { decryptWithIdentity, encryptToRecipients, generateAgeIdentity, recipientOf } from '../crypto/age.ts';
import { base64Of, utf8Of } from '../crypto/bytes.ts';
import { generateSignSeed, publicKeyOf, publicKeyToPem, signBytes, verifySignature } from '../crypto/sign.ts';
import { signedFileOf, signStatement } from '../crypto/statement.ts';
import { buildPackage } from './envelope.ts';

/** The one block of shell commands in a page of docs/formats. */
function commandsOf(page: string): string {
  const documentation = readFileSync(new URL(`../../../docs/formats/${page}`, import.meta.url), 'utf8');
  const commands = /```sh\n([^`]*)```/.exec(documentation)?.[1];
  if (commands === undefined) throw new Error('no commands in the page');
  return commands;
}

const files = [
  { path: 'files/D09/2026-W38.pdf', bytes: new Uint8Array(50_000).map((_, n) => n * 13) },
  { path: 'files/告知书-014.docx', bytes: new Uint8Array(20_000).map((_, n) => n * 5) },
  { path: 'files/data.json', bytes: utf8Of('{"figures":[0,0,0]}') },
];

let root = '';
let identity = '';
let archive: Uint8Array;

type Outcome = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

/** Runs commands in a folder, stopping at the first that fails. */
function run(folder: string, commands: string): Outcome {
  const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', commands], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  return { status, stdout, stderr };
}

/** Puts a package into its own folder and follows docs/formats/package.md there. */
function follow(name: string, bytes: Uint8Array): Outcome & { readonly folder: string } {
  const folder = join(root, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.xinhu'), bytes);
  writeFileSync(join(folder, 'identity.txt'), `${identity}\n`);
  return { ...run(folder, commandsOf('package.md')), folder };
}

beforeAll(async () => {
  for (const tool of ['age', 'age-keygen', 'openssl', 'python3', 'sha256sum']) {
    if (spawnSync('bash', ['-c', `command -v ${tool}`]).status !== 0)
      throw new Error(`this test needs the program ${tool} (Debian: apt install age openssl python3 coreutils)`);
  }
  root = mkdtempSync(join(tmpdir(), 'public-tools-'));
  identity = await generateAgeIdentity();
  const recipient = await recipientOf(identity);
  const seed = generateSignSeed();
  const built = await buildPackage({
    fields: {
      kind: 'submission',
      packageId: '0198f3c2-7a10-7000-8000-00000000000c' as PackageId,
      from: { officeId: '0198f3c2-7a10-7000-8000-00000000000a' as OfficeId, name: '青松实验中学', signPublic: base64Of(publicKeyOf(seed)) },
      to: { officeId: '0198f3c2-7a10-7000-8000-00000000000b' as OfficeId, name: '区学生心理发展辅导中心', recipient },
      sequence: 1,
      previousHash: null,
      createdAt: '2026-09-21T02:15:00.000Z' as Instant,
      period: null,
      purpose: '每周报送',
      legalBasis: '闭环管理办法',
      fieldProfile: 'named',
      recipients: [recipient],
      registerHead: { seq: 12, hash: 'ab'.repeat(32) },
      inReplyTo: null,
    },
    files,
    signSeed: seed,
  });
  if (!built.ok) throw new Error('not built');
  archive = built.value.bytes;
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('a package in the hands of public tools', () => {
  it('is decrypted, verified and compared by the documented commands', () => {
    expect(commandsOf('package.md')).toContain('age -d');
    const done = follow('good', archive);
    expect(done.stderr).toBe('');
    expect(done.stdout).toContain('Signature Verified Successfully');
    expect(done.stdout.match(/: OK$/gm)?.length).toBe(files.length);
    expect(done.status).toBe(0);
    for (const file of files) expect(new Uint8Array(readFileSync(join(done.folder, file.path))), file.path).toEqual(file.bytes);
  });

  it('with a changed byte stops the commands at the first step', () => {
    const done = follow('damaged', archive.with(archive.length - 100, (archive[archive.length - 100] ?? 0) ^ 1));
    expect(done.status).not.toBe(0);
    expect(done.stdout).not.toContain('Verified');
  });

  it('rewritten and encrypted anew by a receiver stops the commands at the signature', async () => {
    const folder = join(root, 'good');
    const manifest = readFileSync(join(folder, 'manifest.json'), 'utf8').replace('"sequence":1', '"sequence":2');
    const work = join(root, 'rewritten-source');
    mkdirSync(work);
    writeFileSync(join(work, 'manifest.json'), manifest);
    const script =
      'import sys,zipfile,os\nsource,work=sys.argv[1:]\nold=zipfile.ZipFile(os.path.join(source,"package.zip"))\nnew=zipfile.ZipFile(os.path.join(work,"package.zip"),"w")\nfor n in old.namelist(): new.writestr(n, open(os.path.join(work,n),"rb").read() if n=="manifest.json" else old.read(n))\nnew.close()';
    execFileSync('python3', ['-c', script, folder, work]);
    const sealed = await encryptToRecipients(readFileSync(join(work, 'package.zip')), [await recipientOf(identity)]);
    const done = follow('rewritten', sealed.ok ? sealed.value : new Uint8Array(0));
    expect(done.status).not.toBe(0);
    expect(`${done.stdout}${done.stderr}`).toContain('Signature Verification Failure');
  });
});

describe('a signed statement in the hands of public tools', () => {
  it('is verified by the documented commands, until a byte of the document changes', () => {
    const folder = join(root, 'statement');
    mkdirSync(folder);
    const seed = generateSignSeed();
    const pdf = new Uint8Array(3000).fill(37);
    const { statement, signature } = signStatement(
      {
        purpose: 'plan_signature',
        documentId: '0198f3c2-7a10-7000-8000-0000000000d7' as DocumentId,
        number: '心预〔2026〕7号',
        version: 1,
        files: [signedFileOf('plan.pdf', pdf)],
        signer: { userId: '0198f3c2-7a10-7000-8000-0000000000e1' as UserId, publicKey: base64Of(publicKeyOf(seed)) },
        signedAt: '2026-09-21T02:15:00.000Z' as Instant,
        registerHead: { seq: 40, hash: 'cd'.repeat(32) },
      },
      seed,
    );
    writeFileSync(join(folder, 'statement.json'), statement);
    writeFileSync(join(folder, 'statement.sig'), signature);
    writeFileSync(join(folder, 'signer.pem'), publicKeyToPem(publicKeyOf(seed)));
    writeFileSync(join(folder, 'plan.pdf'), pdf);
    const good = run(folder, commandsOf('statement.md'));
    expect(good).toMatchObject({ status: 0, stderr: '' });
    expect(good.stdout).toContain('Signature Verified Successfully');
    expect(good.stdout).toContain('plan.pdf: OK');
    writeFileSync(join(folder, 'plan.pdf'), pdf.with(1000, 38));
    const changed = run(folder, commandsOf('statement.md'));
    expect(changed.status).not.toBe(0);
    expect(changed.stdout).toContain('plan.pdf: FAILED');
  });
});

describe('keys and files of other programs', () => {
  it('what age encrypts to our recipient we decrypt, with a key that age-keygen agrees on', async () => {
    const recipient = await recipientOf(identity);
    const identityFile = join(root, 'other-identity.txt');
    writeFileSync(identityFile, `${identity}\n`);
    expect(execFileSync('age-keygen', ['-y', identityFile], { encoding: 'utf8' }).trim()).toBe(recipient);
    const encrypted = execFileSync('age', ['-r', recipient], { input: '来自区中心' });
    const opened = await decryptWithIdentity(encrypted, identity);
    expect(opened.ok && new TextDecoder().decode(opened.value)).toBe('来自区中心');
  });

  it('what openssl signs we verify, and the other way round', () => {
    const keyFile = join(root, 'key.pem');
    const message = join(root, 'message.txt');
    const signatureFile = join(root, 'message.sig');
    writeFileSync(message, 'plan');
    execFileSync('openssl', ['genpkey', '-algorithm', 'ed25519', '-out', keyFile]);
    execFileSync('openssl', ['pkeyutl', '-sign', '-inkey', keyFile, '-rawin', '-in', message, '-out', signatureFile]);
    const publicKey = new Uint8Array(execFileSync('openssl', ['pkey', '-in', keyFile, '-pubout', '-outform', 'DER'])).slice(-32);
    expect(verifySignature(publicKey, utf8Of('plan'), readFileSync(signatureFile))).toBe(true);
    const seed = generateSignSeed();
    writeFileSync(join(root, 'ours.pem'), publicKeyToPem(publicKeyOf(seed)));
    writeFileSync(join(root, 'ours.sig'), signBytes(seed, utf8Of('plan')));
    const verified = execFileSync(
      'openssl',
      ['pkeyutl', '-verify', '-pubin', '-inkey', join(root, 'ours.pem'), '-rawin', '-in', message, '-sigfile', join(root, 'ours.sig')],
      { encoding: 'utf8' },
    );
    expect(verified).toContain('Signature Verified Successfully');
  });
});
