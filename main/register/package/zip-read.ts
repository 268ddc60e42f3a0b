/** Reads foreign zip archives: the whole directory is judged before a single byte is unpacked. */
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { concatBytes } from '../crypto/bytes.ts';
import { collisionKeyOf, isSafePath } from './file-path.ts';

export type ZipLimits = {
  readonly entries: number;
  /** Unpacked bytes of one file, and of all. */
  readonly fileBytes: number;
  readonly totalBytes: number;
  /** Unpacked : packed; small files are free below `ratioFreeBytes`, since a few kilobytes of zeros are no bomb. */
  readonly ratio: number;
  readonly ratioFreeBytes: number;
};

export type ZipReason =
  | 'NOT_A_ZIP'
  | 'ENTRY_COUNT'
  | 'ENTRY_NAME'
  | 'ENTRY_DUPLICATE'
  | 'ENTRY_TYPE'
  | 'ENTRY_ENCRYPTED'
  | 'ENTRY_METHOD'
  | 'ENTRY_RATIO'
  | 'ENTRY_HEADER'
  | 'HIDDEN_BYTES'
  | 'ENTRY_SIZE';
export type ZipError = { readonly kind: 'hostile'; readonly reason: ZipReason } | { readonly kind: 'tooLarge'; readonly reason: 'FILE_BYTES' | 'TOTAL_BYTES' };

/** A judged archive: names and sizes, and a way to unpack one name. */
export type OpenZip = {
  readonly sizes: ReadonlyMap<string, number>;
  readonly unpack: (path: string) => Promise<Result<Uint8Array, ZipError>>;
};

const stored = 0;
const deflated = 8;
const fileTypeMask = 0o170000;
const regularFile = 0o100000;
/** Encryption of any kind, data after the content, patched data: bits 0, 3, 5, 6, 13. */
const refusedFlags = 0x1 | 0x8 | 0x20 | 0x40 | 0x2000;
const encryptedFlags = 0x1 | 0x40 | 0x2000;
const localHeaderBytes = 30;
/** This extra field gives a second name: which of the two comes out depends on the program. */
const unicodePathField = 0x7075;

function hostile(reason: ZipReason): Result<never, ZipError> {
  return fail({ kind: 'hostile', reason });
}

/** Why one entry of the directory is refused, if it is. */
function judgeEntry(entry: Entry, limits: ZipLimits): ZipError | undefined {
  const unixType = (entry.externalFileAttributes >>> 16) & fileTypeMask;
  // Type 0 comes from makers without Unix attributes; a link, folder or device names itself.
  if (entry.fileName.endsWith('/') || (unixType !== 0 && unixType !== regularFile)) return { kind: 'hostile', reason: 'ENTRY_TYPE' };
  const nameIsPlain = Buffer.compare(entry.fileNameRaw, Buffer.from(entry.fileName)) === 0;
  if (!nameIsPlain || !isSafePath(entry.fileName) || entry.extraFields.some((field) => field.id === unicodePathField))
    return { kind: 'hostile', reason: 'ENTRY_NAME' };
  if ((entry.generalPurposeBitFlag & encryptedFlags) !== 0) return { kind: 'hostile', reason: 'ENTRY_ENCRYPTED' };
  if ((entry.generalPurposeBitFlag & refusedFlags) !== 0) return { kind: 'hostile', reason: 'ENTRY_HEADER' };
  if (entry.compressionMethod !== stored && entry.compressionMethod !== deflated) return { kind: 'hostile', reason: 'ENTRY_METHOD' };
  if (entry.uncompressedSize > limits.fileBytes) return { kind: 'tooLarge', reason: 'FILE_BYTES' };
  if (entry.uncompressedSize > limits.ratioFreeBytes && entry.uncompressedSize > entry.compressedSize * limits.ratio)
    return { kind: 'hostile', reason: 'ENTRY_RATIO' };
  return undefined;
}

