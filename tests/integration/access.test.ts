/** Who may ask for what: the contract's own table, asked of real registers, and what each role then sees. */
import { describe, expect, it } from 'vitest';
import { mayCall as mayCallAs } from '../../contract/decision.ts';
import { contract, type OperationName } from '../../contract/index.ts';
import type { Operation } from '../../contract/define.ts';
import { eventDefinitions, type EventType } from '../../domain/events/registry.ts';
import { registerKinds, rolesOf, type Role } from '../../domain/vocabulary.ts';
import { addPerson, addPupil, codeOf, issue, judgedCase, openCase, payloadOf, record, type Step } from '../support/case-work.ts';
import { auditRows } from '../support/audit-rows.ts';
import { rawDatabase } from '../support/hosts.ts';
import { sampleInputs } from '../support/inputs.ts';
import { moment, openTestOffice, passphraseOf } from '../support/test-office.ts';
import '../support/patience.ts';

const operations = Object.entries(contract) as [OperationName, Operation][];
const asked = operations.filter(([, operation]) => operation.kind !== 'gate');
const loginOf = (role: Role): string => (role === 'office_admin' ? 'admin' : role);

const mayCall = (operation: Operation, role: Role): boolean => mayCallAs(role, operation);

describe('operations', () => {
  it.each(operations)('%s: the sample input is one that its schema takes', (name, operation) => {
    expect(operation.input.safeParse(sampleInputs[name]).success).toBe(true);
  });

  it('give a session to gates alone, and to no gate a role', () => {
    for (const [, operation] of operations) expect(operation.access === 'anyone').toBe(operation.kind === 'gate');
  });

  it('open a case to an auditor only by its file, and ask a class teacher for reports and marks alone', () => {
    const named = (role: Role) =>
      operations.filter(([name, operation]) => /^(?:cases|pupils|events|notes)\./.test(name) && mayCall(operation, role)).map(([name]) => name);
    expect(named('auditor')).toEqual(['cases.file', 'cases.access']);
    expect(named('class_teacher')).toEqual(['pupils.report', 'pupils.marks']);
    expect(named('office_admin')).toEqual([]);
  });

  it.each([
    'cases.open',
    'cases.list',
    'cases.hand',
    'cases.accept',
    'obligations.wall',
    'obligations.explain',
    'documents.preview',
    'documents.issue',
    'documents.register',
    'documents.export',
    'documents.pdf',
    'documents.view',
    'roster.',
    'notes.',
    'screening.',
    'events.',
    'signing.',
    'weekly.',
    'imports.',
    'exchange.build',
    'exchange.preview',
    'exchange.import',
    'exchange.list',
  ])('%s… are closed to those who keep the machine and those who audit', (prefix) => {
    const closed = operations.filter(([name]) => name.startsWith(prefix));
    expect(closed.length).toBeGreaterThan(0);
    for (const [, operation] of closed) for (const role of ['office_admin', 'auditor', 'class_teacher'] as const) expect(mayCall(operation, role)).toBe(false);
  });
});

describe.each(registerKinds)('a register of kind %s', (kind) => {
  it('answers NOT_ALLOWED to exactly the roles that the contract does not name, audits it, and answers nothing while locked', async () => {
    const roles = rolesOf[kind];
    await using office = await openTestOffice(
      kind,
      roles.filter((role) => role !== 'office_admin'),
    );
    await office.host.call('session.lock', {});
    for (const [name, operation] of operations) {
      const reply = await office.host.call(name, sampleInputs[name]);
      const code = reply.ok ? 'ok' : reply.error.code;
      expect([name, code === 'SESSION_LOCKED']).toEqual([name, operation.kind !== 'gate']);
    }
    const refused: string[] = [];
    for (const [minute, role] of roles.entries()) {
      office.setClock(moment(0, 9, minute));
      await office.as(loginOf(role));
      for (const [name, operation] of asked) {
        const code = await codeOf(office, name, sampleInputs[name]);
        expect([role, name, code === 'NOT_ALLOWED']).toEqual([role, name, !mayCall(operation, role)]);
        expect([role, name, ['INTERNAL', 'INPUT_INVALID'].includes(code)]).toEqual([role, name, false]);
        if (code === 'NOT_ALLOWED') refused.push(`${loginOf(role)} ${name}`);
      }
    }
    await office.as('auditor');
    const audited = (await auditRows(office)).filter((row) => row.outcome === 'NOT_ALLOWED').map((row) => `${row.login} ${row.operation}`);
    expect(audited.toSorted()).toEqual(refused.toSorted());
    expect((await office.ask('register.verify', {})).findings).toEqual([]);
  });
});

