/** Bounds of a workbook's zip, proved before it is parsed: what its directory claims, and that the data keeps to the claim. */
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { maxEntries, maxRatio, maxSheets, maxUnpackedBytes, ratioCheckedFromBytes } from './limits.ts';
import type { ImportError, ImportErrorCode } from './parsed.ts';

/** Refuses zips that are no workbook, too large, too dense or damaged. Everything is inflated once into nothing; entries that lie about their size fail. */
export async function checkWorkbookZip(bytes: Uint8Array): Promise<Result<null, ImportError>> {
  try {
    const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    const entries = await entriesOf(zip);
    const claim = claimRefusal(entries);
    if (claim) return fail({ code: claim, params: {} });
    for (const entry of entries) await pipeline(await zip.openReadStreamPromise(entry), nowhere());
    return ok(null);
  } catch {
    // Whatever yauzl finds wrong (sizes, checks, names, a cut-off directory) means the same to the reader: the file is damaged.
    return fail({ code: 'WORKBOOK_BROKEN', params: {} });
  }
}

async function entriesOf(zip: ZipFile): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  if (zip.entryCount > maxEntries) return entries;
  for await (const entry of zip.eachEntry()) if (!entry.fileName.endsWith('/')) entries.push(entry);
  return entries;
}

function claimRefusal(entries: readonly Entry[]): ImportErrorCode | null {
  if (entries.length === 0) return 'UNPACKED_TOO_LARGE';
  if (!entries.some(({ fileName }) => fileName === 'xl/workbook.xml')) return 'NOT_A_TABLE';
  if (entries.some((entry) => entry.isEncrypted())) return 'WORKBOOK_ENCRYPTED';
  if (entries.filter(({ fileName }) => /^xl\/worksheets\/[^/]+\.xml$/u.test(fileName)).length > maxSheets) return 'TOO_MANY_SHEETS';
  const unpacked = entries.reduce((all, { uncompressedSize }) => all + uncompressedSize, 0);
  const dense = entries.some(({ uncompressedSize, compressedSize }) => uncompressedSize > ratioCheckedFromBytes && uncompressedSize > compressedSize * maxRatio);
  return unpacked > maxUnpackedBytes || dense ? 'UNPACKED_TOO_LARGE' : null;
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
