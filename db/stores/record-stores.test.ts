import { describe, expect, it } from 'vitest';
import type { OfficeId } from '../../domain/ids.ts';
import { driverNames } from '../driver/port.ts';
import { failureOf } from '../driver/failure.ts';
import { sealedNotesOf } from '../queries/cases.ts';
import { registerHead } from '../queries/events.ts';
import { blobBytes, documentById, documentFacts, documentsByHash, signaturesOf, storedBytes } from '../queries/documents.ts';
import { lastInSequence, packageById, packagesByManifestHash, partnerById } from '../queries/packages.ts';
import { rulePacks } from '../queries/rule-packs.ts';
import type { Tx } from '../tx.ts';
import { openTestRegister } from '../testing/open-register.ts';
import {
  addCase,
  addEvent,
  addPeople,
  hoursLater,
  caseIdOf,
  documentIdOf,
  packageIdOf,
  samplePublicKey,
  sampleStart,
  sampleUser,
} from '../testing/sample-rows.ts';
import { appendAudit } from './audit-store.ts';
import { insertDocument, putBlob, setDocumentStatus } from './document-store.ts';
import type { DocumentRecord } from './document-store.ts';
import { advancePackage, discardDraft, insertPackage } from './package-store.ts';
import type { PackageRecord } from './package-store.ts';
import { bindPartnerCode, confirmPartner, upsertPartner } from './partner-store.ts';
import { ruleNames } from '../queries/before-entry.ts';
import { activateRulePack } from './rule-pack-store.ts';
import { insertSealedNote } from './sealed-note-store.ts';
import { nextOrdinal } from './sequence-store.ts';
import { insertSignature } from './signature-store.ts';

const caseId = caseIdOf(1);

const plan: Omit<DocumentRecord, 'docxSha256' | 'pdfSha256' | 'registerHead'> = {
  id: documentIdOf(1),
  type: 'D07',
  templateVersion: 1,
  caseId,
  number: '预案〔2026〕1号',
  series: '预案',
  year: 2026,
  ordinal: 1,
  version: 1,
  title: '危机干预预案',
  facts: { name: '张小禾' },
  signRole: 'vice_principal',
  issuedAt: sampleStart,
  issuedBy: sampleUser,
  registerSeq: 1,
  verificationCode: 'A1B2',
};

const partnerId = '0198c5a0-0007-7000-8000-000000000001' as OfficeId;
const partner = {
  officeId: partnerId,
  kind: 'center',
  name: '区中心',
  recipient: 'age1center',
  signers: [{ role: 'center_head', publicKey: 'k' }],
  fingerprint: 'f',
  issuedAt: sampleStart,
  addedAt: sampleStart,
  addedBy: sampleUser,
  confirmedAt: null,
  confirmedBy: null,
  code: null,
};

const submission: Omit<PackageRecord, 'files'> = {
  id: packageIdOf(1),
  direction: 'out',
  kind: 'submission',
  partnerId,
  sequence: 1,
  previousHash: null,
  manifestHash: 'a'.repeat(64),
  manifest: { kind: 'submission' },
  status: 'draft',
  createdAt: sampleStart,
  createdBy: sampleUser,
  packageSha256: null,
  inReplyTo: null,
  findings: [],
};

/** Package 2 is approved under number 1, package 3 under number 2, and no number twice. */
async function approveTwo(tx: Tx): Promise<void> {
  const first = { id: packageIdOf(2), from: 'draft' } as const;
  const manifest = { kind: 'submission', final: true };
  expect(
    await advancePackage(tx, first, { status: 'approved', approvedBy: sampleUser, approvedAt: hoursLater(1), manifestHash: 'b'.repeat(64), manifest }),
  ).toBe(true);
  expect(await advancePackage(tx, first, { status: 'written' })).toBe(false);
  const second = { id: packageIdOf(3), from: 'draft' } as const;
  expect(failureOf(await advancePackage(tx, second, { status: 'approved' }).catch((error: unknown) => error))?.kind).toBe('unique');
  expect(await advancePackage(tx, second, { status: 'approved', sequence: 2, previousHash: 'b'.repeat(64), manifestHash: 'c'.repeat(64) })).toBe(true);
}

