/** Rosters and call logs in the shapes that other schools send. */
import { describe, expect, it } from 'vitest';
import { hotline, parsed, roster, tally, textOfRows, workbookOf } from './test-tables.ts';

const header = ['学号', '姓名', '性别', '班级', '出生日期'];

describe('roster shapes', () => {
  it('finds the header below titles and blank rows, columns in any order, with brackets, stars, line breaks and full-width forms', async () => {
    const read = await roster(
      await workbookOf([
        ['示例中学学生信息表', null, null, null, null, null],
        [null, null, null, null, null, null],
        ['填表日期：2026-09-01', null, null, null, null, null],
        [null, '班 级', '姓名\n（必填）', '*学　号', '出生日期（YYYY-MM-DD）', '家长联系电话', '爱好'],
        [null, '初一（３）班', '张 三', '２０２６０７０３０１', '2014年9月3日', '１９９００００１２３４', '足球'],
      ]),
    );
    expect(read).toMatchObject({ headerRow: 4, dataRows: 1, refused: [], warnings: [], ignoredColumns: ['爱好'] });
    expect(read.rows[0]).toMatchObject({
      row: 5,
      studentNo: '2026070301',
      name: '张三',
      className: '初一(3)班',
      grade: { code: 7, label: '七年级' },
      birthDate: '2014-09-03',
      guardians: [{ name: '', relation: null, phone: '19900001234' }],
    });
  });

  it('reads a header of two lines with merged group cells', async () => {
    const read = await roster(
      await workbookOf([
        ['2026学年学生名册', null, null, null, null, null, null, null],
        ['学号', '姓名', '监护人1', null, null, '监护人2', null, null],
        [null, null, '姓名', '关系', '电话', '姓名', '关系', '电话'],
        ['S1', '张三', '张父', '父亲', '19900000001', '李母', '母亲', '19900000002'],
      ]),
    );
    expect(read.headerRow).toBe(3);
    expect(read.rows).toMatchObject([
      {
        studentNo: 'S1',
        name: '张三',
        guardians: [
          { name: '张父', relation: '父亲', phone: '19900000001' },
          { name: '李母', relation: '母亲', phone: '19900000002' },
        ],
      },
    ]);
  });

  it('takes father and mother columns as guardians', async () => {
    const read = await roster(
      textOfRows([
        ['学号', '姓名', '父亲姓名', '父亲电话', '母亲姓名'],
        ['S1', '张三', '张父', '19900000001', '李母'],
      ]),
    );
    expect(read.rows[0]?.guardians).toEqual([
      { name: '张父', relation: '父亲', phone: '19900000001' },
      { name: '李母', relation: '母亲', phone: null },
    ]);
  });

  it('reads numbers stored as floats, Excel dates and mixed dates', async () => {
    const read = await roster(
      await workbookOf([
        header,
        [2026060101, '张三', '男', '六年级(1)班', new Date('2014-09-03T00:00:00Z')],
        ['2026060102.0', '李四', 1, '六年级(1)班', 41885],
        ['2.026060103E9', '王五', 'F', '六年级(1)班', '2014/9/3'],
        ['2026060104', '赵六', '女', '六年级(1)班', 20140903],
      ]),
    );
    expect(read.rows.map(({ studentNo, birthDate, sex }) => [studentNo, birthDate, sex])).toEqual([
      ['2026060101', '2014-09-03', 'male'],
      ['2026060102', '2014-09-03', 'male'],
      ['2026060103', '2014-09-03', 'female'],
      ['2026060104', '2014-09-03', 'female'],
    ]);
    expect(read.warnings).toEqual([]);
  });

  it('accounts for every row: taken, refused with row, column and code, or skipped', async () => {
    const read = await roster(
      await workbookOf([
        header,
        ['S1', '张三', '男', '七(1)班', '2014-09-03'],
        [null, '李四', '男', '七(1)班', '2014-09-03'],
        ['2.02606E+09', '王五', '男', '七(1)班', null],
        ['S4', null, '男', '七(1)班', null],
        ['S5', '12345', '男', '七(1)班', null],
        ['S1', '张三', '男', '七(1)班', '2014-09-03'],
        [null, null, null, null, null],
        header,
        ['S8', '张?', '？', '教工', '二〇一四年'],
        ['合计', null, 6, null, null],
        ['填表人：', '某某', null, null, null],
      ]),
    );
    expect(read.rows.map(({ row }) => row)).toEqual([2, 10]);
    expect(read.refused).toEqual([
      { sheet: 1, row: 3, column: 1, code: 'NO_STUDENT_NO', params: {}, urgent: false },
      { sheet: 1, row: 4, column: 1, code: 'STUDENT_NO_DAMAGED', params: {}, urgent: false },
      { sheet: 1, row: 5, column: 2, code: 'NO_NAME', params: {}, urgent: false },
      { sheet: 1, row: 6, column: 2, code: 'NAME_IMPLAUSIBLE', params: {}, urgent: false },
      { sheet: 1, row: 7, column: 1, code: 'DUPLICATE_IN_FILE', params: { firstSheet: 1, firstRow: 2 }, urgent: false },
    ]);
    expect(read.skipped).toEqual([
      { sheet: 1, row: 8, code: 'BLANK' },
      { sheet: 1, row: 9, code: 'REPEATED_HEADER' },
      { sheet: 1, row: 11, code: 'FOOTER' },
      { sheet: 1, row: 12, code: 'FOOTER' },
    ]);
    expect(tally(read.warnings)).toEqual({ NAME_DAMAGED: 1, SEX_UNREADABLE: 1, GRADE_UNREADABLE: 1, DATE_UNREADABLE: 1 });
    expect(read.dataRows).toBe(read.rows.length + read.refused.length);
  });

  it('reads one sheet per class, and names the sheet it did not read', async () => {
    const read = await roster(
      await workbookOf(
        [['填写说明'], ['请勿改动表头']],
        [header, ['S1', '张三', '男', '七(1)班', null]],
        [['七(2)班名单'], header, ['S2', '李四', '女', '七(2)班', null], ['S1', '张三', '男', '七(1)班', null]],
      ),
    );
    expect(read.rows.map(({ sheet, row }) => [sheet, row])).toEqual([
      [2, 2],
      [3, 3],
    ]);
    expect(read.refused).toMatchObject([{ sheet: 3, row: 4, code: 'DUPLICATE_IN_FILE', params: { firstSheet: 2, firstRow: 2 } }]);
    expect(read.warnings).toEqual([{ sheet: 1, row: 0, code: 'SHEET_NOT_READ', params: { rows: 2 } }]);
  });

  it.each([';', '\t', ','])('reads text split by %j', async (delimiter) => {
    const read = await roster(textOfRows([header, ['S1', '张三', '男', '七(1)班', '2014-09-03']], delimiter));
    expect(read.rows).toMatchObject([{ studentNo: 'S1', birthDate: '2014-09-03' }]);
  });

  it('keeps quoted line breaks in their row, and the delimiter line of Excel apart', async () => {
    const read = await roster(Buffer.from('sep=;\r\n学号;姓名;家庭住址\r\nS1;张三;"示例路1号\r\n2室"\r\nS2;李四;x\r\n'));
    expect(read.rows.map(({ row, address }) => [row, address])).toEqual([
      [3, '示例路1号 2室'],
      [4, 'x'],
    ]);
  });

  it('takes a mapping for headers it does not know', async () => {
    const bytes = textOfRows([
      ['学号', '姓名', '宿舍'],
      ['S1', '张三', '住校'],
    ]);
    expect((await roster(bytes)).rows[0]?.boarding).toBeNull();
    const mapped = await roster(bytes, { mapping: { 宿舍: 'boarding' } });
    expect(mapped.rows[0]?.boarding).toBe(true);
    expect(mapped.columns).toContainEqual({ sheet: 1, column: 3, header: '宿舍', field: 'boarding' });
  });

  it('reports a column that comes twice and takes the first', async () => {
    const read = await roster(
      textOfRows([
        ['学号', '姓名', '姓名'],
        ['S1', '张三', '李四'],
      ]),
    );
    expect(read.rows[0]?.name).toBe('张三');
    expect(read.warnings).toEqual([{ sheet: 1, row: 1, column: 3, code: 'COLUMN_TWICE', params: {} }]);
  });

  it('gives the same result for the same bytes', async () => {
    const bytes = await workbookOf([header, ['S1', '张三', '男', '七(1)班', null]]);
    expect(await parsed(bytes)).toEqual(await parsed(bytes));
  });

  it('holds no text of the rows in what it reports', async () => {
    const read = await roster(textOfRows([header, ['S1', '', '男'], ['S2', '张三?9', '男'], ['9.9E+20', '李𬭎', '怪']]));
    expect(read.refused).toHaveLength(3);
    expect(JSON.stringify([read.refused, read.warnings, read.skipped])).not.toMatch(/张|李|S1|S2|怪/u);
  });
});

