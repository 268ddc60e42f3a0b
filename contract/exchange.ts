/** Packages on USB sticks: partners, building and approving, writing, quarantine, receipts. */
import { CaseId, DocumentId, OfficeId, PackageId, PupilId } from '../domain/ids.ts';
import { Instant, PlainDate } from '../domain/time.ts';
import { RegisterKind } from '../domain/vocabulary.ts';
import { z } from '../domain/zod.ts';
import { eventErrors } from './cases.ts';
import { command, query, task } from './define.ts';
import { FileToken, Passphrase, officeStaff } from './shapes.ts';

/** Whoever leads the office can do alone what comes in: a letter of the centre is addressed to the principal, and its clock runs while others are away. */
const officers = ['psych_teacher', 'vice_principal', 'principal', 'center_counselor', 'center_head'] as const;
const approvers = ['vice_principal', 'principal', 'center_head'] as const;
const fileOut = ['FILE_TOKEN_UNKNOWN', 'FILE_NOT_WRITTEN', 'DISK_FULL', 'FOLDER_READ_ONLY'] as const;

const importErrors = [
  'FILE_TOKEN_UNKNOWN',
  'FILE_UNREADABLE',
  'FILE_TOO_LARGE',
  'PACKAGE_NOT_FOR_US',
  'PACKAGE_DAMAGED',
  'PACKAGE_HOSTILE',
  'PACKAGE_SIGNATURE_INVALID',
  'PACKAGE_SIGNER_UNKNOWN',
  'PACKAGE_NEWER',
  'PACKAGE_TOO_LARGE',
  'PACKAGE_KIND_WRONG',
] as const;

export const PackageKind = z.enum(['submission', 'receipt', 'letter']);
export const PackageStatus = z.enum(['draft', 'approved', 'written', 'quarantined', 'accepted', 'returned', 'acknowledged']);
export const PackageView = z.strictObject({
  id: PackageId,
  direction: z.enum(['out', 'in']),
  kind: PackageKind,
  partnerId: OfficeId,
  partnerName: z.string(),
  sequence: z.int(),
  status: PackageStatus,
  createdAt: Instant,
  purpose: z.string(),
  legalBasis: z.string(),
  fieldProfile: z.enum(['named', 'statistical']),
  manifestHash: z.string(),
  packageSha256: z.string().nullable(),
  findings: z.array(z.string()),
  files: z.array(z.strictObject({ path: z.string(), bytes: z.int(), sha256: z.string(), documentId: DocumentId.nullable() })),
});
export type PackageView = z.infer<typeof PackageView>;

export const PartnerView = z.strictObject({
  officeId: OfficeId,
  kind: RegisterKind,
  name: z.string(),
  fingerprint: z.string(),
  recipient: z.string(),
  addedAt: Instant,
  /** When the partner made the card. */
  issuedAt: Instant,
  /** When somebody here had compared the fingerprint; null = nobody has. */
  confirmedAt: Instant.nullable(),
});
/** The pupil here whom a waiting letter is taken for. Not `certain`: only one in another class has this name and grade, and `exchange.accept` has to be told. */
export const LetterMatch = z.strictObject({
  pupilId: PupilId,
  name: z.string(),
  studentNo: z.string(),
  grade: z.int(),
  className: z.string(),
  certain: z.boolean(),
});

/** Forty digits, grouped in any way. */
const Fingerprint = z.string().trim().min(40).max(80);

