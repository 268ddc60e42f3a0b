/** An invented office for tests of its clocks: the calendar of 2026, a rule per kind of period, and entries made at office times. */
import calendar from '../rules/calendars/cn-2026.json' with { type: 'json' };
import { SchoolCalendar } from '../rules/calendar.ts';
import { LedgerEntryId } from '../ids.ts';
import { atClock, Instant, PlainDate, startOf } from '../time.ts';
import { officeDutiesOf, type OfficeDutiesInput, type OfficeDutyState } from './office-duties.ts';
import { OfficeRule } from './office-rules.ts';
import { ledgerDefinitionOf, type LedgerKind } from './registry.ts';
import type { LedgerFact } from './standing.ts';

export const schoolCalendar = SchoolCalendar.parse(calendar);
export const day = (text: string): PlainDate => PlainDate.parse(text);
export const noon = (text: string): Instant => atClock(day(text), 12);
export const longAgo = Instant.parse('2000-01-01T00:00:00.000Z');

const words = { zh: '示例', en: 'Example' };
const common = { clause: 'x', title: words, owner: { school: 'psych_teacher' } };

/** Grace of 3 days, lateness of 14, and as in the built-in pack a month is no month with fewer than 5 school days. */
export function officeRule(of: Partial<OfficeRule> & { readonly id: string }): OfficeRule {
  const month = { counts: [{ kind: 'training' }], period: { unit: 'month' }, leastSchoolDays: 5, graceDays: 3, lateDays: 14 };
  return OfficeRule.parse({ ...common, ...month, ...of });
}

export const monthly = officeRule({ id: 'T_TRAIN' });
export const weekly = officeRule({
  id: 'T_DUTY_ROSTER',
  counts: [{ kind: 'duty_shift', when: [] }],
  period: { unit: 'week' },
  leastSchoolDays: 1,
  lateDays: 7,
});
export const termly = officeRule({ id: 'T_PARENTCLASS', counts: [{ kind: 'parent_class', when: [] }], period: { unit: 'term' }, leastSchoolDays: 20 });
export const september = officeRule({
  id: 'T_SCREEN',
  counts: [{ kind: 'screening_round', when: [] }],
  period: { unit: 'school_year', months: [9] },
  lateDays: 31,
});

export const entryId = (n: number): LedgerEntryId => LedgerEntryId.parse(`0198c5a0-0000-7000-8000-${String(n).padStart(12, '0')}`);

export type Made = Partial<Omit<LedgerFact, 'id' | 'seq' | 'corrects'>> & {
  readonly n: number;
  readonly on: string;
  readonly kind: LedgerKind;
  readonly corrects?: number;
};

/** Entered at noon of the day on which it happened, unless said otherwise. */
export function made({ n, on, kind, corrects, recordedAt, payload }: Made): LedgerFact {
  return {
    id: entryId(n),
    seq: n,
    kind,
    happenedOn: day(on),
    recordedAt: recordedAt ?? noon(on),
    payload: payload ?? ledgerDefinitionOf(kind).example,
    corrects: corrects === undefined ? null : entryId(corrects),
  };
}

export type Asked = Partial<OfficeDutiesInput> & { readonly at: string };

export function duties({ at, ...more }: Asked): readonly OfficeDutyState[] {
  return officeDutiesOf({
    rules: [{ from: longAgo, packVersion: 'one', office: [monthly, weekly, termly, september] }],
    calendars: [{ from: longAgo, calendar: schoolCalendar }],
    entries: [],
    registerKind: 'school',
    from: day('2026-01-01'),
    to: day('2027-12-31'),
    since: day('2026-03-02'),
    now: startOf(day(at)),
    ...more,
  });
}

/** Ends of one rule by period, as of the start of a day. */
export function ends(rule: OfficeRule, asked: Asked): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    duties({ rules: [{ from: longAgo, packVersion: 'one', office: [rule] }], ...asked }).map(({ period, end }): [string, string | null] => [period, end]),
  );
}
