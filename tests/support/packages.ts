/** Packages taken apart and put together again, as somebody between two offices could. */
import { decryptWithIdentity, encryptToRecipients } from '../../main/register/crypto/age.ts';
import { readZip } from '../../main/register/package/zip-read.ts';
import { packageLimits } from '../../main/register/package/envelope.ts';
import { writeZip } from '../../main/register/package/zip-write.ts';

export type Unpacked = ReadonlyMap<string, Uint8Array>;

/** The files inside a package. */
export async function unpack(bytes: Uint8Array, identity: string): Promise<Unpacked> {
  const zip = await decryptWithIdentity(bytes, identity);
  if (!zip.ok) throw new Error(zip.error);
  const read = await readZip(zip.value, packageLimits);
  if (!read.ok) throw new Error('not an archive');
  const files = new Map<string, Uint8Array>();
  for (const path of read.value.sizes.keys()) {
    const content = await read.value.unpack(path);
    if (content.ok) files.set(path, content.value);
  }
  return files;
}

/** The same files under another encryption, in the order of a package. */
export async function repack(files: Unpacked, recipient: string): Promise<Uint8Array> {
  const zip = await writeZip(
    [...files].map(([path, bytes]) => ({ path, bytes })),
    0,
  );
  const sealed = await encryptToRecipients(zip, [recipient]);
  if (!sealed.ok) throw new Error(sealed.error);
  return sealed.value;
}

/** The secret line of an exported identity. */
export function identityIn(text: string): string {
  const line = text.split('\n').find((one) => one.startsWith('AGE-SECRET-KEY-'));
  if (line === undefined) throw new Error('an identity has a secret key');
  return line;
}
