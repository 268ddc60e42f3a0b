import { refusal, type Refusal } from '../../../contract/errors.ts';
import { documentById } from '../../../db/queries/documents.ts';
import { issuedWeeks } from '../../../db/queries/weekly.ts';
import type { Reader, Tx } from '../../../db/tx.ts';
import { DocumentId } from '../../../domain/ids.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { addDays, daysBetween, mondayOf, type PlainDate } from '../../../domain/time.ts';
import type { CallContext, Some } from '../context.ts';
import { documentView } from '../work/document-views.ts';
import { weekContext } from '../work/facts-context.ts';
import { issueDocument } from '../work/issue-document.ts';
import { subjectOf, templatesOf } from '../work/templates.ts';
import { countsOf, coverageOf, weekOf, type Coverage } from '../work/weekly.ts';

/** The report of a week goes out on its Friday, or later. */
const reportWeekday = 4;

function weekTemplate() {
  const template = templatesOf('school').find((one) => subjectOf(one) === 'week');
  if (template === undefined) throw new Error('a school issues a weekly report');
  return template;
}

/** Week 1 is the one in which the term begins; all before it are week 0. */
function weekNo(context: CallContext, monday: PlainDate): number {
  return Math.max(0, Math.floor(daysBetween(mondayOf(context.session.office.profile.termStart), monday) / 7) + 1);
}

async function compute(context: CallContext, reader: Reader, monday: PlainDate) {
  const coverage = coverageOf(await issuedWeeks(reader, weekTemplate().id), { monday, now: context.now });
  const week = await weekOf(reader, { monday, coverage, responsible: context.session.user.displayName });
  return { ...week, coverage, no: weekNo(context, monday) };
}

/** Somebody else may have issued a report while this one was rendered: the same week, or one that this one should have gone on from. */
async function stillCovers(
  tx: Tx,
  of: { readonly id: DocumentId; readonly monday: PlainDate; readonly coverage: Coverage },
): Promise<Result<void, Refusal<'WEEK_ISSUED_ALREADY' | 'BUSY'>>> {
  const others = (await issuedWeeks(tx, weekTemplate().id)).filter((week) => week.id !== of.id);
  const now = coverageOf(others, { monday: of.monday, now: of.coverage.asOf });
  const taken = now.issued ?? now.countedBy;
  if (taken !== null) return fail(refusal('WEEK_ISSUED_ALREADY', { documentId: taken }));
  const isSame = now.asOf === of.coverage.asOf && now.previous?.asOf === of.coverage.previous?.asOf && now.previous?.to === of.coverage.previous?.to;
  return isSame ? ok(undefined) : fail(refusal('BUSY'));
}

export const weeklyHandlers: Some<'weekly.compute' | 'weekly.issue'> = {
  'weekly.compute': async (context, input, reader) => {
    const monday = mondayOf(input.monday);
    const { report, lines, no, coverage } = await compute(context, reader, monday);
    context.detail({ from: report.from, lines: lines.length });
    return ok({
      weekNo: no,
      from: report.from,
      to: report.to,
      zero: report.zero,
      figures: { ...report.figures },
      lines: lines.map((line) => ({ ...line })),
      issued: coverage.issued,
      asOf: report.asOf,
      since: coverage.previous?.asOf ?? null,
      countedBy: coverage.countedBy,
    });
  },

  'weekly.issue': async (context, input) => {
    const monday = mondayOf(input.monday);
    const id = DocumentId.parse(input.requestId);
    const earlier = await context.read((reader) => documentById(reader, id));
    if (earlier !== null) return ok(documentView(earlier));
    if (context.today < addDays(monday, reportWeekday)) return fail(refusal('WEEK_NOT_OVER', { from: monday }));
    const { report, lines, no, coverage } = await context.read((reader) => compute(context, reader, monday));
    const taken = coverage.issued ?? coverage.countedBy;
    if (taken !== null) return fail(refusal('WEEK_ISSUED_ALREADY', { documentId: taken }));
    const { session, today } = context;
    const week = {
      no,
      from: report.from,
      to: report.to,
      asOf: report.asOf,
      ...(coverage.previous === null ? {} : { since: coverage.previous.asOf, sinceWeek: mondayOf(coverage.previous.to) }),
      kind: report.zero ? '零报告' : '周报',
      reportedOn: today,
      filler: session.user.displayName,
      remark: input.remark,
      counts: countsOf(report.figures),
      lines: [...lines],
    };
    const stored = await issueDocument(context, {
      id,
      template: weekTemplate(),
      caseId: null,
      version: 1,
      answers: {},
      contextOf: (issue) => weekContext(session, week, issue),
      alongside: (tx) => stillCovers(tx, { id, monday, coverage }),
    });
    if (!stored.ok) return stored;
    context.changed('today.changed');
    const row = await context.read((reader) => documentById(reader, id));
    if (row === null) throw new Error('a document just issued is in the register');
    return ok(documentView(row));
  },
};
