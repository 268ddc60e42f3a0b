/** One invented pupil whose traces are looked for in bytes. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

export const canary = {
  name: '欧阳䶮霁',
  studentNo: 'KANARIE7741',
  guardian: '司徒澹台',
  phone: '19900007741',
  note: '雨伞忘在三号操场的秘密',
  contact: '外婆说鸽子还没有回来',
  sealed: '只有风知道的那一封信',
} as const;

/** GB18030 of the characters in these texts; the platform only decodes. */
function encodingsOf(text: string, gb18030: (text: string) => Uint8Array): readonly Buffer[] {
  const utf16 = Buffer.from(text, 'utf16le');
  const escaped = [...Buffer.from(text, 'utf16le').swap16().toString('hex').matchAll(/.{4}/g)].map(([unit]) => `\\u${unit}`).join('');
  return [Buffer.from(text, 'utf8'), utf16, Buffer.from(utf16).swap16(), Buffer.from(gb18030(text)), Buffer.from(escaped)];
}

/** Every text in every encoding, labelled. */
export function needlesOf(texts: readonly string[], gb18030: (text: string) => Uint8Array): readonly (readonly [string, Buffer])[] {
  return texts.flatMap((text, index) =>
    encodingsOf(text, gb18030).map((bytes, encoding): readonly [string, Buffer] => [`text ${index} in encoding ${encoding}`, bytes]),
  );
}

/** Labels of the needles in these bytes. */
export function foundIn(bytes: Buffer, needles: readonly (readonly [string, Buffer])[]): readonly string[] {
  return needles.flatMap(([label, needle]) => (bytes.includes(needle) ? [label] : []));
}

/** All files under a folder. */
export async function filesUnder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** `file: needle` for every needle in any file, its name included. */
export async function traces(folder: string, needles: readonly (readonly [string, Buffer])[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const file of await filesUnder(folder))
    for (const label of foundIn(Buffer.concat([Buffer.from(file), Buffer.from('\n'), await readFile(file)]), needles)) found.push(`${file}: ${label}`);
  return found;
}
