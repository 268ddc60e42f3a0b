/** The folder that a run replaces. Only a folder that an earlier run made is emptied: a mistyped path must not cost anybody's files. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const markerName = 'README.txt';
const marker =
  '本文件夹由“心护”演示程序生成，每次运行都会整个替换。内容全部为虚构。\nMade by the demo of Xinhu, replaced as a whole by each run. Everything in it is invented.\n';

/** What stands in the folder, none when there is no such folder yet; null where something else is in its place or nobody may look. */
async function entriesOf(folder: string): Promise<readonly string[] | null> {
  try {
    return await readdir(folder);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? [] : null;
  }
}

async function isOurs(folder: string): Promise<boolean> {
  const entries = await entriesOf(folder);
  if (entries === null) return false;
  if (entries.length === 0) return true;
  return (await readFile(join(folder, markerName), 'utf8').catch(() => '')) === marker;
}

/** Makes the folder anew with its parts, or answers false and touches nothing. */
export async function replaceOutput(folder: string, parts: readonly string[] = []): Promise<boolean> {
  if (!(await isOurs(folder))) return false;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const part of parts) await mkdir(join(folder, part), { recursive: true });
  await writeFile(join(folder, markerName), marker);
  return true;
}
