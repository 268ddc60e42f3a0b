/** Fills a register with 10,000 cases and 200,000 events for measuring: rows of the real shape and size, written in bulk. */
import { createHash } from 'node:crypto';
import { initialState } from '../domain/case-state.ts';
import type { CaseState } from '../domain/case-state.ts';
import type { CaseId, PupilId, UserId } from '../domain/ids.ts';
import { instantOf } from '../domain/time.ts';
import type { RiskGrade } from '../domain/vocabulary.ts';
import type { Register, Tx } from '../db/tx.ts';

export const sizes = { cases: 10_000, eventsPerCase: 20 } as const;
export const benchUser = '0198c5a0-0001-7000-8000-000000000001';
export const term = { start: Date.UTC(2026, 8, 1), hours: 24 * 120 } as const;

const grades: readonly (RiskGrade | null)[] = [null, 'R1', 'R2', 'R2', 'R3', 'R3', 'R4', 'R0'];
const stages = [
  'lead',
  'interviewed',
  'assessed',
  'filed',
  'notified',
  'plan_drafting',
  'plan_submitted',
  'in_intervention',
  'in_intervention',
  'closed',
] as const;
const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'];
const given = [...'子涵梓萱宇轩浩然欣怡诗琪雨桐嘉明远思源'];
const phrases = [
  '近两周情绪低落,睡眠差',
  '与同伴关系紧张,午餐独坐',
  '家长反映晚间哭泣',
  '课堂注意力下降',
  '表达过不想上学',
  '愿意继续谈话,约定下周再来',
  '班主任每日观察并记录',
  '已告知监护人并建议就医',
];

