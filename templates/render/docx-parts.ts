/** The parts of a Word file that its library does not write as we need them, and the bytes of the archive. */

/** XML text of a plain string. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Core properties with the day of issue: the library would write the present moment, and the same facts must give the same bytes. */
export function coreProperties(title: string, author: string, issuedOn: string): string {
  const stamp = `${issuedOn}T00:00:00Z`;
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:title>${escapeXml(title)}</dc:title><dc:creator>${escapeXml(author)}</dc:creator><cp:lastModifiedBy>${escapeXml(author)}</cp:lastModifiedBy><cp:revision>1</cp:revision>`,
    `<dcterms:created xsi:type="dcterms:W3CDTF">${stamp}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${stamp}</dcterms:modified>`,
    '</cp:coreProperties>',
  ].join('');
}

/** What stands in on a computer without the faces that official documents name. */
const stands: readonly (readonly [string, string])[] = [
  ['仿宋_GB2312', '仿宋,FangSong,Noto Serif CJK SC'],
  ['方正小标宋简体', '华文中宋,STZhongsong,Noto Serif CJK SC'],
  ['黑体', 'SimHei,Noto Sans CJK SC'],
  ['楷体_GB2312', '楷体,KaiTi,LXGW WenKai'],
  ['宋体', 'SimSun,Noto Serif CJK SC'],
];

export const fontTable = [
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
  '<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">',
  ...stands.map(([name, others]) => `<w:font w:name="${name}"><w:altName w:val="${others}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>`),
  '</w:fonts>',
].join('');

const localHeader = 0x04034b50;
const centralHeader = 0x02014b50;
const endOfCentral = 0x06054b50;
/** 1 January 1980, 00:00: the first moment that a zip archive can name. */
const firstDay = (0 << 9) | (1 << 5) | 1;

/** Relations of parts that have none: the library writes them all the same, and a letter should stay small. */
const emptyRelations = /^word\/_rels\/(?:header|footer|footnotes|endnotes|fontTable)\d*\.xml\.rels$/;

type Entry = { readonly central: Buffer; readonly local: Buffer };

/** The archive again, with fixed times and without empty parts. Throws if it is not what the library writes. */
export function normalizeArchive(zip: Buffer): Uint8Array {
  const end = zip.length - 22;
  if (end < 0 || zip.readUInt32LE(end) !== endOfCentral) throw new Error('unexpected end of the document archive');
  const entries: Entry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
    const size = 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    const name = zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28));
    if (!emptyRelations.test(name)) entries.push(entryAt(zip, at, size));
    at += size;
  }
  let offset = 0;
  for (const { central, local } of entries) {
    central.writeUInt32LE(offset, 42);
    offset += local.length;
  }
  const directory = Buffer.concat(entries.map(({ central }) => central));
  const tail = Buffer.from(zip.subarray(end));
  tail.writeUInt16LE(entries.length, 8);
  tail.writeUInt16LE(entries.length, 10);
  tail.writeUInt32LE(directory.length, 12);
  tail.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...entries.map(({ local }) => local), directory, tail]));
}

/** One entry's two headers and its bytes, copied, with the fixed time. */
function entryAt(zip: Buffer, at: number, size: number): Entry {
  const start = zip.readUInt32LE(at + 42);
  // Bit 3: sizes stand behind the data. The library writes them before it.
  if (zip.readUInt32LE(at) !== centralHeader || zip.readUInt32LE(start) !== localHeader || (zip.readUInt16LE(start + 6) & 8) !== 0) throw new Error('unexpected entry in the document archive');
  const data = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
  const central = Buffer.from(zip.subarray(at, at + size));
  const local = Buffer.from(zip.subarray(start, data + zip.readUInt32LE(at + 20)));
  central.writeUInt16LE(0, 12);
  central.writeUInt16LE(firstDay, 14);
  local.writeUInt16LE(0, 10);
  local.writeUInt16LE(firstDay, 12);
  return { central, local };
}
