/** A letter of the centre that arrives while the psychologist and the vice principal are away. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPupil, approveAndWrite, judgedCase } from '../support/case-work.ts';
import { openPair, type Pair } from '../support/exchange-pair.ts';
import { send, writtenLetter } from '../support/exchange-work.ts';
import { moment } from '../support/test-office.ts';
import '../support/patience.ts';

let pair: Pair;

beforeAll(async () => {
  pair = await openPair();
});

afterAll(() => pair[Symbol.asyncDispose]());

describe('a principal alone', () => {
  it('reads a letter in, accepts it, and opens with it a case that the psychologist owns', async () => {
    const { school, center } = pair;
    await center.as('center_counselor');
    const about = await judgedCase(center, { name: '示例来信', studentNo: 'S-900' }, moment(2, 8));
    const { file } = await send({ office: center, kind: 'center' }, { office: school, kind: 'school' }, [
      await writtenLetter({ office: center, kind: 'center' }, about.id),
    ]);
    school.setClock(moment(3, 9));
    await school.as('psych_teacher');
    const pupil = await addPupil(school, { name: '示例来信', studentNo: 'S-900' });
    await school.as('principal');
    const arrived = await school.ask('exchange.import', { file });
    const { cases, receiptId } = await school.ask('exchange.accept', { packageId: arrived.id, pupilId: pupil.id });
    const [caseId = ''] = cases;
    expect(receiptId).not.toBeNull();
    const opened = await school.ask('cases.file', { caseId });
    expect([opened.summary.ownerName, opened.events.map(({ type, recordedByName }) => `${type} ${recordedByName}`)]).toEqual([
      '示例psych_teacher',
      ['lead_recorded 示例principal', 'letter_received 示例principal'],
    ]);
    expect(opened.obligations.some((duty) => duty.settledBy.includes('plan_submitted'))).toBe(true);
    // Who accepted does not approve the answer.
    await expect(approveAndWrite(school, receiptId ?? '', { approver: 'principal', name: 'own.age' })).rejects.toMatchObject({ code: 'AUTHOR_CANNOT_SIGN' });
    await approveAndWrite(school, receiptId ?? '', { approver: 'vice_principal', name: 'answer.age' });
    await school.as('psych_teacher');
    expect((await school.ask('cases.file', { caseId })).level).toBe('detail');
    expect((await school.ask('register.verify', {})).findings).toEqual([]);
  });

  it('sends back what cannot be taken', async () => {
    const { school, center } = pair;
    await center.as('center_counselor');
    const about = await judgedCase(center, { name: '示例误寄', studentNo: 'S-901' }, moment(2, 8));
    const { file } = await send({ office: center, kind: 'center' }, { office: school, kind: 'school' }, [
      await writtenLetter({ office: center, kind: 'center' }, about.id),
    ]);
    await school.as('principal');
    const arrived = await school.ask('exchange.import', { file });
    expect((await school.ask('exchange.return', { packageId: arrived.id, reason: '非本校学生。' })).view.status).toBe('returned');
  });
});
