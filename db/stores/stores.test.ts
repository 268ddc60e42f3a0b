import { describe, expect, it } from 'vitest';
import { initialState } from '../../domain/case-state.ts';
import type { CaseId, DocumentId, EventId, OfficeId, PackageId, UserId } from '../../domain/ids.ts';
import type { PlainDate } from '../../domain/time.ts';
import { driverNames } from '../driver/port.ts';
import { failureOf } from '../driver/failure.ts';
import { caseById, obligationsOf, sealedNotesOf } from '../queries/cases.ts';
import { eventByRequest, eventsOf, registerHead } from '../queries/events.ts';
import { importReport } from '../queries/imports.ts';
import { blobBytes, documentById, documentFacts, documentsByHash, signaturesOf } from '../queries/documents.ts';
import { lastInSequence, packageById, packagesByManifestHash, partnerById } from '../queries/packages.ts';
import { pupilById, pupilByStudentNo } from '../queries/pupils.ts';
import { rulePackInForce, rulePacks } from '../queries/rule-packs.ts';
import { resultsOf, secondScreeningQueue } from '../queries/screening.ts';
import { userByLogin, userList } from '../queries/users.ts';
import { openTestRegister } from '../testing/open-register.ts';
import { addCase, addEvent, addPeople, hoursLater, idOf, sampleBatch, samplePublicKey, samplePupil, sampleStart, sampleUser, signedEvent, stateAfter } from '../testing/sample-rows.ts';
import { appendAudit } from './audit-store.ts';
import { assignCase, insertCase, updateCase } from './case-store.ts';
import { insertDocument, putBlob, setDocumentStatus } from './document-store.ts';
import type { DocumentRecord } from './document-store.ts';
import { appendEvent } from './event-store.ts';
import { takeUpCall, upsertHotlineCall } from './hotline-store.ts';
import { finishBatch, insertRefusals } from './import-store.ts';
import { saveObligations } from './obligation-store.ts';
import type { ObligationRecord } from './obligation-store.ts';
import { advancePackage, discardDraft, insertPackage } from './package-store.ts';
import type { PackageRecord } from './package-store.ts';
import { upsertPartner } from './partner-store.ts';
import { upsertPupil } from './pupil-store.ts';
import { activateRulePack } from './rule-pack-store.ts';
import { concludeResults, takeUpResults, upsertScreening } from './screening-store.ts';
import type { ScreeningRecord } from './screening-store.ts';
import { insertSealedNote } from './sealed-note-store.ts';
import { nextOrdinal } from './sequence-store.ts';
import { insertSignature } from './signature-store.ts';
import { disableUser, insertUser } from './user-store.ts';

const caseId = idOf<CaseId>(3, 1);

