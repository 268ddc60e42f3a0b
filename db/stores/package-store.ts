/** Packages sent and received, with the files inside them. */
import type { CaseId, DocumentId, OfficeId, PackageId, UserId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/time.ts';
import type { Tx } from '../tx.ts';

export type PackageStatus = 'draft' | 'approved' | 'written' | 'quarantined' | 'accepted' | 'returned' | 'acknowledged';

export type PackageFileRecord = {
  readonly path: string;
  /** Bytes stored with putBlob. */
  readonly sha256: string;
  readonly documentId: DocumentId | null;
};

export type PackageRecord = {
  readonly id: PackageId;
  readonly direction: 'out' | 'in';
  readonly kind: string;
  readonly partnerId: OfficeId;
  readonly sequence: number;
  readonly previousHash: string | null;
  readonly manifestHash: string;
  readonly manifest: unknown;
  readonly status: PackageStatus;
  readonly createdAt: Instant;
  readonly createdBy: UserId;
  /** The encrypted package as received; null for a draft. */
  readonly packageSha256: string | null;
  readonly inReplyTo: PackageId | null;
  readonly findings: readonly string[];
  readonly files: readonly PackageFileRecord[];
  /** Cases that its counts are about; none in a named package, whose data say so. */
  readonly counted?: readonly CaseId[];
};

/** Keeps a draft or a received package with its files. A number that was used towards this partner before rejects ('unique'). */
export async function insertPackage(tx: Tx, record: PackageRecord): Promise<void> {
  await tx
    .insertInto('package')
    .values({
      id: record.id,
      direction: record.direction,
      kind: record.kind,
      partner_id: record.partnerId,
      sequence: record.sequence,
      previous_hash: record.previousHash,
      manifest_hash: record.manifestHash,
      manifest: JSON.stringify(record.manifest),
      status: record.status,
      created_at: record.createdAt,
      created_by: record.createdBy,
      approved_by: null,
      approved_at: null,
      package_sha256: record.packageSha256,
      in_reply_to: record.inReplyTo,
      findings: JSON.stringify(record.findings),
    })
    .execute();
  for (const file of record.files)
    await tx.insertInto('package_file').values({ package_id: record.id, path: file.path, sha256: file.sha256, document_id: file.documentId }).execute();
  for (const caseId of record.counted ?? []) await tx.insertInto('package_case').values({ package_id: record.id, case_id: caseId }).execute();
}

export type PackageChange = {
  readonly status: PackageStatus;
  readonly approvedBy?: UserId;
  readonly approvedAt?: Instant;
  /** Stored with putBlob. */
  readonly packageSha256?: string;
  readonly inReplyTo?: PackageId;
  /** Set when approval fixes the final manifest, with its place in the sequence. */
  readonly manifest?: unknown;
  readonly manifestHash?: string;
  readonly sequence?: number;
  readonly previousHash?: string | null;
};

/** Moves a package on; false when there is none in status `from` (somebody was faster). */
export async function advancePackage(tx: Tx, at: { readonly id: PackageId; readonly from: PackageStatus }, change: PackageChange): Promise<boolean> {
  const result = await tx
    .updateTable('package')
    .set({
      status: change.status,
      ...(change.approvedBy === undefined ? {} : { approved_by: change.approvedBy }),
      ...(change.approvedAt === undefined ? {} : { approved_at: change.approvedAt }),
      ...(change.packageSha256 === undefined ? {} : { package_sha256: change.packageSha256 }),
      ...(change.inReplyTo === undefined ? {} : { in_reply_to: change.inReplyTo }),
      ...(change.manifest === undefined ? {} : { manifest: JSON.stringify(change.manifest) }),
      ...(change.manifestHash === undefined ? {} : { manifest_hash: change.manifestHash }),
      ...(change.sequence === undefined ? {} : { sequence: change.sequence }),
      ...(change.previousHash === undefined ? {} : { previous_hash: change.previousHash }),
    })
    .where('id', '=', at.id)
    .where('status', '=', at.from)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Throws a draft away with the bytes that nothing else refers to; false when it is no draft (any more). Its number becomes free again. */
export async function discardDraft(tx: Tx, id: PackageId): Promise<boolean> {
  const draft = await tx.selectFrom('package').select('id').where('id', '=', id).where('status', '=', 'draft').executeTakeFirst();
  if (draft === undefined) return false;
  const files = await tx.selectFrom('package_file').select('sha256').where('package_id', '=', id).execute();
  await tx.deleteFrom('package_file').where('package_id', '=', id).execute();
  await tx.deleteFrom('package_case').where('package_id', '=', id).execute();
  await tx.deleteFrom('package').where('id', '=', id).execute();
  await forgetBytes(tx, [...new Set(files.map((file) => file.sha256))]);
  return true;
}

/** The data of a thrown-away draft name children: they go with it, unless a document or another package has the same bytes. */
async function forgetBytes(tx: Tx, hashes: readonly string[]): Promise<void> {
  for (const sha256 of hashes) {
    await tx
      .deleteFrom('blob')
      .where('sha256', '=', sha256)
      .where((eb) => eb.not(eb.exists(eb.selectFrom('package_file').select('path').where('package_file.sha256', '=', sha256))))
      .where((eb) => eb.not(eb.exists(eb.selectFrom('package').select('id').where('package_sha256', '=', sha256))))
      .where((eb) => eb.not(eb.exists(eb.selectFrom('document').select('id').where('docx_sha256', '=', sha256))))
      .where((eb) => eb.not(eb.exists(eb.selectFrom('document').select('id').where('pdf_sha256', '=', sha256))))
      .execute();
  }
}
