/** The folder that a run replaces. Only a folder that an earlier run made is emptied: a mistyped path must not cost anybody's files. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const markerName = 'README.txt';
const marker =
  '本文件夹由“心护”演示程序生成，每次运行都会整个替换。内容全部为虚构。\nMade by the demo of Xinhu, replaced as a whole by each run. Everything in it is invented.\n';

async function isOurs(folder: string): Promise<boolean> {
  const entries = await readdir(folder).catch(() => []);
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