async function readDirectory(zip: ZipFile, limits: ZipLimits): Promise<Result<readonly Entry[], ZipError>> {
  if (zip.entryCount > limits.entries) return hostile('ENTRY_COUNT');
  if (zip.comment !== '') return hostile('HIDDEN_BYTES');
  const entries: Entry[] = [];
  const seen = new Set<string>();
  let totalBytes = 0;
  for await (const entry of zip.eachEntry()) {
    const refused = judgeEntry(entry, limits);
    if (refused !== undefined) return fail(refused);
    const key = collisionKeyOf(entry.fileName);
    if (seen.has(key)) return hostile('ENTRY_DUPLICATE');
    seen.add(key);
    totalBytes += entry.uncompressedSize;
    if (totalBytes > limits.totalBytes) return fail({ kind: 'tooLarge', reason: 'TOTAL_BYTES' });
    entries.push(entry);
  }
  return ok(entries);
}

/**
 * Other programs unpack by the headers in front of the files instead of the directory, so both must say the same. The files must follow each other
 * without gap or overlap up to the directory: overlaps multiply one packed file into a bomb, gaps hide what nobody has signed.
 */
async function judgeLayout(zip: ZipFile, entries: readonly Entry[], bytes: Uint8Array): Promise<boolean> {
  let expectedStart = 0;
  for (const entry of entries.toSorted((left, right) => left.relativeOffsetOfLocalHeader - right.relativeOffsetOfLocalHeader)) {
    const local = await zip.readLocalFileHeaderPromise(entry);
    const agrees =
      entry.relativeOffsetOfLocalHeader === expectedStart &&
      Buffer.compare(local.fileName, entry.fileNameRaw) === 0 &&
      local.generalPurposeBitFlag === entry.generalPurposeBitFlag &&
      local.compressionMethod === entry.compressionMethod &&
      local.compressedSize === entry.compressedSize &&
      local.uncompressedSize === entry.uncompressedSize &&
      local.crc32 === entry.crc32;
    if (!agrees) return false;
    expectedStart += localHeaderBytes + local.fileNameLength + local.extraFieldLength + entry.compressedSize;
  }
  return expectedStart === directoryStart(bytes);
}

/** Offset of the directory by the end record, which without comment is the last 22 bytes; archives that need Zip64 are over every limit here. */
function directoryStart(bytes: Uint8Array): number {
  const end = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const offset = end.readUInt32LE(end.length - 6);
  return offset + end.readUInt32LE(end.length - 10) === end.length - 22 ? offset : -1;
}

async function unpackEntry(zip: ZipFile, entry: Entry): Promise<Result<Uint8Array, ZipError>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      if (!(chunk instanceof Uint8Array)) return hostile('ENTRY_SIZE');
      size += chunk.length;
      // The library stops a lying size by itself; this does not rest on it.
      if (size > entry.uncompressedSize) return hostile('ENTRY_SIZE');
      chunks.push(chunk);
    }
  } catch {
    return hostile('ENTRY_SIZE');
  }
  return size === entry.uncompressedSize ? ok(concatBytes(...chunks)) : hostile('ENTRY_SIZE');
}

/** Opens an archive held in memory. */
export async function readZip(bytes: Uint8Array, limits: ZipLimits): Promise<Result<OpenZip, ZipError>> {
  let zip: ZipFile;
  try {
    zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { strictFileNames: true, validateEntrySizes: true });
  } catch {
    return hostile('NOT_A_ZIP');
  }
  try {
    const entries = await readDirectory(zip, limits);
    if (!entries.ok) return entries;
    if (!(await judgeLayout(zip, entries.value, bytes))) return hostile('HIDDEN_BYTES');
    const byPath = new Map(entries.value.map((entry) => [entry.fileName, entry]));
    return ok({
      sizes: new Map(entries.value.map((entry) => [entry.fileName, entry.uncompressedSize])),
      unpack: async (path) => {
        const entry = byPath.get(path);
        if (entry === undefined) throw new Error('name not in the archive');
        return unpackEntry(zip, entry);
      },
    });
  } catch {
    // yauzl throws for malformed directories, absolute names, climbing names and backslashes alike.
    return hostile('ENTRY_HEADER');
  }
}
