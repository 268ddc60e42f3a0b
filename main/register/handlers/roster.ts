import { refusal } from '../../../contract/errors.ts';
import type { PupilSummary } from '../../../contract/shapes.ts';
import { hotlineCallsOf } from '../../../db/queries/imports.ts';
import { pupilById, pupilByStudentNo, pupilList, type PupilListRow } from '../../../db/queries/pupils.ts';
import { upsertPupil } from '../../../db/stores/pupil-store.ts';
import { normaliseName } from '../../../domain/name.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Some } from '../context.ts';
import { pupilRecord } from '../work/pupil-record.ts';
import { joinWaitingCalls } from '../work/waiting-calls.ts';

/** A row as the contract shows it: no more than a list needs. */
export function pupilSummaryOf(row: PupilListRow): PupilSummary {
  return {
    id: row.id,
    studentNo: row.studentNo,
    name: row.name,
    sex: row.sex,
    birthDate: row.birthDate,
    grade: row.grade,
    className: row.className,
    openCaseId: row.openCaseId,
  };
}

export const rosterHandlers: Some<'roster.list' | 'roster.pupil' | 'roster.add'> = {
  'roster.list': async (context, input, reader) => {
    const page = await pupilList(reader, input);
    context.detail({ rows: page.rows.length, total: page.total });
    return ok({ total: page.total, rows: page.rows.map(pupilSummaryOf) });
  },

  'roster.pupil': async (context, input, reader) => {
    context.subject(input.pupilId);
    const pupil = await pupilById(reader, input.pupilId);
    if (pupil === null) return fail(refusal('PUPIL_UNKNOWN'));
    const { address, boarding, classTeacher } = pupil;
    const calls = await hotlineCallsOf(reader, input.pupilId);
    return ok({
      pupil: pupilSummaryOf(pupil),
      address,
      boarding,
      classTeacher,
      guardians: pupil.guardians.map((one) => ({ ...one })),
      cases: pupil.cases.map((one) => ({ ...one })),
      calls: calls.map(({ id, calledAt, caller, concern, risk, handling, takenUpCaseId }) => ({
        id,
        calledAt,
        caller,
        concern,
        risk,
        handling,
        caseId: takenUpCaseId,
      })),
    });
  },

  'roster.add': async (context, input, tx) => {
    const known = await pupilByStudentNo(tx, input.studentNo);
    if (known !== null) return fail(refusal('PUPIL_EXISTS'));
    const name = normaliseName(input.name);
    const facts = {
      studentNo: input.studentNo,
      name,
      sex: input.sex,
      birthDate: input.birthDate,
      grade: input.grade,
      className: input.className,
      boarding: false,
      classTeacher: null,
      address: null,
      guardians: input.guardians,
    };
    const stored = await upsertPupil(tx, pupilRecord(facts, context));
    const joined = await joinWaitingCalls(tx, context.session.office);
    context.detail({ joinedCalls: joined.length });
    if (joined.length > 0) context.changed('today.changed');
    context.subject(stored.id);
    const { studentNo, sex, birthDate, grade, className } = input;
    return ok({ id: stored.id, studentNo, name, sex, birthDate, grade, className, openCaseId: null, joinedCalls: [...joined] });
  },
};
