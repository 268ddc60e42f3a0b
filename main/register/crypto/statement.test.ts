import { describe, expect, it } from 'vitest';
import type { DocumentId, UserId } from '../../../domain/ids.ts';
import type { Instant } from '../../../domain/time.ts';
import { base64Of, textOf, utf8Of } from './bytes.ts';
import { canonicalJson } from './canonical.ts';
import { generateSignSeed, publicKeyOf, signBytes } from './sign.ts';
import { parseStatement, signStatement, signedFileOf, verifyStatement, type StatementFields } from './statement.ts';

const seed = generateSignSeed();
const publicKey = publicKeyOf(seed);
const pdf = new Uint8Array(3000).fill(37);
const docx = new Uint8Array(2000).fill(80);
const files = new Map([
  ['plan.pdf', pdf],
  ['plan.docx', docx],
]);
const fields: StatementFields = {
  purpose: 'plan_signature',
  documentId: '0198f3c2-7a10-7000-8000-0000000000d7' as DocumentId,
  number: '心预〔2026〕7号',
  version: 2,
  files: [signedFileOf('plan.pdf', pdf), signedFileOf('plan.docx', docx)],
  signer: { userId: '0198f3c2-7a10-7000-8000-0000000000e1' as UserId, publicKey: base64Of(publicKey) },
  signedAt: '2026-09-21T02:15:00.000Z' as Instant,
  registerHead: { seq: 40, hash: 'cd'.repeat(32) },
};
const signed = signStatement(fields, seed);

/** A statement changed and signed again with the right key: what only the statement's own rules can refuse. */
function resigned(change: object): ReturnType<typeof verifyStatement> {
  const statement = canonicalJson({ format: 'xinhu-statement', formatVersion: 1, ...fields, ...change });
  return verifyStatement({ statement, signature: signBytes(seed, statement) }, publicKey, files);
}

describe('a signed statement', () => {
  it('is valid for the files it names and says what was signed', () => {
    expect(verifyStatement(signed, publicKey, files)).toBe('valid');
    expect(parseStatement(signed.statement)).toEqual({ format: 'xinhu-statement', formatVersion: 1, ...fields });
    expect(textOf(signed.statement)?.startsWith('{"documentId":')).toBe(true);
  });

  it('is invalid with any bit of statement or signature changed', () => {
    for (let at = 0; at < signed.statement.length; at += 1) {
      expect(verifyStatement({ ...signed, statement: signed.statement.with(at, (signed.statement[at] ?? 0) ^ 1) }, publicKey, files)).toEqual({
        invalid: 'SIGNATURE_INVALID',
      });
    }
    for (let at = 0; at < 64; at += 1) {
      expect(verifyStatement({ ...signed, signature: signed.signature.with(at, (signed.signature[at] ?? 0) ^ 1) }, publicKey, files)).toEqual({
        invalid: 'SIGNATURE_INVALID',
      });
    }
    expect(verifyStatement({ ...signed, signature: new Uint8Array(0) }, publicKey, files)).toEqual({ invalid: 'SIGNATURE_INVALID' });
  });

  it.each([
    [
      'one byte of a file changed',
      new Map([
        ['plan.pdf', pdf.with(1500, 0)],
        ['plan.docx', docx],
      ]),
      'FILE_CHANGED',
    ],
    [
      'a file longer',
      new Map([
        ['plan.pdf', Uint8Array.of(...pdf, 0)],
        ['plan.docx', docx],
      ]),
      'FILE_CHANGED',
    ],
    [
      'files exchanged',
      new Map([
        ['plan.pdf', docx],
        ['plan.docx', pdf],
      ]),
      'FILE_CHANGED',
    ],
    ['a file missing', new Map([['plan.pdf', pdf]]), 'FILE_MISSING'],
    [
      'a file renamed',
      new Map([
        ['plan.pdf', pdf],
        ['other.docx', docx],
      ]),
      'FILE_MISSING',
    ],
    ['a file added', new Map([...files, ['annex.pdf', pdf]]), 'FILE_EXTRA'],
  ] as const)('is invalid with %s', (_what, changed, invalid) => {
    expect(verifyStatement(signed, publicKey, changed)).toEqual({ invalid });
  });

  it('is invalid under another person’s key, and does not choose its own', () => {
    const stranger = generateSignSeed();
    expect(verifyStatement(signed, publicKeyOf(stranger), files)).toEqual({ invalid: 'SIGNATURE_INVALID' });
    const borrowed = { statement: signed.statement, signature: signBytes(stranger, signed.statement) };
    expect(verifyStatement(borrowed, publicKeyOf(stranger), files)).toEqual({ invalid: 'SIGNER_DIFFERS' });
    expect(() => signStatement(fields, stranger)).toThrow('signing key');
  });

  it.each([
    ['an unknown field', { note: 'x' }],
    ['another purpose', { purpose: 'anything' }],
    ['another format', { format: 'xinhu-package' }],
    ['a newer format', { formatVersion: 2 }],
    ['no files', { files: [] }],
    ['a file twice', { files: [fields.files[0], fields.files[0]] }],
    ['version 0', { version: 0 }],
    ['a day that does not exist', { signedAt: '2026-02-31T25:00:00.000Z' }],
  ])('with %s is damaged though signed', (_what, change) => {
    expect(resigned(change)).toEqual({ invalid: 'STATEMENT_DAMAGED' });
  });

  it('in another spelling is damaged though signed', () => {
    const statement = utf8Of(JSON.stringify(JSON.parse(textOf(signed.statement) ?? ''), null, 1));
    expect(verifyStatement({ statement, signature: signBytes(seed, statement) }, publicKey, files)).toEqual({ invalid: 'STATEMENT_DAMAGED' });
    const huge = new Uint8Array(70_000);
    expect(verifyStatement({ statement: huge, signature: signBytes(seed, huge) }, publicKey, files)).toEqual({ invalid: 'STATEMENT_DAMAGED' });
  });
});
