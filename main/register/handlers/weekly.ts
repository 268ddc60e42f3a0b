import { refusal } from '../../../contract/errors.ts';
import { documentById } from '../../../db/queries/documents.ts';
import { weeklyDocument } from '../../../db/queries/weekly.ts';
import type { Reader } from '../../../db/tx.ts';
import { DocumentId } from '../../../domain/ids.ts';
import { fail, ok } from '../../../domain/result.ts';
import { addDays, daysBetween, mondayOf, type PlainDate } from '../../../domain/time.ts';
import type { CallContext, Some } from '../context.ts';
import { documentView } from '../work/document-views.ts';
import { weekContext } from '../work/facts-context.ts';
import { issueDocument } from '../work/issue-document.ts';
import { subjectOf, templatesOf } from '../work/templates.ts';
import { countsOf, weekOf } from '../work/weekly.ts';

/** The report of a week goes out on its Friday, or later. */
const reportWeekday = 4;

function weekTemplate() {
  const template = templatesOf('school').find((one) => subjectOf(one) === 'week');
  if (template === undefined) throw new Error('a school issues a weekly report');
  return template;
}

/** Week 1 is the one in which the term begins. */
function weekNo(context: CallContext, monday: PlainDate): number {
  return Math.floor(daysBetween(mondayOf(context.session.office.profile.termStart), monday) / 7) + 1;
}

async function compute(context: CallContext, reader: Reader, monday: PlainDate) {
  const week = await weekOf(reader, { monday, now: context.now, responsible: context.session.user.displayName });
  return { ...week, no: weekNo(context, monday), issued: await weeklyDocument(reader, { type: weekTemplate().id, monday }) };
}

export const weeklyHandlers: Some<'weekly.compute' | 'weekly.issue'> = {
  'weekly.compute': async (context, input, reader) => {
    const monday = mondayOf(input.monday);
    const { report, lines, no, issued } = await compute(context, reader, monday);
    context.detail({ from: report.from, lines: lines.length });
    return ok({ weekNo: no, from: report.from, to: report.to, zero: report.zero, figures: { ...report.figures }, lines: lines.map((line) => ({ ...line })), issued });
  },

  'weekly.issue': async (context, input) => {
    const monday = mondayOf(input.monday);
    const id = DocumentId.parse(input.requestId);
    const earlier = await context.read((reader) => documentById(reader, id));
    if (earlier !== null) return ok(documentView(earlier));
    if (context.today < addDays(monday, reportWeekday)) return fail(refusal('WEEK_NOT_OVER', { from: monday }));
    const { report, lines, no, issued } = await context.read((reader) => compute(context, reader, monday));
    if (issued !== null) return fail(refusal('WEEK_ISSUED_ALREADY', { documentId: issued }));
    const { session, today } = context;
    const week = {
      no,
      from: report.from,
      to: report.to,
      zero: report.zero,
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
      alongside: async (tx) => {
        // Somebody else may have issued the same week while this one was rendered.
        const other = await weeklyDocument(tx, { type: weekTemplate().id, monday });
        return other === null || other === id ? ok(undefined) : fail(refusal('WEEK_ISSUED_ALREADY', { documentId: other }));
      },
    });
    if (!stored.ok) return stored;
    context.changed('today.changed');
    const row = await context.read((reader) => documentById(reader, id));
    if (row === null) throw new Error('a document just issued is in the register');
    return ok(documentView(row));
  },
};
