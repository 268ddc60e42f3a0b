/** Documents: preview, issue, export, sign, verify. Issued bytes are stored and never made again. */
import { CaseId, DocumentId } from '../domain/ids.ts';
import { Instant } from '../domain/time.ts';
import { z } from '../domain/zod.ts';
import { DocumentView, eventErrors } from './cases.ts';
import { query, task } from './define.ts';
import { FileToken, Page, Passphrase } from './shapes.ts';

const issuers = ['psych_teacher', 'center_counselor', 'center_head'] as const;
const readers = ['psych_teacher', 'vice_principal', 'principal', 'center_counselor', 'center_head'] as const;
const Answers = z.record(z.string().max(60), z.unknown());
export const renderErrors = [
  'CASE_UNKNOWN',
  'DOCUMENT_TYPE_UNKNOWN',
  'DOCUMENT_GAPS',
  'FIELD_FIXED',
  'TEMPLATE_INVALID',
  'FONT_MISSING_CHARACTER',
  'DOCUMENT_TOO_LARGE',
  'TEXT_INVALID',
] as const;

/** A field of a template as the window asks for it. `answerable`: a person may word it; the others are the register's (FIELD_FIXED), and corrected there. */
export const FieldView = z.strictObject({
  id: z.string(),
  label: z.string(),
  type: z.string(),
  required: z.boolean(),
  asked: z.boolean(),
  answerable: z.boolean(),
  choices: z.array(z.string()),
  columns: z.array(z.strictObject({ id: z.string(), label: z.string() })),
  value: z.unknown(),
});

export const PaperSubject = z.enum(['case', 'plan', 'week', 'list']);
export type PaperSubject = z.infer<typeof PaperSubject>;

