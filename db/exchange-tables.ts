/** Row types of what goes between offices (see schema.ts). */

export type OfficePartnerTable = {
  office_id: string;
  kind: string;
  name: string;
  recipient: string;
  /** Signers' public keys (JSON array of {role, publicKey}). */
  signers: string;
  fingerprint: string;
  /** Of the card, by its own office's clock. */
  issued_at: string;
  added_at: string;
  added_by: string;
  /** When a person here had compared the fingerprint over another way. */
  confirmed_at: string | null;
  confirmed_by: string | null;
  /** Under which this office keeps the partner's student numbers; bound at the first report, never by the partner. */
  code: string | null;
};

export type PackageTable = {
  id: string;
  direction: 'out' | 'in';
  kind: string;
  partner_id: string;
  sequence: number;
  previous_hash: string | null;
  /** SHA-256 of the canonical manifest. */
  manifest_hash: string;
  manifest: string;
  /** draft | approved | written | quarantined | accepted | returned | acknowledged */
  status: string;
  created_at: string;
  created_by: string;
  approved_by: string | null;
  approved_at: string | null;
  /** Encrypted package as written (out) or received (in). */
  package_sha256: string | null;
  in_reply_to: string | null;
  /** Findings on import: replay, gap, fork (JSON array). */
  findings: string;
};

/** Unpacked files of a package, or those chosen for a draft: bytes are blobs. */
export type PackageFileTable = { package_id: string; path: string; sha256: string; document_id: string | null };

/** Cases that the counts of a statistical package are about. */
export type PackageCaseTable = { package_id: string; case_id: string };
