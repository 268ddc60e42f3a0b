/** Files that platforms export, through the contract and through the command line. */
import { writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import type { ImportReport } from '../../contract/roster.ts';
import type { Input } from '../../contract/index.ts';
import { gb18030Of } from '../../cli/demo/gb18030.ts';
import { tally, workbookOf, type MadeRow } from '../../main/register/imports/test-tables.ts';
import { codeOf } from '../support/case-work.ts';
import { xinhu } from '../support/programs.ts';
import { moment, openTestOffice, passphraseOf, type TestOffice } from '../support/test-office.ts';
import '../support/patience.ts';

let office: TestOffice;

beforeAll(async () => {
  office = await openTestOffice('school', ['psych_teacher']);
  office.setClock(moment(1, 9));
  await office.as('psych_teacher');
});

afterAll(() => office[Symbol.asyncDispose]());

const samples = [
  { file: 'roster.xlsx', kind: 'roster', dataRows: 1248, taken: 1248, secondScreening: 0, urgent: 0, refused: {} },
  { file: 'screening-mht.xlsx', kind: 'screening', dataRows: 1248, taken: 1204, secondScreening: 178, urgent: 0, refused: { ABSENT: 31, EXEMPT: 13 } },
  { file: 'screening-phq9-gad7-items.csv', kind: 'screening', dataRows: 1210, taken: 1210, secondScreening: 224 + 86, urgent: 114, refused: {} },
  { file: 'screening-mssmhs-base0.xlsx', kind: 'screening', dataRows: 1248, taken: 1248, secondScreening: 1049, urgent: 0, refused: {} },
  { file: 'hotline-log.csv', kind: 'hotline', dataRows: 60, taken: 44, secondScreening: 0, urgent: 23, refused: { NAME_WITHHELD: 16 } },
] as const;

function figures(report: ImportReport) {
  const { kind, dataRows, taken, secondScreening, urgent } = report;
  return { kind, dataRows, taken, secondScreening, urgent, refused: tally(report.refused) };
}

async function counts(): Promise<Record<string, number>> {
  const all = await office.ask('register.counts', {});
  return Object.fromEntries(Object.entries(all).filter(([name]) => !/audit/i.test(name)));
}

describe('the sample files', () => {
  it.each(samples)('$file: looked at, nothing is stored; taken, every row is accounted for', async ({ file, ...expected }) => {
    const before = await counts();
    const seen = await office.ask('imports.inspect', { file: `samples/${file}` });
    expect([seen.kind, seen.dataRows, seen.preview.length]).toEqual([expected.kind, expected.dataRows, 8]);
    expect(await counts()).toEqual(before);
    const report = await office.ask('imports.run', { file: `samples/${file}` });
    expect(figures(report)).toEqual(expected);
    expect([report.added, report.changed, report.unchanged]).toEqual([expected.taken, 0, 0]);
    expect(report.taken + report.refused.length + report.skipped.length).toBe(expected.dataRows);
  });

  it.each(samples)('$file: the same again changes nothing', async ({ file, ...expected }) => {
    const before = await counts();
    const report = await office.ask('imports.run', { file: `samples/${file}` });
    expect(figures(report)).toEqual(expected);
    expect([report.added, report.changed, report.unchanged]).toEqual([0, 0, expected.taken]);
    const after = await counts();
    for (const name of ['pupils', 'screeningResults', 'hotlineCalls']) expect([name, after[name]]).toEqual([name, before[name]]);
  });

  it('keep rare characters, and leave identity numbers out', async () => {
    for (const character of ['䶮', '𬭎', '𫖯', '𠅤']) expect((await office.ask('roster.list', { search: character })).total).toBeGreaterThan(0);
    expect(await office.ask('imports.list', {})).toHaveLength(samples.length * 2);
    const { ignoredColumns } = await office.ask('imports.inspect', { file: 'samples/roster.xlsx' });
    expect(ignoredColumns).toContain('身份证件号');
    expect((await office.ask('roster.list', { search: '319900' })).total).toBe(0);
  });
});

/** An archive whose one sheet unpacks to far more than it weighs. */
async function bomb(): Promise<Buffer> {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from('<workbook/>'), 'xl/workbook.xml');
  zip.addBuffer(Buffer.alloc(64 * 1024 * 1024, 32), 'xl/worksheets/sheet1.xml');
  zip.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

describe('a file that cannot be taken', () => {
  it.each<readonly [string, string, () => Buffer | Uint8Array | Promise<Buffer | Uint8Array>, Partial<Input<'imports.run'>>]>([
    ['is empty', 'EMPTY_FILE', () => Buffer.alloc(0), {}],
    ['is an old workbook', 'XLS_NOT_SUPPORTED', () => Buffer.from('d0cf11e0a1b11ae10000', 'hex'), {}],
    ['is a web page', 'HTML_NOT_SUPPORTED', () => Buffer.from('<html><table><tr><td>学号</td></tr></table></html>'), {}],
    ['is noise', 'ENCODING_UNKNOWN', () => Buffer.concat([Buffer.from([0x61, 0xff, 0xff, 0x0a, 0x80]), randomBytes(200)]), {}],
    ['has no header', 'HEADER_NOT_FOUND', () => Buffer.from('你好,世界\r\n1,2\r\n'), {}],
    ['is a bomb', 'UNPACKED_TOO_LARGE', bomb, {}],
    ['is of another kind', 'KIND_DIFFERS', () => Buffer.from('学号,姓名,班级\r\nS1,示例,七（1）班\r\n'), { kind: 'hotline' }],
    [
      'is given a column that does not exist',
      'MAPPING_UNKNOWN',
      () => Buffer.from('学号,姓名,班级\r\nS1,示例,七（1）班\r\n'),
      { mapping: { 学号: 'passwordHash' } },
    ],
  ])('%s: %s, and nothing is stored', async (_what, code, bytes, options) => {
    const file = office.path('given.bin');
    await writeFile(file, await bytes());
    const before = await counts();
    expect(await codeOf(office, 'imports.run', { file, ...options })).toBe(code);
    expect(await codeOf(office, 'imports.inspect', { file, ...options })).toBe(code);
    expect(await counts()).toEqual(before);
  });

  it('is not there, or is a folder or a device', async () => {
    for (const file of [office.path('nowhere.xlsx'), office.folder, '/dev/zero']) expect(await codeOf(office, 'imports.run', { file })).toBe('FILE_UNREADABLE');
  });
});

describe('other shapes through the command line', () => {
  const title: readonly MadeRow[] = [['示例初级中学2026学年学生名册', null, null, null, null], ['制表：教导处', null, null, null, null], []];

  async function importFile(of: { readonly folder: string; readonly file: string; readonly more?: object }): Promise<ImportReport> {
    const ran = await xinhu(['call', 'imports.run', JSON.stringify({ file: of.file, ...of.more }), '--register', of.folder, '--user', 'psych_teacher'], {
      env: { XINHU_PASSPHRASE: passphraseOf('psych_teacher') },
    });
    expect([ran.code, ran.stdout.slice(0, 200)]).toEqual([0, expect.stringContaining('"ok": true')]);
    return JSON.parse(ran.stdout).value;
  }

  it('a shifted header, numbers for student numbers, GB18030, and rows that cannot be taken', async () => {
    await using other = await openTestOffice('school', ['psych_teacher']);
    await other.host.call('session.lock', {});
    const path = (name: string): string => other.path(name);
    await writeFile(
      path('名册.xlsx'),
      await workbookOf([
        ...title,
        ['班级', '姓名', '学籍辅号', '性别', '年级', '监护人姓名', '监护人电话', '学号'],
        ...[1, 2, 3, 4].map((n) => [
          '七（2）班',
          `示例${'甲乙丙丁'[n - 1] ?? ''}`,
          null,
          n % 2 === 0 ? '女' : '男',
          '七年级',
          '示例家长',
          19900000000 + n,
          20260702000 + n,
        ]),
      ]),
    );
    const roster = await importFile({ folder: other.folder, file: path('名册.xlsx') });
    expect([roster.kind, roster.headerRow, roster.taken, roster.added, roster.refused]).toEqual(['roster', 4, 4, 4, []]);

    const header = ['姓名', '学号', '班级', '提交时间', ...Array.from({ length: 9 }, (_, n) => `PHQ9-${n + 1}`)];
    const answers = [
      ['示例甲', '20260702001.0', '七（2）班', '2026-09-12 08:00', 0, 0, 0, 0, 0, 0, 0, 0, 0],
      ['示例乙', '20260702002.0', '七（2）班', '2026-09-12 08:00', 3, 3, 3, 3, 3, 3, 3, 3, 1],
      ['无此人', '20260702999', '七（2）班', '2026-09-12 08:00', 0, 0, 0, 0, 0, 0, 0, 0, 1],
      ['示例丙', '20260702003', '七（2）班', '2026-09-12 08:00', 0, 0, 9, 0, 0, 0, 0, 0, 0],
    ];
    await writeFile(path('测评.csv'), gb18030Of([header, ...answers].map((row) => row.join(',')).join('\r\n')));
    const screening = await importFile({ folder: other.folder, file: path('测评.csv') });
    expect([screening.kind, screening.dataRows, screening.taken, screening.secondScreening, screening.urgent]).toEqual(['screening', 4, 2, 1, 1]);
    expect(new Map(screening.refused.map(({ row, urgent }) => [row, urgent]))).toEqual(
      new Map([
        [4, true],
        [5, false],
      ]),
    );

    await other.as('psych_teacher');
    const queue = await other.ask('screening.queue', {});
    expect(queue.rows.map((row) => [row.pupil.name, row.urgent, row.results.map((one) => one.total)])).toEqual([['示例乙', true, [25]]]);
    expect((await other.ask('register.verify', {})).findings).toEqual([]);
  });
});
