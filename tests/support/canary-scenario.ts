/**
 * A program for a test: `node canary-scenario.ts first ROSTER` does a little of everything with one pupil in two registers and then
 * records without end until it is killed; `second SCHOOL` opens what is left, checks it, backs it up and locks it.
 */
import { randomUUID } from 'node:crypto';
import { canary } from './canary.ts';
import { approveAndWrite, introduce, issue, openCase, payloadOf, record } from './case-work.ts';
import { hostAt } from './hosts.ts';
import { moment, openTestOffice, passphraseOf, type TestOffice } from './test-office.ts';

async function recordForEver(school: TestOffice, caseId: string): Promise<never> {
  for (;;) await record(school, caseId, { type: 'pupil_contacted', at: moment(3, 10), payload: { content: canary.note } });
}

async function first(roster: string): Promise<void> {
  const school = await openTestOffice('school', ['psych_teacher', 'vice_principal']);
  const center = await openTestOffice('center', ['center_counselor']);
  await introduce(school, center);
  await school.as('psych_teacher');
  school.setClock(moment(4, 15));
  await school.ask('imports.run', { file: roster });
  const [pupil] = (await school.ask('roster.list', { search: canary.name })).rows;
  if (pupil === undefined) throw new Error('the pupil was imported');
  const { id: caseId } = await openCase(school, pupil.id, moment(1, 9), { summary: canary.note });
  await record(school, caseId, { type: 'interview_held', at: moment(1, 10), payload: { findings: canary.note } });
  await record(school, caseId, { type: 'grade_decided', at: moment(1, 11), payload: { grade: 'R3', outcome: 'crisis', triggers: ['suicidal_tendency'] } });
  await record(school, caseId, { type: 'guardian_contacted', at: moment(1, 12), payload: { content: canary.contact } });
  await school.ask('notes.seal', { caseId, text: canary.sealed });
  const filing = await issue(school, 'D06', caseId);
  const weekly = await school.ask('weekly.issue', { requestId: randomUUID(), monday: '2026-09-21' });
  await school.ask('documents.view', { documentId: weekly.id });
  const [partner] = await school.ask('exchange.partners', {});
  const draft = await school.ask('exchange.build', {
    requestId: randomUUID(),
    kind: 'submission',
    partnerId: partner?.officeId ?? '',
    documentIds: [filing.id],
    purpose: '报送',
    legalBasis: '示例',
    fieldProfile: 'named',
  });
  const file = await approveAndWrite(school, draft.id, { approver: 'vice_principal', name: 'submission.age' });
  await center.as('center_counselor');
  const arrived = await center.ask('exchange.import', { file });
  await center.ask('exchange.accept', { packageId: arrived.id });
  await school.as('admin');
  await school.ask('register.backup', {});
  await school.as('psych_teacher');
  // Refusals, too, must not repeat what was asked.
  await school.host.call('cases.open', {
    requestId: randomUUID(),
    pupilId: pupil.id,
    happenedAt: moment(1, 9),
    payload: payloadOf('lead_recorded', { reportedBy: canary.name, summary: [canary.note] }),
  });
  await school.host.call(canary.name, { [canary.name]: canary.note });
  process.stdout.write(`${JSON.stringify({ school: school.folder, caseId })}\n`);
  await recordForEver(school, caseId);
}

async function second(folder: string): Promise<void> {
  const host = hostAt(moment(4, 16), folder);
  const unlocked = await host.call('session.unlock', { login: 'psych_teacher', passphrase: passphraseOf('psych_teacher') });
  const verdict = await host.ask('register.verify', {});
  const found = await host.ask('cases.list', { search: canary.name });
  const backup = await host.call('register.backup', {});
  await host.call('session.lock', {});
  await host.close();
  process.stdout.write(
    `${JSON.stringify({ unlocked: unlocked.ok, whole: verdict.ok && verdict.value.ok, found: found.ok && found.value.total, backup: backup.ok })}\n`,
  );
}

const [phase, path = ''] = process.argv.slice(2);
await (phase === 'first' ? first(path) : second(path));
