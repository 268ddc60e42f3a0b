import { describe, expect, it } from 'vitest';
import type { CaseId, EventId } from '../../domain/ids.ts';
import type { PlainDate } from '../../domain/time.ts';
import { updateCase } from '../stores/case-store.ts';
import { saveObligations } from '../stores/obligation-store.ts';
import type { ObligationRecord } from '../stores/obligation-store.ts';
import { upsertScreening } from '../stores/screening-store.ts';
import { openTestRegister } from '../testing/open-register.ts';
import { addCase, addEvent, addPeople, hoursLater, sampleBatch, samplePupil } from '../testing/sample-rows.ts';
import type { Tx } from '../tx.ts';
import { caseById } from './cases.ts';
import { eventsOf } from './events.ts';
import { weekFigures } from './week-figures.ts';

function obligation(of: { readonly caseId: CaseId; readonly openedBy: EventId }, number: number, change: Partial<ObligationRecord> = {}): ObligationRecord {
  const { caseId, openedBy } = of;
  return {
    id: `${caseId}:${number}`,
    caseId,
    ruleId: 'T_PLAN',
    clause: '一周内上报预案',
    packVersion: 'default-1',
    slot: '',
    occurrence: number,
    openedBy,
    openedAt: hoursLater(0),
    dueAt: hoursLater(24 * number),
    ownerRole: 'psych_teacher',
    end: null,
    endedAt: null,
    endedBy: null,
    ...change,
  };
}

async function owe(tx: Tx, caseId: CaseId, list: (openedBy: EventId) => readonly ObligationRecord[]): Promise<void> {
  const openedBy = (await eventsOf(tx, caseId))[0]?.id;
  const found = await caseById(tx, caseId);
  if (openedBy === undefined || found === null) throw new Error('no such case');
  await updateCase(tx, caseId, { ...found, ...(await saveObligations(tx, caseId, list(openedBy))) });
}

describe('figures of a week', () => {
  it('count what happened in it and what stands now', async () => {
    await using test = await openTestRegister();
    const week = { from: hoursLater(0), until: hoursLater(168) };
    await test.register.write(async (tx) => {
      await addPeople(tx);
      const raised = await addCase(tx, 1, { state: { grade: 'R2' } });
      await addEvent(tx, { caseId: raised, type: 'grade_decided', payload: { grade: 'R2' }, happenedAt: hoursLater(2) });
      await addEvent(tx, { caseId: raised, type: 'grade_decided', payload: { grade: 'R4' }, happenedAt: hoursLater(168) }, { grade: 'R4' });
      await addEvent(tx, { caseId: raised, type: 'grade_decided', payload: { grade: 'R3' }, happenedAt: hoursLater(169) }, { grade: 'R3' });
      const lowered = await addCase(tx, 2, { happenedAt: hoursLater(-50), state: { stage: 'closed' } });
      await addEvent(tx, { caseId: lowered, type: 'grade_decided', payload: { grade: 'R3' }, happenedAt: hoursLater(-40) });
      await addEvent(tx, { caseId: lowered, type: 'grade_decided', payload: { grade: 'R1' }, happenedAt: hoursLater(30) });
      const away = await addCase(tx, 3, { state: { attendance: 'on_leave' } });
      await owe(tx, away, (openedBy) => [
        obligation({ caseId: away, openedBy }, 1, { end: 'missed', endedAt: hoursLater(24), endedBy: null }),
        obligation({ caseId: away, openedBy }, 2),
        obligation({ caseId: away, openedBy }, 20),
      ]);
      await upsertScreening(tx, {
        id: 'r',
        pupilId: samplePupil(1).id,
        instrument: 'MHT',
        testedOn: '2026-09-07' as PlainDate,
        total: 70,
        factors: {},
        items: null,
        validity: 'valid',
        flags: ['total'],
        needsSecond: true,
        urgent: false,
        batchId: sampleBatch,
      });
    });
    const figures = await test.register.read((reader) => weekFigures(reader, week));
    expect(figures).toMatchObject({
      openByGrade: { none: 1, R0: 0, R1: 0, R2: 0, R3: 1, R4: 0 },
      openCases: 2,
      onLeave: 1,
      opened: 2,
      eventsByType: { grade_decided: 3, lead_recorded: 2 },
      endedObligations: { missed: 1 },
      overdue: 1,
      secondScreening: 1,
    });
    expect(figures.raised.map(({ from, to }) => [from, to])).toEqual([
      [null, 'R2'],
      ['R2', 'R4'],
    ]);
    expect(figures.lowered.map(({ from, to }) => [from, to])).toEqual([['R3', 'R1']]);
  });
});
