/** What an office does week by week because a duty asks for it: the care that no story tells. */
import type { CaseFile } from '../../contract/cases.ts';
import type { EventPayload, EventType } from '../../domain/events/registry.ts';
import { addHours } from '../../domain/time.ts';
import type { Desk } from '../staged/desk.ts';
import { conference, followUp } from './payloads.ts';
import { weekOf } from './story.ts';
import { newId, type World } from './world.ts';

export type Recorded = { readonly [T in EventType]: { readonly type: T; readonly payload: EventPayload<T> } }[EventType];

export type Round = { readonly world: World; readonly desk: Desk };

const observed: Recorded = {
  type: 'class_observed',
  payload: {
    source: 'class_teacher',
    behaviour: '按时到校，课间与同桌交谈，午饭正常。',
    mood: '平静。',
    environment: '',
    days: 5,
    cues: [],
    action: '继续关注。',
    disclosed: [],
    urgent: false,
  },
};

const safetyPlan: Recorded = {
  type: 'safety_plan_made',
  payload: {
    warningSigns: '整夜睡不着，反复想起争吵。',
    ownWays: '听歌、画画、出门走一圈。',
    people: '外婆；同桌；班主任。',
    places: '心理辅导室；外婆家。',
    professional: '区心理热线；区精神卫生中心急诊。',
    meansRestriction: '药品与刀具由家长上锁保管。',
    pupilsWords: '',
    madeWithPupil: true,
    documentId: null,
  },
};

const reviewed: Recorded = {
  type: 'risk_interview_held',
  payload: {
    ideation: 'wish_to_be_dead',
    frequency: 'rare',
    duration: '',
    controllable: 'yes',
    preparation: 'no',
    farewell: 'no',
    means: 'no',
    behaviour: 'never',
    lethality: 'none',
    warningSigns: '',
    psychiatricState: '情绪较平静，无幻觉妄想。',
    commandHallucination: 'no',
    stressors: '',
    protectiveFactors: '家人陪护，愿意配合治疗。',
    disclosed: [],
    violenceRisk: 'no',
    sources: '学生本人与陪护家长。',
    proposedGrade: 'R4',
    immediateMeasures: '继续二十四小时陪护。',
    secondAssessor: '',
    nextReviewOn: null,
  },
};

const conferred: Recorded = { type: 'conference_held', payload: conference({ kind: 'review', grade: null, agreesToClose: false }) };

const visited: Recorded = { type: 'follow_up_held', payload: followUp('每周见面，情况平稳，按约定求助。') };

/** By duty: the entry that answers it. */
export const careFor: Readonly<Record<string, Recorded>> = {
  T_OBSERVE: observed,
  T_SAFETY_PLAN_R4: safetyPlan,
  T_SAFETY_PLAN_R3: safetyPlan,
  T_RISK_REVIEW: reviewed,
  T_CONFERENCE: conferred,
  T_WATCH: visited,
  T_REFERRED_VISIT: visited,
  T_DISCHARGE_VISIT: visited,
};

/** Records it in the case as it stands now. */
export async function recordIn({ world, desk }: Round, file: CaseFile, { type, payload }: Recorded): Promise<void> {
  const { summary } = await desk.ask('cases.file', { caseId: file.summary.id });
  await desk.ask('events.record', {
    requestId: newId(world),
    caseId: summary.id,
    expectedVersion: summary.version,
    type,
    happenedAt: world.clock.now(),
    payload: { ...payload },
  });
}

const week = 7 * 24;

export type Owed = { readonly file: CaseFile; readonly due: ReadonlySet<string> };

/** Every open case in which something is due within a week, with the rules that ask. */
export async function owedSoon({ world, desk }: Round): Promise<readonly Owed[]> {
  const { rows } = await desk.ask('cases.list', { open: true, limit: 200 });
  const soon = addHours(world.clock.now(), week);
  const owed: Owed[] = [];
  for (const row of rows) {
    if (row.nextDueAt === null || row.nextDueAt > soon) continue;
    const file = await desk.ask('cases.file', { caseId: row.id });
    owed.push({ file, due: new Set(file.obligations.filter((one) => one.end === null && one.dueAt <= soon).map((one) => one.ruleId)) });
  }
  return owed;
}

/** Cases that the last weeks before the holidays left behind: a board without anything overdue would teach nobody how it looks. */
const leftBehind: readonly string[] = ['police-filed-late', 'letter-box-excused'];
const busyFrom = 15;

/** The school's round of Friday afternoon. */
export async function schoolRound(world: World): Promise<void> {
  const desk = world.desks.school;
  await desk.seat('psych_teacher');
  const late = new Set(weekOf(world.clock.now()) < busyFrom ? [] : leftBehind.map((story) => world.cases.get(`school/${story}`)));
  for (const { file, due } of await owedSoon({ world, desk })) if (!late.has(file.summary.id)) await answer({ world, desk }, file, due);
}

/** One entry of a kind answers all that it can. */
export async function answer(round: Round, file: CaseFile, due: ReadonlySet<string>): Promise<void> {
  const entries = new Set([...due].flatMap((rule) => careFor[rule] ?? []));
  for (const entry of entries) await recordIn(round, file, entry);
}