const marker = '仅限咨询';

/** What has to stand before an entry can be made. */
const before: Partial<Record<EventType, readonly Step[]>> = {
  referral_replied: [{ type: 'referral_made', at: moment(1, 10) }],
  return_assessed: [
    { type: 'leave_started', at: moment(1, 10), payload: { from: '2026-09-22' } },
    { type: 'return_applied', at: moment(1, 10), payload: { on: '2026-09-22' } },
  ],
};

/** Entries that answer one made before, and where they name it. */
const answers: Partial<Record<EventType, readonly [key: string, answered: EventType]>> = {
  referral_replied: ['referralId', 'referral_made'],
  mandatory_report_answered: ['reportId', 'mandatory_report_made'],
};

/** The example with a marker in every text that is confidential. */
function marked(type: EventType): Record<string, unknown> {
  const definition = eventDefinitions.find((one) => one.type === type);
  const payload = payloadOf(type);
  for (const key of definition?.confidential ?? [])
    if (typeof payload[key] === 'string' && /\p{Script=Han}|^$/u.test(payload[key])) payload[key] = `${marker}${type}.${key}`;
  return payload;
}

describe('what a leader sees of a case', () => {
  it('is no confidential field of any event, while the counsellor sees them all', async () => {
    await using office = await openTestOffice('school', ['psych_teacher', 'vice_principal', 'principal', 'class_teacher', 'auditor']);
    const { id: colleague } = await addPerson(office, { login: 'colleague', role: 'psych_teacher' });
    await office.as('psych_teacher');
    office.setClock(moment(1, 12));
    const pupil = await addPupil(office, { name: '欧阳示例', studentNo: 'S-700' });
    const { id: caseId } = await openCase(office, pupil.id, moment(1, 9));
    const confidential = eventDefinitions.filter((one) => one.confidential.length > 0).map((one) => one.type);
    const changes: Partial<Record<EventType, object>> = { case_handed_over: { toUserId: colleague }, pupil_died: { on: '2026-09-22' } };
    const made = new Map<EventType, string>();
    for (const type of confidential.filter((one) => one !== 'correction_made')) {
      for (const step of before[type] ?? []) made.set(step.type, (await record(office, caseId, step)).eventId);
      const [key, answered] = answers[type] ?? [];
      const reference = key === undefined || answered === undefined ? {} : { [key]: made.get(answered) };
      if (type === 'pupil_died') await office.as('vice_principal');
      const { eventId } = await record(office, caseId, { type, at: moment(1, 10), payload: { ...marked(type), ...changes[type], ...reference } });
      await office.as('psych_teacher');
      made.set(type, eventId);
    }
    const interview = (await office.ask('cases.file', { caseId })).events.find((event) => event.type === 'interview_held');
    await record(office, caseId, {
      type: 'correction_made',
      at: moment(1, 11),
      payload: { targetId: interview?.id, field: 'findings', was: `${marker}interview_held.findings`, shouldBe: `${marker}更正` },
    });
    await office.ask('notes.seal', { caseId, text: `${marker}密记` });
    const full = await office.ask('cases.file', { caseId });
    expect(full.events.map((event) => event.type)).toEqual(expect.arrayContaining(confidential));
    expect(full.events.every((event) => event.hidden.length === 0)).toBe(true);
    expect(JSON.stringify(full)).toContain(marker);
    expect(full.state['guardianSuspects']).toEqual(['father']);
    for (const leader of ['vice_principal', 'principal']) {
      await office.as(leader);
      const seen = await office.ask('cases.file', { caseId });
      expect(JSON.stringify(seen)).not.toContain(marker);
      expect(seen.state['guardianSuspects']).toEqual([]);
      for (const event of seen.events) {
        const definition = eventDefinitions.find((one) => one.type === event.type);
        expect(Object.keys(event.payload).filter((key) => (definition?.confidential ?? []).some((one: string) => one === key))).toEqual([]);
        expect(event.hidden.toSorted()).toEqual([...(definition?.confidential ?? [])].toSorted());
      }
      for (const [name, operation] of asked.filter(([, one]) => one.kind === 'query' && mayCall(one, 'vice_principal'))) {
        const reply = await office.host.call(name, { ...sampleInputs[name], ...('caseId' in operation.input ? { caseId } : {}) });
        expect(JSON.stringify(reply)).not.toContain(marker);
      }
    }
  });

  it('never reaches those who keep the machine, audit, or teach a class', async () => {
    await using office = await openTestOffice('school', ['psych_teacher', 'class_teacher', 'auditor']);
    await office.as('psych_teacher');
    office.setClock(moment(1, 12));
    const summary = await judgedCase(office, { name: '欧阳示例', studentNo: 'S-700' }, moment(1, 10));
    await issue(office, 'D06', summary.id);
    office.setClock(moment(9, 12));
    for (const role of ['office_admin', 'auditor', 'class_teacher'] as const) {
      await office.as(loginOf(role));
      for (const [name] of asked.filter(([, one]) => mayCall(one, role))) {
        const said = JSON.stringify(await office.host.call(name, sampleInputs[name]));
        for (const secret of ['欧阳示例', 'S-700', summary.caseNo]) expect([role, name, said.includes(secret)]).toEqual([role, name, false]);
      }
    }
  });
});

