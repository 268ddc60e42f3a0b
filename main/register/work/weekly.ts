/** The weekly report: figures and named lines from the logs, and the facts of its document. */
import { caseById, obligationsOf } from '../../../db/queries/cases.ts';
import { caseLog } from './case-log.ts';
import { pupilById } from '../../../db/queries/pupils.ts';
import { casesSince } from '../../../db/queries/weekly.ts';
import type { Reader } from '../../../db/tx.ts';
import type { EventType } from '../../../domain/events/registry.ts';
import type { RulePack } from '../../../domain/rules/rule-pack.ts';
import { startOf, dateOf, type Instant, type PlainDate } from '../../../domain/time.ts';
import type { RiskGrade } from '../../../domain/vocabulary.ts';
import { weeklyReport, type WeeklyCase, type WeeklyFigures, type WeeklyLine, type WeeklyReport } from '../../../domain/weekly.ts';
import type { FactsContext } from '../../../templates/context.ts';
import { attendanceWords, shortGradeWords, stageWords } from '../words.ts';
import { rulesOf } from './rule-packs.ts';

export type NamedLine = NonNullable<NonNullable<FactsContext['week']>['lines']>[number];

/** The report, and its lines with the names that the named variant carries. */
export async function weekOf(reader: Reader, at: { readonly monday: PlainDate; readonly now: Instant; readonly responsible: string }): Promise<{ readonly report: WeeklyReport; readonly lines: readonly NamedLine[] }> {
  const { current } = await rulesOf(reader);
  const cases: WeeklyCase[] = [];
  for (const id of await casesSince(reader, startOf(at.monday))) cases.push({ events: await caseLog(reader, id), obligations: await obligationsOf(reader, id) });
  const report = weeklyReport({ cases, monday: at.monday, now: at.now });
  const lines: NamedLine[] = [];
  for (const line of report.lines) lines.push(await namedLine(reader, line, { pack: current, responsible: at.responsible }));
  return { report, lines };
}

const measureWords: Partial<Record<EventType, string>> = {
  interview_held: '初访',
  grade_decided: '研判定级',
  guardian_notified: '告知监护人',
  principal_notified: '报告校长',
  case_filed: '备案',
  letter_received: '收到告知书',
  plan_drafted: '起草预案',
  plan_signed: '预案签批',
  plan_submitted: '预案上报',
  guardian_contacted: '联系家长',
  pupil_contacted: '联系学生',
  follow_up_held: '回访辅导',
  referral_made: '转介',
  referral_replied: '收到转介回执',
  leave_started: '休学',
  leave_ended: '休学结束',
  case_closed: '结案',
  case_reopened: '重启',
};

function measuresOf(line: WeeklyLine): string {
  return line.measures.flatMap(({ type, count }) => (measureWords[type] === undefined ? [] : [count > 1 ? `${measureWords[type]}${count}次` : measureWords[type]])).join('、');
}

function situationOf(line: WeeklyLine): string {
  const parts = [line.added ? '本周新增' : '', line.released ? '本周解除' : '', line.incidents.includes('suicide_attempt') ? '自杀未遂' : '', line.incidents.includes('self_harm') ? '自伤事件' : ''];
  const said = parts.filter((part) => part !== '').join('；');
  return said === '' ? stageWords[line.stage] : said;
}

function gradeWord(grade: RiskGrade | null): string {
  return grade === null ? '未定' : shortGradeWords[grade];
}

async function namedLine(reader: Reader, line: WeeklyLine, of: { readonly pack: RulePack; readonly responsible: string }): Promise<NamedLine> {
  const found = await caseById(reader, line.caseId);
  const pupil = await pupilById(reader, line.pupilId);
  const rule = line.nextDue === null ? undefined : of.pack.rules.find(({ id }) => id === line.nextDue?.ruleId);
  const family = { true: '配合', false: '未配合' }[String(line.guardianCooperates)] ?? '未知';
  return {
    caseNo: found?.caseNo ?? '',
    name: pupil?.name ?? '',
    className: pupil?.className ?? '',
    grade: `${gradeWord(line.gradeBefore)}→${gradeWord(line.grade)}`,
    situation: situationOf(line),
    measures: measuresOf(line),
    medical: line.hospitalVisits > 0 ? `就医${line.hospitalVisits}次` : '',
    family,
    status: attendanceWords[line.attendance],
    next: rule === undefined || line.nextDue === null ? '' : `${rule.title.zh}（${dateOf(line.nextDue.dueAt).slice(5)}前）`,
    responsible: of.responsible,
  };
}

/** Figures under the columns of the form. */
export function countsOf(figures: WeeklyFigures): NonNullable<NonNullable<FactsContext['week']>['counts']> {
  return {
    r1: figures.registeredR1,
    r2: figures.registeredR2,
    r3: figures.registeredR3,
    r4: figures.registeredR4,
    total: figures.registered,
    added: figures.added,
    raised: figures.raised,
    lowered: figures.lowered,
    released: figures.released,
    medical: figures.hospitalVisits,
    inpatient: figures.inpatients,
    onLeave: figures.onLeave,
    returned: figures.returned,
    selfHarm: figures.selfHarm,
    attempts: figures.suicideAttempts,
    referrals: figures.referralsMade,
    receipts: figures.repliesReceived,
    plansDue: figures.plansDue,
    plansSubmitted: figures.plansSubmitted,
    plansOverdue: figures.plansOverdue,
    followUpsDue: figures.contactsDue,
    followUpsDone: figures.contactsDone,
    uncooperative: figures.guardiansNotCooperating,
  };
}
