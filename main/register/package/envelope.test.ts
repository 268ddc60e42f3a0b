import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OfficeId, PackageId } from '../../../domain/ids.ts';
import type { Instant, PlainDate } from '../../../domain/time.ts';
import { encryptToRecipients, generateAgeIdentity, recipientOf } from '../crypto/age.ts';
import { base64Of, utf8Of } from '../crypto/bytes.ts';
import { canonicalJson } from '../crypto/canonical.ts';
import { sha256Hex } from '../crypto/sha256.ts';
import { generateSignSeed, publicKeyOf, publicKeyToPem, signBytes } from '../crypto/sign.ts';
import { asListed, buildPackage, draftManifest, openPackage, openPackageWithin, packageLimits, type PackageFields, type TrustedSigners } from './envelope.ts';
import { forgeZip, type ForgedEntry } from './forged-zip.ts';

const schoolId = '0198f3c2-7a10-7000-8000-00000000000a' as OfficeId;
const centerId = '0198f3c2-7a10-7000-8000-00000000000b' as OfficeId;
const seed = generateSignSeed();
const files = [
  { path: 'files/D09/2026-W38.pdf', bytes: new Uint8Array(4000).map((_, n) => n * 7) },
  { path: 'files/周报-第38周.json', bytes: utf8Of(JSON.stringify({ figures: Array(200).fill(0) })) },
];

let identity = '';
let fields: PackageFields;
let trusted: TrustedSigners;

beforeAll(async () => {
  identity = await generateAgeIdentity();
  const recipient = await recipientOf(identity);
  const signPublic = base64Of(publicKeyOf(seed));
  trusted = new Map([[signPublic, { officeId: schoolId }]]);
  fields = {
    kind: 'submission',
    packageId: '0198f3c2-7a10-7000-8000-00000000000c' as PackageId,
    from: { officeId: schoolId, name: '青松实验中学', signPublic },
    to: { officeId: centerId, name: '区学生心理发展辅导中心', recipient },
    sequence: 1,
    previousHash: null,
    createdAt: '2026-09-21T02:15:00.000Z' as Instant,
    period: { from: '2026-09-14' as PlainDate, to: '2026-09-20' as PlainDate },
    purpose: '每周报送',
    legalBasis: '区学生心理危机闭环管理办法第九条',
    fieldProfile: 'named',
    recipients: [recipient],
    registerHead: { seq: 12, hash: 'ab'.repeat(32) },
    inReplyTo: null,
  };
});

async function built(change: Partial<PackageFields> = {}): Promise<Uint8Array> {
  const result = await buildPackage({ fields: { ...fields, ...change }, files, signSeed: seed });
  if (!result.ok) throw new Error('not built');
  return result.value.bytes;
}

/** A package put together by hand, each part as the case wants it. */
type Forgery = {
  readonly manifest?: (manifest: Record<string, unknown>) => unknown;
  readonly manifestText?: (text: string) => string;
  readonly signature?: (signature: Uint8Array) => Uint8Array;
  readonly pem?: string;
  readonly signSeed?: Uint8Array;
  readonly entries?: (entries: readonly ForgedEntry[]) => readonly ForgedEntry[];
};

async function forged(forgery: Forgery): Promise<Uint8Array> {
  const { manifest } = draftManifest(fields, asListed(files));
  const value = forgery.manifest?.({ ...manifest }) ?? manifest;
  const text = new TextDecoder().decode(canonicalJson(value));
  const bytes = utf8Of(forgery.manifestText?.(text) ?? text);
  const signSeed = forgery.signSeed ?? seed;
  const signature = signBytes(signSeed, bytes);
  const entries: readonly ForgedEntry[] = [
    { name: 'manifest.json', data: bytes, method: 8 },
    { name: 'manifest.sig', data: forgery.signature?.(signature) ?? signature },
    { name: 'signer.pem', data: utf8Of(forgery.pem ?? publicKeyToPem(publicKeyOf(signSeed))) },
    ...files.map((file) => ({ name: file.path, data: file.bytes })),
  ];
  const sealed = await encryptToRecipients(forgeZip(forgery.entries?.(entries) ?? entries), [await recipientOf(identity)]);
  if (!sealed.ok) throw new Error('not sealed');
  return sealed.value;
}

