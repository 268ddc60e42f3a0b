/** The slot file on disk, twice: a register whose slots are lost is lost, so one damaged copy must not matter. */
import { join } from 'node:path';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { writeFileAtomically, type FileWriteCode } from '../files/atomic-write.ts';
import { nodeFileSystem, systemCodeOf, type FileSystem } from '../files/file-system.ts';
import { keySlotsBytes, maxKeySlotsBytes, parseKeySlots, type KeySlots } from './slot-file.ts';

export const keySlotsName = 'keyslots.json';
export const keySlotsCopyName = 'keyslots.copy.json';

/** Which of the two files has to be written again, and why. */
export type CopyTrouble = { readonly file: 'first' | 'copy'; readonly why: 'missing' | 'damaged' | 'outdated' };
export type ReadKeySlots = { readonly file: KeySlots; readonly trouble: CopyTrouble | null };
export type ReadRefusal = 'KEYSLOTS_MISSING' | 'KEYSLOTS_DAMAGED' | 'KEYSLOTS_NEWER';

type Copy = Result<KeySlots, 'missing' | 'damaged' | 'newer'>;

async function readCopy(path: string, fs: FileSystem): Promise<Copy> {
  let bytes: Uint8Array;
  try {
    bytes = await fs.read(path, maxKeySlotsBytes);
  } catch (error) {
    return fail(systemCodeOf(error) === 'ENOENT' ? 'missing' : 'damaged');
  }
  const parsed = parseKeySlots(bytes);
  return parsed.ok ? parsed : fail(parsed.error === 'KEYSLOTS_NEWER' ? 'newer' : 'damaged');
}

function refusalOf(first: Copy, copy: Copy): ReadRefusal {
  const reasons = [first, copy].map((read) => (read.ok ? 'damaged' : read.error));
  return reasons.every((reason) => reason === 'missing') ? 'KEYSLOTS_MISSING' : 'KEYSLOTS_DAMAGED';
}

function chooseOf(first: Copy, copy: Copy): Result<ReadKeySlots, ReadRefusal> {
  // A newer program has written here: going on with an older copy would undo what it did.
  if ((!first.ok && first.error === 'newer') || (!copy.ok && copy.error === 'newer')) return fail('KEYSLOTS_NEWER');
  if (first.ok && copy.ok) {
    if (first.value.registerId !== copy.value.registerId) return ok({ file: first.value, trouble: { file: 'copy', why: 'damaged' } });
    if (first.value.revision === copy.value.revision) return ok({ file: first.value, trouble: null });
    const firstIsYounger = first.value.revision > copy.value.revision;
    return ok({ file: firstIsYounger ? first.value : copy.value, trouble: { file: firstIsYounger ? 'copy' : 'first', why: 'outdated' } });
  }
  if (first.ok && !copy.ok) return ok({ file: first.value, trouble: { file: 'copy', why: copy.error === 'missing' ? 'missing' : 'damaged' } });
  if (copy.ok && !first.ok) return ok({ file: copy.value, trouble: { file: 'first', why: first.error === 'missing' ? 'missing' : 'damaged' } });
  return fail(refusalOf(first, copy));
}

/** The younger good one of the two files. With `trouble` the caller writes the file again after unlocking, and tells the person. */
export async function readKeySlots(folder: string, fs: FileSystem = nodeFileSystem): Promise<Result<ReadKeySlots, ReadRefusal>> {
  const first = await readCopy(join(folder, keySlotsName), fs);
  const copy = await readCopy(join(folder, keySlotsCopyName), fs);
  return chooseOf(first, copy);
}

/** `unproved`: refusals met after the change had taken hold (copy not written, folder not synced); the person should be warned. */
export type WrittenKeySlots = { readonly unproved: readonly FileWriteCode[] };

/**
 * Writes both files, one after the other. A refusal means that nothing changed and the old file opens; success means that the new one opens,
 * even if its second copy could not be written.
 */
export async function writeKeySlots(folder: string, file: KeySlots, fs: FileSystem = nodeFileSystem): Promise<Result<WrittenKeySlots, FileWriteCode>> {
  const bytes = keySlotsBytes(file);
  const unproved: FileWriteCode[] = [];
  const first = await writeFileAtomically({ folder, name: keySlotsName }, bytes, fs);
  if (!first.ok && !first.error.replaced) return fail(first.error.code);
  if (!first.ok) unproved.push(first.error.code);
  const copy = await writeFileAtomically({ folder, name: keySlotsCopyName }, bytes, fs);
  if (!copy.ok) unproved.push(copy.error.code);
  return ok({ unproved });
}
