/** A day at the counsellor's desk: what came in, then what is due. */
import type { ObligationView } from '../../contract/shapes.ts';
import type { Input } from '../../contract/index.ts';
import type { DiscoveryChannel } from '../../domain/vocabulary.ts';
import { addDays, addHours, dateOf, endOf, type PlainDate } from '../../domain/time.ts';
import { actFor, exampleOf } from './acts.ts';
import { countRefusal, enter, fileOf, newId, type Life, type World } from './world.ts';

const channels: readonly DiscoveryChannel[] = ['class_teacher', 'student_observation', 'parent_visit', 'self', 'hotline', 'subject_teacher'];
/** Leads that a school of this size sees on a school day outside September. */
const leadsADay = 0.12;
const leadsAtScreening = 0.9;

/** What reached the office today is written down: a new case, or one more lead in the pupil's open one. */
export async function takeLeads(world: World, today: PlainDate): Promise<void> {
  const screening = today.slice(5, 7) === '09';
  const expected = screening ? leadsAtScreening : leadsADay;
  const count = Math.floor(expected) + (world.random.chance(expected % 1) ? 1 : 0);
  for (let index = 0; index < count; index += 1) await takeLead(world, screening ? 'screening' : world.random.pick(channels));
}

async function takeLead(world: World, channel: DiscoveryChannel): Promise<void> {
  const pupil = world.random.pick(world.pupils);
  const severity = world.random.pick([1, 1, 2, 2, 2, 3, 3, 4] as const);
  const danger = severity === 4 && world.random.chance(0.6);
  const example = exampleOf('lead_recorded');
  const payload: Input<'cases.open'>['payload'] = { ...example, pupilId: pupil.id, channel, immediateDanger: danger, sourceRefs: [], ownerId: null };
  // Told in the afternoon, written down the next morning: a late entry now and then.
  const happenedAt = world.random.chance(0.15) ? addHours(world.clock.now(), -30) : world.clock.now();
  const reply = await world.desk.attempt('cases.open', { requestId: newId(world), pupilId: pupil.id, happenedAt, payload });
  if (reply.ok) {
    world.lives.set(reply.value.id, { pupil, caseId: reply.value.id, severity, calmWeeks: 0, untilDay: null, over: false });
    return;
  }
  countRefusal(world, 'cases.open', reply.error.code);
  const known = [...world.lives.values()].find((life) => life.pupil.id === pupil.id);
  if (reply.error.code === 'CASE_OPEN_ALREADY' && known !== undefined) await addLead(world, known, { channel, danger });
}

async function addLead(world: World, life: Life, of: { readonly channel: DiscoveryChannel; readonly danger: boolean }): Promise<void> {
  const file = await fileOf(world, life.caseId);
  if (file === null) return;
  await enter(world, file, {
    type: 'lead_added',
    payload: {
      ...exampleOf('lead_added'),
      channel: of.channel,
      immediateDanger: of.danger,
      crisisTypes: of.danger ? ['suicidal_ideation'] : [],
      sourceRefs: [],
    },
  });
}

export type Shift = {
  /** How probably a duty that is due is seen to. */
  readonly diligence: number;
  /** Days until somebody sits here again, today not counted: what falls due meanwhile is due now. */
  readonly away: number;
};

/** Does what is overdue or due before the next shift, and some of what is due later. Nobody gets everything done. */
export async function workThroughBoard(world: World, { diligence, away }: Shift): Promise<void> {
  const board = await world.desk.ask('today.board', {});
  const endOfShift = endOf(addDays(dateOf(world.clock.now()), away));
  const duties = [...board.overdue, ...board.today, ...board.week, ...board.waiting].sort(inOrder);
  for (const duty of duties) {
    const wanted = duty.dueAt <= endOfShift ? diligence : diligence / 3;
    if (world.random.chance(wanted)) await settle(world, duty);
  }
}

/** An emergency does not wait for the board: what its first hour asks for is done at once, as far as people can be reached. */
export async function firstHour(world: World, caseId: Life['caseId']): Promise<void> {
  const file = await fileOf(world, caseId);
  const duties = (file?.obligations ?? []).filter(({ ruleId, end }) => end === null && ruleId.startsWith('T_EM_')).sort(inOrder);
  for (const duty of duties) if (world.random.chance(0.9)) await settle(world, duty);
}

/** By what the story knows, not by ids, which differ from run to run. */
function inOrder(a: ObligationView, b: ObligationView): number {
  return keyOf(a) < keyOf(b) ? -1 : 1;
}

function keyOf(duty: ObligationView): string {
  return [duty.dueAt, duty.caseNo, duty.ruleId, duty.slot, String(duty.occurrence).padStart(5, '0')].join(' ');
}

export async function settle(world: World, duty: ObligationView): Promise<boolean> {
  const file = await fileOf(world, duty.caseId);
  const standing = file?.obligations.find((one) => one.id === duty.id);
  // An entry about another duty may have ended this one meanwhile.
  if (file === null || standing === undefined || standing.end !== null) return false;
  const act = actFor({ world, file, duty, life: world.lives.get(duty.caseId) });
  if (act === null) return false;
  const waits = !act.type.endsWith('_contacted') || act.payload['reached'] !== false;
  return (await enter(world, file, act)) && waits;
}
