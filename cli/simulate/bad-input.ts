/** What must never get in: tried every Friday, each refusal counted by its code. */
import type { CaseFile } from '../../contract/cases.ts';
import type { Input } from '../../contract/index.ts';
import { addHours } from '../../domain/time.ts';
import { exampleOf } from './acts.ts';
import { countRefusal, fileOf, newId, type Life, type World } from './world.ts';

type Try = { readonly code: string; readonly change: Partial<Input<'events.record'>> };

/** Files that are looked through for one that fits, so that a Friday stays short. */
const most = 6;
/** Before any case of the simulated years was opened, and within what the register takes for a slip of the year. */
const longAgoHours = -24 * 900;

/** Answers the tries that were not refused as they should be. */
export async function tryBadInput(world: World): Promise<readonly string[]> {
  const lives = [...world.lives.values()];
  const isOver = ({ summary }: CaseFile): boolean => summary.stage === 'closed' || summary.stage === 'archived';
  const open = await firstFile(world, lives.toReversed(), (file) => !isOver(file));
  const closed = await firstFile(world, lives, isOver);
  return [
    ...(open === null ? [] : await tried(world, open, ofOpen(world, open))),
    ...(closed === null ? [] : await tried(world, closed, [{ code: 'CASE_CLOSED', change: { type: 'follow_up_held', payload: exampleOf('follow_up_held') } }])),
    ...(await twice(world)),
  ];
}

async function firstFile(world: World, lives: readonly Life[], fits: (file: CaseFile) => boolean): Promise<CaseFile | null> {
  for (const { caseId } of lives.slice(0, most)) {
    const file = await fileOf(world, caseId);
    if (file?.level === 'detail' && fits(file)) return file;
  }
  return null;
}

function ofOpen(world: World, { summary, pupil }: CaseFile): readonly Try[] {
  const now = world.clock.now();
  return [
    { code: 'STALE_VERSION', change: { expectedVersion: summary.version + 1 } },
    { code: 'IN_THE_FUTURE', change: { happenedAt: addHours(now, 2) } },
    { code: 'BEFORE_OPENING', change: { happenedAt: addHours(now, longAgoHours) } },
    { code: 'EVENT_UNKNOWN', change: { type: 'nothing_known' } },
    { code: 'EVENT_NEWER', change: { version: 1000 } },
    { code: 'NOT_ALLOWED', change: { type: 'plan_signed' } },
    {
      code: 'CASE_ALREADY_OPENED',
      change: { type: 'lead_recorded', payload: { ...exampleOf('lead_recorded'), pupilId: pupil.id, ownerId: null, sourceRefs: [] } },
    },
    { code: 'PAYLOAD_INVALID', change: { type: 'principal_notified', payload: { to: 7 } } },
    { code: 'OBLIGATION_NOT_OPEN', change: { type: 'obligation_snoozed', payload: exampleOf('obligation_snoozed') } },
  ];
}

function countTry({ tries }: World, code: string): void {
  tries.set(code, (tries.get(code) ?? 0) + 1);
}

async function tried(world: World, { summary }: CaseFile, tries: readonly Try[]): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const { code, change } of tries) {
    countTry(world, code);
    const reply = await world.desk.attempt('events.record', {
      requestId: newId(world),
      caseId: summary.id,
      expectedVersion: summary.version,
      type: 'guardian_contacted',
      happenedAt: world.clock.now(),
      payload: { ...exampleOf('guardian_contacted') },
      ...change,
    });
    const met = reply.ok ? 'OK' : reply.error.code;
    countRefusal(world, 'events.record', met);
    if (met !== code) wrong.push(`${code} was answered with ${met}`);
  }
  const after = await fileOf(world, summary.id);
  if (after?.summary.version !== summary.version) wrong.push('refused input changed a case');
  return wrong;
}

/** The last entry comes again: as it was it is answered as it was, with other words it is refused, and neither is written. */
async function twice(world: World): Promise<readonly string[]> {
  if (world.lastEntry === null) return [];
  const { caseId, happenedAt, input, output } = world.lastEntry;
  const before = await fileOf(world, caseId);
  const again = await world.desk.attempt('events.record', input);
  countTry(world, 'REQUEST_REUSED');
  const other = await world.desk.attempt('events.record', { ...input, happenedAt: addHours(happenedAt, -1) });
  if (!other.ok) countRefusal(world, 'events.record', other.error.code);
  const after = await fileOf(world, caseId);
  const wrong: string[] = [];
  if (!again.ok || again.value.eventId !== output.eventId) wrong.push('the same request was not answered with the same entry');
  if (other.ok || other.error.code !== 'REQUEST_REUSED') wrong.push('REQUEST_REUSED was not answered');
  if (before?.summary.version !== after?.summary.version) wrong.push('an entry came in twice');
  return wrong;
}
