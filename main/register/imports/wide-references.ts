/**
 * Writers such as openpyxl escape characters outside the Basic Multilingual Plane as numeric references (`&#183118;` is 𬭎), and the
 * spreadsheet parser cuts those to sixteen bits: another character, or half of one. Such references are written out before it reads them.
 */
import { ZipFile as ZipWriter } from 'yazl';

/** `&#65536;` and above, `&#x10000;` and above (leading zeros allowed). */
const wideReference = /&#(?:0*([1-9]\d{5,6}|6553[6-9]|655[4-9]\d|65[6-9]\d\d|6[6-9]\d{3}|[7-9]\d{4})|x0*([1-9a-f][0-9a-f]{4,5}));/giu;
const longestReference = 16;

/** Looks for wide references in a stream of chunks. */
export function wideReferenceFinder(): { readonly feed: (chunk: Buffer) => void; readonly found: () => boolean } {
  let [tail, found] = ['', false];
  return {
    feed: (chunk) => {
      if (found) return;
      const text = tail + chunk.toString('latin1');
      found = text.search(wideReference) >= 0;
      tail = text.slice(-longestReference);
    },
    found: () => found,
  };
}

/** The XML with wide references as the UTF-8 bytes of their characters. */
export function writeOutReferences(xml: Buffer): Buffer {
  // Latin-1 keeps every byte of the UTF-8 text apart, and references are ASCII.
  const text = xml.toString('latin1').replace(wideReference, (reference: string, decimal?: string, hex?: string) => {
    const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return point > 0x10ffff ? reference : Buffer.from(String.fromCodePoint(point), 'utf8').toString('latin1');
  });
  return Buffer.from(text, 'latin1');
}

/** A zip of the parts, stored without compression. */
export async function storedZip(parts: readonly (readonly [string, Buffer])[]): Promise<Buffer> {
  const zip = new ZipWriter();
  for (const [path, bytes] of parts) zip.addBuffer(bytes, path, { compress: false });
  zip.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}
