/** Rule packs and the school calendar: data that a district changes, tried out before it comes into force. */
import { CaseId } from '../domain/ids.ts';
import { RulePack } from '../domain/rules/rule-pack.ts';
import { SchoolCalendar } from '../domain/rules/calendar.ts';
import { Instant, PlainDate } from '../domain/time.ts';
import { z } from '../domain/zod.ts';
import { query, task } from './define.ts';
import { FileToken } from './shapes.ts';

const readers = ['psych_teacher', 'vice_principal', 'principal', 'center_counselor', 'center_head', 'office_admin', 'auditor'] as const;
const keepers = ['office_admin', 'psych_teacher', 'center_head'] as const;
const fileIn = ['FILE_TOKEN_UNKNOWN', 'FILE_UNREADABLE', 'FILE_TOO_LARGE'] as const;
const fileOut = ['FILE_TOKEN_UNKNOWN', 'FILE_NOT_WRITTEN', 'DISK_FULL', 'FOLDER_READ_ONLY'] as const;

const PackSummary = z.strictObject({
  version: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  rules: z.int(),
  activatedAt: Instant,
  activatedByName: z.string().nullable(),
  current: z.boolean(),
  /** Entries recorded under it. */ events: z.int(),
});

/** A pack from a file, or one that comes with the program by its version: exactly one of both. */
const packSource = { file: FileToken.optional(), builtIn: z.string().min(1).max(60).optional() };
const namesOne = ({ file, builtIn }: { readonly file?: unknown; readonly builtIn?: unknown }): boolean => (file === undefined) !== (builtIn === undefined);

/** One rule's open duties now, and as they would be had the open cases run under the other pack. */
const RuleEffect = z.strictObject({
  ruleId: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  opens: z.int(),
  closes: z.int(),
  earlier: z.int(),
  later: z.int(),
  unchanged: z.int(),
});

const calendarView = {
  calendar: SchoolCalendar,
  importedAt: Instant.nullable(),
  importedByName: z.string().nullable(),
  /** True once today is so near to the end of what is published that clocks will fall back to calendar days. */
  endsSoon: z.boolean(),
  /** School years from the current one whose holidays are not published. */
  unpublishedYears: z.array(z.int()),
} as const;

export const ruleOperations = {
  /** `offered`: the newest pack of this program when the register only ever held older ones. It comes into force when somebody activates it, never by itself. */
  'rules.list': query({
    input: z.strictObject({}),
    output: z.strictObject({
      packs: z.array(PackSummary),
      current: RulePack,
      offered: z.strictObject({ version: z.string(), titleZh: z.string(), titleEn: z.string() }).nullable(),
    }),
    errors: [],
    access: readers,
  }),
  /** Replays every open case under the pack: what would open, what would move. Writes nothing. */
  'rules.simulate': task({
    input: z.strictObject(packSource).refine(namesOne, { error: 'one_of_file_and_built_in' }),
    output: z.strictObject({
      version: z.string(),
      sha256: z.string(),
      cases: z.int(),
      affected: z.int(),
      effects: z.array(RuleEffect),
      /** Rules that the pack adds, drops or changes. */
      added: z.array(z.string()),
      dropped: z.array(z.string()),
      changed: z.array(z.string()),
      /** Some of the cases affected; none for who may not know of cases. */
      samples: z.array(z.strictObject({ caseId: CaseId, caseNo: z.string(), opens: z.int(), closes: z.int(), moves: z.int() })),
    }),
    errors: ['PACK_INVALID', 'PACK_UNKNOWN', ...fileIn],
    access: keepers,
  }),
  /** Brings the pack into force for what is recorded from now on. `sha256` is that of the pack that was simulated. */
  'rules.activate': task({
    input: z.strictObject({ ...packSource, sha256: z.string().length(64) }).refine(namesOne, { error: 'one_of_file_and_built_in' }),
    output: PackSummary,
    errors: ['PACK_INVALID', 'PACK_UNKNOWN', 'PACK_VERSION_TAKEN', 'PACK_CHANGED', ...fileIn],
    access: keepers,
  }),
  /** Writes the pack in force to a file, to be edited and tried out. */
  'rules.export': task({
    input: z.strictObject({ target: FileToken }),
    output: z.strictObject({ sha256: z.string(), bytes: z.int() }),
    errors: fileOut,
    access: keepers,
  }),
  'calendar.get': query({ input: z.strictObject({}), output: z.strictObject(calendarView), errors: [], access: 'anyUser' }),
  /** Reads a calendar from JSON or a table (日期, 类型, 名称); with `dryRun` only says what it holds. Open duties keep their dates. */
  'calendar.import': task({
    input: z.strictObject({ file: FileToken, dryRun: z.boolean().default(true) }),
    output: z.strictObject({
      calendar: SchoolCalendar,
      terms: z.int(),
      holidays: z.int(),
      makeUpDays: z.int(),
      publishedUntil: PlainDate,
      /** Days that the calendar in force has otherwise. */
      changes: z.array(z.strictObject({ date: PlainDate, from: z.string(), to: z.string() })),
      activated: z.boolean(),
    }),
    errors: ['CALENDAR_INVALID', ...fileIn, 'ENCODING_UNKNOWN', 'WORKBOOK_BROKEN', 'WORKBOOK_ENCRYPTED', 'HEADER_NOT_FOUND', 'TOO_MANY_ROWS'],
    access: keepers,
  }),
  'calendar.export': task({
    input: z.strictObject({ target: FileToken }),
    output: z.strictObject({ sha256: z.string(), bytes: z.int() }),
    errors: fileOut,
    access: keepers,
  }),
} as const;
