/** One file per pupil: what is found later joins the open case, and takes up the results that it rests on. */
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { codeOf, openCase, payloadOf } from '../support/case-work.ts';
import { moment, openTestOffice } from '../support/test-office.ts';
import '../support/patience.ts';

it('takes up a pupil’s own results once, and refuses those of others with nothing written', async () => {
  await using office = await openTestOffice('school', ['psych_teacher']);
  await office.as('psych_teacher');
  await office.ask('imports.run', { file: 'samples/roster.xlsx' });
  await office.ask('imports.run', { file: 'samples/screening-phq9-gad7-items.csv' });
  office.setClock(moment(1, 12));
  const waiting = await office.ask('screening.queue', { limit: 2 });
  const [own, other] = waiting.rows;
  const { id: caseId, version } = await openCase(office, own?.pupil.id ?? '', moment(1, 10));
  const refs = (row: typeof own) => (row?.results ?? []).map(({ id }) => ({ kind: 'screening_result', id }));
  const add = (expectedVersion: number, sourceRefs: readonly object[]) => ({
    requestId: randomUUID(),
    caseId,
    expectedVersion,
    type: 'lead_added',
    happenedAt: moment(1, 11),
    payload: payloadOf('lead_added', { channel: 'screening', sourceRefs }),
  });
  expect(await codeOf(office, 'events.record', add(version, refs(other)))).toBe('REFERENCE_UNKNOWN');
  expect((await office.ask('cases.file', { caseId })).summary.version).toBe(version);
  const taken = add(version, refs(own));
  expect(await codeOf(office, 'events.record', taken)).toBe('ok');
  expect((await office.ask('screening.queue', { limit: 2 })).total).toBe(waiting.total - 1);
  expect(await codeOf(office, 'events.record', taken)).toBe('ok');
  expect(await codeOf(office, 'events.record', add(version + 1, refs(own)))).toBe('REFERENCE_UNKNOWN');
  const { events, state } = await office.ask('cases.file', { caseId });
  expect(events.map(({ type }) => type)).toEqual(['lead_recorded', 'lead_added']);
  expect(state['channels']).toEqual(expect.arrayContaining(['screening']));
});
