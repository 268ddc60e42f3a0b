/** Screening exports in the shapes of other platforms. */
import { describe, expect, it } from 'vitest';
import { scales } from '../../../domain/scales/registry.ts';
import { errorOf, screening, tally, textOfRows, workbookOf, type MadeRow } from './test-tables.ts';

const person = ['学号', '姓名', '班级', '测试时间'];
const who = ['S1', '张三', '七(1)班', '2026-09-07 08:15:00'];
const mhtNames = scales.MHT.factors.map(({ name }) => name);
const mssmhsNames = scales.MSSMHS.factors.map(({ name }) => name);
const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);
const phqHeader = [...person, ...numbers(9).map((number) => `PHQ9-${number}`), ...numbers(7).map((number) => `GAD7-${number}`)];

function phqRow(phq: readonly (number | string | null)[], gad: readonly (number | string | null)[], as: MadeRow = who): MadeRow {
  return [...as, ...phq, ...gad];
}

const zeros = (count: number): readonly number[] => Array.from({ length: count }, () => 0);

describe('item files', () => {
  it('scores MHT from 100 answers under bare numbers, and words for yes and no', async () => {
    const answers = numbers(100).map((number) => (number >= 26 && number <= 33 ? '是' : '否'));
    const read = await screening(
      await workbookOf([
        ['序号', ...person, ...numbers(100)],
        [1, ...who, ...answers],
      ]),
    );
    expect(read).toMatchObject({ instruments: ['MHT'], refused: [], dataRows: 1 });
    expect(read.rows[0]?.results).toMatchObject([{ level: 'items', total: 8, validity: 0, reasons: ['MHT_FACTOR_8:loneliness'] }]);
  });

  it('scores MSSMHS from 60 answers once the base is known', async () => {
    const rows = [
      [...person, ...numbers(60).map((number) => `第${number}题`)],
      [...who, ...numbers(60).map(() => 1)],
    ];
    expect(await errorOf(textOfRows(rows))).toEqual({ code: 'BASE_UNKNOWN', params: { instrument: 'MSSMHS' } });
    expect((await screening(textOfRows(rows), { scoreBase: 1 })).rows[0]?.results).toMatchObject([{ total: 1, reasons: [] }]);
    expect((await screening(textOfRows(rows), { scoreBase: 0 })).rows[0]?.results[0]?.reasons).toContain('MSSMHS_MEAN_2');
    expect((await screening(textOfRows([['测评结果（0～4 计分）'], ...rows]))).scoreBase).toEqual({ MSSMHS: 0 });
    expect((await screening(textOfRows([['测评结果 1至5分'], ...rows]))).scoreBase).toEqual({ MSSMHS: 1 });
  });

  it('takes the title for bare numbers of nine items', async () => {
    const read = await screening(textOfRows([['患者健康问卷 PHQ-9'], [...person, ...numbers(9)], [...who, ...zeros(8), 2]]));
    expect(read.rows[0]?.results).toMatchObject([{ instrument: 'PHQ9', total: 2, urgent: true }]);
  });

  it('reads item headers with question texts and other spellings', async () => {
    const header = [...person, ...numbers(7).map((number) => `GAD-7_${number}、某题`)];
    expect((await screening(textOfRows([header, [...who, 3, 3, 3, 1, 0, 0, 0]]))).rows[0]?.results).toMatchObject([
      { instrument: 'GAD7', total: 10, reasons: ['GAD7_MODERATE'] },
    ]);
    const short = [...person, ...numbers(9).map((number) => `phq${number}`), '总分'];
    expect((await screening(textOfRows([short, [...who, ...zeros(8), 0, 4]]))).warnings).toEqual([
      { sheet: 1, row: 2, code: 'TOTAL_DIFFERS', instrument: 'PHQ9', params: { file: 4, recomputed: 0 } },
    ]);
  });

  it('keeps what can be scored of a row, and never loses item 9', async () => {
    const read = await screening(
      await workbookOf([
        phqHeader,
        phqRow([...zeros(8), 1], [0, 0, null, 0, 0, 0, null], who),
        phqRow(
          [0, null, 0, 0, 0, 0, 0, 0, 2],
          numbers(7).map(() => null),
          ['S2', '李四', '七(1)班', '2026/9/7'],
        ),
        phqRow(
          [0, '缺', 0, 0, 0, 0, 0, 0, 0],
          numbers(7).map(() => 9),
          ['S3', '王五', '七(1)班', '2026/9/7'],
        ),
        phqRow(
          numbers(9).map(() => null),
          numbers(7).map(() => null),
          ['S4', '赵六', '七(1)班', '2026/9/7'],
        ),
        phqRow([...zeros(8), 3], zeros(7), [null, '孙七', '七(1)班', '2026/9/7']),
        phqRow(zeros(9), zeros(7), ['S6', '周八', '七(1)班', '前天']),
        phqRow(zeros(9), zeros(7), ['S7', '周九', '七(1)班', null]),
      ]),
    );
    expect(read.rows.map(({ row, results }) => [row, results.map(({ instrument }) => instrument)])).toEqual([[2, ['PHQ9']]]);
    expect(read.partial).toEqual([{ sheet: 1, row: 2, column: 16, code: 'ITEM_MISSING', instrument: 'GAD7', params: { items: [3, 7] }, urgent: false }]);
    expect(read.refused.map(({ row, code, column, urgent }) => [row, code, column, urgent])).toEqual([
      [3, 'ITEM_MISSING', 6, true],
      [4, 'SCORE_NOT_NUMBER', 6, false],
      [5, 'NOT_ANSWERED', undefined, false],
      [6, 'NO_STUDENT_NO', 1, true],
      [7, 'DATE_UNREADABLE', 4, false],
      [8, 'DATE_MISSING', 4, false],
    ]);
    expect(read.dataRows).toBe(read.rows.length + read.refused.length);
  });

  it('asks for the base when answers of PHQ-9 run from 1 to 4', async () => {
    const rows = [
      [...person, ...numbers(9).map((number) => `PHQ9-${number}`)],
      [...who, 1, 1, 1, 4, 1, 1, 1, 1, 1],
    ];
    expect(await errorOf(textOfRows(rows))).toMatchObject({ code: 'BASE_UNKNOWN', params: { instrument: 'PHQ9', suggested: 1 } });
    expect((await screening(textOfRows(rows), { scoreBase: 1 })).rows[0]?.results).toMatchObject([{ total: 3, urgent: false }]);
  });
});

