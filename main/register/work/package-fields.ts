/** Every data field that a package carries, with its value in words: what the person who sends looks at before approving. */
import type { Output } from '../../../contract/index.ts';
import { packageList, type PackageRow } from '../../../db/queries/packages.ts';
import type { Reader } from '../../../db/tx.ts';
import { attendanceWords, channelWords, crisisWords, gradeWords, schoolGradeWords, sexWords, stageWords } from '../words.ts';
import { dataOf } from './accept-package.ts';
import type { CaseExtract, PackageData } from './package-data.ts';

export type FieldLine = Output<'exchange.preview'>['fields'][number];

/** Fields in the order of the data file. A package without readable data has none. */
export async function packageFields(reader: Reader, row: PackageRow): Promise<FieldLine[]> {
  const data = await dataOf(reader, row);
  if (data === null) return [];
  const documents = data.documents.map((one) => ({ caseNo: '', field: '文书', value: `${one.number}（第${one.version}版${one.signed ? '，已签名' : ''}）` }));
  return [...data.cases.flatMap(caseLines), ...letterLines(data), ...receiptLines(data), ...documents];
}

function caseLines(one: CaseExtract): FieldLine[] {
  const values: readonly (readonly [string, string | null])[] = [
    ['姓名', one.pupil?.name ?? null],
    ['学号', one.pupil?.studentNo ?? null],
    ['性别', one.pupil === null ? null : (sexWords[one.pupil.sex] ?? '')],
    ['出生年月', one.pupil?.birthMonth ?? null],
    ['年级', one.pupil === null ? null : schoolGradeWords(one.pupil.grade)],
    ['班级', one.pupil?.className ?? null],
    ['等级', one.grade === null ? null : gradeWords[one.grade]],
    ['阶段', stageWords[one.stage]],
    ['在校状态', attendanceWords[one.attendance]],
    ['发现渠道', one.channels.map((channel) => channelWords[channel]).join('、')],
    ['危机类型', one.crisisTypes.map((type) => crisisWords[type]).join('、')],
    ['立案日期', one.openedOn],
    ['预案版本', one.planVersion === null ? null : String(one.planVersion)],
  ];
  return values.flatMap(([field, value]) => (value === null || value === '' ? [] : [{ caseNo: one.caseNo, field, value }]));
}

function letterLines({ letter }: PackageData): FieldLine[] {
  if (letter === null) return [];
  return [
    { caseNo: '', field: '告知书编号', value: letter.number },
    { caseNo: '', field: '姓名', value: letter.pupil.name },
    { caseNo: '', field: '班级', value: letter.pupil.className },
    { caseNo: '', field: '情况概述', value: letter.summary },
  ];
}

function receiptLines({ receipt }: PackageData): FieldLine[] {
  if (receipt === null) return [];
  return [{ caseNo: '', field: '回执', value: receipt.verdict === 'accepted' ? '已签收' : `已退回：${receipt.reason}` }];
}

/** The last package of the same kind that went to this partner: to show what is new. */
export async function previousFields(reader: Reader, row: PackageRow): Promise<{ readonly sequence: number | null; readonly lines: ReadonlySet<string> }> {
  const sent = await packageList(reader, { direction: 'out', partnerId: row.partnerId, limit: 200 });
  const before = sent.find((one) => one.kind === row.kind && one.status !== 'draft' && one.id !== row.id && one.createdAt <= row.createdAt);
  if (before === undefined) return { sequence: null, lines: new Set() };
  const fields = await packageFields(reader, before);
  return { sequence: before.sequence, lines: new Set(fields.map((one) => `${one.caseNo} ${one.field}: ${one.value}`)) };
}
