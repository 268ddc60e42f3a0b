/** Files under a folder, with length and hash. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

export type Artefact = { readonly path: string; readonly bytes: number; readonly sha256: string };

export async function filesUnder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

/** Paths are relative to the folder, with forward slashes. */
export async function artefactsUnder(folder: string): Promise<readonly Artefact[]> {
  const artefacts: Artefact[] = [];
  for (const file of await filesUnder(folder)) {
    const bytes = await readFile(file);
    artefacts.push({ path: relative(folder, file).split(sep).join('/'), bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
  }
  return artefacts;
}
