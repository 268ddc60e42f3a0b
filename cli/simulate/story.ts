/** What the years left in the register: read again at the end, checked entry by entry and duty by duty, and told in one fingerprint. */
import { createHash } from 'node:crypto';
import type { CaseFile } from '../../contract/cases.ts';
import { counsellors, type World } from './world.ts';

/** Every case as somebody sees it who sees all of it. */
export async function casesOf(world: World): Promise<readonly CaseFile[]> {
  const files = new Map<string, CaseFile>();
  for (const login of counsellors) {
    await world.desk.seatPerson(login);
    for (const caseId of world.lives.keys()) {
      if (files.has(caseId)) continue;
      const reply = await world.desk.attempt('cases.file', { caseId });
      if (reply.ok && reply.value.level === 'detail') files.set(caseId, reply.value);
    }
  }
  return [...files.values()].sort((a, b) => (a.summary.caseNo < b.summary.caseNo ? -1 : 1));
}

/** One sentence for each thing that no case may hold, in the words of the rule that it breaks. */
export function brokenIn({ summary, events, obligations }: CaseFile): readonly string[] {
  const broken: string[] = [];
  const ids = new Set(events.map(({ id }) => id));
  if (new Set(obligations.map(({ id }) => id)).size !== obligations.length) broken.push('a duty stands twice');
  if (events.some(({ seq }, index) => seq !== index + 1)) broken.push('the log has a gap');
  if (summary.version !== events.length) broken.push('the snapshot is not of the last entry');
  for (const { ruleId, openedBy, openedAt, dueAt, end, endedAt } of obligations) {
    if (dueAt < openedAt) broken.push(`${ruleId} was due before it was opened`);
    if (!ids.has(openedBy)) broken.push(`${ruleId} was opened by no entry of the case`);
    if ((end === null) !== (endedAt === null)) broken.push(`${ruleId} has half an end`);
    if (endedAt !== null && endedAt < openedAt) broken.push(`${ruleId} ended before it was opened`);
    if (end === 'done' && endedAt !== null && endedAt > dueAt) broken.push(`${ruleId} was done in time after its time`);
    if (end === 'done_late' && endedAt !== null && endedAt <= dueAt) broken.push(`${ruleId} was done late in its time`);
  }
  return broken;
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** SHA-256 of the story. Ids, keys and hashes are new with each run: an id is told by the place of its first mention, the others are left out. */
export function fingerprintOf(files: readonly CaseFile[]): string {
  const places = new Map<string, string>();
  const placeOf = (id: string): string => {
    const place = places.get(id) ?? `#${places.size + 1}`;
    places.set(id, place);
    return place;
  };
  const told = files.map(({ summary, pupil, events, obligations }) => ({
    caseNo: summary.caseNo,
    stage: summary.stage,
    grade: summary.grade,
    attendance: summary.attendance,
    studentNo: pupil.studentNo,
    events: events.map(({ hash: _hash, ...event }) => event),
    obligations: inOrder(obligations, events),
  }));
  const text = JSON.stringify(told, (_key, value: unknown) => (typeof value === 'string' ? value.replaceAll(uuid, placeOf) : value));
  return createHash('sha256').update(text).digest('hex');
}

/** By what they hold, an id standing for the place of its first mention in the log: neither the ids nor the order of the database tells. */
function inOrder(obligations: CaseFile['obligations'], events: CaseFile['events']): readonly CaseFile['obligations'][number][] {
  const mentioned = new Map([...new Set(JSON.stringify(events).match(uuid))].map((id, place) => [id, String(place).padStart(6, '0')]));
  const keyed = obligations.map((duty) => {
    const { openedAt, dueAt, ruleId, slot, occurrence } = duty;
    const key = JSON.stringify([openedAt, dueAt, ruleId, slot, String(occurrence).padStart(5, '0'), { ...duty, id: '' }]);
    return { duty, key: key.replaceAll(uuid, (id) => mentioned.get(id) ?? '') };
  });
  return keyed.toSorted((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -1 : 1)).map(({ duty }) => duty);
}
