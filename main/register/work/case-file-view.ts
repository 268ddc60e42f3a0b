/** The case file as one person may see it: what it shows, what they may record, what can be issued, what is still wanting. */
import { isConfirmed } from '../../../domain/case-parts.ts';
import type { CaseFile, EventView } from '../../../contract/cases.ts';
import { caseById } from '../../../db/queries/cases.ts';
import { caseSummary } from '../../../db/queries/case-rows.ts';
import { documentRegister } from '../../../db/queries/documents.ts';
import { dutiesOfCase } from '../../../db/queries/duties.ts';
import { pupilById } from '../../../db/queries/pupils.ts';
import { userList } from '../../../db/queries/users.ts';
import type { Reader } from '../../../db/tx.ts';
import type { CaseState } from '../../../domain/case-state.ts';
import { blocksOfClosing } from '../../../domain/closing.ts';
import type { CaseEvent } from '../../../domain/events/define-event.ts';
import { isEvent } from '../../../domain/events/registry.ts';
import { effectiveEvents } from '../../../domain/fold.ts';
import { barredGuardians } from '../../../domain/guardians.ts';
import { proposeGrade } from '../../../domain/grade-proposal.ts';
import type { CaseId, UserId } from '../../../domain/ids.ts';
import { loweringNeedsOf } from '../../../domain/lowering-needs.ts';
import { isDetailPaper, levelOf, mayRecord, redact, standingOf, type Level } from '../../../domain/permissions.ts';
import { allowedEvents, isLate } from '../../../domain/record.ts';
import { isOpen, type Obligation } from '../../../domain/rules/obligation.ts';
import type { RulePack } from '../../../domain/rules/rule-pack.ts';
import type { CallContext } from '../context.ts';
import { isByHand } from './by-hand.ts';
import { caseLog } from './case-log.ts';
import { caseSummaryOf, lookOf } from './case-summary.ts';
import { chaseViews } from './chase-views.ts';
import { documentView } from './document-views.ts';
import { obligationViews } from './obligation-views.ts';
import { rulesOf } from './rule-packs.ts';
import { subjectOf, templatesOf } from './templates.ts';

type NameOf = (id: UserId) => string;

/** Null when there is no such case, or this person may not look into it. */
export async function caseFileView(reader: Reader, context: CallContext, caseId: CaseId): Promise<CaseFile | null> {
  const { user, office, grants } = context.session;
  const found = await caseById(reader, caseId);
  const summary = await caseSummary(reader, caseId, lookOf(context));
  if (found === null || summary === null) return null;
  const standing = standingOf(found.state, { userId: user.id, ownClass: false, granted: grants.get(caseId) ?? null });
  const level = levelOf(user.role, standing);
  if (level === 'deny' || level === 'mark') return null;
  const pupil = await pupilById(reader, found.pupilId);
  if (pupil === null) throw new Error('a case has a pupil');
  const events = await caseLog(reader, caseId);
  const obligations = await dutiesOfCase(reader, caseId);
  const documents = (await documentRegister(reader, { caseId, limit: 200 })).rows;
  const rules = await rulesOf(reader);
  const names = new Map((await userList(reader)).map((one) => [one.id, one.displayName]));
  const nameOf: NameOf = (id) => names.get(id) ?? '';
  const { id, studentNo, name, sex, birthDate, grade, className, openCaseId } = pupil;
  const allowed = allowedEvents(found.state, user.role, office.kind).filter((type) => isByHand(type) && mayRecord(user.role, type, standing));
  return {
    summary: caseSummaryOf(summary),
    pupil: { id, studentNo, name, sex, birthDate, grade, className, openCaseId },
    guardians: pupil.guardians.map((one) => ({ ...one })),
    barredGuardians: allowed.some((type) => talksWithGuardians.includes(type)) ? [...barredGuardians(found.state)] : [],
    state: shownState(found.state, level),
    events: eventViews(events, { level, nameOf }),
    obligations: obligationViews(obligations, { packs: rules.packs, now: context.now, events }),
    chases: chaseViews(obligations, rules.packs),
    documents: documents.filter(({ type }) => level === 'detail' || !isDetailPaper(type)).map(documentView),
    ownerName: summary.ownerName,
    assignees: assigneesOf(found.state, nameOf),
    accesses: accessesOf(events, nameOf),
    level,
    proposal: proposalOf(found.state, events, level),
    ...needsOf(found.state, { obligations, context, pack: rules.current }),
    allowed,
    issuable: issuableTypes(found.state, office.kind).filter((type) => level === 'detail' || !isDetailPaper(type)),
  };
}

/** Entries of a talk with a guardian: whoever may make one has to know beforehand with whom nobody talks. */
const talksWithGuardians: readonly string[] = ['guardian_notified', 'guardian_contacted', 'family_meeting_held'];

/** Whom a confidential report suspects is for those alone who may read it; the guards refuse to tell a suspect to everybody alike. */
function shownState(state: CaseState, level: Level): CaseFile['state'] {
  return level === 'detail' ? { ...state } : { ...state, guardianSuspects: [] };
}

function assigneesOf({ ownerId, assignees }: CaseState, nameOf: NameOf): CaseFile['assignees'] {
  const ids = [...new Set([...(ownerId === null ? [] : [ownerId]), ...assignees])];
  return ids.map((userId) => ({ userId, name: nameOf(userId) }));
}

function accessesOf(events: readonly CaseEvent[], nameOf: NameOf): CaseFile['accesses'] {
  return events
    .filter((event) => isEvent(event, 'case_accessed'))
    .map((event) => ({ at: event.recordedAt, byName: nameOf(event.recordedBy), reason: event.payload.reason }))
    .toReversed();
}

/** Of the latest interview that spoke of a grade. What single answers amount to is for those alone who may read the answers. */
function proposalOf({ proposal }: CaseState, events: readonly CaseEvent[], level: Level): CaseFile['proposal'] {
  if (proposal === null) return null;
  const interview = effectiveEvents(events).find(({ id }) => id === proposal.eventId);
  if (level === 'detail' && interview !== undefined && isEvent(interview, 'risk_interview_held')) {
    const { grade, reasons } = proposeGrade(interview.payload);
    return { grade, reasons: [...reasons], eventId: proposal.eventId, by: 'answers' };
  }
  return { grade: proposal.grade, reasons: [], eventId: proposal.eventId, by: 'assessor' };
}

type Asked = { readonly obligations: readonly Obligation[]; readonly context: CallContext; readonly pack: RulePack };

/** What stands in the way of lowering the grade and of closing as done. Nothing does in a closed case. */
function needsOf(state: CaseState, { obligations, context, pack }: Asked): Pick<CaseFile, 'loweringNeeds' | 'closingNeeds'> {
  if (state.closedAt !== null) return { loweringNeeds: [], closingNeeds: [] };
  const agreed = state.conferences.findLast((conference) => conference.agreesToClose && isConfirmed(conference));
  const { kind: registerKind } = context.session.office;
  // The checklist is the person's to tick when they close.
  const closing = { kind: 'goals_reached', conferenceId: agreed?.id ?? null, checklist: {} } as const;
  return {
    loweringNeeds: [...loweringNeedsOf(state, { now: context.now, followUpDays: pack.followUpDays, openObligations: obligations.filter(isOpen) })],
    closingNeeds: [...blocksOfClosing(state, closing, { registerKind, openObligations: obligations.filter(isOpen), now: context.now })],
  };
}

function eventViews(events: readonly CaseEvent[], of: { readonly level: Level; readonly nameOf: NameOf }): EventView[] {
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
