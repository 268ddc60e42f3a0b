/** Steps of a case for tests: as short as the rules allow, on real registers. */
import { randomUUID } from 'node:crypto';
import type { Output } from '../../contract/index.ts';
import type { CaseSummary, UserSummary } from '../../contract/shapes.ts';
import { eventDefinitions, type EventType } from '../../domain/events/registry.ts';
import type { Instant } from '../../domain/time.ts';
import type { RiskGrade, Role } from '../../domain/vocabulary.ts';
import { passphraseOf, type TestOffice } from './test-office.ts';

/** The code of a refusal, or `ok`. Takes operations and inputs that the contract's types would not let through. */
export async function codeOf(office: Pick<TestOffice, 'host'>, name: string, input: unknown): Promise<string> {
  const reply = await office.host.call(name, input);
  return reply.ok ? 'ok' : reply.error.code;
}

/** Example payload of an event type, with changes. */
export function payloadOf(type: EventType, change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const definition = eventDefinitions.find((one) => one.type === type);
  if (definition === undefined) throw new Error('an event type has a definition');
  return { ...definition.example, ...change };
}

export type Person = { readonly login: string; readonly role: Role; readonly name?: string; readonly classScope?: string };

/** A further person beside those of the test office, added by the administrator; their passphrase is that of their login. */
export async function addPerson(office: TestOffice, { login, role, name = `示例${login}`, classScope }: Person): Promise<UserSummary> {
  await office.as('admin');
  return office.ask('users.add', { login, displayName: name, role, classScope: classScope ?? null, passphrase: passphraseOf(login) });
}

export type PupilDraft = { readonly name: string; readonly studentNo: string; readonly className?: string };

/** Adds one pupil. */
export function addPupil(office: TestOffice, of: PupilDraft): Promise<Output<'roster.add'>> {
  return office.ask('roster.add', {
    studentNo: of.studentNo,
    name: of.name,
    sex: 'female',
    grade: 7,
    className: of.className ?? '七（1）班',
    guardians: [{ name: '示例家长', relation: '母亲', phone: '19900001111' }],
  });
}

export type Step = { readonly type: EventType; readonly at: Instant; readonly payload?: Readonly<Record<string, unknown>> };

/** Records an event in the case as it is now. */
export async function record(office: TestOffice, caseId: string, step: Step) {
  const file = await office.ask('cases.file', { caseId });
  return office.ask('events.record', {
    requestId: randomUUID(),
    caseId,
    expectedVersion: file.summary.version,
    type: step.type,
    happenedAt: step.at,
    payload: payloadOf(step.type, step.payload),
  });
}

/** A case with its lead. */
export function openCase(office: TestOffice, pupilId: string, at: Instant, change: Readonly<Record<string, unknown>> = {}): Promise<CaseSummary> {
  return office.ask('cases.open', {
    requestId: randomUUID(),
    pupilId,
    happenedAt: at,
    payload: payloadOf('lead_recorded', { pupilId, sourceRefs: [], ...change }),
  });
}

/** A case judged R3 and ready for its documents; the clock stands at `at`. */
export async function judgedCase(office: TestOffice, of: PupilDraft, at: Instant): Promise<CaseSummary> {
  const pupil = await addPupil(office, of);
  const opened = await openCase(office, pupil.id, at);
  await record(office, opened.id, { type: 'interview_held', at });
  const { summary } = await record(office, opened.id, {
    type: 'grade_decided',
    at,
    payload: { grade: 'R3', outcome: 'crisis', triggers: ['suicidal_tendency'] },
  });
  return summary;
}

export type Conference = {
  readonly recordedBy: string;
  readonly at: Instant;
  readonly grade?: RiskGrade | null;
  readonly agreesToClose?: boolean;
  readonly confirmedBy?: string;
};

/** A conference that one person records and another confirms with their own key; answers its id. The recorder is in afterwards. */
export async function confirmedConference(office: TestOffice, caseId: string, of: Conference): Promise<string> {
  const { recordedBy, at, grade = null, agreesToClose = false, confirmedBy = 'vice_principal' } = of;
  await office.as(recordedBy);
  const payload = { kind: agreesToClose ? 'closure' : 'grading', grade, agreesToClose, decisions: [], nextOn: null };
  const { eventId } = await record(office, caseId, { type: 'conference_held', at, payload });
  await office.as(confirmedBy);
  await record(office, caseId, { type: 'conference_confirmed', at, payload: { conferenceId: eventId } });
  await office.as(recordedBy);
  return eventId;
}

/** Issues a document about a case. */
export function issue(office: Pick<TestOffice, 'ask'>, type: string, caseId: string, answers: Readonly<Record<string, unknown>> = {}) {
  return office.ask('documents.issue', { requestId: randomUUID(), type, caseId, answers: { ...answers } });
}

/** The administrator of `to` takes the card of `from`, and types the fingerprint that `from` reads out. */
export async function giveCard(from: TestOffice, to: TestOffice, file: string): Promise<void> {
  await from.as('admin');
  const { fingerprint } = await from.ask('exchange.exportCard', { target: file });
  await to.as('admin');
  const { officeId } = await to.ask('exchange.addPartner', { file });
  await to.ask('exchange.confirmPartner', { officeId, fingerprint });
}

/** Each office takes the other's card and confirms it. */
export async function introduce(school: TestOffice, center: TestOffice): Promise<void> {
  await giveCard(school, center, school.path('school.json'));
  await giveCard(center, school, center.path('center.json'));
}

/** Approves a draft as `approver` and writes it; answers with the path. */
export async function approveAndWrite(
  office: Omit<TestOffice, 'setClock'>,
  packageId: string,
  of: { readonly approver: string; readonly name: string },
): Promise<string> {
  await office.as(of.approver);
  const { view } = await office.ask('exchange.preview', { packageId });
  await office.ask('exchange.approve', { packageId, manifestHash: view.manifestHash, passphrase: passphraseOf(of.approver) });
  const target = office.path(of.name);
  await office.ask('exchange.write', { packageId, target });
  return target;
}
