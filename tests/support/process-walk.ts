/** A school and its centre going through one pupil's case day by day: entries of now, what is owed, and whether all accounts of it agree. */
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { EventType } from '../../domain/events/registry.ts';
import type { Instant } from '../../domain/time.ts';
import { codeOf, introduce, payloadOf, record } from './case-work.ts';
import type { Side } from './exchange-work.ts';
import { moment, openTestOffice, type TestOffice } from './test-office.ts';

type Change = Readonly<Record<string, unknown>>;
type People = { readonly owner: string; readonly leader: string };

export type Walk = {
  readonly school: TestOffice;
  readonly center: TestOffice;
  readonly atSchool: Side;
  readonly atCenter: Side;
  /** Moves both clocks. */
  readonly on: (day: number, hour: number, minute?: number) => Instant;
  readonly now: () => Instant;
  /** The school's case, once it is known. */
  readonly follow: (caseId: string) => void;
  readonly caseId: () => string;
  /** An entry in the school's case, of now unless a moment is given. */
  readonly enter: (type: EventType, payload?: Change, at?: Instant) => ReturnType<typeof record>;
  /** The code with which such an entry is refused, or `ok`. */
  readonly tried: (type: EventType, payload?: Change) => Promise<string>;
  /** A conference of the school that the vice principal confirms; answers its id. */
  readonly conference: (payload: Change) => Promise<string>;
  readonly close: () => Promise<void>;
};

/** The two offices, who know each other; the teacher and the counsellor are in. */
export async function openWalk(): Promise<Walk> {
  const school = await openTestOffice('school', ['psych_teacher', 'vice_principal', 'principal', 'auditor']);
  const center = await openTestOffice('center', ['center_counselor', 'center_head']);
  await introduce(school, center);
  await school.as('psych_teacher');
  await center.as('center_counselor');
  let shown = moment(0, 8);
  let followed = '';
  return {
    school,
    center,
    atSchool: { office: school, kind: 'school' },
    atCenter: { office: center, kind: 'center' },
    on: (day, hour, minute = 0) => {
      shown = moment(day, hour, minute);
      school.setClock(shown);
      center.setClock(shown);
      return shown;
    },
    now: () => shown,
    follow: (caseId) => {
      followed = caseId;
    },
    caseId: () => followed,
    enter: (type, payload = {}, at = shown) => record(school, followed, { type, at, payload }),
    tried: async (type, payload = {}) => {
      const { summary } = await school.ask('cases.file', { caseId: followed });
      const entry = { requestId: randomUUID(), caseId: followed, expectedVersion: summary.version, type, happenedAt: shown, payload: payloadOf(type, payload) };
      return codeOf(school, 'events.record', entry);
    },
    conference: async (payload) => {
      const held = { decisions: [], nextOn: null, agreesToClose: false, ...payload };
      const { eventId } = await record(school, followed, { type: 'conference_held', at: shown, payload: held });
      await school.as('vice_principal');
      await record(school, followed, { type: 'conference_confirmed', at: shown, payload: { conferenceId: eventId } });
      await school.as('psych_teacher');
      return eventId;
    },
    close: async () => {
      await school[Symbol.asyncDispose]();
      await center[Symbol.asyncDispose]();
    },
  };
}

async function dutiesOf(office: TestOffice, caseId: string) {
  return (await office.ask('cases.file', { caseId })).obligations;
}

/** Open duties of these rules (of all when none is named): rule, slot and when they are due; a day of the office ends at 16:00 UTC. */
export async function owed(office: TestOffice, caseId: string, ...rules: readonly string[]): Promise<readonly string[]> {
  const open = (await dutiesOf(office, caseId)).filter(({ end, ruleId }) => end === null && (rules.length === 0 || rules.includes(ruleId)));
  return open.map(({ ruleId, slot, dueAt }) => `${ruleId}/${slot} ${dueAt.slice(0, 16)}`).toSorted();
}

/** How the duties of a rule ended, by slot and occurrence. */
export async function ends(office: TestOffice, caseId: string, ruleId: string): Promise<readonly string[]> {
  const all = (await dutiesOf(office, caseId)).filter((one) => one.ruleId === ruleId);
  return all.map(({ slot, occurrence, end }) => `${slot}#${occurrence} ${end ?? 'open'}`).toSorted();
}

/** The log is whole and folds to what is stored. */
export async function expectWhole(office: TestOffice): Promise<void> {
  const verdict = await office.ask('register.verify', {});
  expect([verdict.ok, verdict.findings]).toEqual([true, []]);
  expect(await office.ask('register.refold', {})).toMatchObject({ differing: 0, obligationsDiffering: 0 });
}

const ofOthers: readonly string[] = ['vice_principal', 'class_teacher', 'center_head'];

/** Board, wall, summary and statistics tell the same. The owner of every case is in afterwards. */
export async function expectAgreement(office: TestOffice, { owner, leader }: People): Promise<void> {
  await office.as(leader);
  const wall = await office.ask('obligations.wall', { limit: 200 });
  const summary = await office.ask('obligations.summary', {});
  const { clauses } = await office.ask('statistics.compliance', { from: '2026-09-01', to: '2027-08-31' });
  const sum = (key: 'openOverdue' | 'open' | 'missed' | 'done'): number => clauses.reduce((total, one) => total + one[key], 0);
  expect([wall.total, sum('openOverdue')]).toEqual([summary.overdue, summary.overdue]);
  expect([sum('open') + sum('openOverdue'), sum('missed'), sum('done')]).toEqual([summary.open, summary.byEnd['missed'] ?? 0, summary.byEnd['done'] ?? 0]);
  await expectWhole(office);
  await office.as(owner);
  const { overdue } = await office.ask('today.board', {});
  const own = wall.rows.filter(({ ownerRole }) => !ofOthers.includes(ownerRole));
  expect(overdue.map(({ id }) => id).toSorted()).toEqual(own.map(({ id }) => id).toSorted());
}
