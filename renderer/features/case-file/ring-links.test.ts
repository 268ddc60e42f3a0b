import { describe, expect, it } from 'vitest';
import type { EventView } from '../../../contract/cases.ts';
import { entry } from './entry.fixture.ts';
import { linksOf } from './ring-links.ts';

const done = (events: readonly EventView[]) =>
  linksOf(events)
    .filter((link) => link.proof !== undefined)
    .map((link) => `${link.stage}#${link.proof?.seq ?? 0}`);

describe('the ring of the loop', () => {
  it('shows each link with the first entry that proves it', () => {
    expect(
      done([entry(1, 'lead_recorded'), entry(2, 'interview_held'), entry(3, 'interview_held'), entry(4, 'grade_decided'), entry(5, 'guardian_notified')]),
    ).toEqual(['lead#1', 'interviewed#2', 'assessed#4', 'notified#5']);
  });

  it('starts anew when a case is reopened', () => {
    expect(
      done([entry(1, 'lead_recorded'), entry(2, 'grade_decided'), entry(3, 'case_closed'), entry(4, 'case_reopened'), entry(5, 'follow_up_held')]),
    ).toEqual(['lead#4', 'in_intervention#5']);
  });

  it('asks for the way back of a pupil who was on leave, and proves it with the return and not with leaving school', () => {
    const leave = [entry(1, 'leave_started'), entry(2, 'leave_ended', { how: 'transferred' })];
    expect(linksOf(leave).map((link) => link.stage)).toEqual(expect.arrayContaining(['return_assessing', 'returned_watch']));
    expect(done(leave)).toEqual(['in_intervention#1']);
    expect(done([...leave.slice(0, 1), entry(3, 'return_applied'), entry(4, 'leave_ended', { how: 'trial' })])).toEqual([
      'in_intervention#1',
      'return_assessing#3',
      'returned_watch#4',
    ]);
  });

  it('asks for a lowering after a high grade only, and takes no other decision for it', () => {
    const grade = (seq: number, to: string) => entry(seq, 'grade_decided', { grade: to });
    expect(linksOf([grade(1, 'R2')]).some((link) => link.stage === 'downgraded')).toBe(false);
    expect(done([grade(1, 'R2'), grade(2, 'R4'), grade(3, 'R3')])).toEqual(['assessed#1']);
    expect(done([grade(1, 'R2'), grade(2, 'R4'), grade(3, 'R3'), grade(4, 'R1')])).toEqual(['assessed#1', 'downgraded#4']);
  });

  it('has the links in the order of the loop, the archive last', () => {
    expect(linksOf([]).map((link) => link.stage)).toEqual([
      'lead',
      'interviewed',
      'assessed',
      'filed',
      'notified',
      'plan_drafting',
      'plan_signed',
      'plan_submitted',
      'in_intervention',
      'closed',
      'archived',
    ]);
  });
});
