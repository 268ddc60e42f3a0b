import { refusal, type Refusal } from '../../../contract/errors.ts';
import { documentById, documentRegister, type DocumentRow } from '../../../db/queries/documents.ts';
import { registerHead } from '../../../db/queries/events.ts';
import { setDocumentStatus } from '../../../db/stores/document-store.ts';
import { insertSignature } from '../../../db/stores/signature-store.ts';
import type { Reader, Tx } from '../../../db/tx.ts';
import type { DocumentId } from '../../../domain/ids.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { CallContext, Some } from '../context.ts';
import { base64Of } from '../crypto/bytes.ts';
import { publicKeyOf } from '../crypto/sign.ts';
import { signStatement, signedFileOf } from '../crypto/statement.ts';
import { wipe } from '../crypto/wipe.ts';
import type { SessionKeys } from '../session.ts';
import { isOfPresentPlan } from '../work/document-standing.ts';
import { documentView, shownDocuments } from '../work/document-views.ts';
import { documentFiles } from '../work/judge-signatures.ts';
import { reauthenticate } from '../work/reauthenticate.ts';
import { recordEvent, type RecordRefusal } from '../work/record-event.ts';
import { subjectOf, templateOf } from '../work/templates.ts';

type Standing = Refusal<'DOCUMENT_UNKNOWN' | 'NOT_TO_BE_SIGNED' | 'SIGNED_ALREADY' | 'DOCUMENT_SUPERSEDED' | 'AUTHOR_CANNOT_SIGN'>;

/** The document, if it waits for a signature and this person did not write it. A principal may sign what a vice principal may. */
async function waiting(reader: Reader, context: CallContext, id: DocumentId): Promise<Result<DocumentRow, Standing>> {
  const row = await documentById(reader, id);
  if (row === null) return fail(refusal('DOCUMENT_UNKNOWN'));
  if (row.signRole === null) return fail(refusal('NOT_TO_BE_SIGNED'));
  if (row.status === 'signed') return fail(refusal('SIGNED_ALREADY'));
  if (row.status !== 'issued') return fail(refusal('DOCUMENT_SUPERSEDED'));
  if (isPlan(row) && !(await isOfPresentPlan(reader, row))) return fail(refusal('DOCUMENT_SUPERSEDED'));
  if (row.issuedBy === context.session.user.id) return fail(refusal('AUTHOR_CANNOT_SIGN'));
  return ok(row);
}

function isPlan(row: DocumentRow): boolean {
  const template = templateOf(row.type);
  return template !== undefined && subjectOf(template) === 'plan' && row.caseId !== null;
}

type Signing = { readonly row: DocumentRow; readonly keys: SessionKeys; readonly signatureId: string };

/** Signature, status and the event in the case: one transaction. */
async function storeSignature(tx: Tx, context: CallContext, of: Signing): Promise<Result<void, Standing | RecordRefusal>> {
  const still = await waiting(tx, context, of.row.id);
  if (!still.ok) return still;
  const files = await documentFiles(tx, of.row);
  const publicKey = base64Of(publicKeyOf(of.keys.signSeed));
  const signed = signStatement(
    {
      purpose: isPlan(of.row) ? 'plan_signature' : 'report_signature',
      documentId: of.row.id,
      number: of.row.number,
      version: of.row.version,
      files: [...files].map(([path, bytes]) => signedFileOf(path, bytes)),
      signer: { userId: context.session.user.id, publicKey },
      signedAt: context.now,
      registerHead: await registerHead(tx),
    },
    of.keys.signSeed,
  );
  const inserted = await insertSignature(tx, {
    id: of.signatureId,
    documentId: of.row.id,
    signerId: context.session.user.id,
    signedAt: context.now,
    ...signed,
    publicKey,
  });
  if (!inserted.ok) return fail(refusal(inserted.error));
  await setDocumentStatus(tx, of.row.id, 'signed');
  if (of.row.caseId === null || !isPlan(of.row)) return ok(undefined);
  const payload = { planVersion: of.row.version, documentId: of.row.id, signatureId: of.signatureId };
  const recorded = await recordEvent(tx, context, {
    caseId: of.row.caseId,
    expectedVersion: null,
    event: { requestId: of.signatureId, type: 'plan_signed', happenedAt: context.now, payload },
  });
  return recorded.ok ? ok(undefined) : recorded;
}

async function viewOf(context: CallContext, reader: Reader, id: DocumentId) {
  const row = await documentById(reader, id);
  if (row === null) throw new Error('a document in the register stays in it');
  if (row.caseId !== null) context.changed('case.changed', row.caseId);
  context.changed('today.changed');
  return ok(documentView(row));
}

export const signingHandlers: Some<'signing.queue' | 'signing.sign' | 'signing.return'> = {
  'signing.queue': async (context, _input, reader) => {
    const { rows } = await documentRegister(reader, { status: 'issued', toSignBy: ['vice_principal', 'principal', 'center_head'], limit: 200 });
    return ok(await shownDocuments(reader, context.session, rows));
  },

  'signing.sign': async (context, input) => {
    context.subject(input.documentId);
    const found = await context.read((reader) => waiting(reader, context, input.documentId));
    if (!found.ok) return found;
    // What was looked at must be what is signed.
    if (found.value.pdfSha256 !== input.pdfSha256) return fail(refusal('SIGNATURE_INVALID', { why: 'FILE_CHANGED' }));
    const keys = await reauthenticate(context.session, input.passphrase);
    if (!keys.ok) return keys;
    const signatureId = context.newId();
    const stored = await context.write((tx) => storeSignature(tx, context, { row: found.value, keys: keys.value, signatureId }));
    wipe(keys.value.dbKey, keys.value.signSeed);
    return stored.ok ? context.read((reader) => viewOf(context, reader, input.documentId)) : stored;
  },

  'signing.return': async (context, input) => {
    context.subject(input.documentId);
    const stored = await context.write(async (tx): Promise<Result<void, Standing | RecordRefusal>> => {
      const found = await waiting(tx, context, input.documentId);
      if (!found.ok) return found;
      const row = found.value;
      await setDocumentStatus(tx, row.id, 'returned');
      if (row.caseId === null || !isPlan(row)) return ok(undefined);
      const payload = { planVersion: row.version, comment: input.comment };
      const recorded = await recordEvent(tx, context, {
        caseId: row.caseId,
        expectedVersion: null,
        event: { requestId: context.newId(), type: 'plan_returned', happenedAt: context.now, payload },
      });
      return recorded.ok ? ok(undefined) : recorded;
    });
    return stored.ok ? context.read((reader) => viewOf(context, reader, input.documentId)) : stored;
  },
};
