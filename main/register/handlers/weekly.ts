import { refusal, type Refusal } from '../../../contract/errors.ts';
import { documentById, documentRegister } from '../../../db/queries/documents.ts';
import { weekPapers, type IssuedPaper } from '../../../db/queries/weekly.ts';
import type { Reader, Tx } from '../../../db/tx.ts';
import { DocumentId } from '../../../domain/ids.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { addDays, dateOf, daysBetween, mondayOf, type PlainDate } from '../../../domain/time.ts';
import { weekNumber, weekWords } from '../../../domain/week-number.ts';
import type { FactsContext } from '../../../templates/context.ts';
import type { CallContext, Some, TaskContext } from '../context.ts';
import { documentView } from '../work/document-views.ts';
import { weekContext } from '../work/facts-context.ts';
import { issueDocument } from '../work/issue-document.ts';
import { subjectOf, templatesOf } from '../work/templates.ts';
import { changedLines, changeRows, driftOf } from '../work/week-drift.ts';
import { countsOf, coverageOf, figuresOfPaper, reportOf, weekAsKnown, type Coverage } from '../work/weekly.ts';

/** The report of a week goes out on its Friday, or later. */
const reportWeekday = 4;

function weekTemplate() {
  const template = templatesOf('school').find((one) => subjectOf(one) === 'week');
  if (template === undefined) throw new Error('a school issues a weekly report');
  return template;
}

function weekNo(context: CallContext, monday: PlainDate): number {
  return weekNumber(monday, context.session.office.profile.termStart);
}

async function compute(context: CallContext, reader: Reader, monday: PlainDate) {
  const coverage = coverageOf(await weekPapers(reader, weekTemplate().id), { monday, now: context.now });
  const of = { monday, coverage, session: context.session };
  const asReported = await reportOf(reader, of);
  if (coverage.report === null) return { ...asReported, coverage, no: weekNo(context, monday), asKnown: null, drift: {} };
  const asKnown = await weekAsKnown(reader, { ...of, now: context.now });
  return { ...asReported, coverage, no: weekNo(context, monday), asKnown, drift: driftOf(coverage, { asReported, asKnown }) };
}

/** What no log of a case says: papers that nobody has signed yet, and weeks before this one that have no report. */
async function checksBeside(reader: Reader, monday: PlainDate, { report, previous }: Coverage) {
  const unsigned = await documentRegister(reader, { toSignBy: ['vice_principal', 'principal'], limit: 1 });
  const skipped = report !== null || previous === null ? 0 : Math.max(0, daysBetween(mondayOf(previous.to), monday) / 7 - 1);
  return [
    { code: 'PAPERS_UNSIGNED', count: unsigned.total },
    { code: 'WEEKS_UNREPORTED', count: skipped },
  ].filter(({ count }) => count > 0);
}

type Covering<E> = {
  readonly id: DocumentId;
  readonly coverage: Coverage;
  /** The refusal if a new paper says what this one was to say. */
  readonly overtaken: (paper: IssuedPaper) => E | null;
};

/** Somebody else may have issued or returned a paper while this one was rendered, on which it would have had to go on. */
async function stillCovers<E extends Refusal>(tx: Tx, { id, coverage, overtaken }: Covering<E>): Promise<Result<void, E | Refusal<'BUSY'>>> {
  const papers = (await weekPapers(tx, weekTemplate().id)).filter((paper) => paper.documentId !== id);
  const known = new Map(coverage.papers.map((paper) => [paper.id, paper.inForce]));
  for (const paper of papers) {
    const refused = paper.inForce && !known.has(paper.id) ? overtaken(paper) : null;
    if (refused !== null) return fail(refused);
  }
  const isSame = papers.length === known.size && papers.every((paper) => known.get(paper.id) === paper.inForce);
  return isSame ? ok(undefined) : fail(refusal('BUSY'));
}

type WeekFacts = NonNullable<FactsContext['week']>;
type Computed = Awaited<ReturnType<typeof compute>>;

/** What a report and a supplement say alike. */
function weekFacts(context: CallContext, { report, no, coverage }: Pick<Computed, 'report' | 'no' | 'coverage'>): WeekFacts {
  const { previous, papers } = coverage;
  return {
    no,
    name: weekWords(no),
    from: report.from,
    to: report.to,
    asOf: report.asOf,
    ...(previous === null ? {} : { since: previous.asOf, sinceWeek: mondayOf(previous.to) }),
    reportedOn: context.today,
    filler: context.session.user.displayName,
    counts: countsOf(report.figures),
    withdrawn: papers.filter((paper) => !paper.inForce).map((paper) => paper.id),
  };
}

type Issue<E> = Covering<E> & { readonly week: WeekFacts; readonly version: number };

