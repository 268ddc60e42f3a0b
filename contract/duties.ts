/** What is owed, to whom it has escalated, why, and how well the office keeps its clocks. */
import { CaseId, EventId } from '../domain/ids.ts';
import { Instant, PlainDate } from '../domain/time.ts';
import { ObligationEnd, Role } from '../domain/vocabulary.ts';
import { z } from '../domain/zod.ts';
import { query, task } from './define.ts';
import { OfficeDuty } from './ledger.ts';
import { ObligationView, Page, officeStaff } from './shapes.ts';

/** Weeks of a duty missed one after the other, so that `role` has to step in. */
const chase = { ruleId: z.string(), titleZh: z.string(), titleEn: z.string(), slot: z.string(), missed: z.int(), role: Role };
export const Chase = z.strictObject(chase);
export type Chase = z.infer<typeof Chase>;
export const CaseChase = z.strictObject({ ...chase, caseId: CaseId, caseNo: z.string(), pupilName: z.string(), className: z.string() });
export type CaseChase = z.infer<typeof CaseChase>;

/** What an entry did to the duties of its case: a duty of the same family that ended and opened anew has moved. */
export const DutyChanges = z.strictObject({
  opened: z.array(z.strictObject({ id: z.string(), titleZh: z.string(), titleEn: z.string(), slot: z.string(), dueAt: Instant })),
  ended: z.array(z.strictObject({ id: z.string(), titleZh: z.string(), titleEn: z.string(), slot: z.string(), end: ObligationEnd })),
  moved: z.array(z.strictObject({ titleZh: z.string(), titleEn: z.string(), slot: z.string(), from: Instant, to: Instant })),
});
export type DutyChanges = z.infer<typeof DutyChanges>;

/** An entry that bears on a duty: what opened it, what was tried, what ended it. */
const DutyEntry = z.strictObject({ eventId: EventId, type: z.string(), happenedAt: Instant, recordedAt: Instant, recordedByName: z.string() });

/** Why do I have this, and why is it still open. */
export const Explanation = z.strictObject({
  duty: ObligationView,
  clauseTitleZh: z.string(),
  clauseTitleEn: z.string(),
  /** Text and source are the clause's own, in Chinese. */
  clauseText: z.string(),
  /** Where the clause stands, and how sure that is. */
  clauseSource: z.string(),
  openedBy: DutyEntry,
  /** Conditions of the rule that the opening entry met, as field = value or fact. */
  because: z.array(z.string()),
  /** How the due moment was counted. */
  due: z.strictObject({ basis: z.enum(['minutes', 'hours', 'calendar_days', 'school_days', 'week', 'month', 'rolling', 'named_day']), amount: z.int() }),
  /** Entries since the opening that would have settled it but reached nobody, put it off, or wait for others. */
  tried: z.array(DutyEntry),
  endedBy: DutyEntry.nullable(),
  /** What the leader who excused it gave as the reason. */
  excuse: z.string().nullable(),
  /** Event types that would settle it now, and whether the caller may record them; none of a duty that is over. */
  settledBy: z.array(z.strictObject({ type: z.string(), allowed: z.boolean() })),
});
export type Explanation = z.infer<typeof Explanation>;

/** How one clause was kept over a span of time. Rates are of what was owed and is over; excused, and superseded in time, are left out. */
export const ClauseCompliance = z.strictObject({
  clause: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  done: z.int(),
  doneLate: z.int(),
  missed: z.int(),
  excused: z.int(),
  /** Pointless before it was due. */
  superseded: z.int(),
  /** Superseded after its due moment: it was owed, and nobody did it. */
  lapsed: z.int(),
  open: z.int(),
  openOverdue: z.int(),
  /** done / (done + doneLate + missed + lapsed + openOverdue), null when nothing was owed. */
  onTime: z.number().nullable(),
});
export type ClauseCompliance = z.infer<typeof ClauseCompliance>;

const leaders = ['vice_principal', 'principal', 'center_head'] as const;

export const dutyOperations = {
  /** Duties of the person who looks: overdue, due today, due this week, waiting for others. */
  'today.board': query({
    input: z.strictObject({}),
    output: z.strictObject({
      overdue: z.array(ObligationView),
      today: z.array(ObligationView),
      week: z.array(ObligationView),
      /** Put off or waiting for others; back in the list on its day, and never hidden from the overdue wall. */
      waiting: z.array(ObligationView),
      /** Clocks of the office itself: training, supervision, meetings, screening. */
      office: z.array(OfficeDuty),
      later: z.int(),
      leads: z.int(),
      urgentScreening: z.int(),
      /** Results that wait for the second screening, urgent or not, and those past their day. */
      waitingScreening: z.int(),
      overdueScreening: z.int(),
      /** Calls of the hotline that wait for their pupil and speak of a danger, or do not say that there is none. */
      urgentCalls: z.int(),
      toSign: z.int(),
      inbox: z.int(),
      /** Overdue duties that have escalated to the caller's role. */
      escalated: z.int(),
      /** Cases given to the caller that are not yet taken over. */
      handovers: z.int(),
      /** Cases in which the caller's role has to step in. */ chases: z.array(CaseChase),
    }),
    errors: [],
    access: 'anyUser',
  }),
  /** Everything overdue in the office with the person responsible: no clinical text. */
  'obligations.wall': query({
    input: z.strictObject({ level: z.enum(['owner', 'vice_principal', 'principal']).optional(), ...Page }),
    output: z.strictObject({
      total: z.int(),
      /** Whoever owes it: a counsellor by name, everybody else by office (`ownerName` null). */
      byOwner: z.array(z.strictObject({ ownerName: z.string().nullable(), ownerRole: Role, overdue: z.int() })),
      rows: z.array(ObligationView),
      missed: z.array(CaseChase),
    }),
    errors: [],
    access: [...leaders, 'psych_teacher', 'center_counselor'],
    audit: true,
  }),
  'obligations.explain': query({
    input: z.strictObject({ obligationId: z.string().min(1).max(200) }),
    output: Explanation,
    errors: ['OBLIGATION_UNKNOWN'],
    needs: { level: 'attention', key: 'obligationId', through: 'duty' },
    access: ['psych_teacher', ...leaders, 'center_counselor'],
  }),
  /** Brings obligations up to the present: recurring windows that passed become missed, new ones open. */
  'obligations.refresh': task({
    input: z.strictObject({}),
    output: z.strictObject({ cases: z.int(), changed: z.int() }),
    errors: [],
    access: 'anyUser',
  }),
  'obligations.summary': query({
    input: z.strictObject({}),
    output: z.strictObject({ open: z.int(), overdue: z.int(), byEnd: z.record(z.string(), z.int()) }),
    errors: [],
    access: officeStaff,
  }),
  /** Compliance per clause for duties due in the span. */
  'statistics.compliance': query({
    input: z.strictObject({ from: PlainDate, to: PlainDate }),
    output: z.strictObject({ from: PlainDate, to: PlainDate, clauses: z.array(ClauseCompliance), office: z.array(ClauseCompliance) }),
    errors: [],
    access: ['psych_teacher', ...leaders, 'center_counselor', 'auditor'],
  }),
  /** Folds every log again and compares with what is stored; with `repair` writes what differs. */
  'register.refold': task({
    input: z.strictObject({ repair: z.boolean().default(false) }),
    output: z.strictObject({ cases: z.int(), events: z.int(), differing: z.int(), obligationsDiffering: z.int(), repaired: z.int() }),
    errors: [],
    access: ['office_admin', 'psych_teacher', 'vice_principal', 'center_head'],
  }),
} as const;