describe('call logs', () => {
  const calls = ['来电时间', '接线人', '来电人身份', '学生姓名', '年级', '自伤自杀风险', '是否预约面询'];

  it('reads risk words carefully', async () => {
    const risks = ['无', '有意念', '有行为', '无意念无行为', '有意念无行为', '自杀未遂', '高', '', '否认自杀意念', '割腕'];
    const read = await hotline(textOfRows([calls, ...risks.map((risk, index) => [`2026-09-01 1${index}:00`, '甲', '母亲', '张三', '初二', risk, '是'])]));
    expect(read.rows.map(({ risk }) => risk)).toEqual([
      'none',
      'ideation',
      'behavior',
      'none',
      'ideation',
      'behavior',
      'unknown',
      'unknown',
      'none',
      'behavior',
    ]);
    expect(read.warnings).toEqual([{ sheet: 1, row: 8, column: 6, code: 'RISK_UNREADABLE', params: {} }]);
    expect(read.rows[0]).toMatchObject({ calledAt: '2026-09-01T02:00:00.000Z', hasClock: true, grade: { code: 8 }, interviewBooked: true });
  });

  it('refuses calls without name or readable time, urgently where a danger is stated', async () => {
    const read = await hotline(
      textOfRows([
        calls,
        ['2026-09-01', '甲', '母亲', '(未透露)', '', '有意念', ''],
        ['9月1日', '甲', '母亲', '张三', '', '无', ''],
        ['', '甲', '母亲', '张三', '', '高', ''],
        ['2026-09-01', '甲', '母亲', '', '', '无', ''],
      ]),
    );
    expect(read.refused.map(({ code, urgent }) => [code, urgent])).toEqual([
      ['NAME_WITHHELD', true],
      ['DATE_UNREADABLE', false],
      ['DATE_MISSING', true],
      ['NAME_WITHHELD', false],
    ]);
  });

  it('refuses the same call twice', async () => {
    const call = ['2026-09-01 10:00', '甲', '母亲', '张三', '初二', '无', '是'];
    const read = await hotline(textOfRows([calls, call, call]));
    expect(read.refused).toMatchObject([{ row: 3, code: 'DUPLICATE_IN_FILE', params: { firstRow: 2 } }]);
  });
});
