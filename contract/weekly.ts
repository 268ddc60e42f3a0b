/** The weekly report: computed from the register, issued once per week, set right by dated supplements. */
import { DocumentId } from '../domain/ids.ts';
import { Instant, PlainDate } from '../domain/time.ts';
import { z } from '../domain/zod.ts';
import { DocumentView } from './cases.ts';
import { query, task } from './define.ts';
import { renderErrors } from './documents.ts';

const Figures = z.record(z.string(), z.number());

export const weeklyOperations = {
  /** Figures of a week (Monday), computed from the register; all zero makes a zero report. They count from `since`, where the report before ended (null: none), to `asOf`. */
  'weekly.compute': query({
    input: z.strictObject({ monday: PlainDate }),
    output: z.strictObject({
      /** Of the term, from 1; 0 for any week before it. */
      weekNo: z.int(),
      from: PlainDate,
      to: PlainDate,
      zero: z.boolean(),
      figures: Figures,
      lines: z.array(z.record(z.string(), z.unknown())),
      issued: DocumentId.nullable(),
      since: Instant.nullable(),
      asOf: Instant,
      /** The later report that has counted this week, which had none then: it takes no report of its own any more. */
      countedBy: DocumentId.nullable(),
      /** What a person should look at before issuing: duties of the week still open, entries that came late. Codes with counts. */
      checks: z.array(z.strictObject({ code: z.string(), count: z.int() })),
      supplements: z.array(z.strictObject({ id: DocumentId, number: z.string(), issuedAt: Instant })),
      /** Figures that entries made after the report have changed; empty when none has. */
      drift: z.record(z.string(), z.strictObject({ reported: z.number(), now: z.number() })),
    }),
    errors: [],
    access: ['psych_teacher', 'vice_principal', 'principal'],
    audit: true,
  }),
  /** Issues the report. `expectZero`: refuse if the week turned out not to be empty, so that a zero report is never sent by mistake. */
  'weekly.issue': task({
    input: z.strictObject({ requestId: z.uuid(), monday: PlainDate, remark: z.string().max(2000).default(''), expectZero: z.boolean().default(false) }),
    output: DocumentView,
    errors: ['WEEK_NOT_OVER', 'WEEK_ISSUED_ALREADY', 'WEEK_NOT_EMPTY', ...renderErrors],
    access: ['psych_teacher'],
  }),
  /** A dated supplement to an issued report: what came to light afterwards. The report itself stays as it is. */
  'weekly.supplement': task({
    input: z.strictObject({ requestId: z.uuid(), monday: PlainDate, reason: z.string().trim().min(1).max(2000) }),
    output: DocumentView,
    errors: ['WEEK_NOT_ISSUED', 'WEEK_UNCHANGED', ...renderErrors],
    access: ['psych_teacher'],
  }),
} as const;
