/** Every operation asked by every role about a case whose session notes carry a canary: it comes to those alone who see everything of the case. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract, type OperationName } from '../../contract/index.ts';
import { eventDefinitions, type EventType } from '../../domain/events/registry.ts';
import { docxText, pdfPages } from '../../templates/render/read-back.test-support.ts';
import { addPerson, addPupil, giveCard, issue, openCase, payloadOf, record } from '../support/case-work.ts';
import { sampleInputs } from '../support/inputs.ts';
import { moment, openTestOffice, type TestOffice } from '../support/test-office.ts';
import '../support/patience.ts';

const canary = '风铃只在夜里响';
const pupilName = '欧阳示例';
const others = ['colleague', 'vice_principal', 'principal', 'class_teacher', 'auditor', 'admin'] as const;

let office: TestOffice;
let center: TestOffice;
let inputs: Partial<Record<OperationName, readonly object[]>>;
let rest: readonly OperationName[];

/** Every confidential text says the canary; what the filing form officially asks for (risk and protective factors, dossier §3.0) is not a note of a session. */
function withCanary(type: EventType, change: object = {}): Record<string, unknown> {
  const confidential: readonly string[] = eventDefinitions.find((one) => one.type === type)?.confidential ?? [];
  const payload = payloadOf(type);
  for (const key of confidential)
    if (key !== 'protectiveFactors' && typeof payload[key] === 'string' && /\p{Script=Han}|^$/u.test(payload[key])) payload[key] = `${canary}${key}`;
  return { ...payload, ...change };
}

const sessions = [
  'interview_held',
  'risk_interview_held',
  'follow_up_held',
  'counselling_held',
  'pupil_contacted',
  'guardian_contacted',
  'family_meeting_held',
] as const;

/** Stays as it is while everybody asks: who is in, what the office is and what rules hold. */
const leftOut: readonly OperationName[] = ['session.lock', 'users.changePassphrase', 'users.disable', 'recovery.renew', 'office.update', 'register.backup'];

async function caseWithNotes(): Promise<string> {
  const pupil = await addPupil(office, { name: pupilName, studentNo: 'S-700' });
  const { id: caseId } = await openCase(office, pupil.id, moment(1, 9));
  for (const type of sessions.slice(0, 2)) await record(office, caseId, { type, at: moment(1, 10), payload: withCanary(type) });
  await record(office, caseId, { type: 'grade_decided', at: moment(1, 10), payload: { grade: 'R3', outcome: 'crisis', triggers: ['suicidal_tendency'] } });
  for (const type of [...sessions.slice(2), 'mandatory_report_made', 'confidentiality_exception_made', 'conference_held'] as const)
    await record(office, caseId, { type, at: moment(1, 10), payload: withCanary(type) });
  const { events } = await office.ask('cases.file', { caseId });
  const interview = events.find(({ type }) => type === 'interview_held');
  const corrected = { targetId: interview?.id, field: 'findings', was: `${canary}findings`, shouldBe: `${canary}更正` };
  await record(office, caseId, { type: 'correction_made', at: moment(1, 11), payload: corrected });
  await office.ask('notes.seal', { caseId, text: `${canary}密记` });
  for (const reason of ['', '补充措施。']) await record(office, caseId, { type: 'plan_drafted', at: moment(1, 12), payload: { reason } });
  return caseId;
}

