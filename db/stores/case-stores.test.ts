import { describe, expect, it } from 'vitest';
import { initialState } from '../../domain/case-state.ts';
import { driverNames } from '../driver/port.ts';
import { failureOf } from '../driver/failure.ts';
import { caseById, obligationsOf } from '../queries/cases.ts';
import { eventByRequest, eventsOf, registerHead } from '../queries/events.ts';
import { obligationRows } from '../queries/packed.ts';
import { openTestRegister } from '../testing/open-register.ts';
import { sampleDuty } from '../testing/sample-duties.ts';
import { addCase, addPeople, addUser, hoursLater, caseIdOf, eventIdOf, sampleStart, sampleUser, signedEvent, stateAfter } from '../testing/sample-rows.ts';
import { insertCase, updateCase, updateDuties } from './case-store.ts';
import { appendEvent } from './event-store.ts';
import { saveObligations } from './obligation-store.ts';
import type { ObligationRecord } from './obligation-store.ts';

const caseId = caseIdOf(1);

describe.each(driverNames)('cases with %s', (driver) => {
  it('append events in order, link them, and answer a retry with the first', async () => {
    await using test = await openTestRegister({ driver });
    await test.register.write(async (tx) => {
      await addPeople(tx);
      await addCase(tx, 1);
      const before = (await caseById(tx, caseId))?.state ?? initialState;
      const event = signedEvent(before, { caseId, type: 'interview_held', payload: { notes: '谈话' }, happenedAt: hoursLater(5), requestId: 'q1' });
      const appended = await appendEvent(tx, event);
      expect(appended).toMatchObject({ ok: true, value: { seq: 2, repeated: false, head: { seq: 2 } } });
      expect(await appendEvent(tx, event)).toEqual({ ok: true, value: { ...(appended.ok ? appended.value : {}), repeated: true } });
      // Somebody recorded in between: the same place, another request.
      expect(await appendEvent(tx, signedEvent(before, { caseId, type: 'interview_held', payload: {}, happenedAt: hoursLater(6), requestId: 'q2' }))).toEqual({
        ok: false,
        error: 'STALE_VERSION',
      });
      const next = stateAfter(before, event);
      expect(await appendEvent(tx, signedEvent({ ...next, headHash: 'f'.repeat(64) }, { caseId, type: 'x', payload: {}, happenedAt: hoursLater(6) }))).toEqual({
        ok: false,
        error: 'STALE_VERSION',
      });
      const forged = signedEvent(next, { caseId, type: 'x', payload: {}, happenedAt: hoursLater(6) });
      await expect(appendEvent(tx, { ...forged, payload: { a: 1 } })).rejects.toThrow('hash');
      expect((await eventsOf(tx, caseId)).map(({ signature, ...rest }) => ({ ...rest, bytes: signature.length })).at(-1)).toEqual({
        ...event,
        signature: undefined,
        bytes: 64,
      });
      expect((await eventByRequest(tx, 'q1'))?.id).toBe(event.id);
      expect(await eventByRequest(tx, 'q9')).toBeNull();
      expect(await registerHead(tx)).toEqual(appended.ok ? appended.value.head : null);
    });
  });

  it('keep snapshots beside their events and refuse half of them', async () => {
    await using test = await openTestRegister({ driver });
    await test.register.write(async (tx) => {
      await addPeople(tx);
      await addCase(tx, 1, { state: { grade: 'R3', stage: 'filed' } });
      const found = await caseById(tx, caseId);
      if (found === null) throw new Error('no case');
      expect(found).toMatchObject({ caseNo: 'QP-2026-0001', state: { grade: 'R3', stage: 'filed', version: 1 } });
      await updateCase(tx, caseId, { nextDueAt: hoursLater(9), openObligations: 1, nextTickAt: null, state: { ...found.state, stage: 'closed' } });
      expect(await caseById(tx, caseId)).toMatchObject({ nextDueAt: hoursLater(9), state: { stage: 'closed' } });
      await expect(updateCase(tx, caseIdOf(99), found)).rejects.toThrow('no such case');
      await updateDuties(tx, caseId, { nextDueAt: null, openObligations: 0, nextTickAt: hoursLater(12) });
      expect(await caseById(tx, caseId)).toMatchObject({ nextDueAt: null, nextTickAt: hoursLater(12), state: { stage: 'closed' } });
      await expect(updateDuties(tx, caseIdOf(99), found)).rejects.toThrow('no such case');
      await expect(insertCase(tx, { ...found, id: caseIdOf(2), caseNo: 'x', state: initialState })).rejects.toThrow('without an event');
      const failure = failureOf(await insertCase(tx, { ...found, id: caseIdOf(2) }).catch((error: unknown) => error));
      expect(failure).toEqual({ kind: 'unique', table: 'case_file', columns: ['case_no'] });
    });
  });

  it('make stored obligations equal to the folded ones, touching only what differs', async () => {
    await using test = await openTestRegister({ driver });
    await test.register.write(async (tx) => {
      await addPeople(tx);
      await addCase(tx, 1);
      const openedBy = (await eventsOf(tx, caseId))[0]?.id ?? eventIdOf(0);
      const one: ObligationRecord = {
        id: 'o1',
        caseId,
        ruleId: 'T_FILE',
        clause: '及时上报',
        packVersion: 'default-1',
        slot: '',
        occurrence: 0,
        openedBy,
        openedAt: sampleStart,
        dueAt: hoursLater(24),
        ownerRole: 'psych_teacher',
        end: null,
        endedAt: null,
        endedBy: null,
        estimated: false,
        snoozedTo: null,
        waitingFor: null,
        chaseOn: null,
      };
      const two: ObligationRecord = { ...one, id: 'o2', ruleId: 'T_PLAN', dueAt: hoursLater(168) };
      expect(await saveObligations(tx, { caseId, ownerId: sampleUser }, [two, one])).toEqual({ written: 2, openObligations: 2, nextDueAt: hoursLater(24) });
      expect(await saveObligations(tx, { caseId, ownerId: sampleUser }, [one, two])).toEqual({ written: 0, openObligations: 2, nextDueAt: hoursLater(24) });
      const done: ObligationRecord = { ...one, end: 'done_late', endedAt: hoursLater(30), endedBy: openedBy };
      expect(await saveObligations(tx, { caseId, ownerId: sampleUser }, [done, two])).toEqual({ written: 1, openObligations: 1, nextDueAt: hoursLater(168) });
      expect(await saveObligations(tx, { caseId, ownerId: sampleUser }, [done])).toEqual({ written: 1, openObligations: 0, nextDueAt: null });
      expect(await obligationsOf(tx, caseId)).toEqual([done]);
      await expect(saveObligations(tx, { caseId: caseIdOf(2), ownerId: sampleUser }, [done])).rejects.toThrow('another case');
    });
  });

  it('compare with what stood open before an entry, and with every row where that is not enough', async () => {
    await using test = await openTestRegister({ driver });
    await test.register.write(async (tx) => {
      await addPeople(tx);
      const other = await addUser(tx, 2, { login: 'lin', displayName: '林老师' });
      await addCase(tx, 1);
      const of = { caseId, openedBy: (await eventsOf(tx, caseId))[0]?.id ?? eventIdOf(0) };
      const over = sampleDuty(of, 1, { end: 'missed', endedAt: hoursLater(24), endedBy: null, ownerRole: 'psych_teacher' });
      const open = sampleDuty(of, 2, { ownerRole: 'psych_teacher' });
      const next = sampleDuty(of, 3, { ownerRole: 'psych_teacher' });
      const done: ObligationRecord = { ...open, end: 'done', endedAt: hoursLater(20), endedBy: of.openedBy };
      await saveObligations(tx, { caseId, ownerId: sampleUser }, [over, open]);
      const rows = async () =>
        (await obligationRows(tx, caseId)).toSorted((one, other) => (one.id < other.id ? -1 : 1)).map((row) => [row.id, row.end, row.responsible_user_id]);
      const save = async (obligations: readonly ObligationRecord[], before: readonly ObligationRecord[], ownerId = sampleUser) => {
        const standing = (await obligationRows(tx, caseId)).filter(({ end }) => end === null);
        return (await saveObligations(tx, { caseId, ownerId, before: { ownerId: sampleUser, obligations: before, standing } }, obligations)).written;
      };
      expect([await save([over, open], [over, open]), await save([over, done, next], [over, open])]).toEqual([0, 2]);
      const standing = [over, done, next];
      expect(await rows()).toEqual(standing.map(({ id, end }) => [id, end, sampleUser]));
      // Time passed since the file was written: it is not as the log was just before.
      expect(await save(standing, [over, { ...done, end: null, endedAt: null, endedBy: null }, next])).toBe(0);
      // What had ended is made anew, or is gone.
      const anew: ObligationRecord = { ...done, end: 'done_late' };
      expect([await save([over, anew, next], standing), await save([anew, next], [over, anew, next])]).toEqual([1, 1]);
      // Another holder: ended duties name one as well.
      expect(await save([anew, next], [anew, next], other)).toBe(2);
      expect(await rows()).toEqual([anew, next].map(({ id, end }) => [id, end, other]));
    });
  });
});
