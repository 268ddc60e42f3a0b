/** Every data field that a package carries, with its value in words: what the person who sends looks at before approving. */
import type { Output } from '../../../contract/index.ts';
import { packageBefore, type PackageRow } from '../../../db/queries/packages.ts';
import type { Reader } from '../../../db/tx.ts';
import { attendanceWords, channelWords, crisisWords, gradeWords, schoolGradeWords, sexWords, stageWords } from '../words.ts';
import { dataOf } from './accept-package.ts';
import { dataPath, type CaseExtract, type PackageData, type PupilExtract } from './package-data.ts';
import { statisticsWords } from './package-statistics.ts';

export type FieldLine = Output<'exchange.preview'>['fields'][number];

type Values = readonly (readonly [field: string, value: string | null])[];

function linesOf(caseNo: string, values: Values): FieldLine[] {
  return values.flatMap(([field, value]) => (value === null || value === '' ? [] : [{ caseNo, field, value }]));
}

/** Fields in the order of the data file; nothing of it is left out. A package without readable data has none. */
export async function packageFields(reader: Reader, row: PackageRow): Promise<FieldLine[]> {
  const data = await dataOf(reader, row);
  if (data === null) return [];
  const numberOf = new Map(data.cases.map((one): [string | null, string] => [one.caseId, one.caseNo]));
  const documents = data.documents.flatMap((one) =>
    linesOf(one.caseId === null ? '' : (numberOf.get(one.caseId) ?? ''), [
      ['文书', `${one.type} ${one.number}（第${one.version}版${one.signed ? '，已签名' : ''}）`],
    ]),
  );
  return [
    ...linesOf('', [['单位代码', data.officeCode]]),
    ...data.cases.flatMap(caseLines),
    ...linesOf('', statisticsWords(data.statistics)),
    ...letterLines(data),
    ...receiptLines(data),
    ...documents,
  ];
}

function pupilValues(pupil: PupilExtract | null): Values {
  if (pupil === null) return [];
  return [
    ['姓名', pupil.name],
    ['学号', pupil.studentNo],
    ['性别', sexWords[pupil.sex] ?? pupil.sex],
    ['出生年月', pupil.birthMonth],
    ['年级', schoolGradeWords(pupil.grade)],
    ['班级', pupil.className],
  ];
}

function caseLines(one: CaseExtract): FieldLine[] {
  return linesOf(one.caseNo, [
    ['个案标识', one.caseId],
    ['轮次', String(one.loop)],
    ...pupilValues(one.pupil),
    ['等级', one.grade === null ? null : gradeWords[one.grade]],
    ['阶段', stageWords[one.stage]],
    ['在校状态', attendanceWords[one.attendance]],
    ['发现渠道', one.channels.map((channel) => channelWords[channel]).join('、')],
    ['危机类型', one.crisisTypes.map((type) => crisisWords[type]).join('、')],
    ['立案日期', one.openedOn],
    ['预案版本', one.planVersion === null ? null : String(one.planVersion)],
    ['所回应的告知书数据包', one.letterPackageId],
  ]);
}

function letterLines({ letter }: PackageData): FieldLine[] {
  if (letter === null) return [];
  return linesOf('', [
    ['告知书编号', letter.number],
    ...pupilValues(letter.pupil),
    ['发现渠道', channelWords[letter.channel]],
    ['危机类型', letter.crisisTypes.map((type) => crisisWords[type]).join('、')],
    ['情况概述', letter.summary],
    ['要求', letter.requirements],
  ]);
}

function receiptLines({ receipt }: PackageData): FieldLine[] {
  if (receipt === null) return [];
  return linesOf('', [
    ['回执', receipt.verdict === 'accepted' ? '已签收' : `已退回：${receipt.reason}`],
    ['所答复的数据包', receipt.packageId],
    ['所答复清单的散列值', receipt.manifestSha256],
    ['收到时间', receipt.receivedAt],
    ['未收入的个案', receipt.notTaken.join('、')],
  ]);
}

/** Each field and each file as one line, to be compared. The data file differs with every field, so the fields stand for it. */
function comparedLines(row: PackageRow, fields: readonly FieldLine[]): readonly string[] {
  const files = row.files
    .filter((file) => file.path !== dataPath)
    .map((file) => `文件 ${file.path}（${file.bytes} 字节，SHA-256 ${file.sha256.slice(0, 12)}）`);
  return [...fields.map((one) => `${one.caseNo} ${one.field}: ${one.value}`.trim()), ...files];
}

export type Difference = { readonly previousSequence: number | null; readonly addedSince: string[]; readonly removedSince: string[] };

/** What is new and what is gone since the last package of the same kind that went the same way. */
export async function differenceOf(reader: Reader, row: PackageRow, fields: readonly FieldLine[]): Promise<Difference> {
  const now = comparedLines(row, fields);
  const before = await packageBefore(reader, row);
  const then = before === null ? [] : comparedLines(before, await packageFields(reader, before));
  const [present, past] = [new Set(now), new Set(then)];
  return {
    previousSequence: before?.sequence ?? null,
    addedSince: now.filter((line) => !past.has(line)),
    removedSince: then.filter((line) => !present.has(line)),
  };
}
