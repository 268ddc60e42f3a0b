/** The weekly report: figures and named lines from the logs, and the facts of its document. */
import { weekCases, type IssuedWeek, type WeekCase } from '../../../db/queries/weekly.ts';
import type { Reader } from '../../../db/tx.ts';
import { liftEvent, type EventType } from '../../../domain/events/registry.ts';
import type { DocumentId } from '../../../domain/ids.ts';
import type { RulePack } from '../../../domain/rules/rule-pack.ts';
import { addDays, dateOf, startOf, type Instant, type PlainDate } from '../../../domain/time.ts';
import type { RiskGrade } from '../../../domain/vocabulary.ts';
import { weeklyReport, type Counted, type WeeklyFigures, type WeeklyLine, type WeeklyReport } from '../../../domain/weekly.ts';
import type { FactsContext } from '../../../templates/context.ts';
import { attendanceWords, shortGradeWords, stageWords } from '../words.ts';
import { rulesOf } from './rule-packs.ts';

export type NamedLine = NonNullable<NonNullable<FactsContext['week']>['lines']>[number];

/** What a report of a week counts: everything up to `asOf` that `previous` had not counted. */
export type Coverage = {
  readonly previous: Counted | null;
  readonly asOf: Instant;
  readonly issued: DocumentId | null;
  /** A later week's report that has counted this week already, because this one had none then. */
  readonly countedBy: DocumentId | null;
};

/** @param weeks reports in force; @param of the week and the moment at which it is reported. */
export function coverageOf(weeks: readonly IssuedWeek[], { monday, now }: { readonly monday: PlainDate; readonly now: Instant }): Coverage {
  const own = weeks.find((week) => week.monday === monday);
  if (own !== undefined) return { previous: own.previous, asOf: own.asOf, issued: own.id, countedBy: null };
  const inOrder = [...weeks].sort((one, other) => (one.monday < other.monday ? -1 : 1));
  const before = inOrder.findLast((week) => week.monday < monday);
  const after = inOrder.find((week) => week.monday > monday);
  const previous = before === undefined ? null : { asOf: before.asOf, to: addDays(before.monday, 6) };
  if (after === undefined || after.previous === null) return { previous, asOf: now, issued: null, countedBy: null };
  // The report of this week was returned after the next one had been made: its successor ends where the next one begins.
  if (after.previous.to === addDays(monday, 6)) return { previous, asOf: after.previous.asOf, issued: null, countedBy: null };
  return { previous, asOf: now, issued: null, countedBy: after.id };
}

type Asked = { readonly monday: PlainDate; readonly coverage: Coverage; readonly responsible: string };

/** The report, and its lines with the names that the named variant carries. */
export async function weekOf(
  reader: Reader,
  { monday, coverage, responsible }: Asked,
): Promise<{ readonly report: WeeklyReport; readonly lines: readonly NamedLine[] }> {
  const { current } = await rulesOf(reader);
  const { previous, asOf } = coverage;
  const start = startOf(monday);
  const found = await weekCases(reader, previous !== null && previous.asOf < start ? previous.asOf : start);
  const cases = found.map(({ events, obligations }) => ({ events: events.map(liftEvent), obligations }));
  const report = weeklyReport({ cases, monday, asOf, previous });
  const byId = new Map<string, WeekCase>(found.map((one) => [one.id, one]));
  return { report, lines: report.lines.map((line) => namedLine(line, { of: byId.get(line.caseId), pack: current, responsible })) };
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
  return line.measures
    .flatMap(({ type, count }) => (measureWords[type] === undefined ? [] : [count > 1 ? `${measureWords[type]}${count}次` : measureWords[type]]))
    .join('、');
}

function situationOf(line: WeeklyLine): string {
  const parts = [
    line.added ? '本周新增' : '',
    line.released ? '本周解除' : '',
    line.incidents.includes('suicide_attempt') ? '自杀未遂' : '',
    line.incidents.includes('self_harm') ? '自伤事件' : '',
    line.carriedOver > 0 ? `含上周补计${line.carriedOver}项` : '',
  ];
  const said = parts.filter((part) => part !== '').join('；');
  return said === '' ? stageWords[line.stage] : said;
}

function gradeWord(grade: RiskGrade | null): string {
  return grade === null ? '未定' : shortGradeWords[grade];
}

function namedLine(
  line: WeeklyLine,
  { of, pack, responsible }: { readonly of: WeekCase | undefined; readonly pack: RulePack; readonly responsible: string },
): NamedLine {
  const rule = line.nextDue === null ? undefined : pack.rules.find(({ id }) => id === line.nextDue?.ruleId);
  const family = { true: '配合', false: '未配合' }[String(line.guardianCooperates)] ?? '未知';
  return {
    caseNo: of?.caseNo ?? '',
    name: of?.pupilName ?? '',
    className: of?.className ?? '',
    grade: `${gradeWord(line.gradeBefore)}→${gradeWord(line.grade)}`,
    situation: situationOf(line),
    measures: measuresOf(line),
    medical: line.hospitalVisits > 0 ? `就医${line.hospitalVisits}次` : '',
    family,
    status: attendanceWords[line.attendance],
    next: rule === undefined || line.nextDue === null ? '' : `${rule.title.zh}（${dateOf(line.nextDue.dueAt).slice(5)}前）`,
    responsible,
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
    carriedOver: figures.carriedOver,
  };
}
