/** The weekly report: figures and named lines from the logs, and the facts of its document. */
import type { IssuedPaper, WeekCase } from '../../../db/queries/weekly.ts';
import type { Reader } from '../../../db/tx.ts';
import { definitionOf } from '../../../domain/events/registry.ts';
import type { DocumentId } from '../../../domain/ids.ts';
import { reaches } from '../../../domain/permissions.ts';
import type { RulePack } from '../../../domain/rules/rule-pack.ts';
import { addDays, dateOf, startOf, Instant, type PlainDate } from '../../../domain/time.ts';
import type { RiskGrade } from '../../../domain/vocabulary.ts';
import { chainOf, coveredBefore, nextPaper, type Counted, type WeekPaper } from '../../../domain/weekly-coverage.ts';
import { weeklyFigureNames, type WeeklyFigures } from '../../../domain/weekly-figures.ts';
import { weekOf as boundsOfWeek } from '../../../domain/weekly-view.ts';
import { weeklyReport, type WeeklyLine, type WeeklyReport } from '../../../domain/weekly.ts';
import type { FactsContext } from '../../../templates/context.ts';
import type { OpenSession } from '../session.ts';
import { attendanceWords, shortGradeWords, stageWords } from '../words.ts';
import { listedCases, sealedName } from './duty-access.ts';
import { rulesOf } from './rule-packs.ts';
import { casesForWeek } from './week-cases.ts';

export type NamedLine = NonNullable<NonNullable<FactsContext['week']>['lines']>[number];

/** What a report of a week counts: everything up to `asOf` that the papers before it had not counted. */
export type Coverage = {
  /** All papers of the series, in order of issue. */
  readonly papers: readonly IssuedPaper[];
  /** Where the papers of the week before ended. */
  readonly previous: Counted | null;
  readonly asOf: Instant;
  /** The report in force about the week, and the supplements to it. */
  readonly report: IssuedPaper | null;
  readonly supplements: readonly IssuedPaper[];
  /** A later week's report that has counted this week already, because this one had none then. */
  readonly countedBy: DocumentId | null;
};

/** @param papers in order of issue; @param of the week and the moment at which it is reported. */
export function coverageOf(papers: readonly IssuedPaper[], { monday, now }: { readonly monday: PlainDate; readonly now: Instant }): Coverage {
  const inForce = papers.filter((paper) => paper.inForce);
  const own = inForce.filter((paper) => paper.monday === monday);
  const report = own.find((paper) => paper.kind === 'report') ?? null;
  const supplements = own.filter((paper) => paper.kind === 'supplement');
  if (report !== null) return { papers, previous: report.since, asOf: report.asOf, report, supplements, countedBy: null };
  const previous = coveredBefore(papers, nextPaper(papers, { kind: 'report', monday, asOf: now }));
  const open = { papers, previous, report, supplements };
  // The report of this week was returned after something had been built on it: it ends again where that begins.
  const after = inForce.filter((paper) => paper.kind === 'report' && paper.monday > monday).toSorted((one, other) => (one.monday < other.monday ? -1 : 1))[0];
  const next = supplements.map((paper) => paper.fields['supplementedAsOf']).find((asOf) => typeof asOf === 'string');
  if (next !== undefined) return { ...open, asOf: Instant.parse(next), countedBy: null };
  if (after === undefined || after.since === null) return { ...open, asOf: now, countedBy: null };
  if (after.since.to === addDays(monday, 6)) return { ...open, asOf: after.since.asOf, countedBy: null };
  return { ...open, asOf: now, countedBy: after.documentId };
}

export type Week = {
  readonly report: WeeklyReport;
  /** As the person of the session may read them. */
  readonly lines: readonly NamedLine[];
  /** As the paper carries them, which is the office's and the same whoever issues it: whole, but of a sealed case it says that there is one. */
  readonly paperLines: readonly NamedLine[];
};
type Asked = {
  readonly monday: PlainDate;
  readonly asOf: Instant;
  readonly papers: readonly WeekPaper[];
  readonly own: readonly string[];
  readonly session: OpenSession;
};

/** The report that is made now, or the one that was made as it was known then. */
export function reportOf(reader: Reader, of: { readonly monday: PlainDate; readonly coverage: Coverage; readonly session: OpenSession }): Promise<Week> {
  const { monday, coverage, session } = of;
  const { papers, asOf, report } = coverage;
  if (report !== null) return weekOf(reader, { monday, asOf, papers, own: [report.id], session });
  const next = nextPaper(papers, { kind: 'report', monday, asOf });
  return weekOf(reader, { monday, asOf, papers: [...papers, next], own: [next.id], session });
}

