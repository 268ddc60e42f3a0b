import { refusal } from '../../../contract/errors.ts';
import { eventByRequest } from '../../../db/queries/events.ts';
import { pupilById, pupilList, type RosterClass } from '../../../db/queries/pupils.ts';
import type { Reader } from '../../../db/tx.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Some } from '../context.ts';
import { ownClassOf, spellingsOf } from '../work/class-scope.ts';
import { classTeacherDuties } from '../work/class-teacher-duties.ts';
import { takeReport } from '../work/report.ts';

/** The pupils of the class, however the roster spells it. */
async function classOf(reader: Reader, scope: string) {
  const spelt = [];
  for (const one of await spellingsOf(reader, scope)) spelt.push(...(await pupilsOf(reader, one)));
  return spelt;
}

/** Pages of the roster, so that a large class is complete. */
async function pupilsOf(reader: Reader, of: RosterClass) {
  const pupils = [];
  for (let offset = 0; ; offset += 200) {
    const page = await pupilList(reader, { ...of, offset, limit: 200 });
    pupils.push(...page.rows);
    if (pupils.length >= page.total || page.rows.length === 0) return pupils;
  }
}

export const classTeacherHandlers: Some<'pupils.report' | 'pupils.marks'> = {
  'pupils.report': async (context, input, tx) => {
    const { user } = context.session;
    const pupil = await pupilById(tx, input.pupilId);
    const isOwn = await ownClassOf(tx, user.classScope);
    if (pupil === null || (user.role === 'class_teacher' && !isOwn(pupil))) return fail(refusal('PUPIL_UNKNOWN'));
    const repeated = await eventByRequest(tx, input.requestId);
    if (repeated !== null) return ok({ received: true, receivedAt: repeated.recordedAt });
    const taken = await takeReport(tx, context, input);
    if (!taken.ok) return taken;
    context.subject(taken.value);
    // The window of who reports is not told which case it went into.
    context.changed('today.changed');
    return ok({ received: true, receivedAt: context.now });
  },

  'pupils.marks': async (context, _input, reader) => {
    const className = context.session.user.classScope;
    if (className === null) return fail(refusal('NO_CLASS'));
    const pupils = [];
    for (const { id, studentNo, name, openCaseId } of await classOf(reader, className)) {
      const { observeBy, decisions } = openCaseId === null ? { observeBy: null, decisions: [] } : await classTeacherDuties(reader, openCaseId);
      pupils.push({ pupilId: id, studentNo, name, followUp: openCaseId !== null, observeBy, decisions: [...decisions] });
    }
    return ok({ className, pupils });
  },
};
