/** The closed loop once, through the contract, on two real registers. */
import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { eventDefinitions } from '../../domain/events/registry.ts';
import { addDays, dateOf, endOf } from '../../domain/time.ts';
import { introduce } from '../support/case-work.ts';
import { moment, openTestOffice, passphraseOf, type TestOffice } from '../support/test-office.ts';

const planExample = eventDefinitions.find((one) => one.type === 'plan_drafted')?.example;

async function record(office: TestOffice, caseId: string, of: { readonly type: string; readonly payload: object; readonly at: ReturnType<typeof moment> }) {
  const file = await office.ask('cases.file', { caseId });
  return office.ask('events.record', {
    requestId: randomUUID(),
    caseId,
    expectedVersion: file.summary.version,
    type: of.type,
    happenedAt: of.at,
    payload: { ...of.payload },
  });
}

async function carry(
  from: TestOffice,
  to: TestOffice,
  of: { readonly packageId: string; readonly approver: string; readonly receiver: string; readonly name: string },
) {
  await from.as(of.approver);
  const preview = await from.ask('exchange.preview', { packageId: of.packageId });
  await from.ask('exchange.approve', { packageId: of.packageId, manifestHash: preview.view.manifestHash, passphrase: passphraseOf(of.approver) });
  const file = from.path(of.name);
  await from.ask('exchange.write', { packageId: of.packageId, target: file });
  await to.as(of.receiver);
  const arrived = await to.ask('exchange.import', { file });
  return to.ask('exchange.accept', { packageId: arrived.id });
}

/** Imports, twice, and the pupil who is first in the second-screening queue. */
async function screen(school: TestOffice) {
  await school.as('psych_teacher');
  const roster = await school.ask('imports.run', { file: 'samples/roster.xlsx' });
  expect([roster.taken, roster.added, roster.refused.length]).toEqual([1248, 1248, 0]);
  const again = await school.ask('imports.run', { file: 'samples/roster.xlsx' });
  expect([again.added, again.changed, again.unchanged]).toEqual([0, 0, 1248]);
  const phq = await school.ask('imports.run', { file: 'samples/screening-phq9-gad7-items.csv' });
  expect(phq.taken).toBe(1210);
  const queue = await school.ask('screening.queue', { limit: 5 });
  const [first] = queue.rows;
  if (first === undefined) throw new Error('somebody needs second screening');
  expect(first.urgent).toBe(true);
  return { first, waiting: queue.total };
}

/** A case from a screening result to a drafted plan; answers the case and its papers. */
async function judgeAndPlan(school: TestOffice, of: Awaited<ReturnType<typeof screen>>) {
  const sourceRefs = of.first.results.map((one) => ({ kind: 'screening_result', id: one.id }));
  school.setClock(moment(1, 9));
  const payload = {
    channel: 'screening',
    reportedBy: '九月测评',
    foundAt: '',
    summary: '测评条目提示需立即访谈。',
    immediateDanger: false,
    crisisTypes: ['suicidal_ideation'],
    sourceRefs,
  };
  const { id: caseId } = await school.ask('cases.open', { requestId: randomUUID(), pupilId: of.first.pupil.id, happenedAt: moment(1, 9), payload });
  expect((await school.ask('screening.queue', { limit: 5 })).total).toBe(of.waiting - 1);
  school.setClock(moment(1, 12));
  await record(school, caseId, {
    type: 'interview_held',
    at: moment(1, 10),
    payload: {
      findings: '有自杀意念。',
      ideation: 'yes',
      plan: 'no',
      means: 'no',
      attempt: 'no',
      selfHarm: 'no',
      protectiveFactors: '',
      proposedGrade: 'R3',
      note: '',
    },
  });
  await record(school, caseId, {
    type: 'grade_decided',
    at: moment(1, 11),
    payload: {
      grade: 'R3',
      outcome: 'crisis',
      reason: '有自杀倾向。',
      evidence: '初访记录。',
      participants: ['沈老师', '周副校长'],
      triggers: ['suicidal_tendency'],
    },
  });
  const filing = await school.ask('documents.issue', { requestId: randomUUID(), type: 'D06', caseId, answers: {} });
  expect(filing.number).toBe('备案〔2026〕1号');
  await record(school, caseId, { type: 'plan_drafted', at: moment(1, 12), payload: planExample ?? {} });
  const plan = await school.ask('documents.issue', { requestId: randomUUID(), type: 'D07', caseId, answers: {} });
  await expect(school.ask('signing.sign', { documentId: plan.id, pdfSha256: plan.pdf.sha256, passphrase: passphraseOf('psych_teacher') })).rejects.toThrow(
    'NOT_ALLOWED',
  );
  return { caseId, filing, plan };
}

type Papers = Awaited<ReturnType<typeof judgeAndPlan>>;

