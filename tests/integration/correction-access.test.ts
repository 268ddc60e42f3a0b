/** Who may not read a field neither rewrites it nor learns by guessing what it says. */
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { addPupil, codeOf, openCase, payloadOf, record } from '../support/case-work.ts';
import { moment, openTestOffice } from '../support/test-office.ts';
import '../support/patience.ts';

it('keeps a leader from correcting what a leader may not read', async () => {
  await using office = await openTestOffice('school', ['psych_teacher', 'vice_principal']);
  await office.as('psych_teacher');
  const pupil = await addPupil(office, { name: '示例甲', studentNo: 'S-1' });
  const { id: caseId } = await openCase(office, pupil.id, moment(0, 8));
  const { eventId } = await record(office, caseId, { type: 'interview_held', at: moment(0, 8), payload: { ideation: 'yes' } });
  const corrections = [
    { targetId: eventId, field: 'ideation', was: 'yes', shouldBe: 'no' },
    { targetId: eventId, field: 'ideation', was: 'no', shouldBe: 'yes' },
  ];
  const tryAll = async (): Promise<readonly string[]> => {
    const codes: string[] = [];
    for (const change of corrections) {
      const expectedVersion = (await office.ask('cases.file', { caseId })).summary.version;
      const payload = payloadOf('correction_made', change);
      codes.push(
        await codeOf(office, 'events.record', { requestId: randomUUID(), caseId, expectedVersion, type: 'correction_made', happenedAt: moment(0, 8), payload }),
      );
    }
    return codes;
  };
  await office.as('vice_principal');
  expect(await tryAll()).toEqual(['ACCESS_FORBIDDEN', 'ACCESS_FORBIDDEN']);
  await office.as('psych_teacher');
  expect(await tryAll()).toEqual(['ok', 'ok']);
});
