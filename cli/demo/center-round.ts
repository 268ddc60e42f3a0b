/** The centre's own Friday round: it takes up what schools reported, and looks after every case whose next look is due within a week. */
import type { CaseFile } from '../../contract/cases.ts';
import type { EventPayload, EventType } from '../../domain/events/registry.ts';
import { addHours } from '../../domain/time.ts';
import { RiskGrade } from '../../domain/vocabulary.ts';
import { followUp, interview } from './payloads.ts';
import { newId, type World } from './world.ts';

const week = 7 * 24;

export async function centerRound(world: World): Promise<void> {
  const desk = world.desks.center;
  await desk.seat('center_counselor');
  const { rows } = await desk.ask('cases.list', { open: true, limit: 200 });
  const soon = addHours(world.clock.now(), week);
  for (const row of rows) {
    if (row.nextDueAt === null || row.nextDueAt > soon) continue;
    const file = await desk.ask('cases.file', { caseId: row.id });
    const due = new Set(file.obligations.filter((one) => one.end === null && one.dueAt <= soon).map((one) => one.ruleId));
    if (due.has('T_SECOND_SCREEN') || due.has('T_URGENT_TALK')) await takeUp(world, file);
    else if ([...due].some((rule) => rule.startsWith('T_FOLLOW_UP'))) await look(world, file);
  }
}

/** A case that a school reported: the counsellor goes through it with the school's psychologist and follows the school's grade. */
async function takeUp(world: World, file: CaseFile): Promise<void> {
  const grade = RiskGrade.parse('R3');
  await record(world, file, { type: 'interview_held', payload: interview('与学校心理教师电话会商，核对备案表与预案，学校处置及时。', grade) });
  await record(world, file, {
    type: 'grade_decided',
    payload: {
      grade,
      outcome: 'crisis',
      reason: '与学校定级一致，列入区级督导。',
      evidence: '学校备案表、干预预案。',
      participants: ['林老师（区中心）', '何主任（区中心）'],
      triggers: [],
      conferenceId: null,
    },
  });
  await record(world, file, {
    type: 'guardian_notified',
    payload: {
      how: 'phone',
      who: 'mother',
      to: '监护人',
      relation: '母亲',
      by: ['林老师（区中心）'],
      opinion: 'agrees',
      witnesses: [],
      documentId: null,
      note: '',
    },
  });
}

async function look(world: World, file: CaseFile): Promise<void> {
  await record(world, file, {
    type: 'follow_up_held',
    payload: followUp('电话回访学校与家长，情况稳定，督导意见已告知学校。', { method: 'phone', with: ['mother', 'class_teacher'], action: '继续督导。' }),
  });
}

type Recorded = { readonly [T in EventType]: { readonly type: T; readonly payload: EventPayload<T> } }[EventType];

async function record(world: World, file: CaseFile, { type, payload }: Recorded): Promise<void> {
  const desk = world.desks.center;
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
