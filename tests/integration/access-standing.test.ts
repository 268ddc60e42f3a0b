/** What a real register answers to each role at each standing, compared with the one decision; and the ways in: a reason, a seal, an assignment. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decisionOf, mayCall } from '../../contract/decision.ts';
import { needsOf, type Operation } from '../../contract/define.ts';
import type { Standing } from '../../domain/permissions.ts';
import type { Role } from '../../domain/vocabulary.ts';
import { addPerson, codeOf, issue, judgedCase, record } from '../support/case-work.ts';
import { auditRows } from '../support/audit-rows.ts';
import { sampleInputs } from '../support/inputs.ts';
import { operations } from '../support/permission-table.ts';
import { moment, openTestOffice, type TestOffice } from '../support/test-office.ts';
import '../support/patience.ts';

const schoolPeople = ['psych_teacher', 'vice_principal', 'principal', 'class_teacher', 'auditor'] as const;
const naming = operations.filter(([, operation]) => needsOf(operation).length > 0 && operation.access !== 'anyone');

type Known = { readonly caseId: string; readonly documentId: string; readonly obligationId: string };

/** The sample input about a case that exists. */
function inputAbout(name: string, operation: Operation, known: Known): unknown {
  const named = Object.fromEntries(
    needsOf(operation).map(({ key }) => [
      key,
      { caseId: known.caseId, documentId: known.documentId, documentIds: [known.documentId], caseIds: [known.caseId], obligationId: known.obligationId }[key],
    ]),
  );
  return { ...(sampleInputs as Readonly<Record<string, object>>)[name], ...named };
}

const unknown = ['CASE_UNKNOWN', 'DOCUMENT_UNKNOWN', 'OBLIGATION_UNKNOWN'];

/** The decision that an answer amounts to; whatever a handler says after it was let in counts as allowed. */
function decisionIn(code: string): string {
  if (unknown.includes(code)) return 'CASE_UNKNOWN';
  return code === 'NOT_ALLOWED' || code === 'ACCESS_FORBIDDEN' ? code : 'allowed';
}

async function knownCase(office: TestOffice, studentNo: string): Promise<Known> {
  const { id: caseId } = await judgedCase(office, { name: `示例生${studentNo.slice(-1)}`, studentNo }, moment(1, 10));
  const { id: documentId } = await issue(office, 'D06', caseId);
  const [duty] = (await office.ask('cases.file', { caseId })).obligations;
  return { caseId, documentId, obligationId: duty?.id ?? '' };
}

async function compare(office: TestOffice, of: { readonly role: Role; readonly known: Known; readonly standing: Standing }): Promise<void> {
  const { role, known, standing } = of;
  for (const [name, operation] of naming) {
    const code = await codeOf(office, name, inputAbout(name, operation, known));
    expect([role, name, standing, decisionIn(code)]).toEqual([role, name, standing, decisionOf(role, operation, standing)]);
  }
}

const stranger: Standing = { assigned: false, ownClass: false, granted: null, sealed: false, open: true };

