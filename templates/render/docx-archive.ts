/** Zip archives of Word files. All times are fixed, so that the same parts give the same bytes. */
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/** A part as it stands in an archive. `size`: bytes of its text; `packed`: the text, deflated. */
export type Entry = { readonly path: string; readonly size: number; readonly crc: number; readonly packed: Uint8Array };

const localHeader = 0x04034b50;
const centralHeader = 0x02014b50;
const endOfCentral = 0x06054b50;
const localSize = 30;
const centralSize = 46;
const endSize = 22;
/** Zip 2.0, which knows deflate. */
const version = 20;
const deflated = 8;
/** 1 January 1980, 00:00: the first moment that a zip archive can name. */
const firstDay = (0 << 9) | (1 << 5) | 1;

export function packEntry(path: string, text: string): Entry {
  const bytes = Buffer.from(text, 'utf8');
  return { path, size: bytes.length, crc: crc32(bytes), packed: deflateRawSync(bytes) };
}

export function textOfEntry({ packed }: Entry): string {
  return inflateRawSync(packed).toString('utf8');
}

/** Entries of an archive that the Word library wrote, still packed. Throws if it is not what the library writes. */
export function readArchive(zip: Buffer): readonly Entry[] {
  const end = zip.length - endSize;
  if (end < 0 || zip.readUInt32LE(end) !== endOfCentral) throw new Error('unexpected end of the document archive');
  const entries: Entry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
    const start = zip.readUInt32LE(at + 42);
    if (zip.readUInt32LE(at) !== centralHeader || zip.readUInt16LE(at + 10) !== deflated || zip.readUInt32LE(start) !== localHeader)
      throw new Error('unexpected entry in the document archive');
    const nameLength = zip.readUInt16LE(at + 28);
    const data = start + localSize + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
    entries.push({
      path: zip.toString('utf8', at + centralSize, at + centralSize + nameLength),
      crc: zip.readUInt32LE(at + 16),
      size: zip.readUInt32LE(at + 24),
      packed: Buffer.from(zip.subarray(data, data + zip.readUInt32LE(at + 20))),
    });
    at += centralSize + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

/** @param entries with ASCII paths, in the order they are to stand. */
export function writeArchive(entries: readonly Entry[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(entries.reduce((sum, { path, packed }) => sum + localSize + centralSize + 2 * path.length + packed.length, endSize));
  const zip = Buffer.from(bytes.buffer);
  const starts: number[] = [];
  let at = 0;
  for (const entry of entries) {
    starts.push(at);
    zip.writeUInt32LE(localHeader, at);
    at = writeHeader(zip, at + 4, entry);
    zip.writeUInt16LE(0, at); // no extra field
    at += 2 + zip.write(entry.path, at + 2, 'latin1');
    zip.set(entry.packed, at);
    at += entry.packed.length;
  }
  const directory = at;
  for (const [index, entry] of entries.entries()) {
    zip.writeUInt32LE(centralHeader, at);
    zip.writeUInt16LE(version, at + 4);
    // No extra field, comment, disk number or attributes: the bytes between are zero.
    zip.writeUInt32LE(starts[index] ?? 0, writeHeader(zip, at + 6, entry) + 12);
    at += centralSize + zip.write(entry.path, at + centralSize, 'latin1');
  }
  zip.writeUInt32LE(endOfCentral, at);
  zip.writeUInt16LE(entries.length, at + 8);
  zip.writeUInt16LE(entries.length, at + 10);
  zip.writeUInt32LE(at - directory, at + 12);
  zip.writeUInt32LE(directory, at + 16);
  return bytes;
}

/** The fields that both headers of an entry share, from the version to the length of the name. @returns where the next field stands. */
function writeHeader(zip: Buffer, at: number, { path, crc, size, packed }: Entry): number {
  zip.writeUInt16LE(version, at);
  zip.writeUInt16LE(0, at + 2);
  zip.writeUInt16LE(deflated, at + 4);
  zip.writeUInt16LE(0, at + 6);
  zip.writeUInt16LE(firstDay, at + 8);
  zip.writeUInt32LE(crc, at + 10);
  zip.writeUInt32LE(packed.length, at + 14);
  zip.writeUInt32LE(size, at + 18);
  return zip.writeUInt16LE(path.length, at + 22);
}