/** The vice principal signs, sees no notes, and a changed byte is noticed. */
async function sign(school: TestOffice, { caseId, plan }: Papers): Promise<void> {
  school.setClock(moment(2, 9));
  await school.as('vice_principal');
  const [waiting] = await school.ask('signing.queue', {});
  expect(waiting?.id).toBe(plan.id);
  await expect(school.ask('signing.sign', { documentId: plan.id, pdfSha256: plan.pdf.sha256, passphrase: 'not this one at all' })).rejects.toThrow(
    'PASSPHRASE_WRONG',
  );
  const signed = await school.ask('signing.sign', { documentId: plan.id, pdfSha256: plan.pdf.sha256, passphrase: passphraseOf('vice_principal') });
  expect(signed.status).toBe('signed');
  const seen = await school.ask('cases.file', { caseId });
  expect(seen.summary.stage).toBe('plan_signed');
  expect(seen.events.find((one) => one.type === 'interview_held')?.hidden).toContain('findings');
  await school.ask('documents.export', { documentId: plan.id, format: 'pdf', target: school.path('plan.pdf') });
  const verified = await school.ask('documents.verify', { file: school.path('plan.pdf') });
  expect([verified.known, verified.signatures.map((one) => one.valid)]).toEqual([true, [true]]);
  const bytes = await readFile(school.path('plan.pdf'));
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  await writeFile(school.path('changed.pdf'), bytes);
  expect((await school.ask('documents.verify', { file: school.path('changed.pdf') })).known).toBe(false);
}

/** Weekly report, submission, the centre's receipt: answers the case that the centre keeps. */
async function submit(school: TestOffice, center: TestOffice, { caseId, filing, plan }: Papers): Promise<string> {
  school.setClock(moment(4, 15));
  await school.as('psych_teacher');
  const weekly = await school.ask('weekly.issue', { requestId: randomUUID(), monday: '2026-09-21' });
  await school.as('vice_principal');
  await school.ask('signing.sign', { documentId: weekly.id, pdfSha256: weekly.pdf.sha256, passphrase: passphraseOf('vice_principal') });
  await school.as('psych_teacher');
  const [partner] = await school.ask('exchange.partners', {});
  const documentIds = [filing.id, plan.id, weekly.id];
  const draft = await school.ask('exchange.build', {
    requestId: randomUUID(),
    kind: 'submission',
    partnerId: partner?.officeId ?? '',
    documentIds,
    purpose: '报送备案表、干预预案、周报',
    legalBasis: '闭环管理：一周内上报预案',
    fieldProfile: 'named',
    period: null,
  });
  expect(draft.status).toBe('draft');
  center.setClock(moment(4, 16));
  const taken = await carry(school, center, { packageId: draft.id, approver: 'vice_principal', receiver: 'center_counselor', name: 'submission.age' });
  expect(taken.cases).toHaveLength(1);
  await expect(center.ask('exchange.import', { file: school.path('submission.age') })).rejects.toThrow('PACKAGE_REPLAY');
  school.setClock(moment(4, 17));
  const settled = await carry(center, school, { packageId: taken.receiptId ?? '', approver: 'center_head', receiver: 'psych_teacher', name: 'receipt.age' });
  expect(settled.cases).toEqual([caseId]);
  const after = await school.ask('cases.file', { caseId });
  expect(after.summary.stage).toBe('plan_submitted');
  expect(after.obligations.find((one) => one.ruleId === 'T_FILE' && one.slot === 'center')?.end).toBe('done_late');
  expect((await school.ask('exchange.list', { direction: 'out' })).map((one) => one.status)).toEqual(['acknowledged']);
  return taken.cases[0] ?? '';
}

/** The centre's letter opens the school's seven days. */
async function answerWithLetter(school: TestOffice, center: TestOffice, of: { readonly schoolCase: string; readonly centerCase: string }): Promise<void> {
  center.setClock(moment(5, 9));
  await center.as('center_counselor');
  await record(center, of.centerCase, {
    type: 'grade_decided',
    at: moment(5, 9),
    payload: { grade: 'R3', outcome: 'crisis', reason: '面询确认。', evidence: '面询。', participants: ['中心咨询师'], triggers: ['suicidal_tendency'] },
  });
  const answers = { recipient: '示例初级中学', advice: ['安排专人陪伴。'], strategy: ['启动校园心理危机干预预案。'] };
  const letter = await center.ask('documents.issue', { requestId: randomUUID(), type: 'D01', caseId: of.centerCase, answers });
  const [toSchool] = await center.ask('exchange.partners', {});
  const draft = await center.ask('exchange.build', {
    requestId: randomUUID(),
    kind: 'letter',
    partnerId: toSchool?.officeId ?? '',
    documentIds: [letter.id],
    purpose: '告知书',
    legalBasis: '函告制度',
    fieldProfile: 'named',
    period: null,
  });
  school.setClock(moment(5, 10));
  const received = await carry(center, school, { packageId: draft.id, approver: 'center_head', receiver: 'psych_teacher', name: 'letter.age' });
  expect(received.cases).toEqual([of.schoolCase]);
  const clock = await school.ask('cases.file', { caseId: of.schoolCase });
  expect(clock.obligations.find((one) => one.ruleId === 'T_PLAN' && one.end === null)?.dueAt).toBe(endOf(addDays(dateOf(moment(5, 10)), 7)));
}

it('runs from the import of a roster to the receipt of the centre, and back with a letter', { timeout: 120_000 }, async () => {
  await using school = await openTestOffice('school', ['psych_teacher', 'vice_principal']);
  await using center = await openTestOffice('center', ['center_counselor', 'center_head']);
  await introduce(school, center);
  const papers = await judgeAndPlan(school, await screen(school));
  await sign(school, papers);
  const centerCase = await submit(school, center, papers);
  await answerWithLetter(school, center, { schoolCase: papers.caseId, centerCase });
  for (const office of [school, center]) {
    const verdict = await office.ask('register.verify', {});
    expect(verdict.findings).toEqual([]);
    expect([verdict.ok, verdict.encrypted]).toEqual([true, true]);
  }
});