describe.each(driverNames)('records with %s', (driver) => {
  it('draw numbers without gaps, also after a rollback', async () => {
    await using test = await openTestRegister({ driver });
    const draw = () =>
      test.register.write(async (tx) => [
        await nextOrdinal(tx, '告知', 2026),
        await nextOrdinal(tx, '告知', 2026),
        await nextOrdinal(tx, '告知', 2027),
        await nextOrdinal(tx, '备案', 2026),
      ]);
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
      const document = { ...plan, docxSha256, pdfSha256, registerHead: (await registerHead(tx)).hash };
      await insertDocument(tx, document);
      const { facts, ...listed } = document;
      expect(await documentById(tx, document.id)).toEqual({
        ...listed,
        status: 'issued',
        caseNo: 'QP-2026-0001',
        issuedByName: '沈老师',
        docxBytes: 2,
        pdfBytes: 3,
      });
      expect(await documentFacts(tx, document.id)).toEqual(facts);
      expect((await documentsByHash(tx, docxSha256)).map(({ id, format }) => [id, format])).toEqual([[document.id, 'docx']]);
      expect(Uint8Array.from((await blobBytes(tx, pdfSha256))?.bytes ?? [])).toEqual(pdf);
      const signature = {
        id: 's1',
        documentId: document.id,
        signerId: sampleUser,
        signedAt: hoursLater(1),
        statement: Uint8Array.of(9),
        signature: new Uint8Array(64),
        publicKey: samplePublicKey,
      };
      expect([await insertSignature(tx, signature), await insertSignature(tx, { ...signature, id: 's2' })]).toEqual([
        { ok: true, value: null },
        { ok: false, error: 'SIGNED_ALREADY' },
      ]);
      expect(await setDocumentStatus(tx, document.id, 'signed')).toBe(true);
      expect(await signaturesOf(tx, document.id)).toMatchObject([{ id: 's1', signerName: '沈老师', signerRole: 'psych_teacher' }]);
      expect((await documentById(tx, document.id))?.status).toBe('signed');
    });
  });

  it('keep packages, move them on once, and give each number once to what was approved', async () => {
    await using test = await openTestRegister({ driver });
    await test.register.write(async (tx) => {
      await addPeople(tx);
      await upsertPartner(tx, partner);
      await upsertPartner(tx, { ...partner, recipient: 'age1new' });
      expect(await partnerById(tx, partnerId)).toEqual({ ...partner, recipient: 'age1new' });
      await confirmPartner(tx, partnerId, { at: hoursLater(1), userId: sampleUser });
      const other = '0198c5a0-0007-7000-8000-000000000002' as OfficeId;
      await upsertPartner(tx, { ...partner, officeId: other });
      expect([await bindPartnerCode(tx, partnerId, 'QP'), await bindPartnerCode(tx, other, 'QP'), await bindPartnerCode(tx, other, 'XX')]).toEqual([
        'QP',
        'QP-2',
        'QP-2',
      ]);
      await upsertPartner(tx, { ...partner, confirmedAt: hoursLater(2), confirmedBy: sampleUser });
      expect(await partnerById(tx, partnerId)).toMatchObject({ confirmedAt: hoursLater(2), code: 'QP' });
      const sha256 = await putBlob(tx, Uint8Array.of(7), 'application/pdf');
      const draft: PackageRecord = { ...submission, files: [{ path: 'documents/plan.pdf', sha256, documentId: null }] };
      await insertPackage(tx, draft);
      const twin: PackageRecord = { ...draft, id: packageIdOf(4) };
      await insertPackage(tx, twin);
      expect([await discardDraft(tx, draft.id), (await storedBytes(tx, sha256)) === null]).toEqual([true, false]);
      expect([await discardDraft(tx, twin.id), await storedBytes(tx, sha256)]).toEqual([true, null]);
      await putBlob(tx, Uint8Array.of(7), 'application/pdf');
      await insertPackage(tx, { ...draft, id: packageIdOf(2) });
      await insertPackage(tx, { ...draft, id: packageIdOf(3) });
      await approveTwo(tx);
      const id = packageIdOf(2);
      expect(await discardDraft(tx, id)).toBe(false);
      expect(await packageById(tx, id)).toMatchObject({
        status: 'approved',
        partnerName: '区中心',
        approvedBy: sampleUser,
        manifest: { final: true },
        files: [{ path: 'documents/plan.pdf', bytes: 1 }],
      });
      expect((await packagesByManifestHash(tx, 'b'.repeat(64))).map((found) => found.id)).toEqual([id]);
      expect([await lastInSequence(tx, partnerId, 'out'), await lastInSequence(tx, partnerId, 'in')]).toEqual([
        { sequence: 2, manifestHash: 'c'.repeat(64) },
        { sequence: 0, manifestHash: null },
      ]);
    });
  });

  it('keep rule packs by version and content, sealed notes, and the audit chain', async () => {
    await using test = await openTestRegister({ driver });
    await test.register.write(async (tx) => {
      await addPeople(tx);
      await addCase(tx, 1);
      expect((await activateRulePack(tx, { version: 'default-1', body: { a: 1, b: 2 }, activatedAt: sampleStart, activatedBy: null })).ok).toBe(true);
      expect((await activateRulePack(tx, { version: 'qingpu-2', body: { a: 2 }, activatedAt: hoursLater(1), activatedBy: sampleUser })).ok).toBe(true);
      expect((await ruleNames(tx)).rulePacks.map(({ version }) => version)).toEqual(['default-1', 'qingpu-2']);
      expect(await activateRulePack(tx, { version: 'default-1', body: { a: 9 }, activatedAt: hoursLater(2), activatedBy: null })).toEqual({
        ok: false,
        error: 'PACK_DIFFERS',
      });
      expect((await activateRulePack(tx, { version: 'default-1', body: { b: 2, a: 1 }, activatedAt: hoursLater(2), activatedBy: null })).ok).toBe(true);
      expect((await ruleNames(tx)).rulePacks.map(({ version }) => version)).toEqual(['qingpu-2', 'default-1']);
      expect((await rulePacks(tx)).map(({ body }) => body)).toEqual([{ a: 2 }, { a: 1, b: 2 }]);
      await insertSealedNote(tx, { id: 'n1', caseId, writtenAt: hoursLater(3), writtenBy: sampleUser, ciphertext: Uint8Array.of(1, 2, 3) });
      expect((await sealedNotesOf(tx, caseId)).map(({ id, ciphertext }) => [id, [...ciphertext]])).toEqual([['n1', [1, 2, 3]]]);
      const entry = { at: sampleStart, userId: null, operation: 'session.unlock', subjectId: null, outcome: 'PASSPHRASE_WRONG', detail: { count: 3 } };
      expect([(await appendAudit(tx, entry)).seq, (await appendAudit(tx, { ...entry, userId: sampleUser })).seq]).toEqual([1, 2]);
      await addEvent(tx, { caseId, type: 'interview_held', payload: {}, happenedAt: hoursLater(4) });
    });
  });
});