async function answerTo(bytes: Uint8Array): Promise<string> {
  const opened = await openPackage(bytes, identity, trusted);
  if (opened.ok) return 'OPENED';
  return opened.error.code === 'PACKAGE_HOSTILE' ? opened.error.reason : opened.error.code;
}

function replaceData(name: string, data: Uint8Array): (entries: readonly ForgedEntry[]) => readonly ForgedEntry[] {
  return (entries) => entries.map((entry) => (entry.name === name ? { ...entry, data } : entry));
}

const [pdf, json] = files;
if (pdf === undefined || json === undefined) throw new Error('two files');
const otherPdf = Uint8Array.from(pdf.bytes, (byte, n) => (n === 2000 ? byte ^ 1 : byte));

describe('a package', () => {
  it('comes out as it went in', async () => {
    const result = await buildPackage({ fields, files, signSeed: seed });
    if (!result.ok) throw new Error('not built');
    const opened = await openPackage(result.value.bytes, identity, trusted);
    expect(opened).toEqual({
      ok: true,
      value: {
        manifest: draftManifest(fields, asListed(files)).manifest,
        manifestSha256: draftManifest(fields, asListed(files)).manifestSha256,
        files: new Map(files.map((file) => [file.path, file.bytes])),
        signerPem: publicKeyToPem(publicKeyOf(seed)),
      },
    });
    expect(result.value.manifestSha256).toBe(sha256Hex(canonicalJson(result.value.manifest)));
  });

  it('opens for every recipient it names', async () => {
    const second = await generateAgeIdentity();
    const bytes = await built({ recipients: [fields.to.recipient, await recipientOf(second)] });
    for (const reader of [identity, second]) expect((await openPackage(bytes, reader, trusted)).ok).toBe(true);
  });

  it('put together by hand opens too, so the refusals below are for what each case changes', async () => {
    expect(await answerTo(await forged({}))).toBe('OPENED');
  });

  it('holds data that would shrink like a bomb', async () => {
    const zeros = { path: 'files/zeros.json', bytes: new Uint8Array(3 * 1024 * 1024) };
    const result = await buildPackage({ fields, files: [zeros], signSeed: seed });
    expect(result.ok && (await answerTo(result.value.bytes))).toBe('OPENED');
  });

  it('shows nothing of its content outside', async () => {
    const text = Buffer.from(await built()).toString('latin1');
    expect(text).not.toContain('manifest');
    expect(text).not.toContain(schoolId);
  });

  it('is not built with a key, paths or fields that the manifest may not have', async () => {
    await expect(buildPackage({ fields, files, signSeed: generateSignSeed() })).rejects.toThrow('signing key');
    await expect(buildPackage({ fields, files: [{ path: 'a.pdf', bytes: pdf.bytes }], signSeed: seed })).rejects.toThrow('path');
    await expect(buildPackage({ fields, files: [], signSeed: seed })).rejects.toThrow('files');
    await expect(buildPackage({ fields: { ...fields, sequence: 2 }, files, signSeed: seed })).rejects.toThrow('Invalid input');
    await expect(buildPackage({ fields: { ...fields, recipients: [await recipientOf(await generateAgeIdentity())] }, files, signSeed: seed })).rejects.toThrow(
      'Invalid input',
    );
    const large = { path: 'files/large.pdf', bytes: new Uint8Array(packageLimits.fileBytes + 1) };
    expect(await buildPackage({ fields, files: [large], signSeed: seed })).toEqual({ ok: false, error: 'PACKAGE_TOO_LARGE' });
  });
});

