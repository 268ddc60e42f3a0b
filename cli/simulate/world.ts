/** What the simulated years work on: one school, its clock, its chance, and what nobody wrote down: how the pupils really are. */
import type { CaseFile } from '../../contract/cases.ts';
import type { PupilSummary } from '../../contract/shapes.ts';
import type { Input, OperationName, Output } from '../../contract/index.ts';
import type { CaseId } from '../../domain/ids.ts';
import { type Instant, type PlainDate } from '../../domain/time.ts';
import { uuidv7 } from '../../main/register/ids.ts';
import type { StagedClock } from '../staged/clock.ts';
import type { Desk } from '../staged/desk.ts';
import type { Random } from './random.ts';

/** How a pupil really is, and where the story goes; the register learns of it only through entries. */
export type Life = {
  readonly pupil: PupilSummary;
  readonly caseId: CaseId;
  /** 1 mild … 4 in danger. */
  severity: 1 | 2 | 3 | 4;
  /** Weeks without a sign of danger. */
  calmWeeks: number;
  /** Days on which a leave, a stay in hospital or a watch is to end. */
  untilDay: PlainDate | null;
  /** The case is closed; a new lead opens it again as another life. */
  over: boolean;
};

export type World = {
  readonly desk: Desk;
  readonly clock: StagedClock;
  readonly random: Random;
  readonly pupils: readonly PupilSummary[];
  readonly lives: Map<CaseId, Life>;
  /** Refusals that the people of the school met, by operation and code. */
  readonly refusals: Map<string, number>;
  /** How often what must never get in was tried, by the code that it must meet. */
  readonly tries: Map<string, number>;
  /** Entries by type. */
  readonly entries: Map<string, number>;
  /** Counsellor on sick leave until that day; the other one holds the cases. */
  sick: { readonly login: string; readonly until: PlainDate } | null;
  /** The entry that the person at the desk made last, since they sat down. */
  lastEntry: {
    readonly caseId: CaseId;
    readonly happenedAt: Instant;
    readonly input: Input<'events.record'>;
    readonly output: Output<'events.record'>;
  } | null;
};

export const counsellors = ['shen', 'tang'] as const;

export function newId(world: World): string {
  return uuidv7(world.clock.now());
}

export function countRefusal(world: World, operation: OperationName, code: string): void {
  const key = `${operation} ${code}`;
  world.refusals.set(key, (world.refusals.get(key) ?? 0) + 1);
}

/** Records an entry as the person at the desk would; a refusal is counted and told by false. */
export async function enter(
  world: World,
  file: CaseFile,
  entry: { readonly type: string; readonly payload: Readonly<Record<string, unknown>>; readonly happenedAt?: Instant },
): Promise<boolean> {
  const { id: caseId, version: expectedVersion } = file.summary;
  const happenedAt = entry.happenedAt ?? world.clock.now();
  const input: Input<'events.record'> = {
    requestId: newId(world),
    caseId,
    expectedVersion,
    type: entry.type,
    happenedAt,
    payload: { ...entry.payload },
  };
  const reply = await world.desk.attempt('events.record', input);
  if (!reply.ok) {
    countRefusal(world, 'events.record', reply.error.code);
    return false;
  }
  world.lastEntry = { caseId, happenedAt, input, output: reply.value };
  world.entries.set(entry.type, (world.entries.get(entry.type) ?? 0) + 1);
  return true;
}

/** The case as the person at the desk sees it, or null when they may not. */
export async function fileOf(world: World, caseId: CaseId): Promise<CaseFile | null> {
  const reply = await world.desk.attempt('cases.file', { caseId });
  if (reply.ok) return reply.value;
  countRefusal(world, 'cases.file', reply.error.code);
  return null;
}
