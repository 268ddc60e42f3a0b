import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { CaseFile } from '../../contract/cases.ts';
import { fingerprintOf } from './story.ts';

/** As much of a case as its story tells: two duties that differ only in the entries that opened them. */
function storyOf(turn: <T>(duties: readonly T[]) => readonly T[]): CaseFile {
  const events = [1, 2].map((seq) => ({ id: randomUUID(), seq, hash: randomUUID() }));
  const duties = events.map(({ id }) => ({ id: randomUUID(), openedAt: '1', dueAt: '2', ruleId: 'r', slot: 's', occurrence: 1, openedBy: id }));
  const file: unknown = { summary: { caseNo: '1' }, pupil: { studentNo: '1' }, events, obligations: turn(duties) };
  return file as CaseFile; // the story reads no other fields
}

describe('the fingerprint of a story', () => {
  it('tells neither ids nor the order in which a database gives duties that are due alike', () => {
    const told = fingerprintOf([storyOf((duties) => duties)]);
    expect(fingerprintOf([storyOf((duties) => duties.toReversed())])).toBe(told);
    expect(fingerprintOf([storyOf((duties) => duties.slice(1))])).not.toBe(told);
  });
});