async function issueWeek<E extends Refusal>(context: TaskContext, of: Issue<E>) {
  const { id } = of;
  const stored = await issueDocument<E | Refusal<'BUSY'>>(context, {
    id,
    template: weekTemplate(),
    caseId: null,
    version: of.version,
    answers: {},
    contextOf: (issue) => weekContext(context.session, of.week, issue),
    alongside: (tx) => stillCovers(tx, of),
  });
  if (!stored.ok) return stored;
  context.changed('today.changed');
  const row = await context.read((reader) => documentById(reader, id));
  if (row === null) throw new Error('a document just issued is in the register');
  return ok(documentView(row));
}

/** The report that a supplement names, and the supplements to it that came before. */
function supplemented({ report, supplements }: Coverage): WeekFacts {
  if (report === null) throw new Error('a supplement is to a report');
  const before = supplements.map((paper) => paper.id).join('、');
  return {
    supplementTo: before === '' ? report.id : `${report.id}及其补充报告${before}`,
    supplementToDate: dateOf(report.issuedAt),
    supplementedAsOf: report.asOf,
  };
}

export const weeklyHandlers: Some<'weekly.compute' | 'weekly.issue' | 'weekly.supplement'> = {
  'weekly.compute': async (context, input, reader) => {
    const monday = mondayOf(input.monday);
    const { report, lines, no, coverage, drift } = await compute(context, reader, monday);
    const figures = coverage.report === null ? report.figures : figuresOfPaper(coverage.report.fields, report.figures);
    context.detail({ from: report.from, lines: lines.length });
    return ok({
      weekNo: no,
      from: report.from,
      to: report.to,
      zero: report.zero,
      figures: { ...figures },
      lines: lines.map((line) => ({ ...line })),
      issued: coverage.report?.documentId ?? null,
      asOf: report.asOf,
      since: coverage.previous?.asOf ?? null,
      countedBy: coverage.countedBy,
      checks: coverage.report === null ? [...report.checks, ...(await checksBeside(reader, monday, coverage))] : [],
      supplements: coverage.supplements.map(({ documentId, id, issuedAt }) => ({ id: documentId, number: id, issuedAt })),
      drift: { ...drift },
    });
  },

  'weekly.issue': async (context, input) => {
    const monday = mondayOf(input.monday);
    const id = DocumentId.parse(input.requestId);
    const earlier = await context.read((reader) => documentById(reader, id));
    if (earlier !== null) return ok(documentView(earlier));
    if (context.today < addDays(monday, reportWeekday)) return fail(refusal('WEEK_NOT_OVER', { from: monday }));
    const computed = await context.read((reader) => compute(context, reader, monday));
    const { report, paperLines, coverage } = computed;
    const taken = coverage.report?.documentId ?? coverage.countedBy;
    if (taken !== null) return fail(refusal('WEEK_ISSUED_ALREADY', { documentId: taken }));
    if (input.expectZero && !report.zero) return fail(refusal('WEEK_NOT_EMPTY', { from: monday }));
    const week = { ...weekFacts(context, computed), kind: report.zero ? '零报告' : '周报', remark: input.remark, lines: [...paperLines] };
    const overtaken = (paper: IssuedPaper): Refusal<'WEEK_ISSUED_ALREADY'> | null =>
      paper.monday >= monday && paper.kind === 'report' ? refusal('WEEK_ISSUED_ALREADY', { documentId: paper.documentId }) : null;
    return issueWeek(context, { id, coverage, overtaken, week, version: 1 });
  },

  'weekly.supplement': async (context, input) => {
    const monday = mondayOf(input.monday);
    const id = DocumentId.parse(input.requestId);
    const earlier = await context.read((reader) => documentById(reader, id));
    if (earlier !== null) return ok(documentView(earlier));
    const computed = await context.read((reader) => compute(context, reader, monday));
    const { asKnown, coverage, drift } = computed;
    if (asKnown === null) return fail(refusal('WEEK_NOT_ISSUED', { from: monday }));
    if (Object.keys(drift).length === 0) return fail(refusal('WEEK_UNCHANGED', { from: monday }));
    const week = {
      ...weekFacts(context, { ...computed, report: asKnown.report }),
      ...supplemented(coverage),
      kind: '补充报告',
      reason: input.reason,
      changes: changeRows(drift, weekTemplate()),
      lines: [...changedLines(coverage, asKnown)],
    };
    const overtaken = (paper: IssuedPaper): Refusal<'WEEK_UNCHANGED'> | null => (paper.monday === monday ? refusal('WEEK_UNCHANGED', { from: monday }) : null);
    return issueWeek(context, { id, coverage, overtaken, week, version: coverage.supplements.length + 2 });
  },
};
