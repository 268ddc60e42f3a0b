/** Packages sent and received, and the offices they go to. */
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { CaseId, DocumentId, OfficeId, PackageId, UserId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/time.ts';
import type { OfficePartnerTable, PackageTable } from '../exchange-tables.ts';
import type { PackageFileRecord, PackageRecord, PackageStatus } from '../stores/package-store.ts';
import type { PartnerRecord, PartnerSigner } from '../stores/partner-store.ts';
import type { Reader } from '../tx.ts';

export type PackageFileRow = PackageFileRecord & { readonly bytes: number };
export type PackageRow = Omit<PackageRecord, 'files'> & {
  readonly partnerName: string;
  readonly approvedBy: UserId | null;
  readonly approvedAt: Instant | null;
  readonly files: readonly PackageFileRow[];
};

function selectRows(reader: Reader) {
  return reader
    .selectFrom('package')
    .innerJoin('office_partner', 'office_partner.office_id', 'package.partner_id')
    .selectAll('package')
    .select('office_partner.name as partner_name');
}

/** Files of the packages, by package. */
async function filesOf(reader: Reader, packageIds: readonly string[]): Promise<ReadonlyMap<string, readonly PackageFileRow[]>> {
  const files = new Map<string, PackageFileRow[]>(packageIds.map((id) => [id, []]));
  if (packageIds.length === 0) return files;
  const rows = await reader
    .selectFrom('package_file')
    .innerJoin('blob', 'blob.sha256', 'package_file.sha256')
    .select(['package_file.package_id', 'package_file.path', 'package_file.sha256', 'package_file.document_id', 'blob.size'])
    .where('package_file.package_id', 'in', packageIds)
    .orderBy('package_file.package_id')
    .orderBy('package_file.path')
    .execute();
  for (const row of rows)
    files.get(row.package_id)?.push({ path: row.path, sha256: row.sha256, documentId: row.document_id as DocumentId | null, bytes: row.size });
  return files;
}

type StoredRow = Selectable<PackageTable> & { readonly partner_name: string };

function rowOf(row: StoredRow, files: readonly PackageFileRow[]): PackageRow {
  // Written by the package store from branded values; the columns are checked to be JSON.
  return {
    id: row.id as PackageId,
    direction: row.direction,
    kind: row.kind,
    partnerId: row.partner_id as OfficeId,
    partnerName: row.partner_name,
    sequence: row.sequence,
    previousHash: row.previous_hash,
    manifestHash: row.manifest_hash,
    manifest: JSON.parse(row.manifest) as unknown,
    status: row.status as PackageStatus,
    createdAt: row.created_at as Instant,
    createdBy: row.created_by as UserId,
    approvedBy: row.approved_by as UserId | null,
    approvedAt: row.approved_at as Instant | null,
    packageSha256: row.package_sha256,
    inReplyTo: row.in_reply_to as PackageId | null,
    findings: JSON.parse(row.findings) as readonly string[],
    files,
  };
}

async function rowsOf(reader: Reader, rows: readonly StoredRow[]): Promise<readonly PackageRow[]> {
  const files = await filesOf(
    reader,
    rows.map((row) => row.id),
  );
  return rows.map((row) => rowOf(row, files.get(row.id) ?? []));
}

export type PackageFilter = {
  readonly partnerId?: OfficeId | undefined;
  readonly direction?: 'in' | 'out' | undefined;
  readonly status?: PackageStatus | undefined;
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
};

/** Packages, newest first, with their files; at most 200. */
export async function packageList(reader: Reader, filter: PackageFilter = {}): Promise<readonly PackageRow[]> {
  const all = selectRows(reader);
  const ofPartner = filter.partnerId === undefined ? all : all.where('package.partner_id', '=', filter.partnerId);
  const chosen = filter.direction === undefined ? ofPartner : ofPartner.where('package.direction', '=', filter.direction);
  const standing = filter.status === undefined ? chosen : chosen.where('package.status', '=', filter.status);
  const rows = await standing
    .orderBy('package.created_at', 'desc')
    .orderBy('package.id', 'desc')
    .limit(Math.min(200, filter.limit ?? 200))
    .offset(filter.offset ?? 0)
    .execute();
  return rowsOf(reader, rows);
}

/** The package, or null. */
export async function packageById(reader: Reader, id: PackageId): Promise<PackageRow | null> {
  const row = await selectRows(reader).where('package.id', '=', id).executeTakeFirst();
  return row === undefined ? null : ((await rowsOf(reader, [row]))[0] ?? null);
}

/** The package of the same kind and direction that stands before this one in the partner's sequence, or null. A draft comes after all that was approved. */
export async function packageBefore(
  reader: Reader,
  than: Pick<PackageRow, 'id' | 'kind' | 'partnerId' | 'direction' | 'status' | 'sequence' | 'manifest'>,
): Promise<PackageRow | null> {
  const alike = selectRows(reader)
    .where('package.partner_id', '=', than.partnerId)
    .where('package.direction', '=', than.direction)
    .where('package.kind', '=', than.kind)
    .where('package.status', '!=', 'draft')
    .where('package.id', '!=', than.id)
    // What left by name is no measure for statistics, and its names have no place beside them.
    .where(
      sql<string>`json_extract("package"."manifest", '$.fieldProfile')`,
      'is',
      sql<string>`json_extract(${JSON.stringify(than.manifest)}, '$.fieldProfile')`,
    );
  // The number of a draft is only foreseen.
  const before = than.status === 'draft' ? alike : alike.where('package.sequence', '<', than.sequence);
  const row = await before.orderBy('package.sequence', 'desc').orderBy('package.id', 'desc').limit(1).executeTakeFirst();
  return row === undefined ? null : ((await rowsOf(reader, [row]))[0] ?? null);
}

/** Packages with this manifest hash: a replay on import, the package answered by a receipt. */
export async function packagesByManifestHash(reader: Reader, manifestHash: string): Promise<readonly PackageRow[]> {
  return rowsOf(reader, await selectRows(reader).where('package.manifest_hash', '=', manifestHash).limit(20).execute());
}

/** Packages whose encrypted bytes have this hash: whether a file is one that left this office or reached it. */
export async function packagesByBytes(reader: Reader, packageSha256: string): Promise<readonly PackageRow[]> {
  return rowsOf(reader, await selectRows(reader).where('package.package_sha256', '=', packageSha256).limit(20).execute());
}

export type ReceivedLink = { readonly id: PackageId; readonly sequence: number; readonly previousHash: string | null; readonly manifestHash: string };

/** What came from a partner under this number, the one before and the one after: the neighbours by which a new arrival is judged. */
export async function receivedNear(reader: Reader, partnerId: OfficeId, sequence: number): Promise<readonly ReceivedLink[]> {
  const rows = await reader
    .selectFrom('package')
    .select(['id', 'sequence', 'previous_hash', 'manifest_hash'])
    .where('partner_id', '=', partnerId)
    .where('direction', '=', 'in')
    .where('sequence', '>=', sequence - 1)
    .where('sequence', '<=', sequence + 1)
    .limit(100)
    .execute();
  return rows.map((row) => ({ id: row.id as PackageId, sequence: row.sequence, previousHash: row.previous_hash, manifestHash: row.manifest_hash }));
}

export type SequenceEnd = { readonly sequence: number; readonly manifestHash: string | null };

/** Last number used towards (out) or received from (in) a partner, with its manifest hash; sequence 0 before the first. Drafts have used none. */
export async function lastInSequence(reader: Reader, partnerId: OfficeId, direction: 'in' | 'out'): Promise<SequenceEnd> {
  const row = await reader
    .selectFrom('package')
    .select(['sequence', 'manifest_hash'])
    .where('partner_id', '=', partnerId)
    .where('direction', '=', direction)
    .where('status', '!=', 'draft')
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? { sequence: 0, manifestHash: null } : { sequence: row.sequence, manifestHash: row.manifest_hash };
}

function partnerOf(row: Selectable<OfficePartnerTable>): PartnerRecord {
  return {
    officeId: row.office_id as OfficeId,
    kind: row.kind,
    name: row.name,
    recipient: row.recipient,
    signers: JSON.parse(row.signers) as readonly PartnerSigner[],
    fingerprint: row.fingerprint,
    issuedAt: row.issued_at as Instant,
    addedAt: row.added_at as Instant,
    addedBy: row.added_by as UserId,
    confirmedAt: row.confirmed_at as Instant | null,
    confirmedBy: row.confirmed_by as UserId | null,
    code: row.code,
  };
}

/** Partner offices by name. */
export async function partnerList(reader: Reader): Promise<readonly PartnerRecord[]> {
  return (await reader.selectFrom('office_partner').selectAll().orderBy('name').limit(1000).execute()).map(partnerOf);
}

/** The partner office, or null. */
export async function partnerById(reader: Reader, officeId: OfficeId): Promise<PartnerRecord | null> {
  const row = await reader.selectFrom('office_partner').selectAll().where('office_id', '=', officeId).executeTakeFirst();
  return row === undefined ? null : partnerOf(row);
}

export type CountedPackage = { readonly createdAt: Instant; readonly manifest: unknown; readonly caseIds: readonly CaseId[] };

/** Packages of this office that tell counts of cases, drafts too, with the cases. */
export async function countedPackages(reader: Reader): Promise<readonly CountedPackage[]> {
  const rows = await reader
    .selectFrom('package_case')
    .innerJoin('package', 'package.id', 'package_case.package_id')
    .select(['package.id', 'package.created_at', 'package.manifest', 'package_case.case_id'])
    .execute();
  const found = new Map<string, Omit<CountedPackage, 'caseIds'> & { readonly caseIds: CaseId[] }>();
  for (const row of rows) {
    const known = found.get(row.id) ?? { createdAt: row.created_at as Instant, manifest: JSON.parse(row.manifest) as unknown, caseIds: [] };
    known.caseIds.push(row.case_id as CaseId);
    found.set(row.id, known);
  }
  return [...found.values()];
}
