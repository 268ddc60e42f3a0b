/** Invented duties of sample cases. */
import type { CaseId, EventId } from '../../domain/ids.ts';
import { caseById } from '../queries/cases.ts';
import { eventsOf } from '../queries/events.ts';
import { updateCase } from '../stores/case-store.ts';
import { saveObligations } from '../stores/obligation-store.ts';
import type { ObligationRecord } from '../stores/obligation-store.ts';
import type { Tx } from '../tx.ts';
import { hoursLater } from './sample-rows.ts';

type Of = { readonly caseId: CaseId; readonly openedBy: EventId };

/** Duty number `number` of the case, open, a counsellor's, due so many days after the start. */
export function sampleDuty({ caseId, openedBy }: Of, number: number, change: Partial<ObligationRecord> = {}): ObligationRecord {
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
    estimated: false,
    snoozedTo: null,
    waitingFor: null,
    chaseOn: null,
    ...change,
  };
}

/** Makes these the duties of the case, owned by the owner of its state. */
export async function owe(tx: Tx, caseId: CaseId, list: (openedBy: EventId) => readonly ObligationRecord[]): Promise<void> {
  const openedBy = (await eventsOf(tx, caseId))[0]?.id;
  const found = await caseById(tx, caseId);
  if (openedBy === undefined || found === null) throw new Error('no such case');
  await updateCase(tx, caseId, { ...found, ...(await saveObligations(tx, { caseId, ownerId: found.state.ownerId }, list(openedBy))) });
}
