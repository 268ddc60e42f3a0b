/** The case file of one person's role: what it may see, what it may record, what it can issue. */
import type { CaseFile, EventView } from '../../../contract/cases.ts';
import { caseById, obligationsOf } from '../../../db/queries/cases.ts';
import { caseSummary } from '../../../db/queries/case-list.ts';
import { documentRegister } from '../../../db/queries/documents.ts';
import { caseLog } from './case-log.ts';
import { chaseViews } from './chase-views.ts';
import { pupilById } from '../../../db/queries/pupils.ts';
import { userList } from '../../../db/queries/users.ts';
import type { Reader } from '../../../db/tx.ts';
import type { CaseEvent } from '../../../domain/events/define-event.ts';
import { isEvent } from '../../../domain/events/registry.ts';
import type { CaseState } from '../../../domain/case-state.ts';
import type { CaseId } from '../../../domain/ids.ts';
import { levelOf, redact, type Level } from '../../../domain/permissions.ts';
import { allowedEvents, isLate } from '../../../domain/record.ts';
import type { CallContext } from '../context.ts';
import { isByHand } from './by-hand.ts';
import { documentView } from './document-views.ts';
import { obligationView } from './obligation-views.ts';
import { rulesOf } from './rule-packs.ts';
import { subjectOf, templatesOf } from './templates.ts';

/** Null when there is no such case, or this role may not know of it. */
export async function caseFileView(reader: Reader, context: CallContext, caseId: CaseId): Promise<CaseFile | null> {
  const { user, office } = context.session;
  const found = await caseById(reader, caseId);
  const summary = await caseSummary(reader, caseId, context.now);
  if (found === null || summary === null) return null;
  const level = levelOf(user.role, { assigned: found.ownerUserId === user.id, ownClass: user.classScope !== null && user.classScope === summary.className });
  if (level === 'deny' || level === 'mark') return null;
  const pupil = await pupilById(reader, found.pupilId);
  if (pupil === null) throw new Error('a case has a pupil');
  const [events, obligations, documents, users, rules] = [
    await caseLog(reader, caseId),
    await obligationsOf(reader, caseId),
    (await documentRegister(reader, { caseId, limit: 200 })).rows,
    await userList(reader),
    await rulesOf(reader),
  ];
  const names = new Map(users.map((one) => [one.id, one.displayName]));
  const { ownerUserId: _owner, ...row } = summary;
  const place = { caseNo: summary.caseNo, pupilName: summary.pupilName, className: summary.className, grade: summary.grade };
  return {
    summary: row,
    pupil: {
      id: pupil.id,
      studentNo: pupil.studentNo,
      name: pupil.name,
      sex: pupil.sex,
      birthDate: pupil.birthDate,
      grade: pupil.grade,
      className: pupil.className,
      openCaseId: pupil.openCaseId,
    },
    guardians: pupil.guardians.map((one) => ({ ...one })),
    state: { ...found.state },
    events: eventViews(events, { level, nameOf: (id) => names.get(id) ?? '' }),
    obligations: obligations.map((one) => obligationView({ ...one, ...place }, rules.packs)),
    chases: chaseViews(obligations, rules.packs),
    documents: documents.map(documentView),
    allowed: allowedEvents(found.state, user.role, office.kind).filter(isByHand),
    issuable: issuableTypes(found.state, office.kind),
  };
}

function eventViews(events: readonly CaseEvent[], of: { readonly level: Level; readonly nameOf: (id: CaseEvent['recordedBy']) => string }): EventView[] {
  const corrections = events.filter((event) => isEvent(event, 'correction_made'));
  return events.flatMap((event) => {
    const seen = redact(event, of.level);
    if (seen === null) return [];
    return [
      {
        id: event.id,
        seq: event.seq,
        type: event.type,
        happenedAt: event.happenedAt,
        recordedAt: event.recordedAt,
        recordedBy: event.recordedBy,
        recordedByName: of.nameOf(event.recordedBy),
        late: isLate(event),
        payload: { ...seen.payload },
        hidden: [...seen.withheld],
        correctedBy: corrections.filter((one) => one.payload.targetId === event.id).map((one) => one.id),
        hash: event.hash,
      },
    ];
  });
}

/** Documents of a case that this office makes: the plan only once one was drafted. */
function issuableTypes(state: CaseState, kind: 'school' | 'center'): string[] {
  return templatesOf(kind)
    .filter((template) => subjectOf(template) === 'case' || (subjectOf(template) === 'plan' && state.plan !== null))
    .map((template) => template.id);
}
