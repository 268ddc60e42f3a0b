/** Pupils, and files that platforms export. */
import { BatchId, CaseId, PupilId } from '../domain/ids.ts';
import { PlainDate } from '../domain/time.ts';
import { Instrument } from '../domain/vocabulary.ts';
import { z } from '../domain/zod.ts';
import { command, query, task } from './define.ts';
import { FileToken, Guardian, Name, Page, PupilSummary } from './shapes.ts';

const fileErrors = ['FILE_TOKEN_UNKNOWN', 'FILE_UNREADABLE', 'FILE_TOO_LARGE', 'FILE_TYPE_UNKNOWN', 'FILE_ENCRYPTED', 'FILE_LEGACY_XLS', 'FILE_HOSTILE', 'FILE_DAMAGED', 'FILE_EMPTY', 'ENCODING_UNKNOWN', 'HEADER_NOT_FOUND', 'KIND_UNKNOWN', 'COLUMN_MISSING', 'BASE_UNKNOWN', 'IMPORT_TIMEOUT'] as const;
const reporters = ['psych_teacher', 'center_counselor', 'center_head'] as const;

export const ImportKind = z.enum(['roster', 'screening', 'hotline']);
export const ImportIssue = z.strictObject({ row: z.int(), column: z.string().nullable(), code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) });

const ImportOptions = {
  file: FileToken,
  kind: ImportKind.optional(),
  /** Header text → field id, when the detected columns are wrong. */
  mapping: z.record(z.string().max(80), z.string().max(40)).optional(),
  /** Lowest answer of the scale in this file (MSSMHS exists with 0 and with 1). */
  scoreBase: z.union([z.literal(0), z.literal(1)]).optional(),
};

const ImportOverview = {
  kind: ImportKind,
  fileSha256: z.string(),
  headerRow: z.int(),
  dataRows: z.int(),
  columns: z.array(z.strictObject({ header: z.string(), field: z.string().nullable() })),
  instruments: z.array(Instrument),
  scoreBase: z.int().nullable(),
  refused: z.array(ImportIssue),
  skipped: z.array(ImportIssue),
  warnings: z.array(ImportIssue),
};

export const ImportReport = z.strictObject({
  ...ImportOverview,
  batchId: BatchId,
  taken: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  secondScreening: z.int(),
  urgent: z.int(),
});
export type ImportReport = z.infer<typeof ImportReport>;

export const rosterOperations = {
  /** Reads a file and says what it is, which columns were understood, and what would be refused. Stores nothing. */
  'imports.inspect': task({
    input: z.strictObject(ImportOptions),
    output: z.strictObject({ ...ImportOverview, rows: z.int(), preview: z.array(z.array(z.string())) }),
    errors: [...fileErrors],
    access: [...reporters],
  }),
  /** Takes the rows of a file. The same file again changes nothing. */
  'imports.run': task({ input: z.strictObject(ImportOptions), output: ImportReport, errors: [...fileErrors], access: [...reporters] }),
  'imports.list': query({
    input: z.strictObject({}),
    output: z.array(z.strictObject({ id: BatchId, kind: ImportKind, importedAt: z.string(), dataRows: z.int(), added: z.int(), changed: z.int(), unchanged: z.int(), refused: z.int(), skipped: z.int() })),
    errors: [],
    access: [...reporters],
  }),
  'roster.list': query({
    input: z.strictObject({ search: z.string().max(40).default(''), className: z.string().max(40).optional(), ...Page }),
    output: z.strictObject({ total: z.int(), rows: z.array(PupilSummary) }),
    errors: [],
    access: [...reporters],
  }),
  'roster.pupil': query({
    input: z.strictObject({ pupilId: PupilId }),
    output: z.strictObject({ pupil: PupilSummary, address: z.string().nullable(), boarding: z.boolean(), classTeacher: z.string().nullable(), guardians: z.array(Guardian), cases: z.array(z.strictObject({ id: CaseId, caseNo: z.string() })) }),
    errors: ['PUPIL_UNKNOWN'],
    access: [...reporters],
    audit: true,
  }),
  'roster.add': command({
    input: z.strictObject({ studentNo: z.string().trim().min(1).max(40), name: Name, sex: z.enum(['male', 'female', 'unknown']), birthDate: PlainDate.nullable().default(null), grade: z.int().min(1).max(12), className: z.string().max(40), guardians: z.array(Guardian).max(6).default([]) }),
    output: PupilSummary,
    errors: ['PUPIL_EXISTS'],
    access: [...reporters],
  }),
  /** Who needs second screening, most urgent first, with the reasons. */
  'screening.queue': query({
    input: z.strictObject({ includeDone: z.boolean().default(false), ...Page }),
    output: z.strictObject({
      total: z.int(),
      rows: z.array(z.strictObject({ pupil: PupilSummary, urgent: z.boolean(), results: z.array(z.strictObject({ id: z.uuid(), instrument: z.string(), testedOn: PlainDate, total: z.number().nullable(), flags: z.array(z.string()) })) })),
    }),
    errors: [],
    access: [...reporters],
    audit: true,
  }),
  /** Outcome of a second screening that does not lead to a case. */
  'screening.conclude': command({
    input: z.strictObject({ resultIds: z.array(z.uuid()).min(1).max(20), outcome: z.enum(['cleared', 'general_attention', 'retest']) }),
    output: z.strictObject({}),
    errors: ['RESULT_UNKNOWN'],
    access: [...reporters],
  }),
} as const;
