/** Received packages: decrypted, signature and hashes checked, kept apart until a person accepts or returns them. */
import { refusal, type Refusal } from '../../../contract/errors.ts';
import type { Output } from '../../../contract/index.ts';
import { PackageKind } from '../../../contract/exchange.ts';
import { packageById, packagesByBytes, packagesByManifestHash, partnerById, receivedNear } from '../../../db/queries/packages.ts';
import { putBlob } from '../../../db/stores/document-store.ts';
import { insertPackage } from '../../../db/stores/package-store.ts';
import type { Reader } from '../../../db/tx.ts';
import { OfficeId, PackageId } from '../../../domain/ids.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { TaskContext } from '../context.ts';
import { sha256Hex } from '../crypto/sha256.ts';
import { openPackage, packageLimits, type OpenedPackage } from '../package/envelope.ts';
import { judgeSequence } from '../package/sequence.ts';
import { mayTravel } from '../package/ways.ts';
import { officeIdentity, trustedSigners } from './exchange-keys.ts';

type OpenRefusal = Refusal<
  | 'FILE_TOKEN_UNKNOWN'
  | 'FILE_UNREADABLE'
  | 'FILE_TOO_LARGE'
  | 'PACKAGE_NOT_FOR_US'
  | 'PACKAGE_DAMAGED'
  | 'PACKAGE_HOSTILE'
  | 'PACKAGE_SIGNATURE_INVALID'
  | 'PACKAGE_SIGNER_UNKNOWN'
  | 'PACKAGE_NEWER'
  | 'PACKAGE_TOO_LARGE'
  | 'PACKAGE_KIND_WRONG'
>;
type Opened = OpenedPackage & { readonly bytes: Uint8Array };

async function openFile(context: TaskContext, token: string): Promise<Result<Opened, OpenRefusal>> {
  const file = await context.files.read(token, packageLimits.envelopeBytes);
  if (!file.ok) return file;
  const { identity, trusted } = await context.read(async (reader) => ({ identity: await officeIdentity(reader), trusted: await trustedSigners(reader) }));
  const opened = await openPackage(file.value.bytes, identity, trusted);
  if (!opened.ok) return fail(refusal(opened.error.code, 'reason' in opened.error ? { reason: opened.error.reason } : {}));
  // The signed manifest says whom it was meant for: a package re-encrypted by somebody else to us is not ours.
  if (opened.value.manifest.to.officeId !== context.session.office.officeId) return fail(refusal('PACKAGE_NOT_FOR_US'));
  const sender = await context.read((reader) => partnerById(reader, OfficeId.parse(opened.value.manifest.from.officeId)));
  if (sender === null) throw new Error('a trusted signer speaks for a partner');
  if (!mayTravel(opened.value.manifest.kind, sender.kind, context.session.office.kind)) return fail(refusal('PACKAGE_KIND_WRONG'));
  return ok({ ...opened.value, bytes: file.value.bytes });
}

async function findingsOf(reader: Reader, { manifest, manifestSha256 }: Opened): Promise<'PACKAGE_REPLAY' | string[]> {
  const known = await receivedNear(reader, OfficeId.parse(manifest.from.officeId), manifest.sequence);
  const replayed =
    (await packagesByManifestHash(reader, manifestSha256)).some((row) => row.direction === 'in') ||
    (await packageById(reader, manifest.packageId))?.direction === 'in';
  if (replayed) return 'PACKAGE_REPLAY';
  const verdict = judgeSequence(
    known.map((row) => ({ packageId: row.id, sequence: row.sequence, previousHash: row.previousHash, manifestSha256: row.manifestHash })),
    { packageId: manifest.packageId, sequence: manifest.sequence, previousHash: manifest.previousHash, manifestSha256 },
  );
  return verdict === 'gap' || verdict === 'fork' ? [verdict] : [];
}

/** Stores the package with its files; a replay is recognised and changes nothing. */
export async function quarantine(context: TaskContext, token: string): Promise<Result<PackageId, OpenRefusal | Refusal<'PACKAGE_REPLAY'>>> {
  const opened = await openFile(context, token);
  if (!opened.ok) return opened;
  const { manifest, manifestSha256, files, bytes } = opened.value;
  context.subject(manifest.packageId);
  return context.write(async (tx) => {
    const findings = await findingsOf(tx, opened.value);
    if (findings === 'PACKAGE_REPLAY') return fail(refusal('PACKAGE_REPLAY'));
    const answered = manifest.inReplyTo === null ? null : await packageById(tx, manifest.inReplyTo.packageId);
    const stored = [];
    for (const [path, content] of files) stored.push({ path, sha256: await putBlob(tx, content, 'application/octet-stream'), documentId: null });
    await insertPackage(tx, {
      id: manifest.packageId,
      direction: 'in',
      kind: manifest.kind,
      partnerId: OfficeId.parse(manifest.from.officeId),
      sequence: manifest.sequence,
      previousHash: manifest.previousHash,
      manifestHash: manifestSha256,
      manifest,
      status: 'quarantined',
      createdAt: context.now,
      createdBy: context.session.user.id,
      packageSha256: await putBlob(tx, bytes, 'application/vnd.age'),
      inReplyTo: answered?.id ?? null,
      findings,
      files: stored,
    });
    return ok(PackageId.parse(manifest.packageId));
  });
}

/** Checks a file without keeping anything: one received, or one that this office wrote itself. */
export async function verifyFile(context: TaskContext, token: string): Promise<Result<Output<'exchange.verify'>, OpenRefusal>> {
  const file = await context.files.read(token, packageLimits.envelopeBytes);
  if (!file.ok) return file;
  const sha256 = sha256Hex(file.value.bytes);
  const own = await context.read(async (reader) => (await packagesByBytes(reader, sha256)).find((row) => row.direction === 'out'));
  if (own !== undefined)
    return ok({ direction: 'out', kind: PackageKind.parse(own.kind), sequence: own.sequence, manifestHash: own.manifestHash, files: own.files.length });
  const opened = await openFile(context, token);
  if (!opened.ok) return opened;
  const { manifest, manifestSha256, files } = opened.value;
  return ok({ direction: 'in', kind: PackageKind.parse(manifest.kind), sequence: manifest.sequence, manifestHash: manifestSha256, files: files.size });
}
