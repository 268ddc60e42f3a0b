import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gb18030Of } from './gb18030.ts';
import { searchNames } from './name-search.ts';

const names = ['韩𬭎琪', '欧阳静', '王强'];
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'name-search-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A file of random bytes with something put in the middle, or at the very end. */
function fileWith(name: string, bytes: Uint8Array, tail = 1000): string {
  const file = join(folder, name);
  writeFileSync(file, Buffer.concat([randomBytes(5000), bytes, randomBytes(tail)]));
  return file;
}

describe('the search for names', () => {
  it('finds a name in each encoding, wherever it stands', async () => {
    const files = [
      fileWith('utf8', Buffer.from('韩𬭎琪', 'utf8')),
      fileWith('utf16', Buffer.from('欧阳静', 'utf16le'), 0),
      fileWith('gb18030', gb18030Of('韩𬭎琪')),
      fileWith('short', Buffer.from('王强', 'utf8'), 0),
    ];
    const search = await searchNames(names, files);
    expect(search.found).toEqual(files);
  });

  it('finds nothing where there is nothing, nor half a name', async () => {
    const empty = join(folder, 'empty');
    writeFileSync(empty, '');
    const search = await searchNames(names, [empty, fileWith('half', Buffer.from('欧阳', 'utf8'), 0), fileWith('other', Buffer.from('韩琪', 'utf8'))]);
    expect(search).toMatchObject({ found: [], files: 3, names: 3 });
  });
});