async function schoolWithNotes(): Promise<void> {
  office = await openTestOffice('school', ['psych_teacher', 'vice_principal', 'principal', 'auditor']);
  center = await openTestOffice('center', []);
  await giveCard(center, office, center.path('center.json'));
  await addPerson(office, { login: 'colleague', role: 'psych_teacher' });
  await addPerson(office, { login: 'class_teacher', role: 'class_teacher', classScope: '七（1）班' });
  await office.as('psych_teacher');
  office.setClock(moment(1, 12));
  const caseId = await caseWithNotes();
  const filing = await issue(office, 'D06', caseId);
  const notice = await issue(office, 'D02', caseId, { schoolMeasures: ['安排专人陪伴。'] });
  const plan = await issue(office, 'D07', caseId);
  office.setClock(moment(4, 16));
  const weekly = await office.ask('weekly.issue', { requestId: randomUUID(), monday: '2026-09-21' });
  const [partner] = await office.ask('exchange.partners', {});
  const submission = { kind: 'submission', partnerId: partner?.officeId ?? '', purpose: '报送备案表', legalBasis: '闭环管理', fieldProfile: 'named' } as const;
  const { id: packageId } = await office.ask('exchange.build', { ...submission, requestId: randomUUID(), documentIds: [filing.id] });
  await office.ask('rules.export', { target: 'pack.json' });
  const { obligations, pupil } = await office.ask('cases.file', { caseId });
  const owner = (await office.ask('users.list', {})).find(({ login }) => login === 'psych_teacher')?.id ?? '';
  const documents = [filing, notice, plan, weekly];
  const ofCase = { requestId: randomUUID(), caseId };
  const search = [{}, { search: pupilName }, { search: canary }];
  office.setClock(moment(30, 9));
  inputs = {
    'roster.list': search,
    'roster.pupil': [{ pupilId: pupil.id }],
    'cases.list': search,
    'cases.file': [{ caseId }],
    'cases.handoverSheet': [{ userId: owner }],
    'notes.list': [{ caseId }],
    'obligations.explain': obligations.map(({ id }) => ({ obligationId: id })),
    'obligations.wall': [{ limit: 200 }],
    'documents.preview': ['D02', 'D06', 'D07', 'D20'].map((type) => ({ type, caseId, answers: {} })),
    'documents.register': [{}, { caseId }, { type: 'D06' }],
    'documents.view': documents.map(({ id }) => ({ documentId: id })),
    'documents.pdf': documents.map(({ id }) => ({ documentId: id })),
    'documents.export': documents.flatMap(({ id }) => (['docx', 'pdf'] as const).map((format) => ({ documentId: id, format, target: `out.${format}` }))),
    'documents.issueOverdueList': [{ requestId: randomUUID() }],
    'weekly.compute': [{ monday: '2026-09-21' }, { monday: '2026-10-19' }],
    'weekly.supplement': [{ requestId: randomUUID(), monday: '2026-09-21', reason: '补记' }],
    'rules.simulate': [{ file: 'pack.json' }],
    'exchange.build': [{ ...submission, requestId: randomUUID(), documentIds: [filing.id, notice.id, plan.id], caseIds: [caseId] }],
    'exchange.preview': [{ packageId }],
    'exchange.write': [{ packageId, target: 'out.age' }],
    'events.record': [
      { ...ofCase, expectedVersion: 0, type: 'principal_notified', happenedAt: moment(1, 12), payload: {} },
      { ...ofCase, expectedVersion: 0, type: 'correction_made', happenedAt: moment(1, 12), payload: corrections(caseId) },
    ],
  };
  rest = (Object.keys(contract) as OperationName[]).filter((name) => contract[name].kind !== 'gate' && !leftOut.includes(name));
}

function corrections(targetId: string): Record<string, unknown> {
  return payloadOf('correction_made', { targetId, field: 'findings', was: '猜', shouldBe: '改' });
}

beforeAll(schoolWithNotes, 300_000);
afterAll(async () => {
  await office[Symbol.asyncDispose]();
  await center[Symbol.asyncDispose]();
});

/** What came back: the reply, and the text of every file that was written or sent along. */
async function saidTo(name: OperationName, input: object): Promise<string> {
  const reply = await office.host.call(name, input);
  const said = [JSON.stringify(reply)];
  if (!reply.ok) return said.join('');
  if ('target' in input && input.target === 'out.docx') said.push(docxText(await readFile(office.path('out.docx'))));
  if ('target' in input && input.target === 'out.pdf') said.push(pdfPages(await readFile(office.path('out.pdf'))).join(''));
  if (name === 'documents.pdf') said.push(pdfPages(Buffer.from((reply.value as { base64: string }).base64, 'base64')).join(''));
  return said.join('').replaceAll(/\s/g, '');
}

/** Operations from which the text came back. */
async function tellers(text: string): Promise<readonly string[]> {
  const told = new Set<string>();
  for (const name of rest) {
    for (const input of inputs[name] ?? [sampleInputs[name]]) if ((await saidTo(name, input)).includes(text)) told.add(name);
  }
  return [...told];
}

describe('the words of a session', () => {
  it('come to the psychologist of the case by the file and the notes, and by nothing that leaves or is printed', async () => {
    await office.as('psych_teacher');
    expect((await tellers(canary)).toSorted()).toEqual(['cases.file', 'notes.list']);
  });

  it('are asked for where the pupil is named: the walk goes into files, papers and packages', async () => {
    await office.as('vice_principal');
    const named = ['cases.file', 'cases.list', 'cases.handoverSheet', 'obligations.wall', 'weekly.compute', 'exchange.preview'] as const;
    const onPaper = ['documents.view', 'documents.pdf', 'documents.export'] as const;
    expect(await tellers(pupilName)).toEqual(expect.arrayContaining([...named, ...onPaper]));
  });

  it.each(others)('never come to %s', async (login) => {
    await office.as(login);
    expect(await tellers(canary)).toEqual([]);
  });

  it.each(['auditor', 'vice_principal', 'principal'])('do not come to %s who gave a reason', async (login) => {
    await office.as(login);
    const [file] = inputs['cases.file'] ?? [];
    await office.ask('cases.access', { requestId: randomUUID(), reason: '例行核查。', caseId: (file as { caseId: string }).caseId });
    expect(await tellers(canary)).toEqual([]);
  });
});

describe('the name of a pupil in follow-up', () => {
  it('comes to a class teacher by the marks of the own class alone, and to who keeps the machine by nothing', async () => {
    await office.as('class_teacher');
    expect(await tellers(pupilName)).toEqual(['pupils.marks']);
    await office.as('admin');
    expect(await tellers(pupilName)).toEqual([]);
  });
});
