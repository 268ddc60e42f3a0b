/** Bounds of a workbook's zip, proved before it is parsed: what its directory claims, and that the data keeps to the claim. */
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { maxEntries, maxRatio, maxSheets, maxUnpackedBytes, ratioCheckedFromBytes } from './limits.ts';
import type { ImportError, ImportErrorCode } from './parsed.ts';
import { storedZip, wideReferenceFinder, writeOutReferences } from './wide-references.ts';

/**
 * Refuses zips that are no workbook, too large, too dense or damaged. Everything is inflated once; entries that lie about their size fail.
 * Gives the bytes to parse: the file's own, or a copy whose texts the parser can read.
 */
export async function checkWorkbookZip(bytes: Uint8Array): Promise<Result<Uint8Array, ImportError>> {
  try {
    const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { autoClose: false });
    if (zip.entryCount > maxEntries) return fail({ code: 'UNPACKED_TOO_LARGE', params: {} });
    const entries = await entriesOf(zip);
    const claim = claimRefusal(entries);
    if (claim) return fail({ code: claim, params: {} });
    const finder = wideReferenceFinder();
    for (const entry of entries) await inflate(zip, entry, finder.feed);
    return ok(finder.found() ? await readable(zip, entries) : bytes);
  } catch {
    // Whatever yauzl finds wrong (sizes, checks, names, a cut-off directory) means the same to the reader: the file is damaged.
    return fail({ code: 'WORKBOOK_BROKEN', params: {} });
  }
}

async function entriesOf(zip: ZipFile): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) if (!entry.fileName.endsWith('/')) entries.push(entry);
  return entries;
}

function claimRefusal(entries: readonly Entry[]): ImportErrorCode | null {
  if (!entries.some(({ fileName }) => fileName === 'xl/workbook.xml')) return 'NOT_A_TABLE';
  if (entries.some((entry) => entry.isEncrypted())) return 'WORKBOOK_ENCRYPTED';
  if (entries.filter(({ fileName }) => /^xl\/worksheets\/[^/]+\.xml$/u.test(fileName)).length > maxSheets) return 'TOO_MANY_SHEETS';
  const unpacked = entries.reduce((all, { uncompressedSize }) => all + uncompressedSize, 0);
  const dense = entries.some(
    ({ uncompressedSize, compressedSize }) => uncompressedSize > ratioCheckedFromBytes && uncompressedSize > compressedSize * maxRatio,
  );
  return unpacked > maxUnpackedBytes || dense ? 'UNPACKED_TOO_LARGE' : null;
}

async function inflate(zip: ZipFile, entry: Entry, take: (chunk: Buffer) => void): Promise<void> {
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      take(chunk);
      done();
    },
  });
  await pipeline(await zip.openReadStreamPromise(entry), sink);
}

async function readable(zip: ZipFile, entries: readonly Entry[]): Promise<Uint8Array> {
  const parts: (readonly [string, Buffer])[] = [];
  for (const entry of entries.filter(({ fileName }) => /\.(?:xml|rels)$/u.test(fileName))) {
    const chunks: Buffer[] = [];
    await inflate(zip, entry, (chunk) => chunks.push(chunk));
    parts.push([entry.fileName, writeOutReferences(Buffer.concat(chunks))]);
  }
  return storedZip(parts);
}
