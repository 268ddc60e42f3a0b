/** The parts of a Word file that its library does not write as we need them, and the bytes of the archive. */
import type { Layout } from '../model/nodes.ts';
import { type Face, letterBody, textsOf, twipsOfPt } from './measures.ts';

/** Names that Chinese official documents ask for; `fontTable` says what stands in for them. */
export const faceNames: Record<Face, { readonly ascii: string; readonly eastAsia: string }> = {
  song: { ascii: 'Times New Roman', eastAsia: '仿宋_GB2312' },
  songBold: { ascii: 'Times New Roman', eastAsia: '方正小标宋简体' },
  hei: { ascii: 'Times New Roman', eastAsia: '黑体' },
  kai: { ascii: 'Times New Roman', eastAsia: '楷体_GB2312' },
};

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const words = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

/** The layout's body text as the default of all runs and paragraphs: runs say only what differs, and no style is defined that nothing uses. */
export function stylesOf(layout: Layout): string {
  const { body } = textsOf(layout);
  const { ascii, eastAsia } = faceNames[body.face];
  const spacing = body.size === letterBody.size ? `<w:spacing w:val="${letterBody.letterSpacing}"/>` : '';
  return [
    `${declaration}<w:styles ${words}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="${ascii}" w:eastAsia="${eastAsia}" w:hAnsi="${ascii}" w:cs="${ascii}"/>${spacing}<w:sz w:val="${body.size * 2}"/><w:szCs w:val="${body.size * 2}"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>`,
    // Without widow control a page holds its 22 lines; without extra room between Chinese and Latin a line holds its 28 characters.
    `<w:pPrDefault><w:pPr><w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:spacing w:line="${twipsOfPt(body.pitch)}" w:lineRule="exact"/></w:pPr></w:pPrDefault></w:docDefaults>`,
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>',
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
    '</w:styles>',
  ].join('');
}

/** No lists are numbered by Word: numbers are text, so that they cannot change on another computer. */
export const noNumbering = `${declaration}<w:numbering ${words}/>`;

/** The separators that Word expects of every file, though no document here has notes. */
export function noNotes(kind: 'footnote' | 'endnote'): string {
  const note = (type: string, id: number): string => `<w:${kind} w:type="${type}" w:id="${id}"><w:p><w:r><w:${type}/></w:r></w:p></w:${kind}>`;
  return `${declaration}<w:${kind}s ${words}>${note('separator', -1)}${note('continuationSeparator', 0)}</w:${kind}s>`;
}

/** XML text of a plain string. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Core properties with the day of issue: the library would write the present moment, and the same facts must give the same bytes. */
export function coreProperties(title: string, author: string, issuedOn: string): string {
  const stamp = `${issuedOn}T00:00:00Z`;
  return [
    declaration,
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
  declaration,
  `<w:fonts ${words}>`,
  ...stands.map(
    ([name, others]) =>
      `<w:font w:name="${name}"><w:altName w:val="${others}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>`,
  ),
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
export function normalizeArchive(zip: Buffer): Uint8Array<ArrayBuffer> {
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
  if (zip.readUInt32LE(at) !== centralHeader || zip.readUInt32LE(start) !== localHeader || (zip.readUInt16LE(start + 6) & 8) !== 0)
    throw new Error('unexpected entry in the document archive');
  const data = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
  const central = Buffer.from(zip.subarray(at, at + size));
  const local = Buffer.from(zip.subarray(start, data + zip.readUInt32LE(at + 20)));
  central.writeUInt16LE(0, 12);
  central.writeUInt16LE(firstDay, 14);
  local.writeUInt16LE(0, 10);
  local.writeUInt16LE(firstDay, 12);
  return { central, local };
}
