import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8Of } from '../crypto/bytes.ts';
import { collisionKeyOf, isSafePath } from './file-path.ts';
import { forgeZip, type ForgedArchive, type ForgedEntry } from './forged-zip.ts';
import { readZip, type ZipLimits } from './zip-read.ts';
import { writeZip } from './zip-write.ts';

const limits: ZipLimits = { entries: 10, fileBytes: 1_000_000, totalBytes: 1_500_000, ratio: 100, ratioFreeBytes: 1000 };
const hello = utf8Of('hello hello hello hello');
const good: ForgedEntry = { name: 'files/a.json', data: hello, method: 8 };

/** Opens and unpacks everything: what a reader of the archive ends up with, or the refusal. */
async function readAll(bytes: Uint8Array): Promise<unknown> {
  const zip = await readZip(bytes, limits);
  if (!zip.ok) return zip.error;
  const files: Record<string, Uint8Array> = {};
  for (const path of zip.value.sizes.keys()) {
    const content = await zip.value.unpack(path);
    if (!content.ok) return content.error;
    files[path] = content.value;
  }
  return files;
}

describe('reading archives', () => {
  it('reads what an honest program writes', async () => {
    const entries = [
      { path: 'manifest.json', bytes: hello },
      { path: 'files/告知书-014.pdf', bytes: new Uint8Array(5000).fill(1) },
      { path: 'files/empty.json', bytes: new Uint8Array(0) },
    ];
    expect(await readAll(await writeZip(entries, Date.UTC(2026, 8, 1)))).toEqual(Object.fromEntries(entries.map(({ path, bytes }) => [path, bytes])));
    expect(await readAll(forgeZip([good, { name: 'files/b.bin', data: hello, mode: 0 }]))).toEqual({ 'files/a.json': hello, 'files/b.bin': hello });
  });

  const zeros = new Uint8Array(500_000);
  const unicodePath = Buffer.concat([Buffer.from([0x75, 0x70, 17, 0, 1, 0, 0, 0, 0]), Buffer.from('files/x.json')]);
  type Case = readonly [string, readonly ForgedEntry[], string, ForgedArchive?];
  const cases: readonly Case[] = [
    ['a climbing name', [{ ...good, name: '../a.json' }], 'ENTRY_HEADER'],
    ['a climbing name inside', [{ ...good, name: 'files/../../a.json' }], 'ENTRY_HEADER'],
    ['an absolute name', [{ ...good, name: '/etc/a.json' }], 'ENTRY_HEADER'],
    ['a drive letter', [{ ...good, name: 'C:/a.json' }], 'ENTRY_HEADER'],
    ['a drive without slash', [{ ...good, name: 'C:a.json' }], 'ENTRY_HEADER'],
    ['a backslash', [{ ...good, name: 'files\\a.json' }], 'ENTRY_HEADER'],
    ['a hidden stream', [{ ...good, name: 'files/a.json:evil' }], 'ENTRY_NAME'],
    ['a device name', [{ ...good, name: 'files/CON.json' }], 'ENTRY_NAME'],
    ['a trailing dot', [{ ...good, name: 'files/a.json.' }], 'ENTRY_NAME'],
    ['a zero byte', [{ ...good, name: 'files/a.json\0.pdf' }], 'ENTRY_NAME'],
    ['a name written right to left', [{ ...good, name: 'files/a\u202efdp.exe' }], 'ENTRY_NAME'],
    ['an empty segment', [{ ...good, name: 'files//a.json' }], 'ENTRY_NAME'],
    ['a name that is not UTF-8', [{ ...good, name: Uint8Array.of(0x66, 0xff, 0x66) }], 'ENTRY_NAME'],
    ['a name in an old code page', [{ ...good, name: Uint8Array.of(0xb8, 0xe6), flags: 0 }], 'ENTRY_NAME'],
    ['the same name twice', [good, good], 'ENTRY_DUPLICATE'],
    ['the same name in other case', [good, { ...good, name: 'files/A.JSON' }], 'ENTRY_DUPLICATE'],
    ['the same name in full width', [good, { ...good, name: 'files/ａ.json' }], 'ENTRY_DUPLICATE'],
    ['a symbolic link', [{ ...good, mode: 0o120777 }], 'ENTRY_TYPE'],
    ['a device', [{ ...good, mode: 0o060644 }], 'ENTRY_TYPE'],
    ['a folder', [{ name: 'files/', data: new Uint8Array(0) }], 'ENTRY_TYPE'],
    ['an encrypted entry', [{ ...good, flags: 0x801 }], 'ENTRY_ENCRYPTED'],
    ['a strongly encrypted entry', [{ ...good, flags: 0x841 }], 'ENTRY_HEADER'],
    ['sizes after the data', [{ ...good, flags: 0x808 }], 'ENTRY_HEADER'],
    ['an unknown method', [{ ...good, method: 12, packed: hello }], 'ENTRY_METHOD'],
    ['too many entries', Array.from({ length: 11 }, (_, n) => ({ ...good, name: `files/${n}.json` })), 'ENTRY_COUNT'],
    ['more entries claimed than there are', [good], 'ENTRY_HEADER', { claimedEntries: 2 }],
    ['fewer entries claimed than there are', [good, { ...good, name: 'files/b.json' }], 'HIDDEN_BYTES', { claimedEntries: 1 }],
    ['a bomb that admits it', [{ ...good, data: zeros }], 'ENTRY_RATIO'],
    ['a bomb that lies about its size', [{ ...good, data: zeros, claimedBytes: 500 }], 'ENTRY_SIZE'],
    ['a file that claims more than it holds', [{ ...good, claimedBytes: 500 }], 'ENTRY_SIZE'],
    ['a stored file with two sizes', [{ name: 'files/a.pdf', data: hello, claimedBytes: 500 }], 'ENTRY_HEADER'],
    ['packed bytes that are not deflate', [{ ...good, packed: utf8Of('\xff\xff\xff not deflate') }], 'ENTRY_SIZE'],
    ['another name before the data', [{ ...good, localName: 'files/b.json' }], 'HIDDEN_BYTES'],
    ['another name in an extra field', [{ ...good, extra: unicodePath }], 'ENTRY_NAME'],
    [
      'overlapping files',
      [
        { ...good, packed: deflateRawSync(hello) },
        { ...good, name: 'files/b.json', offset: 0 },
      ],
      'HIDDEN_BYTES',
    ],
    [
      'a gap between files',
      [
        { ...good, after: utf8Of('secret') },
        { ...good, name: 'files/b.json' },
      ],
      'HIDDEN_BYTES',
    ],
    ['a gap before the directory', [{ ...good, after: utf8Of('secret') }], 'HIDDEN_BYTES'],
    ['bytes before the first file', [good], 'HIDDEN_BYTES', { prefix: utf8Of('MZ program') }],
    ['an archive comment', [good], 'HIDDEN_BYTES', { comment: 'secret' }],
    ['bytes after the end', [good], 'NOT_A_ZIP', { suffix: utf8Of('secret') }],
    ['a directory elsewhere', [good], 'ENTRY_HEADER', { claimedStart: 1 }],
    ['a directory outside', [good], 'ENTRY_HEADER', { claimedStart: 0x7fff_ffff }],
  ];

  it.each(cases.map(([what, entries, reason, archive]) => ({ what, entries, reason, archive })))('refuses $what', async ({ entries, reason, archive }) => {
    expect(await readAll(forgeZip(entries, archive))).toEqual({ kind: 'hostile', reason });
  });

  it('refuses what is too large before unpacking it', async () => {
    const noise = new Uint8Array(900_000);
    expect(await readAll(forgeZip([{ name: 'a.pdf', data: new Uint8Array(1_000_001) }]))).toEqual({ kind: 'tooLarge', reason: 'FILE_BYTES' });
    expect(
      await readAll(
        forgeZip([
          { name: 'a.pdf', data: noise },
          { name: 'b.pdf', data: noise },
        ]),
      ),
    ).toEqual({ kind: 'tooLarge', reason: 'TOTAL_BYTES' });
  });

  it('refuses what is no archive', async () => {
    for (const text of ['', 'PK', 'PK\x05\x06', 'x'.repeat(1000)]) expect(await readAll(utf8Of(text))).toEqual({ kind: 'hostile', reason: 'NOT_A_ZIP' });
  });

  it('answers to any damage without throwing, and with the true content if it takes the archive', async () => {
    const bytes = forgeZip([good, { name: 'files/b.bin', data: hello }]);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const damaged = Uint8Array.from(bytes);
        damaged[at] = (damaged[at] ?? 0) ^ change;
        const answer = await readAll(damaged);
        expect(typeof answer).toBe('object');
      }),
      { numRuns: 400 },
    );
  });
});

describe('file names', () => {
  it.each(['manifest.json', 'files/D09/2026-W38.pdf', 'files/告知书（2026）第14号.docx', 'files/a b.json'])('%s may travel', (path) =>
    expect(isSafePath(path)).toBe(true),
  );

  it.each([
    '',
    '/',
    'a/',
    '/a',
    './a',
    'a/..',
    'a\\b',
    'a:b',
    'aux',
    'files/LPT1.txt',
    ' a',
    'a ',
    'a.',
    'a\n',
    'a\u200bb',
    'cafe\u0301',
    'x'.repeat(201),
    'a/b/c/d/e/f/g',
    'a*',
    'a?',
    'a|b',
    '"a"',
  ])('%j may not', (path) => expect(isSafePath(path)).toBe(false));

  it('collide when a file system could take one for the other', () => {
    expect(collisionKeyOf('files/Ａ.PDF')).toBe(collisionKeyOf('files/a.pdf'));
    expect(collisionKeyOf('files/a.pdf')).not.toBe(collisionKeyOf('files/b.pdf'));
  });
});
