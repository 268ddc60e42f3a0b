/** Zip archives of named buffers. */
import { deflateRawSync } from 'node:zlib';
import { ZipFile } from 'yazl';
import { viewOf } from '../crypto/bytes.ts';

export type NamedBytes = { readonly path: string; readonly bytes: Uint8Array };

/** Formats that are compressed already: deflating them costs time and gains nothing. */
const storedExtensions: readonly string[] = ['.docx', '.xlsx', '.pdf', '.png', '.jpg', '.zip'];

/** Above this size a reader looks at how far a file was packed, so what shrinks like a bomb is stored. */
const watchedBytes = 1024 * 1024;
const mostShrinking = 50;

function isCompressible({ path, bytes }: NamedBytes): boolean {
  if (bytes.length === 0 || storedExtensions.some((extension) => path.toLowerCase().endsWith(extension))) return false;
  return bytes.length <= watchedBytes || deflateRawSync(bytes).length * mostShrinking > bytes.length;
}

/** One archive, entries in the given order, all dated `modifiedAtMs`. */
export async function writeZip(entries: readonly NamedBytes[], modifiedAtMs: number): Promise<Uint8Array> {
  const zip = new ZipFile();
  const chunks: Buffer[] = [];
  const done = new Promise<void>((resolve, reject) => {
    zip.on('error', reject);
    zip.outputStream.on('error', reject);
    zip.outputStream.on('data', (chunk: Buffer) => chunks.push(chunk));
    zip.outputStream.on('end', resolve);
  });
  for (const entry of entries) {
    const { path, bytes } = entry;
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    zip.addBuffer(buffer, path, { mtime: new Date(modifiedAtMs), mode: 0o100644, compress: isCompressible(entry) });
  }
  zip.end();
  await done;
  return viewOf(Buffer.concat(chunks));
}