export const documentOperations = {
  /** What this office issues. Only papers about a case or its plan are chosen in a case; those of a week and the list of what is overdue are made on their own pages. */
  'documents.types': query({
    input: z.strictObject({}),
    output: z.array(z.strictObject({ type: z.string(), title: z.string(), series: z.string(), signRole: z.string().nullable(), about: PaperSubject })),
    errors: [],
    access: 'anyUser',
  }),
  /** A draft as HTML, with every field and what is still missing. Stores nothing. */
  'documents.preview': task({
    input: z.strictObject({ type: z.string().max(10), caseId: CaseId.nullable(), answers: Answers }),
    output: z.strictObject({ html: z.string(), fields: z.array(FieldView), gaps: z.array(z.strictObject({ field: z.string(), label: z.string() })) }),
    errors: [...renderErrors],
    needs: { level: 'attention', key: 'caseId', through: 'case', paperKey: 'type' },
    access: [...issuers],
  }),
  /** Renders docx and PDF from one frozen snapshot, numbers, hashes and stores them. */
  'documents.issue': task({
    input: z.strictObject({ requestId: z.uuid(), type: z.string().max(10), caseId: CaseId.nullable(), answers: Answers }),
    output: DocumentView,
    errors: [...renderErrors],
    needs: { level: 'attention', key: 'caseId', through: 'case', paperKey: 'type' },
    access: [...issuers],
  }),
  /** Papers, the latest first. Of one that is not open to the caller only the number stands, and 特别保密 for its title where the case is sealed; asked for one type, those are left out. */
  'documents.register': query({
    input: z.strictObject({ type: z.string().max(10).optional(), caseId: CaseId.optional(), ...Page }),
    output: z.strictObject({ total: z.int(), rows: z.array(DocumentView) }),
    errors: ['CASE_UNKNOWN'],
    needs: { level: 'attention', key: 'caseId', through: 'case', paperKey: 'type' },
    access: [...readers],
    audit: true,
  }),
  /** Writes the stored bytes to a file that the person chose. */
  'documents.export': task({
    input: z.strictObject({ documentId: DocumentId, format: z.enum(['docx', 'pdf', 'statement', 'signature', 'publicKey']), target: FileToken }),
    output: z.strictObject({ bytes: z.int(), sha256: z.string() }),
    errors: ['DOCUMENT_UNKNOWN', 'SIGNATURE_MISSING', 'FILE_TOKEN_UNKNOWN', 'FILE_NOT_WRITTEN', 'DISK_FULL', 'FOLDER_READ_ONLY'],
    needs: { level: 'attention', key: 'documentId', through: 'document' },
    access: [...readers],
  }),
  /** The stored PDF for the window's preview pane, base64. */
  'documents.pdf': query({
    input: z.strictObject({ documentId: DocumentId }),
    output: z.strictObject({ base64: z.string(), view: DocumentView }),
    errors: ['DOCUMENT_UNKNOWN'],
    needs: { level: 'attention', key: 'documentId', through: 'document' },
    access: [...readers],
    audit: true,
  }),
  /** An issued document as the window shows it (HTML of its frozen facts). */
  'documents.view': query({
    input: z.strictObject({ documentId: DocumentId }),
    output: z.strictObject({ html: z.string(), view: DocumentView }),
    errors: ['DOCUMENT_UNKNOWN', 'TEMPLATE_INVALID'],
    needs: { level: 'attention', key: 'documentId', through: 'document' },
    access: [...readers],
    audit: true,
  }),
  /**
   * Whether the register issued exactly these bytes, when, and who signed them. `claims`: id or number of the document that the file says it
   * is; other bytes are then a changed copy, not merely unknown. The verdict is `genuine` only for a paper in force, with every signature it needs.
   */
  'documents.verify': task({
    input: z.strictObject({ file: FileToken, claims: z.string().trim().min(1).max(100).nullable().default(null) }),
    output: z.strictObject({
      verdict: z.enum(['genuine', 'unknown', 'changed', 'unsigned', 'signature_invalid', 'not_in_force']),
      known: z.boolean(),
      /** A document was named, and these are not its bytes. */
      changed: z.boolean(),
      format: z.enum(['docx', 'pdf']).nullable(),
      sha256: z.string(),
      view: DocumentView.nullable(),
      signatures: z.array(z.strictObject({ signerName: z.string(), role: z.string(), signedAt: Instant, valid: z.boolean(), reason: z.string().nullable() })),
    }),
    errors: ['FILE_TOKEN_UNKNOWN', 'FILE_UNREADABLE', 'FILE_TOO_LARGE', 'DOCUMENT_UNKNOWN'],
    access: 'anyUser',
  }),

  'signing.queue': query({
    input: z.strictObject({}),
    output: z.array(DocumentView),
    errors: [],
    access: ['vice_principal', 'principal', 'psych_teacher', 'center_head'],
  }),
  /** Signs the exact bytes with the signer's own key, which only their passphrase opens. The author cannot sign. */
  'signing.sign': task({
    input: z.strictObject({ documentId: DocumentId, pdfSha256: z.string().length(64), passphrase: Passphrase }),
    output: DocumentView,
    errors: ['DOCUMENT_UNKNOWN', 'NOT_TO_BE_SIGNED', 'SIGNED_ALREADY', 'DOCUMENT_SUPERSEDED', 'SIGNATURE_INVALID', 'PASSPHRASE_WRONG', ...eventErrors],
    needs: { level: 'attention', key: 'documentId', through: 'document' },
    access: ['vice_principal', 'principal', 'center_head'],
    secrets: ['passphrase'],
  }),
  'signing.return': task({
    input: z.strictObject({ documentId: DocumentId, comment: z.string().trim().min(1).max(2000) }),
    output: DocumentView,
    errors: ['DOCUMENT_UNKNOWN', 'NOT_TO_BE_SIGNED', 'SIGNED_ALREADY', 'DOCUMENT_SUPERSEDED', ...eventErrors],
    needs: { level: 'attention', key: 'documentId', through: 'document' },
    access: ['vice_principal', 'principal', 'center_head'],
  }),

  /** The overdue list for the principal, printed and kept: what is owed, by whom, since when, without clinical text. */
  'documents.issueOverdueList': task({
    input: z.strictObject({ requestId: z.uuid(), remark: z.string().max(1000).default('') }),
    output: DocumentView,
    errors: ['NOTHING_OVERDUE', ...renderErrors],
    access: ['vice_principal', 'principal', 'psych_teacher'],
  }),
} as const;
