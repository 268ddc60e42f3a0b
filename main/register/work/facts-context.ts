/** Gathers what the register gives to a document. Pure apart from the reads; the snapshot is frozen by resolveFacts. */
import { resultsOf } from '../../../db/queries/screening.ts';
import { caseById } from '../../../db/queries/cases.ts';
import { caseLog } from './case-log.ts';
import { pupilById } from '../../../db/queries/pupils.ts';
import { userList } from '../../../db/queries/users.ts';
import type { Reader } from '../../../db/tx.ts';
import type { CaseId } from '../../../domain/ids.ts';
import { dateOf } from '../../../domain/time.ts';
import type { FactsContext } from '../../../templates/context.ts';
import type { OpenSession } from '../session.ts';
import { channelWords, gradeWords } from '../words.ts';
import { caseFacts, guardianFacts, latest, measuresTaken, pupilFacts, screeningFacts, type CaseMaterial } from './case-facts.ts';

export type IssueFacts = FactsContext['issue'];

/** Number and marks of a draft: nothing is numbered before it is issued. */
export function draftIssue(date: string): IssueFacts {
  return { number: '〔　〕　号（草稿）', date };
}

function officeFacts({ office }: OpenSession): FactsContext['office'] {
  const { profile } = office;
  return {
    name: profile.name,
    code: profile.code,
    principal: profile.principal,
    address: profile.address,
    phone: profile.phone,
    hotline: profile.hotline,
    center: { name: profile.centerName, phone: profile.centerPhone, hotline: profile.hotline },
  };
}

/** Everything documents need to know of a case, or null. */
export async function caseMaterial(reader: Reader, caseId: CaseId): Promise<CaseMaterial | null> {
  const found = await caseById(reader, caseId);
  if (found === null) return null;
  const pupil = await pupilById(reader, found.pupilId);
  if (pupil === null) throw new Error('a case has a pupil');
  const names = new Map<string, string>((await userList(reader)).map((user) => [user.id, user.displayName]));
  return {
    caseNo: found.caseNo,
    state: found.state,
    events: await caseLog(reader, caseId),
    pupil,
    results: await resultsOf(reader, found.pupilId),
    nameOf: (userId) => names.get(userId) ?? '',
  };
}

/** Facts of a document about a case. */
export function caseContext(session: OpenSession, material: CaseMaterial, issue: IssueFacts): FactsContext {
  const { state } = material;
  return {
    office: officeFacts(session),
    issue: { ...issue, issuerName: session.user.displayName },
    pupil: pupilFacts(material.pupil, session.office.kind === 'school' ? session.office.profile.name : ''),
    guardians: guardianFacts(material.pupil.guardians),
    case: caseFacts(material),
    screening: screeningFacts(material.results),
    letter: letterFacts(session, material),
    ...(state.plan === null ? {} : { plan: { ...state.plan.content, version: state.plan.version } }),
  };
}

/** Facts of a document about a week. */
export function weekContext(session: OpenSession, week: NonNullable<FactsContext['week']>, issue: IssueFacts): FactsContext {
  return { office: officeFacts(session), issue: { ...issue, issuerName: session.user.displayName }, week };
}

/** Facts of the list of what is overdue. */
export function listContext(session: OpenSession, overdue: NonNullable<FactsContext['overdue']>, issue: IssueFacts): FactsContext {
  return { office: officeFacts(session), issue: { ...issue, issuerName: session.user.displayName }, overdue };
}

/** What a letter can say without asking; the person who issues it reads and corrects every line. */
function letterFacts(session: OpenSession, material: CaseMaterial): NonNullable<FactsContext['letter']> {
  const { state } = material;
  const lead = latest(material.events, 'lead_recorded');
  const grade = latest(material.events, 'grade_decided');
  const opened = state.openedAt === null ? {} : { sourceDate: dateOf(state.openedAt), discoveredOn: dateOf(state.openedAt) };
  return {
    ...opened,
    source: state.channels.map((one) => channelWords[one]).join('、'),
    workDone: measuresTaken(material)
      .map((one) => `${one.at} ${one.what}`)
      .join('；'),
    contactName: session.user.displayName,
    contactPhone: session.office.profile.phone,
    ...(lead === undefined ? {} : { summary: lead.payload.summary, observation: lead.payload.summary }),
    ...(grade === undefined ? {} : { riskJudgement: `${gradeWords[grade.payload.grade]}：${grade.payload.reason}` }),
  };
}