/** The week as it is known now: what its papers have counted, and what nobody has counted yet. */
export function weekAsKnown(
  reader: Reader,
  of: { readonly monday: PlainDate; readonly coverage: Coverage; readonly session: OpenSession; readonly now: Instant },
): Promise<Week> {
  const { monday, coverage, session, now } = of;
  const next = nextPaper(coverage.papers, { kind: 'supplement', monday, asOf: now });
  const own = chainOf([...coverage.papers, next], monday).map(({ id }) => id);
  return weekOf(reader, { monday, asOf: now, papers: [...coverage.papers, next], own, session });
}

/** The report, and its lines with the names that the named variant carries. */
async function weekOf(reader: Reader, { session, ...asked }: Asked): Promise<Week> {
  const { current } = await rulesOf(reader);
  const first = asked.papers.find((paper) => asked.own.includes(paper.id));
  const before = first === undefined ? null : coveredBefore(asked.papers, first);
  const start = startOf(asked.monday);
  const week = boundsOfWeek({ ...asked, previous: before, own: new Set(asked.own) });
  const found = await casesForWeek(reader, { since: before !== null && before.asOf < start ? before.asOf : start, week });
  const report = weeklyReport({ ...asked, cases: found.map(({ seen }) => seen) });
  const byId = new Map<string, WeekCase>(found.map(({ row }) => [row.id, row]));
  const listed = await listedCases(reader, session, report.lines);
  const lines = report.lines.map((line) => {
    const { level, sealed } = listed.get(line.caseId) ?? { level: 'deny', sealed: true };
    const full = namedLine(line, { of: byId.get(line.caseId), pack: current });
    const shut = shutLine(full, sealed);
    return { seen: reaches(level, 'attention') ? full : shut, onPaper: sealed ? shut : full };
  });
  return { report, lines: lines.map(({ seen }) => seen), paperLines: lines.map(({ onPaper }) => onPaper) };
}

/** What is said of a case that is not open to the reader: that there is one. It stays counted in the figures. */
function shutLine({ caseNo, responsible }: NamedLine, sealed: boolean): NamedLine {
  const name = sealed ? sealedName : '';
  return { caseNo, name, className: '', grade: '', situation: '', measures: '', medical: '', family: '', status: '', next: '', responsible };
}

function measuresOf(line: WeeklyLine): string {
  return line.measures
    .flatMap(({ type, count }) => {
      const { measure } = definitionOf(type).listing;
      return measure === null ? [] : [count > 1 ? `${measure}${count}次` : measure];
    })
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

function namedLine(line: WeeklyLine, { of, pack }: { readonly of: WeekCase | undefined; readonly pack: RulePack }): NamedLine {
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
    responsible: of?.ownerName ?? '',
  };
}

/** Columns of the form by figure. */
export const columnOf: Record<keyof WeeklyFigures, keyof NonNullable<NonNullable<FactsContext['week']>['counts']>> = {
  registered: 'total',
  registeredR1: 'r1',
  registeredR2: 'r2',
  registeredR3: 'r3',
  registeredR4: 'r4',
  newLeads: 'leads',
  added: 'added',
  raised: 'raised',
  lowered: 'lowered',
  released: 'released',
  hospitalVisits: 'medical',
  inpatients: 'inpatient',
  onLeave: 'onLeave',
  returned: 'returned',
  selfHarm: 'selfHarm',
  suicideAttempts: 'attempts',
  referralsMade: 'referrals',
  repliesReceived: 'receipts',
  plansDue: 'plansDue',
  plansSubmitted: 'plansSubmitted',
  plansOverdue: 'plansOverdue',
  contactsDue: 'followUpsDue',
  contactsDone: 'followUpsDone',
  guardiansNotCooperating: 'uncooperative',
  carriedOver: 'carriedOver',
};

/** Figures under the columns of the form. */
export function countsOf(figures: WeeklyFigures): NonNullable<NonNullable<FactsContext['week']>['counts']> {
  return Object.fromEntries(weeklyFigureNames.map((name) => [columnOf[name], figures[name]]));
}

/** Figures as a paper says them; a figure that it does not say is taken from `others`. */
export function figuresOfPaper(fields: Readonly<Record<string, unknown>>, others: WeeklyFigures): WeeklyFigures {
  return weeklyFigureNames.reduce<WeeklyFigures>((figures, name) => {
    const said = fields[columnOf[name]];
    return typeof said === 'number' ? { ...figures, [name]: said } : figures;
  }, others);
}
