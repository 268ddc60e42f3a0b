/**
 * Building and opening packages: an age file around a zip with manifest.json, manifest.sig, signer.pem and files/….
 * The age layer keeps strangers out but names nobody; who sent it, to whom and what is said by the signed manifest inside.
 */
import { fail, ok, type Result } from '../../../domain/result.ts';
import { msOf } from '../../../domain/time.ts';
import { decryptWithIdentity, encryptToRecipients, recipientOf } from '../crypto/age.ts';
import { base64Of, bytesOfBase64, textOf, utf8Of } from '../crypto/bytes.ts';
import { sha256Hex } from '../crypto/sha256.ts';
import { publicKeyFromPem, publicKeyOf, publicKeyToPem, signBytes, signatureBytes, verifySignature } from '../crypto/sign.ts';
import { Manifest, type ManifestFile, manifestBytes, manifestVersionOf, maxManifestBytes, packageFormat, packageVersion, parseManifest } from './manifest.ts';
import { readZip, type OpenZip, type ZipError, type ZipLimits, type ZipReason } from './zip-read.ts';
import { writeZip, type NamedBytes } from './zip-write.ts';

export type PackageLimits = ZipLimits & { readonly envelopeBytes: number };
const mebibyte = 1024 * 1024;
export const packageLimits: PackageLimits = {
  envelopeBytes: 264 * mebibyte,
  entries: 2000,
  fileBytes: 64 * mebibyte,
  totalBytes: 256 * mebibyte,
  ratio: 100,
  ratioFreeBytes: mebibyte,
};

const manifestName = 'manifest.json';
const signatureName = 'manifest.sig';
const signerName = 'signer.pem';
const maxPemBytes = 1024;

/** Everything of the manifest that the office decides; format, version and the list of files are filled in. */
export type PackageFields = Omit<Manifest, 'format' | 'version' | 'files'>;
export type BuiltPackage = { readonly bytes: Uint8Array; readonly manifest: Manifest; readonly manifestSha256: string };

/** The files as a manifest lists them. */
export function asListed(files: readonly NamedBytes[]): readonly ManifestFile[] {
  return files.map(({ path, bytes }) => ({ path, bytes: bytes.length, sha256: sha256Hex(bytes) }));
}

/** The manifest that a package of these fields and files has: what an approver is shown and whose hash they approve. Paths begin with `files/`. */
export function draftManifest(fields: PackageFields, files: readonly ManifestFile[]): { readonly manifest: Manifest; readonly manifestSha256: string } {
  const manifest = Manifest.parse({ ...fields, format: packageFormat, version: packageVersion, files });
  return { manifest, manifestSha256: sha256Hex(manifestBytes(manifest)) };
}

function overLimit(files: readonly NamedBytes[]): boolean {
  const total = files.reduce((sum, file) => sum + file.bytes.length, 0);
  // The manifest and its signature need their own room inside the total.
  return (
    total + maxManifestBytes + maxPemBytes + signatureBytes > packageLimits.totalBytes || files.some((file) => file.bytes.length > packageLimits.fileBytes)
  );
}

/**
 * Signs and encrypts. `signSeed` must belong to `fields.from.signPublic`. Throws on fields or paths that no manifest may have;
 * PACKAGE_TOO_LARGE for more than the receiving office would take.
 */
export async function buildPackage(request: {
  readonly fields: PackageFields;
  readonly files: readonly NamedBytes[];
  readonly signSeed: Uint8Array;
}): Promise<Result<BuiltPackage, 'PACKAGE_TOO_LARGE'>> {
  if (overLimit(request.files)) return fail('PACKAGE_TOO_LARGE');
  const { manifest, manifestSha256 } = draftManifest(request.fields, asListed(request.files));
  const publicKey = publicKeyOf(request.signSeed);
  if (base64Of(publicKey) !== manifest.from.signPublic) throw new Error('signing key is not the one the manifest names');
  const bytes = manifestBytes(manifest);
  if (bytes.length > maxManifestBytes) return fail('PACKAGE_TOO_LARGE');
  const seals: NamedBytes[] = [
    { path: manifestName, bytes },
    { path: signatureName, bytes: signBytes(request.signSeed, bytes) },
    { path: signerName, bytes: utf8Of(publicKeyToPem(publicKey)) },
  ];
  const zip = await writeZip([...seals, ...request.files], msOf(manifest.createdAt));
  const sealed = await encryptToRecipients(zip, manifest.recipients);
  return sealed.ok ? ok({ bytes: sealed.value, manifest, manifestSha256 }) : fail('PACKAGE_TOO_LARGE');
}

export type HostileReason = ZipReason | 'MANIFEST_MISSING' | 'MANIFEST_INVALID' | 'UNLISTED_FILE' | 'MISSING_FILE' | 'WRONG_SIZE' | 'WRONG_HASH';
export type PackageError =
  | { readonly code: 'PACKAGE_NOT_FOR_US' | 'PACKAGE_DAMAGED' | 'PACKAGE_SIGNATURE_INVALID' | 'PACKAGE_SIGNER_UNKNOWN' | 'PACKAGE_NEWER' | 'PACKAGE_TOO_LARGE' }
  | { readonly code: 'PACKAGE_HOSTILE'; readonly reason: HostileReason };

/** Signing keys (base64 of 32 bytes) that partner offices' cards have named, with the office each speaks for. */
export type TrustedSigners = ReadonlyMap<string, { readonly officeId: string }>;