function pick<T>(list: readonly T[], number: number): T {
  const found = list[number % list.length];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

/** Spreads consecutive numbers, the same in every run. */
function spread(number: number): number {
  return (Math.imul(number, 2_654_435_761) >>> 0) % 1_000_003;
}

function id(kind: number, number: number): string {
  return `0198c5a0-${String(kind).padStart(4, '0')}-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

export function caseIdAt(number: number): CaseId {
  return id(3, number) as CaseId;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function at(number: number, hour: number): string {
  return instantOf(term.start + ((spread(number) + hour * 31) % term.hours) * 3_600_000);
}

/** About 350 bytes, as a note of an interview or contact is. */
function payloadOf(number: number, seq: number): string {
  const notes = Array.from({ length: 6 }, (_, index) => pick(phrases, spread(number + seq) + index)).join('。');
  return JSON.stringify({ method: 'face', with: ['pupil'], notes, outcome: 'continue', next: seq });
}

const seed = '0'.repeat(64);

/** One invented pupil. */
export function pupilRow(number: number) {
  const name = pick(surnames, spread(number)) + pick(given, spread(number + 1)) + pick(given, spread(number + 2));
  return {
    id: id(2, number),
    student_no: `2026${String(number).padStart(6, '0')}`,
    name,
    name_full: `pinyin${spread(number)}`,
    name_initials: `p${spread(number) % 100}`,
    sex: 'female',
    birth_date: '2013-05-06',
    grade: 1 + (number % 12),
    class_name: `${1 + (number % 12)}(${1 + (number % 8)})班`,
    boarding: 0,
    class_teacher: null,
    address: null,
    status: 'enrolled',
    row_hash: seed,
    updated_at: at(number, 0),
  } as const;
}

function stateOf(number: number): CaseState {
  const openedAt = instantOf(term.start + (spread(number) % term.hours) * 3_600_000);
  return {
    ...initialState,
    caseId: caseIdAt(number),
    pupilId: id(2, number) as PupilId,
    ownerId: benchUser as UserId,
    stage: pick(stages, spread(number)),
    grade: pick(grades, spread(number + 7)),
    channels: ['screening', 'class_teacher'],
    openedAt,
    loopOpenedAt: openedAt,
    lastEventAt: openedAt,
    version: sizes.eventsPerCase,
    headHash: hashOf(`${number}:${sizes.eventsPerCase}`),
  };
}

function caseRow(number: number) {
  const state = stateOf(number);
  const due = number % 3 === 0 ? at(number, 5) : null;
  return {
    id: caseIdAt(number),
    case_no: `QP-2026-${String(number).padStart(5, '0')}`,
    pupil_id: id(2, number),
    loop: 1,
    stage: state.stage,
    attendance: number % 40 === 0 ? 'on_leave' : 'at_school',
    grade: state.grade,
    channel: 'screening',
    owner_user_id: benchUser,
    opened_at: state.openedAt ?? '',
    last_event_at: state.lastEventAt ?? '',
    next_due_at: due,
    open_obligations: due === null ? 0 : 1,
    version: state.version,
    head_hash: state.headHash,
    state: JSON.stringify(state),
  };
}

function eventRow(number: number, seq: number) {
  return {
    id: id(5, number * 100 + seq),
    case_id: caseIdAt(number),
    seq,
    type: seq === 1 ? 'lead_recorded' : 'pupil_contacted',
    version: 1,
    happened_at: at(number, seq),
    recorded_at: at(number, seq),
    recorded_by: benchUser,
    rule_pack: 'default-1',
    request_id: id(9, number * 100 + seq),
    payload: payloadOf(number, seq),
    prev_hash: seq === 1 ? seed : hashOf(`${number}:${seq - 1}`),
    hash: hashOf(`${number}:${seq}`),
    signature: new Uint8Array(64),
  };
}

async function fillChunk(tx: Tx, numbers: readonly number[]): Promise<void> {
  await tx.insertInto('pupil').values(numbers.map(pupilRow)).execute();
  await tx.insertInto('case_file').values(numbers.map(caseRow)).execute();
  await tx
    .insertInto('case_assignee')
    .values(numbers.map((number) => ({ case_id: caseIdAt(number), user_id: benchUser })))
    .execute();
  for (let seq = 1; seq <= sizes.eventsPerCase; seq += 1) {
    const rows = numbers.map((number) => eventRow(number, seq));
    await tx.insertInto('case_event').values(rows).execute();
    const links = rows.map((row, index) => ({
      seq: ((numbers[index] ?? 0) - 1) * sizes.eventsPerCase + seq,
      case_id: row.case_id,
      event_id: row.id,
      event_hash: row.hash,
      prev_hash: seed,
      hash: row.hash,
    }));
    await tx.insertInto('register_chain').values(links).execute();
  }
  const owed = numbers.map(caseRow).filter((row) => row.next_due_at !== null);
  const obligations = owed.map((row) => ({
    id: `${row.id}:1`,
    case_id: row.id,
    rule_id: 'T_PLAN',
    clause: '一周内上报预案',
    pack_version: 'default-1',
    slot: '',
    occurrence: 0,
    opened_by: id(5, Number.parseInt(row.id.slice(-12), 16) * 100 + 1),
    opened_at: row.opened_at,
    due_at: row.next_due_at ?? '',
    owner_role: 'psych_teacher',
    end: null,
    ended_at: null,
    ended_by: null,
    responsible_user_id: benchUser,
  }));
  if (obligations.length > 0) await tx.insertInto('obligation').values(obligations).execute();
}

/** Fills an empty register. */
export async function fillRegister(register: Register): Promise<void> {
  const user = {
    id: benchUser,
    login: 'bench',
    display_name: '测量',
    role: 'psych_teacher',
    class_scope: null,
    sign_public: 'A'.repeat(44),
    seal_recipient: 'age1bench',
    created_at: at(0, 0),
    disabled_at: null,
  };
  await register.write((tx) => tx.insertInto('user_account').values(user).execute());
  for (let first = 1; first <= sizes.cases; first += 500)
    await register.write((tx) =>
      fillChunk(
        tx,
        Array.from({ length: 500 }, (_, index) => first + index),
      ),
    );
  await register.checkpoint();
}
