/** Pupils, and files that platforms export. */
import { BatchId, CaseId, PupilId } from '../domain/ids.ts';
import { limits } from '../domain/limits.ts';
import { conclusionNoteLength, conclusionOutcomes } from '../domain/second-screening.ts';
import { Instant, PlainDate } from '../domain/time.ts';
import { Instrument } from '../domain/vocabulary.ts';
import { z } from '../domain/zod.ts';
import { command, query, task } from './define.ts';
import { importFileCodes } from './errors.ts';
import { FileToken, Guardian, Name, Page, PupilSummary } from './shapes.ts';

const fileErrors = ['FILE_TOKEN_UNKNOWN', 'FILE_UNREADABLE', 'FILE_TOO_LARGE', ...importFileCodes] as const;
const reporters = ['psych_teacher', 'center_counselor', 'center_head'] as const;

export const ImportKind = z.enum(['roster', 'screening', 'hotline']);
/** A row, a cell or a file (row 0) that the reader of a report should know of. Columns and rows count from 1, as Excel shows them. */
export const ImportIssue = z.strictObject({
  sheet: z.int(),
  row: z.int(),
  column: z.int().nullable(),
  code: z.string(),
  instrument: z.string().nullable(),
  /** The row tells of a danger although it could not be taken: somebody has to look at it. */
  urgent: z.boolean(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type ImportIssue = z.infer<typeof ImportIssue>;

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
  columns: z.array(z.strictObject({ sheet: z.int(), column: z.int(), header: z.string(), field: z.string() })),
  /** Headers that were seen and deliberately not taken: identity numbers, line numbers, anything unknown. */
  ignoredColumns: z.array(z.string()),
  instruments: z.array(Instrument),
  scoreBase: z.record(z.string(), z.int()),
  refused: z.array(ImportIssue),
  skipped: z.array(ImportIssue),
  warnings: z.array(ImportIssue),
};

/** A call that joined the only pupil of its name, school, grade and class. */
const JoinedCall = z.strictObject({ callId: z.string(), pupilId: PupilId });

const ScreeningInterview = z.strictObject({ by: Name, at: Instant });

const ScreeningResult = z.strictObject({
  id: z.uuid(),
  instrument: z.string(),
  testedOn: PlainDate,
  total: z.number().nullable(),
  flags: z.array(z.string()),
  urgent: z.boolean(),
  dueOn: PlainDate,
  /** What was concluded without a case, by what talk and why; also what an earlier conclusion said of a result that waits again (`outcome` null). */
  outcome: z.enum(conclusionOutcomes).nullable(),
  interview: ScreeningInterview.nullable(),
  note: z.string().nullable(),
  takenUp: z.boolean(),
});

export const ImportReport = z.strictObject({
  ...ImportOverview,
  batchId: BatchId,
  taken: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  /** Pupils whose number came with another name, taken because that was asked for; each is among the warnings. */
  renamed: z.int(),
  secondScreening: z.int(),
  urgent: z.int(),
  /** Calls that have found their pupil by themselves. */
  joinedCalls: z.array(JoinedCall),
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
  /**
   * Takes the rows of a file. The same file again changes nothing, and what a file does not say stays as it is stored. A known number with
   * another name is refused (NAME_DIFFERS) unless `acceptRenames` says that these pupils were renamed.
   */
  'imports.run': task({
    input: z.strictObject({ ...ImportOptions, acceptRenames: z.boolean().default(false) }),
    output: ImportReport,
    errors: [...fileErrors],
    access: [...reporters],
  }),
  'imports.list': query({
    input: z.strictObject({}),
    output: z.array(
      z.strictObject({
        id: BatchId,
        kind: ImportKind,
        importedAt: z.string(),
        dataRows: z.int(),
        added: z.int(),
        changed: z.int(),
        unchanged: z.int(),
        refused: z.int(),
        skipped: z.int(),
      }),
    ),
    errors: [],
    access: [...reporters],
  }),
  /** Calls of imported logs whose pupil is not certain. One that says school, grade and class joins by itself once these are of exactly one pupil of its name. */
  'hotline.waiting': query({
    input: z.strictObject(Page),
    output: z.strictObject({
      total: z.int(),
      rows: z.array(
        z.strictObject({
          id: z.string(),
          calledAt: Instant,
          name: z.string(),
          school: z.string().nullable(),
          grade: z.int().nullable(),
          className: z.string().nullable(),
          caller: z.string(),
          concern: z.string(),
          risk: z.string(),
          handling: z.string(),
        }),
      ),
    }),
    errors: [],
    access: [...reporters],
    audit: true,
  }),
  /** A person says whose call it is. */
  'hotline.join': command({
    input: z.strictObject({ callId: z.string().min(1).max(64), pupilId: PupilId }),
    output: z.strictObject({}),
    errors: ['CALL_UNKNOWN', 'PUPIL_UNKNOWN'],
    access: [...reporters],
  }),
  'roster.list': query({
    input: z.strictObject({ search: z.string().max(40).default(''), className: z.string().max(limits.className).optional(), ...Page }),
    output: z.strictObject({ total: z.int(), rows: z.array(PupilSummary) }),
    errors: [],
    access: [...reporters],
    audit: true,
  }),
  'roster.pupil': query({
    input: z.strictObject({ pupilId: PupilId }),
    output: z.strictObject({
      pupil: PupilSummary,
      address: z.string().nullable(),
      boarding: z.boolean(),
      classTeacher: z.string().nullable(),
      guardians: z.array(Guardian),
      cases: z.array(z.strictObject({ id: CaseId, caseNo: z.string() })),
      /** Calls of the hotline about the pupil, newest first. `id` is what a lead names as its source; `caseId` the case that took it up. */
      calls: z.array(
        z.strictObject({
          id: z.string(),
          calledAt: Instant,
          caller: z.string(),
          concern: z.string(),
          risk: z.string(),
          handling: z.string(),
          caseId: CaseId.nullable(),
        }),
      ),
    }),
    errors: ['PUPIL_UNKNOWN'],
    access: [...reporters],
    audit: true,
  }),
  'roster.add': command({
    input: z.strictObject({
      studentNo: z.string().trim().min(1).max(limits.studentNo),
      name: Name,
      sex: z.enum(['male', 'female', 'unknown']),
      birthDate: PlainDate.nullable().default(null),
      grade: z.int().min(1).max(12),
      className: z.string().trim().min(1).max(limits.className),
      guardians: z.array(Guardian).max(limits.guardians).default([]),
    }),
    output: PupilSummary.extend({ joinedCalls: z.array(JoinedCall) }),
    errors: ['PUPIL_EXISTS'],
    access: [...reporters],
  }),
  /** Who needs second screening, with the reasons: the overdue first, then the urgent, then by the day on which they are due. */
  'screening.queue': query({
    input: z.strictObject({ includeDone: z.boolean().default(false), ...Page }),
    output: z.strictObject({
      total: z.int(),
      rows: z.array(
        z.strictObject({
          pupil: PupilSummary,
          urgent: z.boolean(),
          /** The last day for the talk, of the result that waits and is due first; null when none waits any more. */
          dueOn: PlainDate.nullable(),
          overdue: z.boolean(),
          results: z.array(ScreeningResult),
        }),
      ),
    }),
    errors: [],
    access: [...reporters],
    audit: true,
  }),
  /** Outcome of a second screening that does not lead to a case. A result that a case took up, or that has another outcome, is refused. */
  'screening.conclude': command({
    input: z.strictObject({
      resultIds: z.array(z.uuid()).min(1).max(20),
      outcome: z.enum(conclusionOutcomes),
      /** Who talked to the pupil and when; null when nobody did, which only a new test of an ordinary result allows. */
      interview: ScreeningInterview.nullable(),
      note: z.string().trim().min(1).max(conclusionNoteLength),
    }),
    output: z.strictObject({}),
    errors: ['RESULT_UNKNOWN', 'SCREENING_NOT_INTERVIEWED', 'SCREENING_INTERVIEW_TOO_EARLY', 'IN_THE_FUTURE'],
    access: [...reporters],
  }),
} as const;