describe('a register of a school', () => {
  it('answers each role at each standing as the table says, and audits what it refused', async () => {
    await using office = await openTestOffice('school', schoolPeople);
    await addPerson(office, { login: 'own_class', role: 'class_teacher', classScope: '七（1）班' });
    await addPerson(office, { login: 'colleague', role: 'psych_teacher' });
    await office.as('psych_teacher');
    office.setClock(moment(1, 12));
    const plain = await knownCase(office, 'S-1');
    const sealed = await knownCase(office, 'S-2');
    await office.as('principal');
    await record(office, sealed.caseId, { type: 'case_sealed', at: moment(1, 12), payload: { reason: '家属在校任职。' } });
    const people: readonly [string, Role, Partial<Standing>][] = [
      ['colleague', 'psych_teacher', {}],
      ['vice_principal', 'vice_principal', {}],
      ['principal', 'principal', {}],
      ['class_teacher', 'class_teacher', {}],
      ['own_class', 'class_teacher', { ownClass: true }],
      ['auditor', 'auditor', {}],
      ['admin', 'office_admin', {}],
      ['psych_teacher', 'psych_teacher', { assigned: true }],
    ];
    for (const [login, role, place] of people) {
      await office.as(login);
      for (const [known, isSealed] of [
        [plain, false],
        [sealed, true],
      ] as const)
        await compare(office, { role, known, standing: { ...stranger, ...place, sealed: isSealed } });
    }
    await office.as('auditor');
    const rows = (await auditRows(office)).filter(({ outcome }) => outcome === 'ACCESS_FORBIDDEN');
    const refused = rows.map((row) => `${row.login ?? ''} ${row.operation}`);
    expect(refused).toEqual(
      expect.arrayContaining(['colleague cases.file', 'colleague documents.pdf', 'vice_principal cases.file', 'principal documents.view']),
    );
    for (const row of rows) expect([plain.caseId, sealed.caseId]).toContain(row.subjectId);
  });

  it('opens a case to a colleague with a reason, for the sitting, and shows the reason to its owner', async () => {
    await using office = await openTestOffice('school', schoolPeople);
    await addPerson(office, { login: 'colleague', role: 'psych_teacher' });
    await office.as('psych_teacher');
    office.setClock(moment(1, 12));
    const known = await knownCase(office, 'S-1');
    await office.as('colleague');
    const [listed] = (await office.ask('cases.list', {})).rows;
    expect(listed).toMatchObject({ id: known.caseId, mayOpen: false, grade: null, nextDueAt: null, openObligations: 0, ownerName: '示例psych_teacher' });
    expect((await office.ask('cases.list', { grade: 'R3' })).total).toBe(0);
    expect(await codeOf(office, 'cases.file', { caseId: known.caseId })).toBe('ACCESS_FORBIDDEN');
    expect(await codeOf(office, 'cases.access', { requestId: randomUUID(), caseId: known.caseId, reason: '看看' })).toBe('INPUT_INVALID');
    const asked = { requestId: randomUUID(), caseId: known.caseId, reason: '责任教师外出，家长来电。' };
    expect(await office.ask('cases.access', asked)).toEqual({ level: 'detail' });
    expect(await office.ask('cases.access', asked)).toEqual({ level: 'detail' });
    const seen = await office.ask('cases.file', { caseId: known.caseId });
    expect([seen.level, seen.accesses.length, seen.summary.mayOpen]).toEqual(['detail', 1, true]);
    await compare(office, { role: 'psych_teacher', known, standing: { ...stranger, granted: 'detail' } });
    const self = (await office.ask('users.list', {})).find(({ login }) => login === 'colleague')?.id;
    const forEver = { add: [self], remove: [], reason: '以后都要看。' };
    const { version } = seen.summary;
    const assigning = {
      requestId: randomUUID(),
      caseId: known.caseId,
      expectedVersion: version,
      type: 'case_assigned',
      happenedAt: moment(1, 12),
      payload: forEver,
    };
    expect(await codeOf(office, 'events.record', assigning)).toBe('ACCESS_FORBIDDEN');
    await office.as('colleague');
    expect(await codeOf(office, 'cases.file', { caseId: known.caseId })).toBe('ACCESS_FORBIDDEN');
    expect(await codeOf(office, 'cases.access', asked)).toBe('ACCESS_FORBIDDEN');
    await office.as('psych_teacher');
    const { accesses, assignees } = await office.ask('cases.file', { caseId: known.caseId });
    expect(accesses).toEqual([{ at: moment(1, 12), byName: '示例colleague', reason: asked.reason }]);
    expect(assignees.map(({ name }) => name)).toEqual(['示例psych_teacher']);
  });

  it('opens a case to an auditor by its outline only, and a sealed one to a leader', async () => {
    await using office = await openTestOffice('school', schoolPeople);
    await office.as('psych_teacher');
    office.setClock(moment(1, 12));
    const known = await knownCase(office, 'S-1');
    await office.as('auditor');
    expect(await codeOf(office, 'cases.file', { caseId: known.caseId })).toBe('CASE_UNKNOWN');
    expect(await office.ask('cases.access', { requestId: randomUUID(), caseId: known.caseId, reason: '年度保密检查抽查。' })).toEqual({ level: 'attention' });
    const outline = await office.ask('cases.file', { caseId: known.caseId });
    expect([outline.level, outline.allowed]).toEqual(['attention', []]);
    expect(outline.events.find(({ type }) => type === 'interview_held')?.hidden).toContain('findings');
    await office.as('vice_principal');
    expect(await office.ask('cases.access', { requestId: randomUUID(), caseId: known.caseId, reason: '本就可见。' })).toEqual({ level: 'attention' });
    await record(office, known.caseId, { type: 'case_sealed', at: moment(1, 12) });
    expect((await office.ask('cases.list', {})).rows[0]).toMatchObject({ sealed: true, mayOpen: false, grade: null });
    expect(await codeOf(office, 'cases.file', { caseId: known.caseId })).toBe('ACCESS_FORBIDDEN');
    expect(await office.ask('cases.access', { requestId: randomUUID(), caseId: known.caseId, reason: '校领导研判需要。' })).toEqual({ level: 'attention' });
    expect((await office.ask('cases.file', { caseId: known.caseId })).accesses.map(({ byName }) => byName)).toEqual(['示例vice_principal', '示例auditor']);
  });

  it('gives an assigned colleague everything, sealed or not, until the assignment is taken back', async () => {
    await using office = await openTestOffice('school', schoolPeople);
    const { id: colleague } = await addPerson(office, { login: 'colleague', role: 'psych_teacher' });
    await office.as('psych_teacher');
    office.setClock(moment(1, 12));
    const known = await knownCase(office, 'S-1');
    const { caseId } = known;
    await record(office, caseId, { type: 'case_assigned', at: moment(1, 12), payload: { add: [colleague], remove: [], reason: '协助辅导。' } });
    await office.as('principal');
    await record(office, caseId, { type: 'case_sealed', at: moment(1, 12) });
    await office.as('colleague');
    await compare(office, { role: 'psych_teacher', known, standing: { ...stranger, assigned: true, sealed: true } });
    await record(office, caseId, { type: 'pupil_contacted', at: moment(1, 12) });
    await office.as('psych_teacher');
    await record(office, caseId, { type: 'case_assigned', at: moment(1, 12), payload: { add: [], remove: [colleague], reason: '协助结束。' } });
    await office.as('colleague');
    expect(await codeOf(office, 'cases.file', { caseId })).toBe('ACCESS_FORBIDDEN');
    const nobody = { add: ['0198c5a0-0000-7000-8000-00000000ffff'], remove: [], reason: '查无此人。' };
    await office.as('psych_teacher');
    const { version } = (await office.ask('cases.file', { caseId })).summary;
    const input = { requestId: randomUUID(), caseId, expectedVersion: version, type: 'case_assigned', happenedAt: moment(1, 12), payload: nobody };
    expect(await codeOf(office, 'events.record', input)).toBe('REFERENCE_UNKNOWN');
  });

  it('lets every role that the contract names for a case reach at least one', () => {
    for (const [name, operation] of naming) {
      const roles = (['psych_teacher', 'vice_principal', 'principal', 'auditor', 'center_counselor', 'center_head'] as const).filter((role) =>
        mayCall(role, operation),
      );
      for (const role of roles) {
        const nearest: Standing = { ...stranger, assigned: true, granted: role === 'auditor' ? 'attention' : null };
        expect([name, role, decisionOf(role, operation, nearest)]).toEqual([name, role, 'allowed']);
      }
    }
  });
});
