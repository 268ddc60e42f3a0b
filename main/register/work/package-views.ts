/** Packages as the contract shows them. A draft's hash is that of the manifest which the person who looks would sign. */
import { PackageKind, type PackageView } from '../../../contract/exchange.ts';
import type { PackageRow } from '../../../db/queries/packages.ts';
import type { Reader } from '../../../db/tx.ts';
import { draftManifest } from '../package/envelope.ts';
import { Manifest } from '../package/manifest.ts';
import type { OpenSession } from '../session.ts';
import { DraftFields, manifestFields } from './draft-package.ts';

/** The manifest fields that matter to a reader, of a draft or of a whole manifest. */
function about(row: PackageRow): { readonly purpose: string; readonly legalBasis: string; readonly fieldProfile: 'named' | 'statistical' } {
  return row.status === 'draft' ? DraftFields.parse(row.manifest) : Manifest.parse(row.manifest);
}

export async function packageView(reader: Reader, session: OpenSession, row: PackageRow): Promise<PackageView> {
  const { purpose, legalBasis, fieldProfile } = about(row);
  const { id, direction, partnerId, partnerName, sequence, status, createdAt, packageSha256 } = row;
  return {
    id,
    direction,
    kind: PackageKind.parse(row.kind),
    partnerId,
    partnerName,
    sequence,
    status,
    createdAt,
    purpose,
    legalBasis,
    fieldProfile,
    manifestHash: row.status === 'draft' ? await draftHash(reader, session, row) : row.manifestHash,
    packageSha256,
    findings: [...row.findings],
    files: row.files.map(({ path, bytes, sha256, documentId }) => ({ path, bytes, sha256, documentId })),
  };
}

async function draftHash(reader: Reader, session: OpenSession, row: PackageRow): Promise<string> {
  const fields = await manifestFields(reader, row, { session, signSeed: session.keys.signSeed });
  // By the hashes under which the files are stored: no bytes are read. They are when the package is made, and must be these then.
  const files = row.files.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 }));
  return draftManifest(fields, files).manifestSha256;
}
