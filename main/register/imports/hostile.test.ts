/** Files that are damaged, disguised or made to harm. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { readInWorker, workerSettings } from './read-in-worker.ts';
import { errorOf, roster, textOfRows, workbookOf } from './test-tables.ts';
import { wideReferenceFinder } from './wide-references.ts';
import { readWorkbook } from './workbook.ts';

const rosterRows = [
  ['学号', '姓名', '家庭住址'],
  ['S1', '张𬭎', '示例路；1号'],
  ['S2', '李䶮', '䶮'],
];
const sample = readFileSync(new URL('../../../samples/roster.xlsx', import.meta.url));

async function zipOf(entries: Readonly<Record<string, Buffer>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, bytes] of Object.entries(entries)) zip.addBuffer(bytes, path);
  zip.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

/** Lowers the unpacked size of the biggest entry in the zip's directory. */
function lyingAboutSize(zip: Buffer): Buffer {
  const lying = Buffer.from(zip);
  for (let at = lying.indexOf('PK\u0001\u0002', 0, 'latin1'); at >= 0; at = lying.indexOf('PK\u0001\u0002', at + 4, 'latin1')) {
    if (lying.readUInt32LE(at + 24) > 1_000_000) lying.writeUInt32LE(1_000, at + 24);
  }
  return lying;
}

describe('what a file is', () => {
  it.each([
    ['an empty file', Buffer.alloc(0), 'EMPTY_FILE'],
    ['blank lines', Buffer.from(' \r\n \r\n'), 'EMPTY_FILE'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), 'XLS_NOT_SUPPORTED'],
    ['a workbook with a password', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]), 'WORKBOOK_ENCRYPTED'],
    ['a web page called .xls', Buffer.from('<html><table><tr><td>学号</td></tr></table></html>'), 'HTML_NOT_SUPPORTED'],
    ['an XML spreadsheet', Buffer.from('<?xml version="1.0"?><Workbook/>'), 'XML_NOT_SUPPORTED'],
    ['a PDF', Buffer.from('%PDF-1.7 …'), 'NOT_A_TABLE'],
    ['bytes of no encoding', Buffer.from([0x61, 0xff, 0xff, 0x0a, 0x80]), 'ENCODING_UNKNOWN'],
    ['text without a header', Buffer.from('你好,世界\r\n1,2\r\n'), 'HEADER_NOT_FOUND'],
    ['a header alone', Buffer.from('学号,姓名\r\n'), 'NO_DATA_ROWS'],
    ['an open quote', Buffer.from('学号,姓名\r\nS1,"张三\r\n'), 'TEXT_BROKEN'],
    ['more than 64 MiB', Buffer.alloc(64 * 1024 * 1024 + 1, 32), 'FILE_TOO_LARGE'],
  ])('%s is refused as such', async (_name, bytes, code) => {
    expect(await errorOf(bytes)).toMatchObject({ code });
  });

  it('refuses a workbook with a header alone, an empty workbook, and a file of another kind', async () => {
    expect(await errorOf(await workbookOf([['学号', '姓名']]))).toMatchObject({ code: 'NO_DATA_ROWS' });
    expect(await errorOf(await workbookOf([[null]]))).toMatchObject({ code: 'EMPTY_FILE' });
    expect(await errorOf(textOfRows(rosterRows), { kind: 'screening' })).toEqual({ code: 'KIND_DIFFERS', params: { found: 'roster' } });
    expect(await errorOf(textOfRows(rosterRows), { mapping: { 学号: 'nothing' as 'name' } })).toMatchObject({ code: 'MAPPING_UNKNOWN' });
  });

  it('reads the same text in every encoding', async () => {
    const text = textOfRows(rosterRows);
    const utf16 = Buffer.from(Buffer.from(text).toString('utf8'), 'utf16le');
    // 张𬭎 and 李䶮 in GB18030: four bytes for the supplementary character, FE9F for 䶮.
    const gb18030 = Buffer.concat([
      Buffer.from('d1a7bac52cd0d5c3fb2cbcd2cda5d7a1d6b70a53312cd5c5', 'hex'),
      gbOf(0x2cb4e),
      Buffer.from('2ccabec0fdc2b7a3bb31bac50a53322cc0eefe9f2cfe9f0a', 'hex'),
    ]);
    const expected = (await roster(text)).rows;
    expect(expected.map(({ name }) => name)).toEqual(['张𬭎', '李䶮']);
    for (const bytes of [
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), text]),
      Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]),
      Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()]),
      utf16,
      gb18030,
    ]) {
      expect((await roster(bytes)).rows).toEqual(expected);
    }
  });
});

/** GB18030 writes supplementary characters as four bytes counted from U+10000. */
function gbOf(point: number): Buffer {
  const linear = point - 0x10000;
  return Buffer.from([
    0x90 + Math.floor(linear / 12600),
    0x30 + (Math.floor(linear / 1260) % 10),
    0x81 + (Math.floor(linear / 10) % 126),
    0x30 + (linear % 10),
  ]);
}

