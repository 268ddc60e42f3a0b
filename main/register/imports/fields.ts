/** What a column of an imported table can hold. */
import type { ScoreBase } from '../../../domain/scales/define-scale.ts';
import type { Instrument } from '../../../domain/vocabulary.ts';

export type ImportKind = 'roster' | 'screening' | 'hotline';

const plainFields = [
  'studentNo',
  'name',
  'sex',
  'birthDate',
  'grade',
  'className',
  'boarding',
  'classTeacher',
  'address',
  'school',
  'guardian1Name',
  'guardian1Relation',
  'guardian1Phone',
  'guardian2Name',
  'guardian2Relation',
  'guardian2Phone',
  'fatherName',
  'fatherPhone',
  'motherName',
  'motherPhone',
  'takenAt',
  'status',
  'remark',
  'testName',
  'itemCount',
  'total',
  'callTime',
  'operator',
  'callerIdentity',
  'problem',
  'risk',
  'action',
  'interviewBooked',
  /** Seen and left out on purpose: identity numbers, account names, line numbers and the like. */
  'ignored',
] as const;

export type PlainField = (typeof plainFields)[number];
export type ScoreField = `item:${Instrument}:${number}` | `factor:${Instrument}:${string}` | `validity:${Instrument}` | `total:${Instrument}`;
export type Field = PlainField | ScoreField;

/** Whether a remembered or hand-made mapping names a field that exists. */
export function isField(text: string): text is Field {
  return (
    (plainFields as readonly string[]).includes(text) ||
    /^(?:item:(?:MHT|PHQ9|GAD7|MSSMHS):\d{1,3}|factor:(?:MHT|MSSMHS):[a-z_]+|(?:validity|total):(?:MHT|PHQ9|GAD7|MSSMHS))$/.test(text)
  );
}

export type ImportOptions = {
  /** Only shown back to the caller; the file is recognised by its content. */
  readonly fileName?: string;
  /** Refuse the file if it is of another kind. */
  readonly kind?: ImportKind;
  /** Header text as in the file → field; overrides what the synonyms say. */
  readonly mapping?: Readonly<Record<string, Field>>;
  /** Base of the scores where the file does not say it. */
  readonly scoreBase?: ScoreBase;
  /** Day of the test (`YYYY-MM-DD`) for files without a date column. */
  readonly takenOn?: string;
};
