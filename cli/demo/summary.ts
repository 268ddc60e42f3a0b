/** The readable end of the demo. */
import type { Report } from './report.ts';

const endWords: Readonly<Record<string, string>> = {
  open: '未到期',
  overdue: '其中逾期',
  done: '按期完成',
  done_late: '逾期完成',
  excused: '豁免',
  missed: '缺失',
  superseded: '被取代',
};

function listed(counts: Readonly<Record<string, number>>, words: Readonly<Record<string, string>> = {}): string {
  return Object.entries(counts)
    .map(([key, count]) => `${words[key] ?? key} ${count}`)
    .join('，');
}

function refusedLine(report: Report): string {
  const { rowsRefused } = report.counts;
  const total = Object.values(rowsRefused).reduce((sum, count) => sum + count, 0);
  return total === 0 ? '无未导入的行' : `未导入 ${total} 行（${listed(rowsRefused)}）`;
}

/** Paths in it are relative to the folder that was named. */
export function summaryOf(report: Report, out: string): string {
  const { counts, verify, nameSearch } = report;
  const { school, center } = verify.registers;
  const clean = nameSearch.found.length === 0 ? '均未出现' : `出现在 ${nameSearch.found.length} 个文件中`;
  const lines = [
    `心护演示：${report.weeks} 个教学周，用时 ${(report.totalMs / 1000).toFixed(1)} 秒`,
    '',
    `名册与测评  学生 ${counts.pupils} 人，测评结果 ${counts.results} 份，需二次筛查 ${counts.secondScreenings} 人；${refusedLine(report)}`,
    `个案        学校 ${counts.cases} 例 ${counts.events} 条记录；区中心 ${counts.center.cases} 例 ${counts.center.events} 条记录`,
    `学校的期限  ${listed(counts.obligations, endWords)}`,
    `中心的期限  ${listed(counts.center.obligations, endWords)}`,
    `文书        ${listed(counts.documents)}（docx 与 PDF 各一份，${verify.documents.checked} 个文件核验${verify.documents.failed.length === 0 ? '一致' : '不一致'}）`,
    `数据包      ${verify.packages.checked} 个（加密、签名、回执），核验${verify.packages.failed.length === 0 ? '一致' : '不一致'}`,
    `登记册核验  学校${school.ok ? '通过' : '未通过'}，区中心${center.ok ? '通过' : '未通过'}（哈希链、签名、加密）`,
    `姓名检索    ${nameSearch.names} 个姓名、${nameSearch.files} 个登记册文件、${(nameSearch.bytes / 1e6).toFixed(1)} MB：${clean}`,
    '',
    ...report.cases.filter((one) => one.office === 'school').map((one) => `  ${one.caseNo}  ${one.channel.padEnd(20)}${one.features.join(' ')}`),
    '',
    `结果在 ${out}：school/ center/ documents/ exchange/ center-identity.txt report.json（含虚构人员的口令）`,
  ];
  return `${lines.join('\n')}\n`;
}