describe('signing', () => {
  it('is not for the counsellor, not for the author even after a promotion, and for the principal in place of the vice principal', async () => {
    await using office = await openTestOffice('school', ['psych_teacher', 'vice_principal', 'principal']);
    await office.as('psych_teacher');
    office.setClock(moment(1, 12));
    const { id: caseId } = await judgedCase(office, { name: '示例生', studentNo: 'S-1' }, moment(1, 10));
    await record(office, caseId, { type: 'plan_drafted', at: moment(1, 11) });
    const plan = await issue(office, 'D07', caseId);
    const sign = (login: string) => codeOf(office, 'signing.sign', { documentId: plan.id, pdfSha256: plan.pdf.sha256, passphrase: passphraseOf(login) });
    expect(await sign('psych_teacher')).toBe('NOT_ALLOWED');
    await office.host.call('session.lock', {});
    const connection = await rawDatabase(office.folder, { login: 'admin', passphrase: passphraseOf('admin') });
    await connection.exec("UPDATE user_account SET role = 'principal' WHERE login = 'psych_teacher'");
    await connection.close();
    await office.as('psych_teacher');
    expect(await sign('psych_teacher')).toBe('AUTHOR_CANNOT_SIGN');
    expect(await codeOf(office, 'signing.return', { documentId: plan.id, comment: '退回' })).toBe('AUTHOR_CANNOT_SIGN');
    await office.as('principal');
    expect(await codeOf(office, 'signing.sign', { documentId: plan.id, pdfSha256: 'f'.repeat(64), passphrase: passphraseOf('principal') })).toBe(
      'SIGNATURE_INVALID',
    );
    expect(await sign('vice_principal')).toBe('PASSPHRASE_WRONG');
    const file = await office.ask('cases.file', { caseId });
    const forged = {
      requestId: plan.id,
      caseId,
      expectedVersion: file.summary.version,
      type: 'plan_signed',
      happenedAt: moment(1, 12),
      payload: { planVersion: 1, documentId: plan.id, signatureId: plan.id },
    };
    expect(await codeOf(office, 'events.record', forged)).toBe('NOT_ALLOWED');
    expect(await sign('principal')).toBe('ok');
    expect(await sign('principal')).toBe('SIGNED_ALREADY');
    await office.as('vice_principal');
    expect(await sign('vice_principal')).toBe('SIGNED_ALREADY');
    expect((await office.ask('register.verify', {})).findings).toEqual([]);
  });
});
