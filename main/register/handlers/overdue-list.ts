import { refusal } from '../../../contract/errors.ts';
import { documentById } from '../../../db/queries/documents.ts';
import { DocumentId } from '../../../domain/ids.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Some } from '../context.ts';
import { documentView } from '../work/document-views.ts';
import { listContext } from '../work/facts-context.ts';
import { issueDocument } from '../work/issue-document.ts';
import { overdueFacts } from '../work/overdue-list.ts';
import { subjectOf, templatesOf } from '../work/templates.ts';

export const overdueListHandlers: Some<'documents.issueOverdueList'> = {
  'documents.issueOverdueList': async (context, input) => {
    const id = DocumentId.parse(input.requestId);
    const earlier = await context.read((reader) => documentById(reader, id));
    if (earlier !== null) return ok(documentView(earlier));
    const template = templatesOf(context.session.office.kind).find((one) => subjectOf(one) === 'list');
    if (template === undefined) return fail(refusal('DOCUMENT_TYPE_UNKNOWN'));
    const overdue = await context.read((reader) => overdueFacts(reader, { now: context.now, remark: input.remark }));
    if (overdue === null) return fail(refusal('NOTHING_OVERDUE'));
    context.detail({ total: overdue.total ?? 0 });
    const stored = await issueDocument(context, {
      id,
      template,
      caseId: null,
      version: 1,
      answers: {},
      contextOf: (issue) => listContext(context.session, overdue, issue),
      alongside: () => Promise.resolve(ok(undefined)),
    });
    if (!stored.ok) return stored;
    const row = await context.read((reader) => documentById(reader, id));
    if (row === null) throw new Error('a document just issued is in the register');
    return ok(documentView(row));
  },
};
