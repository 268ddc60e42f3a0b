/** Drafts of packages: the chosen documents and data as files, and the manifest that an approver would sign. */
import type { Parsed } from '../../../contract/index.ts';
import { refusal, type Refusal } from '../../../contract/errors.ts';
import { caseById } from '../../../db/queries/cases.ts';
import { blobBytes, documentById, documentFacts, signaturesOf, type DocumentRow } from '../../../db/queries/documents.ts';
import { registerHead } from '../../../db/queries/events.ts';
import { lastInSequence, partnerById, type PackageRow } from '../../../db/queries/packages.ts';
import { pupilById } from '../../../db/queries/pupils.ts';
import { putBlob } from '../../../db/stores/document-store.ts';
import type { PartnerRecord } from '../../../db/stores/partner-store.ts';
import { insertPackage, type PackageFileRecord } from '../../../db/stores/package-store.ts';
import type { Reader, Tx } from '../../../db/tx.ts';
import type { CaseId, DocumentId, OfficeId, PackageId } from '../../../domain/ids.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { dateOf, type PlainDate } from '../../../domain/time.ts';
import { z } from '../../../domain/zod.ts';
import { base64Of, bytesOfBase64, utf8Of } from '../crypto/bytes.ts';
import { canonicalJson } from '../crypto/canonical.ts';
import { publicKeyOf, publicKeyToPem } from '../crypto/sign.ts';
import type { PackageFields } from '../package/envelope.ts';
import { Manifest } from '../package/manifest.ts';
import { mayTravel } from '../package/ways.ts';
import type { NamedBytes } from '../package/zip-write.ts';
import type { CallContext } from '../context.ts';
import type { OpenSession } from '../session.ts';
import type { Recorder } from './record-event.ts';
import { namesAnybody, textsIn } from './names-in-text.ts';
import { dataPath, emptyData, type CaseExtract, type PackageData, type PupilExtract } from './package-data.ts';
import { caseStatistics, mayBeCounted, weekStatistics } from './package-statistics.ts';
import { subjectOf, templateOf } from './templates.ts';

/** What a draft keeps of its future manifest; sender's key, sequence and recipients are filled in for the person who approves. */
export const DraftFields = z.strictObject({
  period: Manifest.shape.period,
  purpose: Manifest.shape.purpose,
  legalBasis: Manifest.shape.legalBasis,
  fieldProfile: Manifest.shape.fieldProfile,
  inReplyTo: Manifest.shape.inReplyTo,
  registerHead: Manifest.shape.registerHead,
});
export type DraftFields = z.infer<typeof DraftFields>;

export type DraftRequest = {
  readonly id: PackageId;
  readonly kind: 'submission' | 'receipt' | 'letter';
  readonly partnerId: OfficeId;
  readonly fields: Omit<DraftFields, 'registerHead'>;
  readonly data: PackageData;
  readonly documents: readonly DocumentRow[];
  /** Cases that the counts are about; none in a named package. */
  readonly counted?: readonly CaseId[];
};

/** Stores a draft with all its files. */
export async function storeDraft(tx: Tx, recorder: Recorder, request: DraftRequest): Promise<void> {
  const files: PackageFileRecord[] = [];
  const add = async (path: string, bytes: Uint8Array, of: { readonly mediaType: string; readonly documentId: DocumentId | null }): Promise<void> => {
    files.push({ path, sha256: await putBlob(tx, bytes, of.mediaType), documentId: of.documentId });
  };
  const documents: PackageData['documents'] = [];
  for (const row of request.documents) {
    const base = `files/documents/${row.type}-${row.year}-${row.ordinal}`;
    files.push({ path: `${base}.docx`, sha256: row.docxSha256, documentId: row.id }, { path: `${base}.pdf`, sha256: row.pdfSha256, documentId: row.id });
    const signature = (await signaturesOf(tx, row.id)).at(-1);
    if (signature !== undefined) {
      await add(`${base}.statement.json`, signature.statement, { mediaType: 'application/json', documentId: row.id });
      await add(`${base}.statement.sig`, signature.signature, { mediaType: 'application/octet-stream', documentId: row.id });
      await add(`${base}.signer.pem`, utf8Of(publicKeyToPem(bytesOfBase64(signature.publicKey) ?? new Uint8Array())), {
        mediaType: 'application/x-pem-file',
        documentId: row.id,
      });
    }
    documents.push({ path: `${base}.pdf`, type: row.type, number: row.number, version: row.version, caseId: row.caseId, signed: signature !== undefined });
  }
  await add(dataPath, canonicalJson({ ...request.data, documents }), { mediaType: 'application/json', documentId: null });
  const fields: DraftFields = { ...request.fields, registerHead: await registerHead(tx) };
  const last = await lastInSequence(tx, request.partnerId, 'out');
  await insertPackage(tx, {
    id: request.id,
    direction: 'out',
    kind: request.kind,
    partnerId: request.partnerId,
    sequence: last.sequence + 1,
    previousHash: last.manifestHash,
    manifestHash: '0'.repeat(64),
    manifest: fields,
    status: 'draft',
    createdAt: recorder.now,
    createdBy: recorder.session.user.id,
    packageSha256: null,
    inReplyTo: request.fields.inReplyTo?.packageId ?? null,
    findings: [],
    files,
    counted: request.counted ?? [],
  });
}