describe('a package is refused', () => {
  const cases: readonly (readonly [string, string, Forgery])[] = [
    ['a changed file of the same length', 'WRONG_HASH', { entries: replaceData(pdf.path, otherPdf) }],
    ['a longer file', 'WRONG_SIZE', { entries: replaceData(pdf.path, Uint8Array.of(...pdf.bytes, 0)) }],
    ['a missing file', 'MISSING_FILE', { entries: (entries) => entries.filter((entry) => entry.name !== json.path) }],
    ['an unlisted file', 'UNLISTED_FILE', { entries: (entries) => [...entries, { name: 'files/extra.pdf', data: pdf.bytes }] }],
    ['an unlisted file beside files/', 'UNLISTED_FILE', { entries: (entries) => [...entries, { name: 'README.txt', data: pdf.bytes }] }],
    [
      'two files exchanged',
      'WRONG_SIZE',
      {
        entries: (entries) =>
          entries.map((entry) => (entry.name === pdf.path ? { ...entry, data: json.bytes } : entry.name === json.path ? { ...entry, data: pdf.bytes } : entry)),
      },
    ],
    ['no manifest', 'MANIFEST_MISSING', { entries: (entries) => entries.slice(1) }],
    ['no signature', 'MANIFEST_MISSING', { entries: (entries) => entries.filter((entry) => entry.name !== 'manifest.sig') }],
    ['no signer', 'MANIFEST_MISSING', { entries: (entries) => entries.filter((entry) => entry.name !== 'signer.pem') }],
    [
      'a huge manifest',
      'MANIFEST_MISSING',
      {
        entries: (entries) => entries.map((entry) => (entry.name === 'manifest.json' ? { ...entry, data: new Uint8Array(1024 * 1024 + 1), method: 0 } : entry)),
      },
    ],
    ['a manifest that is not JSON', 'MANIFEST_INVALID', { manifestText: () => '{' }],
    ['a manifest in another spelling', 'MANIFEST_INVALID', { manifestText: (text) => text.replace('{', '{ ') }],
    ['a manifest with a field twice', 'MANIFEST_INVALID', { manifestText: (text) => text.replace('"sequence":1', '"sequence":2,"sequence":1') }],
    ['an unknown field', 'MANIFEST_INVALID', { manifest: (manifest) => ({ ...manifest, note: 'x' }) }],
    ['a missing field', 'MANIFEST_INVALID', { manifest: ({ purpose: _purpose, ...rest }) => rest }],
    ['another kind', 'MANIFEST_INVALID', { manifest: (manifest) => ({ ...manifest, kind: 'program' }) }],
    ['another format', 'MANIFEST_INVALID', { manifest: (manifest) => ({ ...manifest, format: 'xinhu-statement' }) }],
    [
      'a listed path that climbs',
      'MANIFEST_INVALID',
      { manifest: (manifest) => ({ ...manifest, files: [{ path: 'files/../a', bytes: 1, sha256: '0'.repeat(64) }] }) },
    ],
    [
      'a path listed twice',
      'MANIFEST_INVALID',
      { manifest: (manifest) => ({ ...manifest, files: [0, 1].map(() => ({ path: 'files/a.pdf', bytes: 1, sha256: '0'.repeat(64) })) }) },
    ],
    ['sequence 1 with a predecessor', 'MANIFEST_INVALID', { manifest: (manifest) => ({ ...manifest, previousHash: '0'.repeat(64) }) }],
    ['sequence 2 without predecessor', 'MANIFEST_INVALID', { manifest: (manifest) => ({ ...manifest, sequence: 2 }) }],
    [
      'a period that ends before it begins',
      'MANIFEST_INVALID',
      { manifest: (manifest) => ({ ...manifest, period: { from: '2026-09-20', to: '2026-09-14' } }) },
    ],
    ['a newer version', 'PACKAGE_NEWER', { manifest: (manifest) => ({ ...manifest, version: 2, more: true }) }],
    ['a flipped bit in the signature', 'PACKAGE_SIGNATURE_INVALID', { signature: (signature) => signature.with(10, (signature[10] ?? 0) ^ 1) }],
    ['an empty signature', 'PACKAGE_SIGNATURE_INVALID', { signature: () => new Uint8Array(0) }],
    ['a signature of another manifest', 'PACKAGE_SIGNATURE_INVALID', { signature: () => signBytes(seed, utf8Of('{}')) }],
    ['a signer that is no key', 'PACKAGE_SIGNATURE_INVALID', { pem: 'not a key' }],
    ['another signer than the manifest names', 'PACKAGE_SIGNATURE_INVALID', { signSeed: generateSignSeed() }],
    ['the right key beside a stranger’s signature', 'PACKAGE_SIGNATURE_INVALID', { signSeed: generateSignSeed(), pem: publicKeyToPem(publicKeyOf(seed)) }],
    [
      'a known key in another office’s name',
      'PACKAGE_SIGNER_UNKNOWN',
      { manifest: (manifest) => ({ ...manifest, from: { ...fields.from, officeId: centerId } }) },
    ],
    ['an archive with a climbing name', 'ENTRY_HEADER', { entries: (entries) => [...entries, { name: '../evil', data: pdf.bytes }] }],
    [
      'a listed file that is a link',
      'ENTRY_TYPE',
      { entries: (entries) => entries.map((entry) => (entry.name === pdf.path ? { ...entry, mode: 0o120777 } : entry)) },
    ],
    ['hidden bytes', 'HIDDEN_BYTES', { entries: (entries) => entries.map((entry) => (entry.name === pdf.path ? { ...entry, after: pdf.bytes } : entry)) }],
  ];

  it.each(cases)('for %s: %s', async (_what, answer, forgery) => {
    expect(await answerTo(await forged(forgery))).toBe(answer);
  });

  it('when its signer is on no partner’s card', async () => {
    const opened = await openPackage(await built(), identity, new Map());
    expect(opened).toEqual({ ok: false, error: { code: 'PACKAGE_SIGNER_UNKNOWN' } });
  });

  it('when it was encrypted to somebody else, or by a receiver anew for us', async () => {
    const stranger = await generateAgeIdentity();
    const notForUs = { ok: false, error: { code: 'PACKAGE_NOT_FOR_US' } };
    expect(await openPackage(await built(), stranger, trusted)).toEqual(notForUs);
    const recipient = await recipientOf(stranger);
    const elsewhere = await forged({ manifest: (manifest) => ({ ...manifest, to: { ...fields.to, recipient }, recipients: [recipient] }) });
    expect(await openPackage(elsewhere, identity, trusted)).toEqual(notForUs);
  });

  it('when it is larger than the limits', async () => {
    const bytes = await built();
    for (const limit of [{ envelopeBytes: bytes.length - 1 }, { fileBytes: 3999 }, { totalBytes: 4001 }]) {
      expect(await openPackageWithin({ ...packageLimits, ...limit }, { bytes, ageIdentity: identity, trusted })).toEqual({
        ok: false,
        error: { code: 'PACKAGE_TOO_LARGE' },
      });
    }
    expect(await openPackageWithin({ ...packageLimits, entries: 4 }, { bytes, ageIdentity: identity, trusted })).toEqual({
      ok: false,
      error: { code: 'PACKAGE_HOSTILE', reason: 'ENTRY_COUNT' },
    });
  });

  it('when it is no package at all', async () => {
    for (const bytes of [new Uint8Array(0), utf8Of('age-encryption.org/v1\n'), new Uint8Array(100_000)]) expect(await answerTo(bytes)).toBe('PACKAGE_DAMAGED');
    const notZip = await encryptToRecipients(utf8Of('hello'), [fields.to.recipient]);
    expect(notZip.ok && (await answerTo(notZip.value))).toBe('NOT_A_ZIP');
  });

  it('with a byte flipped at any of 200 places, or cut anywhere', async () => {
    const bytes = await built();
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const flipped = bytes.with(at, (bytes[at] ?? 0) ^ change);
        expect(['PACKAGE_DAMAGED', 'PACKAGE_NOT_FOR_US']).toContain(await answerTo(flipped));
        expect(['PACKAGE_DAMAGED', 'PACKAGE_NOT_FOR_US']).toContain(await answerTo(bytes.slice(0, at)));
      }),
      { numRuns: 200 },
    );
  });

  it('with a byte flipped at any of 200 places inside the encryption, unless it is a date', async () => {
    const { manifest } = draftManifest(fields, asListed(files));
    const text = canonicalJson(manifest);
    const zip = forgeZip([
      { name: 'manifest.json', data: text },
      { name: 'manifest.sig', data: signBytes(seed, text) },
      { name: 'signer.pem', data: utf8Of(publicKeyToPem(publicKeyOf(seed))) },
      ...files.map((file) => ({ name: file.path, data: file.bytes })),
    ]);
    const signed = [manifest, new Map(files.map((file) => [file.path, file.bytes]))];
    await fc.assert(
      fc.asyncProperty(fc.nat(zip.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const sealed = await encryptToRecipients(zip.with(at, (zip[at] ?? 0) ^ change), [fields.to.recipient]);
        const opened = await openPackage(sealed.ok ? sealed.value : new Uint8Array(0), identity, trusted);
        // Bytes that carry no content (dates, versions, attributes) may differ: then the content is still exactly what was signed.
        expect(opened.ok ? [opened.value.manifest, opened.value.files] : signed).toEqual(signed);
      }),
      { numRuns: 200 },
    );
  });
});