describe('damaged and hostile workbooks', () => {
  const bomb = zipOf({ 'xl/workbook.xml': Buffer.from('<workbook/>'), 'xl/worksheets/sheet1.xml': Buffer.alloc(64 * 1024 * 1024, 0x20) });

  it('refuses a bomb by what it claims', async () => {
    const zip = await bomb;
    expect(zip.length).toBeLessThan(100_000);
    expect(await errorOf(zip)).toEqual({ code: 'UNPACKED_TOO_LARGE', params: {} });
  });

  it('refuses a bomb that lies about its size', async () => {
    const zip = lyingAboutSize(await bomb);
    expect(await errorOf(zip)).toEqual({ code: 'WORKBOOK_BROKEN', params: {} });
  });

  it('refuses other zips, cut-off files and changed bytes', async () => {
    expect(await errorOf(await zipOf({ 'word/document.xml': Buffer.from('<w/>') }))).toMatchObject({ code: 'NOT_A_TABLE' });
    expect(await errorOf(await zipOf({ 'xl/workbook.xml': Buffer.from('<workbook/>') }))).toMatchObject({ code: 'WORKBOOK_BROKEN' });
    expect(await errorOf(sample.subarray(0, sample.length / 2))).toMatchObject({ code: 'WORKBOOK_BROKEN' });
    const changed = Buffer.from(sample);
    changed.fill(0xaa, 20_000, 20_400);
    expect(await errorOf(changed)).toMatchObject({ code: 'WORKBOOK_BROKEN' });
    const many = Object.fromEntries(Array.from({ length: 2_100 }, (_, index) => [`xl/media/${index}`, Buffer.from('x')]));
    expect(await errorOf(await zipOf({ 'xl/workbook.xml': Buffer.from('<workbook/>'), ...many }))).toMatchObject({ code: 'UNPACKED_TOO_LARGE' });
  });

  it('takes the stored value of a formula cell, and refuses the row where none is stored', async () => {
    const cell = (at: string, value: string): string => `<c r="${at}" t="str"><f>A1</f><v>${value}</v></c>`;
    const sheet = (body: string): Buffer =>
      Buffer.from(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${body}</sheetData></worksheet>`);
    const rows = `<row r="1">${cell('A1', '学号')}${cell('B1', '姓名')}</row><row r="2">${cell('A2', 'S1')}${cell('B2', '张三')}</row><row r="3"><c r="A3"><f>1+1</f></c>${cell('B3', '李四')}</row>`;
    const zip = await zipOf({
      'xl/workbook.xml': Buffer.from('<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'),
      'xl/_rels/workbook.xml.rels': Buffer.from(
        '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
      ),
      'xl/worksheets/sheet1.xml': sheet(rows),
    });
    const read = await roster(zip);
    expect(read.rows).toMatchObject([{ row: 2, studentNo: 'S1', name: '张三' }]);
    expect(read.refused).toMatchObject([{ row: 3, code: 'NO_STUDENT_NO' }]);
  });
});

describe('characters written as references', () => {
  it.each([
    ['&#183118;', '𬭎'],
    ['&#x2CB4E;', '𬭎'],
    ['&#x0002cb4e;', '𬭎'],
    ['&#65536;', '\u{10000}'],
    ['&#66999;', '\u{105B7}'],
    ['&#131072;', '\u{20000}'],
    ['&#19886;', '䶮'],
    ['&#x4DAE;', '䶮'],
    ['&#65535;', '\uFFFF'],
    ['&amp;#183118;', '&#183118;'],
  ])('%s is %s', async (reference, character) => {
    const xml = Buffer.from(`<t>李${reference}</t>`);
    const zip = await zipOf({
      'xl/workbook.xml': Buffer.from('<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'),
      'xl/_rels/workbook.xml.rels': Buffer.from(
        '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
      ),
      'xl/worksheets/sheet1.xml': Buffer.from(
        `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is>${xml.toString()}</is></c></row></sheetData></worksheet>`,
      ),
    });
    const read = await readWorkbook(zip);
    expect(read).toEqual({ ok: true, value: [{ sheet: 1, name: 'a', rows: [[`李${character}`]] }] });
  });

  it('are found across the chunks of a stream', () => {
    const finder = wideReferenceFinder();
    for (const part of ['<t>李&#18', '31', '18;</t>']) finder.feed(Buffer.from(part));
    expect(finder.found()).toBe(true);
  });
});

describe('reading in a worker', () => {
  it('gives what reading in place gives', async () => {
    const inWorker = await readInWorker(sample, {});
    expect(inWorker).toMatchObject({ ok: true, value: { kind: 'roster', dataRows: 1248 } });
    expect(inWorker).toEqual({ ok: true, value: await roster(sample) });
  });

  it('ends with a code when the file takes too long or too much memory', async () => {
    expect(await readInWorker(sample, {}, { ...workerSettings, timeoutMs: 1 })).toMatchObject({ ok: false, error: { code: 'READ_TIMEOUT' } });
    expect(await readInWorker(sample, {}, { ...workerSettings, maxHeapMb: 12 })).toEqual({ ok: false, error: { code: 'READ_TOO_HEAVY', params: {} } });
  });

  it('can be given up', async () => {
    await expect(readInWorker(sample, {}, { ...workerSettings, signal: AbortSignal.abort(new Error('given up')) })).rejects.toThrow('given up');
  });
});
