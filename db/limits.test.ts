/** The columns hold what domain/limits.ts promises, and no more. */
import { describe, expect, it } from 'vitest';
import { limits } from '../domain/limits.ts';
import { insertUser } from './stores/user-store.ts';
import { upsertHotlineCall } from './stores/hotline-store.ts';
import { upsertPupil, type PupilRecord } from './stores/pupil-store.ts';
import { openTestRegister } from './testing/open-register.ts';
import { addPeople, sampleBatch, samplePublicKey, samplePupil, sampleStart, userIdOf } from './testing/sample-rows.ts';
import type { Tx } from './tx.ts';

// Outside the basic plane: two units of JavaScript, one character of SQLite.
const text = (length: number): string => '𠮷'.repeat(length);
const guardian = { name: '示例', relation: '母亲', phone: null };

const pupilTexts: readonly (readonly [string, number, (long: string) => Partial<PupilRecord>])[] = [
  ['student number', limits.storedStudentNo, (long) => ({ studentNo: long })],
  ['name', limits.personName, (long) => ({ name: long })],
  ['class', limits.className, (long) => ({ className: long })],
  ['class teacher', limits.personName, (long) => ({ classTeacher: long })],
  ['address', limits.address, (long) => ({ address: long })],
  ['name of a guardian', limits.personName, (long) => ({ guardians: [{ ...guardian, name: long }] })],
  ['relation', limits.relation, (long) => ({ guardians: [{ ...guardian, relation: long }] })],
  ['telephone', limits.phone, (long) => ({ guardians: [{ ...guardian, phone: long }] })],
];

const callTexts = [
  ['who took it', limits.callParty, 'takenBy'],
  ['who called', limits.callParty, 'caller'],
  ['concern', limits.callText, 'concern'],
  ['handling', limits.callText, 'handling'],
] as const;

async function inRegister(write: (tx: Tx) => Promise<unknown>): Promise<'held' | 'refused'> {
  await using test = await openTestRegister();
  return await test.register.write(async (tx) => {
    await addPeople(tx);
    try {
      await write(tx);
      return 'held';
    } catch {
      return 'refused';
    }
  });
}

describe('columns and limits', () => {
  it.each(pupilTexts)('pupil: %s of %i characters', async (_what, limit, change) => {
    const store = (length: number) => inRegister((tx) => upsertPupil(tx, samplePupil(1, change(text(length)))));
    expect([await store(limit), await store(limit + 1)]).toEqual(['held', 'refused']);
  });

  it('pupil: so many guardians', async () => {
    const store = (count: number) => inRegister((tx) => upsertPupil(tx, samplePupil(1, { guardians: Array.from({ length: count }, () => guardian) })));
    expect([await store(limits.guardians), await store(limits.guardians + 1)]).toEqual(['held', 'refused']);
  });

  it.each(callTexts)('call: %s of %i characters', async (_what, limit, field) => {
    const call = {
      id: 'h1',
      calledAt: sampleStart,
      takenBy: '值班',
      caller: '家长',
      pupilId: samplePupil(1).id,
      concern: '示例',
      risk: 'none',
      handling: '示例',
      batchId: sampleBatch,
    };
    const store = (length: number) =>
      inRegister(async (tx) => {
        await upsertPupil(tx, samplePupil(1));
        await upsertHotlineCall(tx, { ...call, [field]: text(length) });
      });
    expect([await store(limit), await store(limit + 1)]).toEqual(['held', 'refused']);
  });

  it('user: displayed name', async () => {
    const user = {
      id: userIdOf(2),
      login: 'lin',
      role: 'auditor',
      classScope: null,
      signPublic: samplePublicKey,
      sealRecipient: 'age1x',
      createdAt: sampleStart,
    } as const;
    const store = (length: number) => inRegister((tx) => insertUser(tx, { ...user, displayName: text(length) }));
    expect([await store(limits.personName), await store(limits.personName + 1)]).toEqual(['held', 'refused']);
  });
});
