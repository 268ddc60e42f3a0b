/** Reads the texts of rendered files back, for tests: what a person will read must be what the register said. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

/** Entries of an archive by name, in order. */
export function unzip(bytes: Uint8Array): ReadonlyMap<string, Buffer> {
  const zip = Buffer.from(bytes);
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const entries = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
    const nameLength = zip.readUInt16LE(at + 28);
    const local = zip.readUInt32LE(at + 42);
    const data = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(data, data + zip.readUInt32LE(at + 20));
    entries.set(zip.toString('utf8', at + 46, at + 46 + nameLength), zip.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/** Texts of a WordprocessingML part, one line per paragraph. */
export function wordText(xml: string): string {
  return xml
    .split('</w:p>')
    .map((paragraph) =>
      [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:tab\/>/g)]
        .map((match) => (match[1] ?? '\t').replace(/&(\w+);/g, (_, name: string) => entities[name] ?? ''))
        .join(''),
    )
    .join('\n');
}

/** Mark of a letter (its first header) and the body. */
export function docxText(bytes: Uint8Array): string {
  const entries = unzip(bytes);
  const heads = [...entries].filter(([name]) => /^word\/header\d\.xml$/.test(name)).map(([, xml]) => wordText(xml.toString('utf8')));
  return [...heads, wordText(entries.get('word/document.xml')?.toString('utf8') ?? '')].join('\n');
}

/** Text of a PDF in the order it was drawn, page by page (poppler's pdftotext). */
export function pdfPages(bytes: Uint8Array): readonly string[] {
  return withFile(bytes, (file) => execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' }))
    .split('\f')
    .slice(0, -1);
}

/** Runs `work` on a temporary file with these bytes. */
export function withFile<T>(bytes: Uint8Array, work: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'document-'));
  try {
    const file = join(folder, 'document');
    writeFileSync(file, bytes);
    return work(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
