/** An office with one pupil on leave, whose weekly contacts are owed today: what the specs of the daily work start from. */
import { dateOf, addDays, atClock, instantOf, type Instant } from '../../domain/time.ts';
import type { CaseId } from '../../domain/ids.ts';
import { judgedCase, record, type Step } from '../support/case-work.ts';
import { openTestOffice, type TestOffice } from '../support/test-office.ts';

export const counsellor = 'psych_teacher';
/** Invented. */
export const people = { psych_teacher: '沈知夏', vice_principal: '周明岚' } as const;
export const pupilName = '余辰曦';

/** Morning of the day that lies so many days back; a moment ago for today. */
export function daysAgo(days: number): Instant {
  return days === 0 ? instantOf(Date.now() - 60_000) : atClock(addDays(dateOf(instantOf(Date.now())), -days), 9);
}

export type LeaveOffice = { readonly office: TestOffice; readonly caseId: CaseId };

/** The case of the pupil, judged, and on leave since `leaveDays` ago: after seven the first week ends today. `further` steps are added by the counsellor. */
export async function openLeaveOffice(further: readonly Step[] = [], leaveDays = 7): Promise<LeaveOffice> {
  const office = await openTestOffice('school', [counsellor, 'vice_principal'], people);
  office.setClock(daysAgo(20));
  await office.as(counsellor);
  const { id } = await judgedCase(office, { name: pupilName, studentNo: '20260101' }, daysAgo(20));
  const steps: readonly Step[] = [
    { type: 'case_filed', at: daysAgo(19) },
    { type: 'guardian_notified', at: daysAgo(19) },
    { type: 'principal_notified', at: daysAgo(19) },
    { type: 'leave_started', at: daysAgo(leaveDays), payload: { from: dateOf(daysAgo(leaveDays)) } },
    ...further,
  ];
  for (const step of steps.toSorted((one, other) => one.at.localeCompare(other.at))) {
    office.setClock(step.at);
    await record(office, id, step);
  }
  office.setClock(daysAgo(0));
  return { office, caseId: id };
}
