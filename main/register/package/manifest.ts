/** What a package says about itself: schema and canonical bytes of manifest.json. docs/formats/package.md lists every field. */
import { OfficeId, PackageId } from '../../../domain/ids.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { Instant, PlainDate } from '../../../domain/time.ts';
import { z } from '../../../domain/zod.ts';
import { isRecipient, maxRecipients } from '../crypto/age.ts';
import { bytesOfBase64 } from '../crypto/bytes.ts';
import { canonicalJson, parseCanonicalJson } from '../crypto/canonical.ts';
import { publicKeyBytes } from '../crypto/sign.ts';
import { collisionKeyOf, isSafePath } from './file-path.ts';

export const packageFormat = 'xinhu-package';
export const packageVersion = 1;
export const packageKinds = ['submission', 'receipt', 'letter', 'rule_pack'] as const;
export const maxManifestBytes = 1024 * 1024;
export const maxPackageFiles = 1997;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Recipient = z.string().refine(isRecipient);
/** Base64 of the 32 bytes of an Ed25519 public key. */
export const PublicKeyText = z.string().refine((text) => bytesOfBase64(text)?.length === publicKeyBytes);

/** One line of text, already trimmed: trimming while reading would give a manifest that its own bytes do not say. */
export function lineText(most: number) {
  return z
    .string()
    .min(1)
    .max(most)
    .refine((text) => text.trim() === text && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text));
}

const OfficeName = lineText(80);
const Line = lineText(500);

export const ManifestFile = z.strictObject({
  path: z.string().refine((path) => path.startsWith('files/') && isSafePath(path)),
  bytes: z.int().min(0),
  sha256: Sha256,
});
export type ManifestFile = z.infer<typeof ManifestFile>;

export const Manifest = z
  .strictObject({
    format: z.literal(packageFormat),
    version: z.literal(packageVersion),
    kind: z.enum(packageKinds),
    packageId: PackageId,
    from: z.strictObject({ officeId: OfficeId, name: OfficeName, signPublic: PublicKeyText }),
    to: z.strictObject({ officeId: OfficeId, name: OfficeName, recipient: Recipient }),
    sequence: z.int().min(1),
    previousHash: Sha256.nullable(),
    createdAt: Instant,
    period: z
      .strictObject({ from: PlainDate, to: PlainDate })
      .refine(({ from, to }) => from <= to)
      .nullable(),
    purpose: Line,
    legalBasis: Line,
    fieldProfile: z.enum(['named', 'statistical']),
    recipients: z.array(Recipient).min(1).max(maxRecipients),
    registerHead: z.strictObject({ seq: z.int().min(0), hash: Sha256 }),
    inReplyTo: z.strictObject({ packageId: PackageId, manifestSha256: Sha256 }).nullable(),
    files: z.array(ManifestFile).min(1).max(maxPackageFiles),
  })
  .refine((manifest) => (manifest.sequence === 1) === (manifest.previousHash === null))
  .refine((manifest) => manifest.recipients.includes(manifest.to.recipient) && new Set(manifest.recipients).size === manifest.recipients.length)
  .refine((manifest) => new Set(manifest.files.map((file) => collisionKeyOf(file.path))).size === manifest.files.length);
export type Manifest = z.infer<typeof Manifest>;

/** The bytes that are signed and hashed. */
export function manifestBytes(manifest: Manifest): Uint8Array {
  return canonicalJson(manifest);
}

const Head = z.looseObject({ format: z.literal(packageFormat), version: z.int().min(1) });

/** Whether bytes claim to be a manifest that this program can read; asked before the signature, whose rules may change with the version. */
export function manifestVersionOf(bytes: Uint8Array): 'ours' | 'newer' | 'none' {
  const head = Head.safeParse(parseCanonicalJson(bytes));
  if (!head.success) return 'none';
  return head.data.version > packageVersion ? 'newer' : 'ours';
}

/** A manifest from its exact bytes; anything but the canonical spelling of a complete manifest is refused. */
export function parseManifest(bytes: Uint8Array): Result<Manifest, 'MANIFEST_INVALID'> {
  const parsed = Manifest.safeParse(parseCanonicalJson(bytes));
  return parsed.success ? ok(parsed.data) : fail('MANIFEST_INVALID');
}