export const exchangeOperations = {
  /** Writes this office's public card (age recipient and signers' public keys) for a partner. */
  'exchange.exportCard': task({
    input: z.strictObject({ target: FileToken }),
    output: z.strictObject({ officeId: OfficeId, fingerprint: z.string() }),
    errors: [...fileOut],
    access: ['office_admin', 'psych_teacher', 'center_head', 'center_counselor'],
  }),
  /**
   * Takes a partner's card. A first card is to be confirmed (`exchange.confirmPartner`) before anything is sent to that office or accepted from it.
   * A changed card is taken when a signer known of that partner signed it, or when a leader has typed its fingerprint as `confirmFingerprint`;
   * else PARTNER_KNOWN with the fingerprints `known` and `offered`, and `why`: SIGNER, KIND (the office would change its kind), OLDER (an older card).
   */
  'exchange.addPartner': task({
    input: z.strictObject({ file: FileToken, confirmFingerprint: Fingerprint.optional() }),
    output: PartnerView,
    errors: ['CARD_INVALID', 'PARTNER_KNOWN', 'FINGERPRINT_WRONG', 'FILE_TOKEN_UNKNOWN', 'FILE_UNREADABLE', 'FILE_TOO_LARGE'],
    access: ['office_admin', 'psych_teacher', ...approvers],
  }),
  /** Notes that the partner read out this fingerprint: it is typed, not clicked. */
  'exchange.confirmPartner': command({
    input: z.strictObject({ officeId: OfficeId, fingerprint: Fingerprint }),
    output: PartnerView,
    errors: ['PARTNER_UNKNOWN', 'FINGERPRINT_WRONG'],
    access: ['office_admin', ...approvers],
  }),
  'exchange.partners': query({ input: z.strictObject({}), output: z.array(PartnerView), errors: [], access: officeStaff }),
  /** Writes the office's own age identity: whoever holds it reads everything sent to this office. Needs the passphrase again. */
  'exchange.exportIdentity': task({
    input: z.strictObject({ target: FileToken, passphrase: Passphrase }),
    output: z.strictObject({ recipient: z.string() }),
    errors: ['PASSPHRASE_WRONG', ...fileOut],
    access: ['office_admin', 'center_head'],
    secrets: ['passphrase'],
  }),

  /**
   * Gathers documents and data into a draft, which lists exactly what would leave. In the statistical profile, which letters do not have, weekly papers may
   * be chosen and no others (PACKAGE_KIND_WRONG): their counts go, and the paper itself where it tells nothing that is held back for small numbers. No text
   * may name anybody (NAMES_IN_STATISTICS). Of one time, cases are counted again as they were chosen before or not at all: two counts about almost the same
   * cases tell the difference (STATISTICS_OVERLAP).
   */
  'exchange.build': task({
    input: z.strictObject({
      requestId: z.uuid(),
      /** A school reports, a centre writes letters; receipts are made by accepting or returning. */
      kind: z.enum(['submission', 'letter']),
      partnerId: OfficeId,
      documentIds: z.array(DocumentId).max(500),
      caseIds: z.array(CaseId).max(500).default([]),
      purpose: z.string().trim().min(1).max(400),
      legalBasis: z.string().trim().min(1).max(400),
      fieldProfile: z.enum(['named', 'statistical']),
      /** What the data are of; null: of the day on which the package is built. */
      period: z
        .strictObject({ from: PlainDate, to: PlainDate })
        .refine(({ from, to }) => from <= to)
        .nullable()
        .default(null),
    }),
    output: PackageView,
    errors: [
      'PARTNER_UNKNOWN',
      'PARTNER_UNCONFIRMED',
      'DOCUMENT_UNKNOWN',
      'CASE_UNKNOWN',
      'PACKAGE_EMPTY',
      'PACKAGE_KIND_WRONG',
      'NAMES_IN_STATISTICS',
      'STATISTICS_OVERLAP',
      'SIGNATURE_MISSING',
      'PACKAGE_TOO_LARGE',
    ],
    needs: [
      { level: 'attention', key: 'documentIds', through: 'document' },
      { level: 'attention', key: 'caseIds', through: 'case' },
    ],
    access: ['psych_teacher', 'center_counselor', 'center_head'],
  }),
  /** What would leave: every file and every data field with its value, and what changed since the last package to this partner. */
  'exchange.preview': query({
    input: z.strictObject({ packageId: PackageId }),
    output: z.strictObject({
      view: PackageView,
      fields: z.array(z.strictObject({ caseNo: z.string(), field: z.string(), value: z.string() })),
      /** Lines of fields and files, against the package with number `previousSequence`. */
      addedSince: z.array(z.string()),
      removedSince: z.array(z.string()),
      previousSequence: z.int().nullable(),
      /** With the fingerprint of the card by which the other office is known. */
      partner: PartnerView,
      match: LetterMatch.nullable(),
    }),
    errors: ['PACKAGE_UNKNOWN'],
    access: [...officers],
    audit: true,
  }),
  /** The approver signs the manifest with their own key. */
  'exchange.approve': task({
    input: z.strictObject({ packageId: PackageId, manifestHash: z.string().length(64), passphrase: Passphrase }),
    output: PackageView,
    errors: ['PACKAGE_UNKNOWN', 'PACKAGE_NOT_DRAFT', 'PARTNER_UNCONFIRMED', 'PASSPHRASE_WRONG', 'AUTHOR_CANNOT_SIGN', 'SIGNATURE_INVALID', 'PACKAGE_TOO_LARGE'],
    access: [...approvers],
    secrets: ['passphrase'],
  }),
  /** Writes the encrypted package to a USB stick. */
  'exchange.write': task({
    input: z.strictObject({ packageId: PackageId, target: FileToken }),
    output: PackageView,
    errors: ['PACKAGE_UNKNOWN', 'PACKAGE_NOT_APPROVED', 'PACKAGE_DAMAGED', ...fileOut],
    access: [...officers],
  }),
  /** Reads a package into quarantine: decrypts, checks signature, hashes, sequence. A replay is recognised and changes nothing. */
  'exchange.import': task({
    input: z.strictObject({ file: FileToken }),
    output: PackageView,
    errors: [...importErrors, 'PACKAGE_REPLAY'],
    access: [...officers],
  }),
  /**
   * Takes a quarantined package: a submission is noted in its cases, a receipt settles the duty, a letter opens the school's clock. A closed case is
   * opened again. Nothing is taken about a child whom this register knows under another name: its number is in `unmatched`, and the receipt says so.
   */
  'exchange.accept': task({
    /** `pupilId`: the pupil of a letter, when nobody here fits what the centre knows, or only one in another class does (`exchange.preview`). */
    input: z.strictObject({ packageId: PackageId, pupilId: PupilId.nullable().default(null) }),
    /** `receiptId`: the draft receipt that was made for what was accepted; null for a receipt. `unmatched`: student numbers that fit nobody here. */
    output: z.strictObject({ view: PackageView, cases: z.array(CaseId), unmatched: z.array(z.string()), receiptId: PackageId.nullable() }),
    errors: ['PACKAGE_UNKNOWN', 'PACKAGE_NOT_QUARANTINED', 'PUPIL_UNKNOWN', 'PACKAGE_DAMAGED', 'PACKAGE_KIND_WRONG', 'PARTNER_UNCONFIRMED', ...eventErrors],
    access: [...officers],
  }),
  /** Sends a package back with a reason, which names nobody: receipts are statistical. The receipt that says so is made as a draft. */
  'exchange.return': task({
    input: z.strictObject({ packageId: PackageId, reason: z.string().trim().min(1).max(1000) }),
    output: z.strictObject({ view: PackageView, receiptId: PackageId.nullable() }),
    errors: ['PACKAGE_UNKNOWN', 'PACKAGE_NOT_QUARANTINED', 'NAMES_IN_STATISTICS'],
    access: [...officers],
  }),
  /** Throws a draft away: its author may, and a leader. A receipt is made once and stays (PACKAGE_KIND_WRONG). */
  'exchange.discard': command({
    input: z.strictObject({ packageId: PackageId }),
    output: z.strictObject({}),
    errors: ['PACKAGE_UNKNOWN', 'PACKAGE_NOT_DRAFT', 'PACKAGE_KIND_WRONG'],
    access: [...officers],
  }),
  /** Checks a package without keeping anything: for this office, whole, signed by a known signer? Also tells one that this office sent. */
  'exchange.verify': task({
    input: z.strictObject({ file: FileToken }),
    output: z.strictObject({ direction: z.enum(['out', 'in']), kind: PackageKind, sequence: z.int(), manifestHash: z.string(), files: z.int() }),
    errors: [...importErrors],
    access: 'anyUser',
  }),
  /** Packages, the latest first. */
  'exchange.list': query({
    input: z.strictObject({
      direction: z.enum(['out', 'in']).optional(),
      status: PackageStatus.optional(),
      offset: z.int().min(0).max(10_000_000).default(0),
      limit: z.int().min(1).max(200).default(200),
    }),
    output: z.array(PackageView),
    errors: [],
    access: [...officers],
  }),
} as const;
