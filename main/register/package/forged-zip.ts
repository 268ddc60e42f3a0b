/** Writes zip archives field by field, for tests of archives that no honest program writes. */
import { crc32, deflateRawSync } from 'node:zlib';

export type ForgedEntry = {
  readonly name: string | Uint8Array;
  readonly data: Uint8Array;
  readonly method?: number;
  readonly flags?: number;
  readonly mode?: number;
  /** Claimed sizes and sum, in both headers. */
  readonly claimedBytes?: number;
  readonly claimedPacked?: number;
  readonly claimedCrc?: number;
  /** Name in the header before the data, where it differs from the directory's. */
  readonly localName?: string;
  /** Packed bytes to write instead of the packed `data`. */
  readonly packed?: Uint8Array;
  readonly extra?: Uint8Array;
  /** Bytes between this entry and the next. */
  readonly after?: Uint8Array;
  /** Directory points here instead of to this entry's own header. */
  readonly offset?: number;
};

export type ForgedArchive = {
  readonly prefix?: Uint8Array;
  readonly comment?: string;
  readonly suffix?: Uint8Array;
  readonly claimedEntries?: number;
  readonly claimedStart?: number;
};

const utf8Flag = 0x800;

type Packed = { readonly entry: ForgedEntry; readonly body: Uint8Array; readonly fixed: Buffer };

/** Version to method, sums and sizes: what local header and directory have in common (from flags to uncompressed size). */
function pack(entry: ForgedEntry): Packed {
  const method = entry.method ?? 0;
  const body = entry.packed ?? (method === 8 ? deflateRawSync(entry.data) : entry.data);
  const fixed = Buffer.alloc(22);
  fixed.writeUInt16LE(20, 0);
  fixed.writeUInt16LE(entry.flags ?? utf8Flag, 2);
  fixed.writeUInt16LE(method, 4);
  fixed.writeUInt32LE(0x5c21_0000, 6);
  fixed.writeUInt32LE(entry.claimedCrc ?? crc32(entry.data), 10);
  fixed.writeUInt32LE(entry.claimedPacked ?? body.length, 14);
  fixed.writeUInt32LE(entry.claimedBytes ?? entry.data.length, 18);
  return { entry, body, fixed };
}

function localHeader({ entry, body, fixed }: Packed): Buffer {
  const name = Buffer.from(entry.localName ?? entry.name);
  const lengths = Buffer.alloc(4);
  lengths.writeUInt16LE(name.length, 0);
  return Buffer.concat([Buffer.from('PK\x03\x04'), fixed, lengths, name, body]);
}

function directoryEntry({ entry, fixed }: Packed, offset: number): Buffer {
  const name = Buffer.from(entry.name);
  const extra = entry.extra ?? new Uint8Array(0);
  const tail = Buffer.alloc(18);
  tail.writeUInt16LE(name.length, 0);
  tail.writeUInt16LE(extra.length, 2);
  tail.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 10);
  tail.writeUInt32LE(entry.offset ?? offset, 14);
  return Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([63, 3]), fixed, tail, name, extra]);
}

/** The bytes of an archive with these entries. */
export function forgeZip(entries: readonly ForgedEntry[], archive: ForgedArchive = {}): Uint8Array {
  const parts: Buffer[] = [Buffer.from(archive.prefix ?? [])];
  const directory: Buffer[] = [];
  let offset = parts[0]?.length ?? 0;
  for (const packed of entries.map(pack)) {
    const local = Buffer.concat([localHeader(packed), packed.entry.after ?? new Uint8Array(0)]);
    directory.push(directoryEntry(packed, offset));
    parts.push(local);
    offset += local.length;
  }
  const listing = Buffer.concat(directory);
  const comment = Buffer.from(archive.comment ?? '');
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(archive.claimedEntries ?? entries.length, 8);
  end.writeUInt16LE(archive.claimedEntries ?? entries.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(archive.claimedStart ?? offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return new Uint8Array(Buffer.concat([...parts, listing, end, comment, archive.suffix ?? new Uint8Array(0)]));
}
