/** Who is told at once: the guardian of a pupil who may have a mental disorder, and the grade head in an emergency. */
import { describe, expect, it } from 'vitest';
import { eventId, type LogLine } from '../events.fixture.ts';
import { ends, owed } from './engine.fixture.ts';

const psychotic: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z', { crisisTypes: ['psychotic_symptoms'], immediateDanger: false }];
const calm: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z', { crisisTypes: ['school_refusal'], immediateDanger: false }];
const soon = '2026-09-14T09:00:00.000Z';

describe('a pupil who may have a mental disorder', () => {
  const notices = (...lines: readonly LogLine[]): readonly string[] => ends(owed(lines, soon, 'T_PSYCHOSIS_NOTICE'));

  it('has the guardian told within two hours', () => {
    expect(owed([psychotic], soon, 'T_PSYCHOSIS_NOTICE')).toMatchObject([{ dueAt: '2026-09-14T03:00:00.000Z', end: null, ownerRole: 'psych_teacher' }]);
    expect(notices(psychotic, ['guardian_notified', '2026-09-14T02:00:00.000Z'])).toEqual(['case#1 done 2026-09-14T02:00:00.000Z']);
    expect(notices(psychotic, ['guardian_notified', '2026-09-14T05:00:00.000Z'])).toEqual(['case#1 done_late 2026-09-14T05:00:00.000Z']);
    expect(notices(calm)).toEqual([]);
  });

  it.each<readonly [string, LogLine]>([
    ['a further lead', ['lead_added', '2026-09-14T02:00:00.000Z', { crisisTypes: ['psychotic_symptoms'] }]],
    ['an interview that hears of voices which command', ['risk_interview_held', '2026-09-14T02:00:00.000Z', { commandHallucination: 'yes' }]],
  ])('is known from %s as well', (_name, line) => {
    expect(owed([calm, line], soon, 'T_PSYCHOSIS_NOTICE')).toMatchObject([{ openedBy: eventId(2), dueAt: '2026-09-14T04:00:00.000Z' }]);
  });

  it('is not spoken of with a family that is suspected as a whole', () => {
    const reported = (at: string): LogLine => ['mandatory_report_made', at, { guardianSuspects: ['all'] }];
    const further: LogLine = ['lead_added', '2026-09-14T02:00:00.000Z', { crisisTypes: ['psychotic_symptoms'] }];
    expect(notices(calm, reported('2026-09-14T01:30:00.000Z'), further)).toEqual([]);
    expect(notices(psychotic, reported('2026-09-14T01:30:00.000Z'))).toEqual(['case#1 superseded 2026-09-14T01:30:00.000Z']);
  });
});

describe('the grade head in an emergency', () => {
  const started: LogLine = ['emergency_started', '2026-09-15T04:10:30.000Z'];
  const told = (step: 'class_teacher_to_head' | 'principal_told' | 'guardian_told'): LogLine => ['emergency_step_taken', '2026-09-15T04:30:00.000Z', { step }];
  const heads = (...lines: readonly LogLine[]): readonly string[] => ends(owed([calm, started, ...lines], '2026-09-15T06:00:00.000Z', 'T_EM_HEAD'));

  it('is told by the class teacher within thirty minutes, or somebody above is', () => {
    expect(owed([calm, started], '2026-09-15T04:11:00.000Z', 'T_EM_HEAD')).toMatchObject([{ dueAt: '2026-09-15T04:40:30.000Z', ownerRole: 'psych_teacher' }]);
    expect(heads(told('class_teacher_to_head'))).toEqual(['case#1 done 2026-09-15T04:30:00.000Z']);
    expect(heads(told('principal_told'))).toEqual(['case#1 done 2026-09-15T04:30:00.000Z']);
    expect(heads(told('guardian_told'))).toEqual(['case#1 open']);
  });
});
