/** Cases, their events and obligations. Payloads of events are parsed with the registered schema before any handler code. */
import { guardianPerson } from '../domain/events/fields.ts';
import { CaseId, DocumentId, EventId, PupilId, UserId } from '../domain/ids.ts';
import { refusalCodes } from '../domain/refusal.ts';
import { Instant } from '../domain/time.ts';
import { Attendance, CaseStage, RiskGrade } from '../domain/vocabulary.ts';
import { z } from '../domain/zod.ts';
import { command, query } from './define.ts';
import { Chase, DutyChanges } from './duties.ts';
import { CaseSummary, Guardian, ObligationView, Page, PupilSummary, RequestId } from './shapes.ts';

/** Refusals of anything that records an event. */
export const eventErrors = ['CASE_UNKNOWN', 'STALE_VERSION', ...refusalCodes] as const;
/** Refusals of what a person enters by hand. */
const handErrors = ['REFERENCE_UNKNOWN', 'BY_PACKAGE_ONLY', 'REQUEST_REUSED'] as const;
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

export const CaseFile = z.strictObject({
  summary: CaseSummary,
  pupil: PupilSummary,
  guardians: z.array(Guardian),
  /** Guardians who must not be told or asked anything, for those who may record such a talk. Why is for those alone who see everything. */
  barredGuardians: z.array(guardianPerson),
  /** Folded state as JSON (domain/case-state.ts): the same for every role that sees the case, because no confidential field of an event goes into it. */
  state: z.record(z.string(), z.unknown()),
  events: z.array(EventView),
  obligations: z.array(ObligationView),
  chases: z.array(Chase),
  documents: z.array(DocumentView),
  ownerName: z.string(),
  /** Users who see everything of the case, the owner first. */
  assignees: z.array(z.strictObject({ userId: UserId, name: z.string() })),
  /** Who looked into it with a reason, latest first. */
  accesses: z.array(z.strictObject({ at: Instant, byName: z.string(), reason: z.string() })),
  level: z.enum(['attention', 'detail']),
  /** What the answers of the latest risk interview amount to under §2.2: a proposal; people decide. */
  proposal: z.strictObject({ grade: RiskGrade, reasons: z.array(z.string()), eventId: EventId, by: z.enum(['assessor', 'answers']) }).nullable(),
  /** What still stands in the way of lowering the grade and of closing. */
  loweringNeeds: z.array(z.string()),
  closingNeeds: z.array(z.string()),
  /** Event types this person may record by hand now. */
  allowed: z.array(z.string()),
  /** Document types that can be issued now. */
  issuable: z.array(z.string()),
});
export type CaseFile = z.infer<typeof CaseFile>;