describe.each(driverNames)('stores with %s', (driver) => {
  it('keep a login for ever and disable a user once', async () => {
    await using test = await openTestRegister({ driver });
    await test.register.write(async (tx) => {
      await addPeople(tx);
      const other = { id: idOf<UserId>(1, 2), login: 'shen', displayName: '沈二', role: 'auditor', classScope: null, signPublic: samplePublicKey, sealRecipient: 'age1x', createdAt: sampleStart } as const;
      expect(await insertUser(tx, other)).toEqual({ ok: false, error: 'LOGIN_TAKEN' });
      expect([await disableUser(tx, sampleUser, sampleStart), await disableUser(tx, sampleUser, sampleStart)]).toEqual([true, false]);
      expect(await insertUser(tx, other)).toEqual({ ok: false, error: 'LOGIN_TAKEN' });
      expect(await userByLogin(tx, 'shen')).toMatchObject({ displayName: '沈老师', disabledAt: sampleStart });
      expect(await userList(tx)).toHaveLength(1);
    });
  });

  it('take a pupil over once, and again only when something changed', async () => {
    await using test = await openTestRegister({ driver });
    await test.register.write(async (tx) => {
      const first = samplePupil(1, { name: '𠮷喆', address: '某路1号' });
      expect(await upsertPupil(tx, first)).toEqual({ id: first.id, change: 'added' });
      expect(await upsertPupil(tx, { ...first, id: samplePupil(9).id })).toEqual({ id: first.id, change: 'unchanged' });
      const moved = samplePupil(1, { id: samplePupil(9).id, name: '𠮷喆', className: '三(2)班', guardians: [{ name: '李女士', relation: '母亲', phone: null }, { name: '张先生', relation: '父亲', phone: '1' }] });
      expect(await upsertPupil(tx, moved)).toEqual({ id: first.id, change: 'changed' });
      expect(await pupilById(tx, first.id)).toMatchObject({ name: '𠮷喆', className: '三(2)班', address: null, guardians: moved.guardians, openCaseId: null, cases: [] });
      expect((await pupilByStudentNo(tx, first.studentNo))?.id).toBe(first.id);
    });
  });

  it('take results over once, keep what was decided about them, and count a batch', async () => {
    await using test = await openTestRegister({ driver });
    await test.register.write(async (tx) => {
      await addPeople(tx);
      await addCase(tx, 1);
      const result: ScreeningRecord = { id: 'r1', pupilId: samplePupil(1).id, instrument: 'PHQ9', testedOn: '2026-09-10' as PlainDate, total: 17, factors: { total: 17 }, items: [1, 2, null], validity: 'valid', flags: ['item9'], needsSecond: true, urgent: true, batchId: sampleBatch };
      expect([await upsertScreening(tx, result), await upsertScreening(tx, { ...result, id: 'r2' })]).toEqual([{ id: 'r1', change: 'added' }, { id: 'r1', change: 'unchanged' }]);
      expect((await secondScreeningQueue(tx, {})).rows).toMatchObject([{ urgent: true, results: [{ id: 'r1', flags: ['item9'], total: 17 }] }]);
      expect(await takeUpResults(tx, ['r1', 'none'], caseId)).toBe(1);
      expect((await upsertScreening(tx, { ...result, total: 12, flags: [], urgent: false })).change).toBe('changed');
      expect(await resultsOf(tx, result.pupilId)).toMatchObject([{ total: 12, takenUpCaseId: caseId, urgent: false }]);
      expect((await secondScreeningQueue(tx, {})).total).toBe(0);
      expect((await secondScreeningQueue(tx, { includeDone: true })).total).toBe(1);
      expect(await concludeResults(tx, ['r1'], 'cleared')).toBe(1);
      await insertRefusals(tx, sampleBatch, Array.from({ length: 2500 }, (_, index) => ({ rowNo: index + 1, columnName: null, code: 'NAME_MISSING', params: { row: index } })));
      await finishBatch(tx, sampleBatch, { added: 1, changed: 1, unchanged: 1, refused: 2500, skipped: 0 });
      const report = await importReport(tx, sampleBatch);
      expect([report?.batch.refused, report?.refused.length, report?.refused[2499]]).toEqual([2500, 2500, { rowNo: 2500, columnName: null, code: 'NAME_MISSING', params: { row: 2499 } }]);
      const call = { id: 'h1', calledAt: sampleStart, takenBy: '值班', caller: '家长', pupilId: result.pupilId, concern: '夜不归宿', risk: 'medium', handling: '已安抚', batchId: sampleBatch };
      expect([(await upsertHotlineCall(tx, call)).change, (await upsertHotlineCall(tx, call)).change, (await upsertHotlineCall(tx, { ...call, risk: 'high' })).change]).toEqual(['added', 'unchanged', 'changed']);
      expect([await takeUpCall(tx, 'h1', caseId), await takeUpCall(tx, 'none', caseId)]).toEqual([true, false]);
    });
  });

  it('append events in order, link them, and answer a retry with the first', async () => {
    await using test = await openTestRegister({ driver });
    await test.register.write(async (tx) => {
      await addPeople(tx);
      await addCase(tx, 1);
      const before = (await caseById(tx, caseId))?.state ?? initialState;
      const event = signedEvent(before, { caseId, type: 'interview_held', payload: { notes: '谈话' }, happenedAt: hoursLater(5), requestId: 'q1' });
      const appended = await appendEvent(tx, event);
      expect(appended).toMatchObject({ ok: true, value: { seq: 2, repeated: false, head: { seq: 2 } } });
      expect(await appendEvent(tx, event)).toEqual({ ok: true, value: { ...(appended.ok ? appended.value : {}), repeated: true } });
      // Somebody recorded in between: the same place, another request.
      expect(await appendEvent(tx, signedEvent(before, { caseId, type: 'interview_held', payload: {}, happenedAt: hoursLater(6), requestId: 'q2' }))).toEqual({ ok: false, error: 'STALE_VERSION' });
      const next = stateAfter(before, event);
      expect(await appendEvent(tx, signedEvent({ ...next, headHash: 'f'.repeat(64) }, { caseId, type: 'x', payload: {}, happenedAt: hoursLater(6) }))).toEqual({ ok: false, error: 'STALE_VERSION' });
      const forged = signedEvent(next, { caseId, type: 'x', payload: {}, happenedAt: hoursLater(6) });
      await expect(appendEvent(tx, { ...forged, payload: { a: 1 } })).rejects.toThrow('hash');
      expect((await eventsOf(tx, caseId)).map(({ signature, ...rest }) => ({ ...rest, bytes: signature.length })).at(-1)).toEqual({ ...event, signature: undefined, bytes: 64 });
      expect((await eventByRequest(tx, 'q1'))?.id).toBe(event.id);
      expect(await eventByRequest(tx, 'q9')).toBeNull();
      expect(await registerHead(tx)).toEqual(appended.ok ? appended.value.head : null);
    });
  });

  it('keep snapshots beside their events and refuse half of them', async () => {
    await using test = await openTestRegister({ driver });
    await test.register.write(async (tx) => {
      await addPeople(tx);
      await addCase(tx, 1, { state: { grade: 'R3', stage: 'filed' } });
      const found = await caseById(tx, caseId);
      if (found === null) throw new Error('no case');
      expect(found).toMatchObject({ caseNo: 'QP-2026-0001', state: { grade: 'R3', stage: 'filed', version: 1 } });
      await updateCase(tx, caseId, { nextDueAt: hoursLater(9), openObligations: 1, state: { ...found.state, stage: 'closed' } });
      expect(await caseById(tx, caseId)).toMatchObject({ nextDueAt: hoursLater(9), state: { stage: 'closed' } });
      await expect(updateCase(tx, idOf<CaseId>(3, 99), found)).rejects.toThrow('no such case');
      expect([await assignCase(tx, caseId, sampleUser), await assignCase(tx, idOf<CaseId>(3, 99), sampleUser)]).toEqual([true, false]);
      await expect(insertCase(tx, { ...found, id: idOf<CaseId>(3, 2), caseNo: 'x', state: initialState })).rejects.toThrow('without an event');
      const failure = failureOf(await insertCase(tx, { ...found, id: idOf<CaseId>(3, 2) }).catch((error: unknown) => error));
      expect(failure).toEqual({ kind: 'unique', table: 'case_file', columns: ['case_no'] });
    });
  });

  it('make stored obligations equal to the folded ones, touching only what differs', async () => {
    await using test = await openTestRegister({ driver });
    await test.register.write(async (tx) => {
      await addPeople(tx);
      await addCase(tx, 1);
      const openedBy = (await eventsOf(tx, caseId))[0]?.id ?? idOf<EventId>(5, 0);
      const one: ObligationRecord = { id: 'o1', caseId, ruleId: 'T_FILE', clause: '及时上报', packVersion: 'default-1', slot: '', occurrence: 0, openedBy, openedAt: sampleStart, dueAt: hoursLater(24), ownerRole: 'psych_teacher', end: null, endedAt: null, endedBy: null };
      const two: ObligationRecord = { ...one, id: 'o2', ruleId: 'T_PLAN', dueAt: hoursLater(168) };
      expect(await saveObligations(tx, caseId, [two, one])).toEqual({ written: 2, openObligations: 2, nextDueAt: hoursLater(24) });
      expect(await saveObligations(tx, caseId, [one, two])).toEqual({ written: 0, openObligations: 2, nextDueAt: hoursLater(24) });
      const done: ObligationRecord = { ...one, end: 'done_late', endedAt: hoursLater(30), endedBy: openedBy };
      expect(await saveObligations(tx, caseId, [done, two])).toEqual({ written: 1, openObligations: 1, nextDueAt: hoursLater(168) });
      expect(await saveObligations(tx, caseId, [done])).toEqual({ written: 1, openObligations: 0, nextDueAt: null });
      expect(await obligationsOf(tx, caseId)).toEqual([done]);
      await expect(saveObligations(tx, idOf<CaseId>(3, 2), [done])).rejects.toThrow('another case');
    });
  });

  it('draw numbers without gaps, also after a rollback', async () => {
    await using test = await openTestRegister({ driver });
    const draw = () => test.register.write(async (tx) => [await nextOrdinal(tx, '告知', 2026), await nextOrdinal(tx, '告知', 2026), await nextOrdinal(tx, '告知', 2027), await nextOrdinal(tx, '备案', 2026)]);
    expect(await draw()).toEqual([1, 2, 1, 1]);
    await expect(test.register.write(async (tx) => Promise.reject(new Error(String(await nextOrdinal(tx, '告知', 2026)))))).rejects.toThrow('3');
    expect(await draw()).toEqual([3, 4, 2, 2]);
  });

  it('keep documents, their bytes and signatures', async () => {
    await using test = await openTestRegister({ driver });
    await test.register.write(async (tx) => {
      await addPeople(tx);
      await addCase(tx, 1);
      const [docx, pdf] = [Uint8Array.of(1, 2), Uint8Array.of(0, 255, 3)];
      const docxSha256 = await putBlob(tx, docx, 'application/docx');
      const pdfSha256 = await putBlob(tx, pdf, 'application/pdf');
      expect(await putBlob(tx, pdf, 'application/pdf')).toBe(pdfSha256);
      const document: DocumentRecord = {
        id: idOf<DocumentId>(6, 1), type: 'D07', templateVersion: 1, caseId, number: '预案〔2026〕1号', series: '预案', year: 2026, ordinal: 1, version: 1, title: '危机干预预案', facts: { name: '张小禾' },
        docxSha256, pdfSha256, signRole: 'vice_principal', issuedAt: sampleStart, issuedBy: sampleUser, registerSeq: 1, registerHead: (await registerHead(tx)).hash, verificationCode: 'A1B2',
      };
      await insertDocument(tx, document);
      const { facts, ...listed } = document;
      expect(await documentById(tx, document.id)).toEqual({ ...listed, status: 'issued', caseNo: 'QP-2026-0001', issuedByName: '沈老师', docxBytes: 2, pdfBytes: 3 });
      expect(await documentFacts(tx, document.id)).toEqual(facts);
      expect((await documentsByHash(tx, docxSha256)).map(({ id, format }) => [id, format])).toEqual([[document.id, 'docx']]);
      expect(Uint8Array.from((await blobBytes(tx, pdfSha256))?.bytes ?? [])).toEqual(pdf);
      const signature = { id: 's1', documentId: document.id, signerId: sampleUser, signedAt: hoursLater(1), statement: Uint8Array.of(9), signature: new Uint8Array(64), publicKey: samplePublicKey };
      expect([await insertSignature(tx, signature), await insertSignature(tx, { ...signature, id: 's2' })]).toEqual([{ ok: true, value: null }, { ok: false, error: 'SIGNED_ALREADY' }]);
      expect(await setDocumentStatus(tx, document.id, 'signed')).toBe(true);
      expect(await signaturesOf(tx, document.id)).toMatchObject([{ id: 's1', signerName: '沈老师', signerRole: 'psych_teacher' }]);
      expect((await documentById(tx, document.id))?.status).toBe('signed');
    });
  });

  it('keep packages, move them on once, and give each number once to what was approved', async () => {
    await using test = await openTestRegister({ driver });
    await test.register.write(async (tx) => {
      await addPeople(tx);
      const partnerId = '0198c5a0-0007-7000-8000-000000000001' as OfficeId;
      const partner = { officeId: partnerId, kind: 'center', name: '区中心', recipient: 'age1center', signers: [{ role: 'center_head', publicKey: 'k' }], fingerprint: 'f', addedAt: sampleStart, addedBy: sampleUser };
      await upsertPartner(tx, partner);
      await upsertPartner(tx, { ...partner, recipient: 'age1new' });
      expect(await partnerById(tx, partnerId)).toEqual({ ...partner, recipient: 'age1new' });
      const sha256 = await putBlob(tx, Uint8Array.of(7), 'application/pdf');
      const draft: PackageRecord = {
        id: idOf<PackageId>(8, 1), direction: 'out', kind: 'submission', partnerId, sequence: 1, previousHash: null, manifestHash: 'a'.repeat(64), manifest: { kind: 'submission' }, status: 'draft', createdAt: sampleStart,
        createdBy: sampleUser, packageSha256: null, inReplyTo: null, findings: [], files: [{ path: 'documents/plan.pdf', sha256, documentId: null }],
      };
      await insertPackage(tx, draft);
      expect(await discardDraft(tx, draft.id)).toBe(true);
      await insertPackage(tx, { ...draft, id: idOf<PackageId>(8, 2) });
      await insertPackage(tx, { ...draft, id: idOf<PackageId>(8, 3) });
      const id = idOf<PackageId>(8, 2);
      expect(await advancePackage(tx, { id, from: 'draft' }, { status: 'approved', approvedBy: sampleUser, approvedAt: hoursLater(1), manifestHash: 'b'.repeat(64), manifest: { kind: 'submission', final: true } })).toBe(true);
      expect(await advancePackage(tx, { id, from: 'draft' }, { status: 'written' })).toBe(false);
      const second = { id: idOf<PackageId>(8, 3), from: 'draft' } as const;
      expect(failureOf(await advancePackage(tx, second, { status: 'approved' }).catch((error: unknown) => error))?.kind).toBe('unique');
      expect(await discardDraft(tx, id)).toBe(false);
      expect(await packageById(tx, id)).toMatchObject({ status: 'approved', partnerName: '区中心', approvedBy: sampleUser, manifest: { final: true }, files: [{ path: 'documents/plan.pdf', bytes: 1 }] });
      expect((await packagesByManifestHash(tx, 'b'.repeat(64))).map((found) => found.id)).toEqual([id]);
      expect(await advancePackage(tx, second, { status: 'approved', sequence: 2, previousHash: 'b'.repeat(64), manifestHash: 'c'.repeat(64) })).toBe(true);
      expect([await lastInSequence(tx, partnerId, 'out'), await lastInSequence(tx, partnerId, 'in')]).toEqual([{ sequence: 2, manifestHash: 'c'.repeat(64) }, { sequence: 0, manifestHash: null }]);
    });
  });

  it('keep rule packs by version and content, sealed notes, and the audit chain', async () => {
    await using test = await openTestRegister({ driver });
    await test.register.write(async (tx) => {
      await addPeople(tx);
      await addCase(tx, 1);
      expect((await activateRulePack(tx, { version: 'default-1', body: { a: 1, b: 2 }, activatedAt: sampleStart, activatedBy: null })).ok).toBe(true);
      expect((await activateRulePack(tx, { version: 'qingpu-2', body: { a: 2 }, activatedAt: hoursLater(1), activatedBy: sampleUser })).ok).toBe(true);
      expect((await rulePackInForce(tx))?.version).toBe('qingpu-2');
      expect(await activateRulePack(tx, { version: 'default-1', body: { a: 9 }, activatedAt: hoursLater(2), activatedBy: null })).toEqual({ ok: false, error: 'PACK_DIFFERS' });
      expect((await activateRulePack(tx, { version: 'default-1', body: { b: 2, a: 1 }, activatedAt: hoursLater(2), activatedBy: null })).ok).toBe(true);
      expect(await rulePackInForce(tx)).toMatchObject({ version: 'default-1', body: { a: 1, b: 2 } });
      expect(await rulePacks(tx)).toHaveLength(2);
      await insertSealedNote(tx, { id: 'n1', caseId, writtenAt: hoursLater(3), writtenBy: sampleUser, ciphertext: Uint8Array.of(1, 2, 3) });
      expect((await sealedNotesOf(tx, caseId)).map(({ id, ciphertext }) => [id, [...ciphertext]])).toEqual([['n1', [1, 2, 3]]]);
      const entry = { at: sampleStart, userId: null, operation: 'session.unlock', subjectId: null, outcome: 'PASSPHRASE_WRONG', detail: { count: 3 } };
      expect([(await appendAudit(tx, entry)).seq, (await appendAudit(tx, { ...entry, userId: sampleUser })).seq]).toEqual([1, 2]);
      await addEvent(tx, { caseId, type: 'interview_held', payload: {}, happenedAt: hoursLater(4) });
    });
  });
});