describe('score files', () => {
  const mhtHeader = [...person, '效度', ...mhtNames.map((name) => `${name}得分`), '总分', '状态', '备注'];

  it('reports totals and states that differ, and refuses scores out of range', async () => {
    const read = await screening(
      await workbookOf([
        mhtHeader,
        [...who, 1, ...zeros(7), 9, 10, '有效', null],
        ['S2', '李四', '七(1)班', '2026-09-07', 8, ...zeros(8), 0, '有效', null],
        ['S3', '王五', '七(1)班', '2026-09-07', 0, ...zeros(7), 11, 11, '有效', null],
        ['S4', '赵六', '七(1)班', null, null, ...zeros(8).map(() => null), null, null, '请假'],
        ['S5', '孙七', '七(1)班', null, null, ...zeros(8).map(() => null), null, '未测', null],
        ['S6', '周八', '七(1)班', '2026-09-07', 0, ...zeros(8), 0, '请假', null],
      ]),
    );
    expect(read.rows.map(({ row }) => row)).toEqual([2, 3, 7]);
    expect(read.warnings.map(({ row, code, params }) => [row, code, params])).toEqual([
      [2, 'TOTAL_DIFFERS', { file: 10, recomputed: 9 }],
      [3, 'STATUS_DIFFERS', {}],
    ]);
    expect(read.refused.map(({ row, code, column }) => [row, code, column])).toEqual([
      [4, 'SCORE_OUT_OF_RANGE', 13],
      [5, 'ABSENT', 16],
      [6, 'NOT_TESTED', 15],
    ]);
    expect(read.rows[1]?.results[0]).toMatchObject({ needsRetest: true, needsSecondScreening: false });
  });

  it('refuses rows of other tests and of versions with other items', async () => {
    const header = [...person, '测评名称', '测试项目数量', ...mhtNames, '效度量表'];
    const read = await screening(
      textOfRows([
        header,
        [...who, '心理健康诊断测验(MHT)', 100, ...zeros(9)],
        ['S2', '李四', '', '2026-09-07', '患者健康问卷', 9, ...zeros(9)],
        ['S3', '王五', '', '2026-09-07', 'MHT', 40, ...zeros(9)],
      ]),
    );
    expect(read.rows).toHaveLength(1);
    expect(read.refused.map(({ code, column }) => [code, column])).toEqual([
      ['OTHER_INSTRUMENT', 5],
      ['ITEM_COUNT_DIFFERS', 6],
    ]);
  });

  it('takes PHQ-9 and GAD-7 totals, and says that item 9 is missing', async () => {
    const read = await screening(
      textOfRows([
        [...person, 'PHQ-9总分', 'GAD-7总分'],
        [...who, 12, 9],
      ]),
    );
    expect(read.rows[0]?.results).toMatchObject([
      { instrument: 'PHQ9', total: 12, needsSecondScreening: true },
      { instrument: 'GAD7', total: 9, needsSecondScreening: false },
    ]);
    expect(tally(read.warnings)).toEqual({ ITEM9_NOT_GIVEN: 1 });
    const withItem = await screening(
      textOfRows([
        [...person, 'PHQ-9总分', 'PHQ9-9'],
        [...who, 2, 1],
      ]),
    );
    expect(withItem.rows[0]?.results).toMatchObject([{ total: 2, urgent: true, warnings: [] }]);
    const named = await screening(textOfRows([['PHQ-9 筛查结果'], [...person, '总分'], [...who, 12]]));
    expect(named.rows[0]?.results).toMatchObject([{ instrument: 'PHQ9', total: 12 }]);
  });

  it('takes the sum of all items as the total of MSSMHS too', async () => {
    const read = await screening(
      textOfRows([
        [...person, ...mssmhsNames, '总分'],
        [...who, ...numbers(10).map(() => 1.5), 90],
      ]),
      { scoreBase: 1 },
    );
    expect(read.warnings).toEqual([]);
    expect(read.rows[0]?.results[0]?.total).toBe(1.5);
  });

  it('says when the given base is not the one in the title', async () => {
    const read = await screening(textOfRows([['MSSMHS 0-4计分'], [...person, ...mssmhsNames], [...who, ...numbers(10).map(() => 1.5)]]), { scoreBase: 1 });
    expect(read.warnings).toEqual([{ sheet: 1, row: 2, code: 'BASE_DIFFERS_FROM_TITLE', instrument: 'MSSMHS', params: { used: 1 } }]);
  });

  it('names what is missing when a file cannot be scored', async () => {
    expect(
      await errorOf(
        textOfRows([
          [...person, ...mhtNames.slice(1)],
          [...who, ...zeros(7)],
        ]),
      ),
    ).toEqual({ code: 'COLUMNS_MISSING', params: { sheet: 1, missing: 'scores', instrument: 'MHT' } });
    expect(
      await errorOf(
        textOfRows([
          ['学号', '姓名', ...mhtNames],
          ['S1', '张三', ...zeros(8)],
        ]),
      ),
    ).toEqual({ code: 'COLUMNS_MISSING', params: { sheet: 1, missing: 'takenAt' } });
    expect(
      (
        await screening(
          textOfRows([
            ['学号', '姓名', ...mhtNames],
            ['S1', '张三', ...zeros(8)],
          ]),
          { takenOn: '2026-09-07' },
        )
      ).rows[0],
    ).toMatchObject({ takenOn: '2026-09-07', takenAt: null });
  });

  it('takes a retest on another day and refuses the same sitting twice', async () => {
    const header = [...person, ...mhtNames, '效度'];
    const read = await screening(textOfRows([header, [...who, ...zeros(9)], ['S1', '张三', '', '2026-10-07', ...zeros(9)], [...who, ...zeros(9)]]));
    expect(read.rows.map(({ row }) => row)).toEqual([2, 3]);
    expect(read.refused).toMatchObject([{ row: 4, code: 'DUPLICATE_IN_FILE', params: { firstSheet: 1, firstRow: 2 } }]);
  });

  it('reads files without numbers by name and class', async () => {
    const read = await screening(
      textOfRows([
        ['姓名', '班级', '测试时间', ...mhtNames, '效度'],
        ['张三', '初一(2)班', '2026-09-07', ...zeros(9)],
      ]),
    );
    expect(read.rows[0]).toMatchObject({ studentNo: null, name: '张三', className: '初一(2)班', grade: { code: 7 } });
  });
});