export const caseOperations = {
  /** Opens a case: records the lead as its first event. The closed case of a pupil is opened again instead, with the lead in its next loop. */
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
      /** Only the caller's own cases. */
      mine: z.boolean().optional(),
      open: z.boolean().optional(),
      sort: z.enum(['due', 'grade', 'opened', 'number']).default('due'),
      ...Page,
    }),
    output: z.strictObject({ total: z.int(), rows: z.array(CaseSummary) }),
    errors: [],
    access: [...workers],
    audit: true,
  }),
  'cases.file': query({
    input: z.strictObject({ caseId: CaseId }),
    output: CaseFile,
    errors: ['CASE_UNKNOWN'],
    access: [...workers, 'auditor'],
    needs: { level: 'attention', key: 'caseId', through: 'case' },
    audit: true,
  }),
  /** Appends an event; the snapshot, obligations and audit row are written in the same transaction. */
  'events.record': command({
    input: z.strictObject({
      ...Entry,
      caseId: CaseId,
      expectedVersion: z.int().min(0),
      type: z.string().max(60),
      /** Version of the payload's schema that the caller knows; without it today's. A newer one than the register knows is refused. */
      version: z.int().min(1).max(1000).optional(),
    }),
    output: z.strictObject({ eventId: EventId, summary: CaseSummary, duties: DutyChanges }),
    errors: ['CASE_OPEN_ALREADY', ...handErrors, ...eventErrors],
    access: [...workers],
    needs: { level: 'attention', key: 'caseId', through: 'case' },
  }),
  /**
   * A further discovery about a pupil, or what a class teacher saw: opens a case, or goes into the one that is open. Says nothing of what is known
   * there. A `decision` says that what a conference gave to the class teacher is done: theirs alone, and it opens nothing.
   */
  'pupils.report': command({
    input: z.strictObject({ ...Entry, pupilId: PupilId, kind: z.enum(['lead', 'observation', 'decision']) }),
    output: z.strictObject({ received: z.literal(true), receivedAt: Instant }),
    errors: ['PUPIL_UNKNOWN', ...handErrors, ...eventErrors],
    access: ['class_teacher', 'psych_teacher', 'vice_principal'],
  }),
  /** Pupils of the class teacher's own class, with the mark 专业跟进 and what the class teacher owes for them, and nothing else. */
  'pupils.marks': query({
    input: z.strictObject({}),
    output: z.strictObject({
      className: z.string(),
      pupils: z.array(
        z.strictObject({
          pupilId: PupilId,
          studentNo: z.string(),
          name: z.string(),
          followUp: z.boolean(),
          /** The week's observation of a pupil in follow-up is owed until then. */ observeBy: Instant.nullable(),
          /** What conferences gave to the class teacher and is not done yet: what and until when, nothing else of the case. */
          decisions: z.array(z.strictObject({ obligationId: z.string(), what: z.string(), dueAt: Instant })),
        }),
      ),
    }),
    errors: ['NO_CLASS'],
    access: ['class_teacher'],
  }),
  /** Opens a case that is not the caller's for this sitting, with a reason that its owner sees. */
  'cases.access': command({
    input: z.strictObject({ requestId: RequestId, caseId: CaseId, reason: z.string().trim().min(4).max(1000) }),
    output: z.strictObject({ level: z.enum(['attention', 'detail']) }),
    errors: ['CASE_UNKNOWN', 'ACCESS_FORBIDDEN', ...eventErrors],
    access: ['psych_teacher', 'center_counselor', 'auditor', 'vice_principal', 'principal', 'center_head'],
  }),
  /** Gives the open cases of one colleague to another, all or those named: sickness, leave, a change of post. */
  'cases.handOver': command({
    input: z.strictObject({
      requestId: RequestId,
      fromUserId: UserId,
      toUserId: UserId,
      caseIds: z.array(CaseId).max(500).optional(),
      reason: z.enum(['sickness', 'leave', 'workload', 'role_change', 'conflict_of_interest', 'other']),
      note: z.string().trim().max(1000).default(''),
    }),
    output: z.strictObject({ cases: z.int() }),
    errors: ['USER_UNKNOWN', ...eventErrors],
    access: ['vice_principal', 'principal', 'center_head', 'psych_teacher', 'center_counselor'],
  }),
  /** Says that the caller has taken over: the cases named, or all that wait. */
  'cases.acceptHandover': command({
    input: z.strictObject({ requestId: RequestId, caseIds: z.array(CaseId).max(500).optional() }),
    output: z.strictObject({ cases: z.int() }),
    errors: [...eventErrors],
    access: ['psych_teacher', 'center_counselor', 'center_head'],
  }),
  /** What the next person must know of a colleague's open cases: what is owed, the next contact, warnings. */
  'cases.handoverSheet': query({
    input: z.strictObject({ userId: UserId }),
    output: z.array(
      z.strictObject({
        caseId: CaseId,
        caseNo: z.string(),
        pupilName: z.string(),
        className: z.string(),
        grade: RiskGrade.nullable(),
        stage: CaseStage,
        attendance: Attendance,
        lastContactAt: Instant.nullable(),
        nextDueAt: Instant.nullable(),
        handoverPending: z.boolean(),
        warnings: z.array(z.string()),
        duties: z.array(z.strictObject({ titleZh: z.string(), titleEn: z.string(), slot: z.string(), dueAt: Instant })),
      }),
    ),
    errors: ['USER_UNKNOWN'],
    access: ['psych_teacher', 'vice_principal', 'principal', 'center_counselor', 'center_head'],
    audit: true,
  }),
  /** A counsellor-only note, sealed to the counsellors' own keys: holding the database key does not open it. */
  'notes.seal': command({
    input: z.strictObject({ caseId: CaseId, text: z.string().min(1).max(20_000) }),
    output: z.strictObject({ noteId: z.uuid() }),
    errors: ['CASE_UNKNOWN'],
    needs: { level: 'detail', key: 'caseId', through: 'case' },
    access: ['psych_teacher', 'center_counselor', 'center_head'],
  }),
  'notes.list': query({
    input: z.strictObject({ caseId: CaseId }),
    output: z.array(z.strictObject({ noteId: z.uuid(), writtenAt: Instant, writtenByName: z.string(), text: z.string().nullable() })),
    errors: ['CASE_UNKNOWN'],
    needs: { level: 'detail', key: 'caseId', through: 'case' },
    access: ['psych_teacher', 'center_counselor', 'center_head'],
    audit: true,
  }),
} as const;
