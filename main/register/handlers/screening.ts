/** Second screening: who waits for it, and what came of a talk that leads to no case. */
import type { Output } from '../../../contract/index.ts';
import { refusal } from '../../../contract/errors.ts';
import { pupilsByIds } from '../../../db/queries/pupils.ts';
import { resultsByIds, secondScreeningQueue, type ResultRow } from '../../../db/queries/screening.ts';
import { concludeResults } from '../../../db/stores/screening-store.ts';
import { fail, ok } from '../../../domain/result.ts';
import { checkConclusion, conclusionOutcomes } from '../../../domain/second-screening.ts';
import type { Some } from '../context.ts';
import { pupilSummaryOf } from './roster.ts';

type ResultView = Output<'screening.queue'>['rows'][number]['results'][number];

function resultView({ id, instrument, testedOn, total, flags, urgent, dueOn, outcome, secondBy, secondAt, secondNote, takenUpCaseId }: ResultRow): ResultView {
  return {
    id,
    instrument,
    testedOn,
    total,
    flags: [...flags],
    urgent,
    dueOn,
    outcome: conclusionOutcomes.find((one) => one === outcome) ?? null,
    interview: secondBy === null || secondAt === null ? null : { by: secondBy, at: secondAt },
    note: secondNote,
    takenUp: takenUpCaseId !== null,
  };
}

export const screeningHandlers: Some<'screening.queue' | 'screening.conclude'> = {
  'screening.queue': async ({ today }, input, reader) => {
    const page = await secondScreeningQueue(reader, { ...input, today });
    const ids = page.rows.map((row) => row.pupilId);
    const pupils = new Map((await pupilsByIds(reader, ids)).map((pupil) => [pupil.id, pupil]));
    return ok({
      total: page.total,
      rows: page.rows.flatMap(({ pupilId, urgent, dueOn, results }) => {
        const pupil = pupils.get(pupilId);
        const overdue = dueOn !== null && dueOn < today;
        return pupil === undefined ? [] : [{ pupil: pupilSummaryOf(pupil), urgent, dueOn, overdue, results: results.map(resultView) }];
      }),
    });
  },

  'screening.conclude': async (context, { resultIds, outcome, interview, note }, tx) => {
    const ids = [...new Set(resultIds)];
    const results = await resultsByIds(tx, ids);
    if (results.length !== ids.length) return fail(refusal('RESULT_UNKNOWN'));
    const checked = checkConclusion(results, { outcome, interviewedAt: interview?.at ?? null, now: context.now });
    if (!checked.ok) return fail(refusal(checked.error));
    const conclusion = { outcome, by: interview?.by ?? null, at: interview?.at ?? null, note };
    if ((await concludeResults(tx, ids, conclusion)) !== ids.length) return fail(refusal('RESULT_UNKNOWN'));
    const [first] = ids;
    if (first !== undefined) context.subject(first);
    context.detail({ results: ids.length, outcome });
    context.changed('today.changed');
    return ok({});
  },
};
