import { describe, expect, it } from 'vitest';
import { EventView } from '../../../contract/cases.ts';
import { linksOf } from './ring-links.ts';

function entry(seq: number, type: string): EventView {
  const at = `2026-09-${String(seq).padStart(2, '0')}T01:00:00.000Z`;
  const id = `0198c5a0-0000-7000-8000-${String(seq).padStart(12, '0')}`;
  return EventView.parse({
    id,
    seq,
    type,
    happenedAt: at,
    recordedAt: at,
    recordedBy: id,
    recordedByName: '沈老师',
    late: false,
    payload: {},
    hidden: [],
    correctedBy: [],
    hash: 'a'.repeat(64),
  });
}

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

  it('has the links in the order of the loop, closed last', () => {
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
    ]);
  });
});