type BuildRefusal = Refusal<
  | 'PARTNER_UNKNOWN'
  | 'PARTNER_UNCONFIRMED'
  | 'DOCUMENT_UNKNOWN'
  | 'CASE_UNKNOWN'
  | 'PACKAGE_EMPTY'
  | 'PACKAGE_KIND_WRONG'
  | 'NAMES_IN_STATISTICS'
  | 'STATISTICS_OVERLAP'
  | 'SIGNATURE_MISSING'
>;

type Building = Parsed<'exchange.build'>;
type Gathered = { readonly documents: readonly DocumentRow[]; readonly partner: PartnerRecord };

/** Gathers what was asked for. A document that has to be signed leaves only signed. */
export async function gatherDraft(
  tx: Tx,
  { session, today }: Pick<CallContext, 'session' | 'today'>,
  input: Building,
): Promise<Result<Omit<DraftRequest, 'id'>, BuildRefusal>> {
  const partner = await partnerById(tx, input.partnerId);
  if (partner === null) return fail(refusal('PARTNER_UNKNOWN'));
  if (partner.confirmedAt === null) return fail(refusal('PARTNER_UNCONFIRMED'));
  if (!mayTravel(input.kind, session.office.kind, partner.kind)) return fail(refusal('PACKAGE_KIND_WRONG'));
  if (input.documentIds.length + input.caseIds.length === 0) return fail(refusal('PACKAGE_EMPTY'));
  const documents: DocumentRow[] = [];
  for (const id of input.documentIds) {
    const row = await documentById(tx, id);
    if (row === null) return fail(refusal('DOCUMENT_UNKNOWN', { documentId: id }));
    if (row.signRole !== null && row.status !== 'signed') return fail(refusal('SIGNATURE_MISSING', { documentId: id }));
    documents.push(row);
  }
  const gathered =
    input.fieldProfile === 'statistical'
      ? await gatherStatistics(tx, { ...input, countedOn: today }, documents)
      : await gatherNamed(tx, input, { documents, partner });
  if (!gathered.ok) return gathered;
  const { period, purpose, legalBasis, fieldProfile, kind, partnerId } = input;
  return ok({
    kind,
    partnerId,
    fields: { period, purpose, legalBasis, fieldProfile, inReplyTo: null },
    data: { ...emptyData(session.office.profile.code), ...gathered.value.data },
    documents: gathered.value.documents,
    counted: input.fieldProfile === 'statistical' ? [...new Set(input.caseIds)] : [],
  });
}

type Content = { readonly data: Partial<Pick<PackageData, 'cases' | 'letter' | 'statistics'>>; readonly documents: readonly DocumentRow[] };

/** Cases one by one, with their pupils. */
async function gatherNamed(tx: Tx, input: Building, { documents, partner }: Gathered): Promise<Result<Content, BuildRefusal>> {
  const about = new Set<CaseId>([...input.caseIds, ...documents.flatMap((row) => (row.caseId === null ? [] : [row.caseId]))]);
  const cases: CaseExtract[] = [];
  for (const id of about) {
    const extract = await caseExtract(tx, id, partner);
    if (extract === null) return fail(refusal('CASE_UNKNOWN', { caseId: id }));
    cases.push(extract);
  }
  const letter = input.kind === 'letter' ? await letterOf(tx, documents, partner) : null;
  if (input.kind === 'letter' && letter === null) return fail(refusal('PACKAGE_EMPTY'));
  return ok({ data: { cases, letter }, documents });
}

/** Counts only: of papers none but those of the weekly series, and these as they are only where they tell nothing that is held back. */
async function gatherStatistics(
  tx: Tx,
  { countedOn, ...input }: Building & { readonly countedOn: PlainDate },
  documents: readonly DocumentRow[],
): Promise<Result<Content, BuildRefusal>> {
  if (input.kind === 'letter') return fail(refusal('PACKAGE_KIND_WRONG'));
  const weeks: NonNullable<PackageData['statistics']>['weeks'] = [];
  const leaving: DocumentRow[] = [];
  for (const row of documents) {
    const template = templateOf(row.type);
    const week = template !== undefined && subjectOf(template) === 'week' ? await weekStatistics(tx, row) : null;
    if (week === null) return fail(refusal('PACKAGE_KIND_WRONG', { documentId: row.id }));
    weeks.push(week.statistics);
    if (week.paperMayLeave) leaving.push(row);
  }
  if (await textNames(tx, input, leaving)) return fail(refusal('NAMES_IN_STATISTICS'));
  const about = new Set<CaseId>(input.caseIds);
  const cases = about.size === 0 ? null : await caseStatistics(tx, about);
  if (about.size > 0 && cases === null) return fail(refusal('CASE_UNKNOWN'));
  if (about.size > 0 && !(await mayBeCounted(tx, { ids: about, period: input.period, countedOn }))) return fail(refusal('STATISTICS_OVERLAP'));
  return ok({ data: { statistics: { cases, weeks } }, documents: leaving });
}

