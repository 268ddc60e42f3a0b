/** The parts of a Word file that its library does not write as we need them. */
import type { Layout } from '../model/nodes.ts';
import { escapeXml } from './docx-xml.ts';
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

export const corePropertiesPath = 'docProps/core.xml';

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
