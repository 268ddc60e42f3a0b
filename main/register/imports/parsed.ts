/** What reading an import file gives: typed rows, and an account of every row and column that was not taken. */
import type { ScaleResult, ScoreBase } from '../../../domain/scales/define-scale.ts';
import type { Instant, PlainDate } from '../../../domain/time.ts';
import type { Instrument } from '../../../domain/vocabulary.ts';
import type { Field } from './fields.ts';
import type { Grade } from './grades.ts';

/** Where a row stands in the file: sheet and row counted from 1, as Excel shows them. */
export type Place = { readonly sheet: number; readonly row: number };
/** Numbers and codes only: never a name, a number of a pupil or a text of the file. */
export type Params = Readonly<Record<string, number | string | readonly number[]>>;

export type RowCode =
  | 'NO_STUDENT_NO'
  | 'STUDENT_NO_DAMAGED'
  | 'NO_NAME'
  | 'NAME_IMPLAUSIBLE'
  | 'NAME_WITHHELD'
  | 'DUPLICATE_IN_FILE'
  | 'DATE_MISSING'
  | 'DATE_UNREADABLE'
  | 'ABSENT'
  | 'EXEMPT'
  | 'EXCLUDED'
  | 'NOT_TESTED'
  | 'OTHER_INSTRUMENT'
  | 'ITEM_COUNT_DIFFERS'
  | 'NOT_ANSWERED'
  | 'ITEM_MISSING'
  | 'FACTOR_MISSING'
  | 'TOTAL_MISSING'
  | 'SCORE_NOT_NUMBER'
  | 'SCORE_OUT_OF_RANGE'
  | 'SCORE_NOT_WHOLE';

/** A row that was not taken, and why. `column` counts from 1. */
export type Refusal = Place & {
  readonly code: RowCode;
  readonly column?: number;
  readonly instrument?: Instrument;
  readonly params: Params;
  /** The row states a danger (a PHQ-9 item 9 above 0, a caller's risk): someone has to look at it although it could not be taken. */
  readonly urgent: boolean;
};

export type Skip = Place & { readonly code: 'BLANK' | 'FOOTER' | 'REPEATED_HEADER' };

export type WarningCode =
  | 'TOTAL_DIFFERS'
  | 'VALIDITY_NOT_GIVEN'
  | 'ITEM9_NOT_GIVEN'
  | 'STATUS_DIFFERS'
  | 'NAME_DAMAGED'
  | 'NAME_MISSING'
  | 'DATE_UNREADABLE'
  | 'SEX_UNREADABLE'
  | 'GRADE_UNREADABLE'
  | 'PHONE_UNREADABLE'
  | 'YES_NO_UNREADABLE'
  | 'RISK_UNREADABLE'
  | 'TEXT_SHORTENED'
  | 'BASE_DIFFERS_FROM_TITLE'
  | 'SHEET_NOT_READ'
  | 'COLUMN_TWICE'
  | 'COLUMNS_INCOMPLETE'
  | 'TOTAL_NOT_USED';

/** Something the reader of the report should know about a row that was taken, or about the file (`row` 0). */
export type Warning = Place & { readonly code: WarningCode; readonly column?: number; readonly instrument?: Instrument; readonly params: Params };

export type Guardian = { readonly name: string; readonly relation: string | null; readonly phone: string | null };

export type RosterRow = Place & {
  readonly studentNo: string;
  readonly name: string;
  readonly sex: 'male' | 'female' | null;
  readonly birthDate: PlainDate | null;
  readonly grade: Grade | null;
  readonly className: string | null;
  readonly boarding: boolean | null;
  readonly classTeacher: string | null;
  readonly guardians: readonly Guardian[];
  readonly address: string | null;
};

export type ScreeningRow = Place & {
  readonly studentNo: string | null;
  readonly name: string | null;
  readonly grade: Grade | null;
  readonly className: string | null;
  readonly takenOn: PlainDate;
  /** The moment, where the file gives a clock time. */
  readonly takenAt: Instant | null;
  readonly results: readonly ScaleResult[];
};

export type HotlineRow = Place & {
  readonly calledAt: Instant;
  /** The clock time was in the file; otherwise `calledAt` is the start of the day. */
  readonly hasClock: boolean;
  readonly operator: string | null;
  readonly callerIdentity: string | null;
  readonly name: string;
  readonly school: string | null;
  readonly grade: Grade | null;
  readonly className: string | null;
  readonly problem: string | null;
  /** `unknown` where the log does not say or says it unreadably. */
  readonly risk: 'none' | 'ideation' | 'behavior' | 'unknown';
  readonly riskText: string | null;
  readonly action: string | null;
  readonly interviewBooked: boolean | null;
};

export type MappedColumn = { readonly sheet: number; readonly column: number; readonly header: string; readonly field: Field };

type Account = {
  /** SHA-256 of the file, hex. */
  readonly sha256: string;
  /** Row of the header on the first sheet that was read, from 1. */
  readonly headerRow: number;
  readonly columns: readonly MappedColumn[];
  /** Headers that were seen and not taken: identity numbers, line numbers, anything unknown. */
  readonly ignoredColumns: readonly string[];
  /** Rows that hold data: always taken rows + refused rows. */
  readonly dataRows: number;
  readonly refused: readonly Refusal[];
  readonly skipped: readonly Skip[];
  readonly warnings: readonly Warning[];
};

export type ParsedRoster = Account & { readonly kind: 'roster'; readonly rows: readonly RosterRow[] };
export type ParsedScreening = Account & {
  readonly kind: 'screening';
  readonly instruments: readonly Instrument[];
  readonly scoreBase: Readonly<Partial<Record<Instrument, ScoreBase>>>;
  readonly rows: readonly ScreeningRow[];
  /** Instruments that could not be scored in rows of which another instrument was taken. */
  readonly partial: readonly Refusal[];
};
export type ParsedHotline = Account & { readonly kind: 'hotline'; readonly rows: readonly HotlineRow[] };
export type ParsedImport = ParsedRoster | ParsedScreening | ParsedHotline;

export type ImportErrorCode =
  | 'EMPTY_FILE'
  | 'FILE_TOO_LARGE'
  | 'UNPACKED_TOO_LARGE'
  | 'TOO_MANY_ROWS'
  | 'TOO_MANY_COLUMNS'
  | 'TOO_MANY_SHEETS'
  | 'XLS_NOT_SUPPORTED'
  | 'WORKBOOK_ENCRYPTED'
  | 'HTML_NOT_SUPPORTED'
  | 'XML_NOT_SUPPORTED'
  | 'NOT_A_TABLE'
  | 'ENCODING_UNKNOWN'
  | 'WORKBOOK_BROKEN'
  | 'TEXT_BROKEN'
  | 'HEADER_NOT_FOUND'
  | 'NO_DATA_ROWS'
  | 'KIND_DIFFERS'
  | 'COLUMNS_MISSING'
  | 'BASE_UNKNOWN'
  | 'MAPPING_UNKNOWN'
  | 'READ_TIMEOUT'
  | 'READ_TOO_HEAVY';
export type ImportError = { readonly code: ImportErrorCode; readonly params: Params };