/** Whether what was typed for the package, or stands in one of its papers, names a child. */
async function textNames(reader: Reader, input: Parsed<'exchange.build'>, documents: readonly DocumentRow[]): Promise<boolean> {
  const texts = [input.purpose, input.legalBasis];
  for (const row of documents) texts.push(...textsIn(await documentFacts(reader, row.id)));
  return namesAnybody(reader, texts);
}

/** A pupil's data for this partner, with the number as that school knows it. */
async function pupilExtract(reader: Reader, caseId: CaseId, partner: PartnerRecord): Promise<PupilExtract | null> {
  const found = await caseById(reader, caseId);
  const pupil = found === null ? null : await pupilById(reader, found.pupilId);
  if (pupil === null) return null;
  const { name, sex, grade, className } = pupil;
  const own = partner.code === null ? '' : `${partner.code}:`;
  const studentNo = pupil.studentNo.startsWith(own) ? pupil.studentNo.slice(own.length) : pupil.studentNo;
  return { studentNo, name, sex, birthMonth: pupil.birthDate?.slice(0, 7) ?? null, grade, className };
}

/** A case of a named package. */
async function caseExtract(reader: Reader, caseId: CaseId, partner: PartnerRecord): Promise<CaseExtract | null> {
  const found = await caseById(reader, caseId);
  if (found === null) return null;
  const { loop, stage, attendance, grade, channels, crisisTypes, plan, openedAt, letter } = found.state;
  return {
    caseId,
    letterPackageId: letter?.packageId ?? null,
    caseNo: found.caseNo,
    loop,
    stage,
    attendance,
    grade,
    channels,
    crisisTypes,
    openedOn: openedAt === null ? null : dateOf(openedAt),
    planVersion: plan?.version ?? null,
    pupil: await pupilExtract(reader, caseId, partner),
  };
}

const LetterFacts = z.looseObject({ fields: z.looseObject({ summary: z.string().max(4000), requirements: z.string().max(4000).optional() }) });

/** A letter is about one pupil: its first document with a case. */
async function letterOf(reader: Reader, documents: readonly DocumentRow[], partner: PartnerRecord): Promise<PackageData['letter']> {
  const [document] = documents;
  if (document === undefined || document.caseId === null) return null;
  const pupil = await pupilExtract(reader, document.caseId, partner);
  const found = await caseById(reader, document.caseId);
  const facts = LetterFacts.safeParse(await documentFacts(reader, document.id));
  if (pupil === null || found === null || !facts.success) return null;
  const { summary, requirements = '' } = facts.data.fields;
  return { number: document.number, pupil, channel: found.channel, crisisTypes: found.state.crisisTypes, summary, requirements };
}

/** The files of a package as they are stored. */
export async function packageFiles(reader: Reader, row: PackageRow): Promise<readonly NamedBytes[]> {
  const files: NamedBytes[] = [];
  for (const file of row.files) {
    const blob = await blobBytes(reader, file.sha256);
    if (blob === null) throw new Error('a file of a package has its bytes');
    files.push({ path: file.path, bytes: blob.bytes });
  }
  return files;
}

/** Fields of the manifest that this person would sign now. */
export async function manifestFields(
  reader: Reader,
  row: PackageRow,
  of: { readonly session: OpenSession; readonly signSeed: Uint8Array },
): Promise<PackageFields> {
  const partner = await partnerById(reader, row.partnerId);
  if (partner === null) throw new Error('a package has a partner');
  const { officeId, profile } = of.session.office;
  const last = await lastInSequence(reader, row.partnerId, 'out');
  return {
    ...DraftFields.parse(row.manifest),
    kind: row.kind as PackageFields['kind'],
    packageId: row.id,
    from: { officeId, name: profile.name, signPublic: base64Of(publicKeyOf(of.signSeed)) },
    to: { officeId: partner.officeId, name: partner.name, recipient: partner.recipient },
    sequence: last.sequence + 1,
    previousHash: last.manifestHash,
    createdAt: row.createdAt,
    recipients: [partner.recipient],
  };
}
