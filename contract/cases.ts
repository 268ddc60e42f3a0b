/** Cases, their events and obligations. Payloads of events are parsed with the registered schema before any handler code. */
import { CaseId, DocumentId, EventId, PupilId, UserId } from '../domain/ids.ts';
import { refusalCodes } from '../domain/refusal.ts';
import { Instant } from '../domain/time.ts';
import { Attendance, CaseStage, RiskGrade, Role } from '../domain/vocabulary.ts';
import { z } from '../domain/zod.ts';
import { command, query, task } from './define.ts';
import { CaseSummary, Guardian, ObligationView, Page, PupilSummary, RequestId } from './shapes.ts';

/** Refusals of anything that records an event. */
export const eventErrors = ['CASE_UNKNOWN', 'STALE_VERSION', 'CALENDAR_NOT_PUBLISHED', ...refusalCodes] as const;
/** Refusals of what a person enters by hand. */
const handErrors = ['REFERENCE_UNKNOWN', 'BY_PACKAGE_ONLY'] as const;
/** `clockConfirmed`: the person saw CLOCK_SET_BACK and says that the computer's clock is right now. */
const Entry = { requestId: RequestId, happenedAt: Instant, payload: z.record(z.string(), z.unknown()), clockConfirmed: z.boolean().default(false) };
const workers = ['psych_teacher', 'vice_principal', 'principal', 'center_counselor', 'center_head'] as const;

export const EventView = z.strictObject({
  id: EventId,
  seq: z.int(),
  type: z.string(),
  happenedAt: Instant,
  recordedAt: Instant,
  recordedBy: UserId,
  recordedByName: z.string(),
  late: z.boolean(),
  /** Payload as this role may see it; keys that it may not see are listed in `hidden`. */
  payload: z.record(z.string(), z.unknown()),
  hidden: z.array(z.string()),
  /** Ids of corrections to this event. */
  correctedBy: z.array(EventId),
  hash: z.string(),
});
export type EventView = z.infer<typeof EventView>;

export const DocumentView = z.strictObject({
  id: DocumentId,
  type: z.string(),
  number: z.string(),
  title: z.string(),
  version: z.int(),
  caseId: CaseId.nullable(),
  caseNo: z.string().nullable(),
  status: z.enum(['issued', 'signed', 'returned', 'replaced']),
  signRole: z.string().nullable(),
  issuedAt: Instant,
  issuedByName: z.string(),
  docx: z.strictObject({ bytes: z.int(), sha256: z.string() }),
  pdf: z.strictObject({ bytes: z.int(), sha256: z.string() }),
  verificationCode: z.string(),
});
export type DocumentView = z.infer<typeof DocumentView>;

/** Weeks of a duty missed one after the other, so that `role` has to step in. */
const chase = { ruleId: z.string(), titleZh: z.string(), titleEn: z.string(), slot: z.string(), missed: z.int(), role: Role };
export const Chase = z.strictObject(chase);
export type Chase = z.infer<typeof Chase>;
export const CaseChase = z.strictObject({ ...chase, caseId: CaseId, caseNo: z.string(), pupilName: z.string(), className: z.string() });
export type CaseChase = z.infer<typeof CaseChase>;

export const CaseFile = z.strictObject({
  summary: CaseSummary,
  pupil: PupilSummary,
  guardians: z.array(Guardian),
  /** Folded state as JSON (domain/case-state.ts): the same for every role that sees the case, because no confidential field of an event goes into it. */
  state: z.record(z.string(), z.unknown()),
  events: z.array(EventView),
  obligations: z.array(ObligationView),
  chases: z.array(Chase),
  documents: z.array(DocumentView),
  /** Event types this person may record by hand now. */
  allowed: z.array(z.string()),
  /** Document types that can be issued now. */
  issuable: z.array(z.string()),
});
export type CaseFile = z.infer<typeof CaseFile>;

export const caseOperations = {
  /** Opens a case: records the lead as its first event. */
  'cases.open': command({
    input: z.strictObject({ ...Entry, pupilId: PupilId }),
    output: CaseSummary,
    errors: ['PUPIL_UNKNOWN', 'CASE_OPEN_ALREADY', 'RESULT_UNKNOWN', ...handErrors, ...eventErrors],
    access: ['psych_teacher', 'center_counselor', 'center_head'],
  }),
  'cases.list': query({
    input: z.strictObject({
      search: z.string().max(40).default(''),
      stage: CaseStage.optional(),
      grade: RiskGrade.optional(),
      attendance: Attendance.optional(),
      overdue: z.boolean().optional(),
      open: z.boolean().optional(),
      sort: z.enum(['due', 'grade', 'opened', 'number']).default('due'),
      ...Page,
    }),
    output: z.strictObject({ total: z.int(), rows: z.array(CaseSummary) }),
    errors: [],
    access: [...workers],
    audit: true,
  }),
  'cases.file': query({ input: z.strictObject({ caseId: CaseId }), output: CaseFile, errors: ['CASE_UNKNOWN'], access: [...workers], audit: true }),
  /** Appends an event; the snapshot, obligations and audit row are written in the same transaction. */
  'events.record': command({
    input: z.strictObject({ ...Entry, caseId: CaseId, expectedVersion: z.int().min(0), type: z.string().max(60) }),
    output: z.strictObject({ eventId: EventId, summary: CaseSummary }),
    errors: [...handErrors, ...eventErrors],
    access: [...workers],
  }),
  /** Obligations that are overdue, due today, due this week, or waiting, for the caller's role. */
  'today.board': query({
    input: z.strictObject({}),
    output: z.strictObject({
      overdue: z.array(ObligationView),
      today: z.array(ObligationView),
      week: z.array(ObligationView),
      later: z.int(),
      leads: z.int(),
      urgentScreening: z.int(),
      toSign: z.int(),
      inbox: z.int(),
      /** Cases in which the caller's role has to step in. */ chases: z.array(CaseChase),
    }),
    errors: [],
    access: 'anyUser',
  }),
  /** Brings obligations up to the present: recurring windows that passed become missed, new ones open. */
  'obligations.refresh': task({
    input: z.strictObject({}),
    output: z.strictObject({ cases: z.int(), changed: z.int() }),
    errors: ['CALENDAR_NOT_PUBLISHED'],
    access: 'anyUser',
  }),
  'obligations.summary': query({
    input: z.strictObject({}),
    output: z.strictObject({ open: z.int(), overdue: z.int(), byEnd: z.record(z.string(), z.int()) }),
    errors: [],
    access: 'anyUser',
  }),
  /** A counsellor-only note, sealed to the counsellors' own keys: holding the database key does not open it. */
  'notes.seal': command({
    input: z.strictObject({ caseId: CaseId, text: z.string().min(1).max(20_000) }),
    output: z.strictObject({ noteId: z.uuid() }),
    errors: ['CASE_UNKNOWN'],
    access: ['psych_teacher', 'center_counselor', 'center_head'],
  }),
  'notes.list': query({
    input: z.strictObject({ caseId: CaseId }),
    output: z.array(z.strictObject({ noteId: z.uuid(), writtenAt: Instant, writtenByName: z.string(), text: z.string().nullable() })),
    errors: ['CASE_UNKNOWN'],
    access: ['psych_teacher', 'center_counselor', 'center_head'],
    audit: true,
  }),
} as const;