export type OpenedPackage = {
  readonly manifest: Manifest;
  /** SHA-256 of manifest.json: what a receipt and the next package refer to. */
  readonly manifestSha256: string;
  /** Content by the paths of the manifest. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly signerPem: string;
};

function hostile(reason: HostileReason): Result<never, PackageError> {
  return fail({ code: 'PACKAGE_HOSTILE', reason });
}

function zipRefusal(error: ZipError): Result<never, PackageError> {
  return error.kind === 'tooLarge' ? fail({ code: 'PACKAGE_TOO_LARGE' }) : hostile(error.reason);
}

type Seals = { readonly manifest: Uint8Array; readonly signature: Uint8Array; readonly pem: string };

async function unpackSeals(zip: OpenZip): Promise<Result<Seals, PackageError>> {
  const bounds = [
    [manifestName, maxManifestBytes],
    [signatureName, signatureBytes],
    [signerName, maxPemBytes],
  ] as const;
  if (bounds.some(([name, most]) => (zip.sizes.get(name) ?? Infinity) > most)) return hostile('MANIFEST_MISSING');
  const manifest = await zip.unpack(manifestName);
  if (!manifest.ok) return zipRefusal(manifest.error);
  const signature = await zip.unpack(signatureName);
  if (!signature.ok) return zipRefusal(signature.error);
  const pem = await zip.unpack(signerName);
  if (!pem.ok) return zipRefusal(pem.error);
  return ok({ manifest: manifest.value, signature: signature.value, pem: textOf(pem.value) ?? '' });
}

/** The manifest, once its version, signature, shape and signer have been found good, in this order. */
function judgeSeals(seals: Seals, trusted: TrustedSigners): Result<Manifest, PackageError> {
  const version = manifestVersionOf(seals.manifest);
  if (version === 'newer') return fail({ code: 'PACKAGE_NEWER' });
  if (version === 'none') return hostile('MANIFEST_INVALID');
  const signer = publicKeyFromPem(seals.pem);
  if (signer === undefined || !verifySignature(signer, seals.manifest, seals.signature)) return fail({ code: 'PACKAGE_SIGNATURE_INVALID' });
  const manifest = parseManifest(seals.manifest);
  if (!manifest.ok) return hostile('MANIFEST_INVALID');
  const named = bytesOfBase64(manifest.value.from.signPublic);
  if (named === undefined || Buffer.compare(named, signer) !== 0) return fail({ code: 'PACKAGE_SIGNATURE_INVALID' });
  const office = trusted.get(manifest.value.from.signPublic);
  if (office === undefined || office.officeId !== manifest.value.from.officeId) return fail({ code: 'PACKAGE_SIGNER_UNKNOWN' });
  return manifest;
}

async function unpackFiles(zip: OpenZip, manifest: Manifest): Promise<Result<ReadonlyMap<string, Uint8Array>, PackageError>> {
  const listed = new Set([manifestName, signatureName, signerName, ...manifest.files.map((file) => file.path)]);
  for (const path of zip.sizes.keys()) if (!listed.has(path)) return hostile('UNLISTED_FILE');
  for (const file of manifest.files) {
    const size = zip.sizes.get(file.path);
    if (size === undefined) return hostile('MISSING_FILE');
    if (size !== file.bytes) return hostile('WRONG_SIZE');
  }
  const files = new Map<string, Uint8Array>();
  for (const file of manifest.files) {
    const content = await zip.unpack(file.path);
    if (!content.ok) return zipRefusal(content.error);
    if (sha256Hex(content.value) !== file.sha256) return hostile('WRONG_HASH');
    files.set(file.path, content.value);
  }
  return ok(files);
}

export type OpenRequest = { readonly bytes: Uint8Array; readonly ageIdentity: string; readonly trusted: TrustedSigners };

/** `openPackage` with other limits than the published ones. */
export async function openPackageWithin(limits: PackageLimits, request: OpenRequest): Promise<Result<OpenedPackage, PackageError>> {
  if (request.bytes.length > limits.envelopeBytes) return fail({ code: 'PACKAGE_TOO_LARGE' });
  const decrypted = await decryptWithIdentity(request.bytes, request.ageIdentity);
  if (!decrypted.ok) {
    const codes = { AGE_NOT_FOR_US: 'PACKAGE_NOT_FOR_US', AGE_DAMAGED: 'PACKAGE_DAMAGED', AGE_TOO_LARGE: 'PACKAGE_TOO_LARGE' } as const;
    return fail({ code: codes[decrypted.error] });
  }
  const zip = await readZip(decrypted.value, limits);
  if (!zip.ok) return zipRefusal(zip.error);
  const seals = await unpackSeals(zip.value);
  if (!seals.ok) return seals;
  const manifest = judgeSeals(seals.value, request.trusted);
  if (!manifest.ok) return manifest;
  // Whoever receives a package can encrypt it anew for a third office; the signed list tells that it was not meant for them.
  if (!manifest.value.recipients.includes(await recipientOf(request.ageIdentity))) return fail({ code: 'PACKAGE_NOT_FOR_US' });
  const files = await unpackFiles(zip.value, manifest.value);
  if (!files.ok) return files;
  return ok({ manifest: manifest.value, manifestSha256: sha256Hex(seals.value.manifest), files: files.value, signerPem: seals.value.pem });
}

/**
 * Decrypts a package with the office's identity and judges it from the outside in: size, encryption, archive, version, signature, manifest, signer,
 * addressee, files. Returns content only if everything is as signed. Replays and gaps are told by sequence.ts.
 */
export function openPackage(bytes: Uint8Array, ageIdentity: string, trusted: TrustedSigners): Promise<Result<OpenedPackage, PackageError>> {
  return openPackageWithin(packageLimits, { bytes, ageIdentity, trusted });
}
