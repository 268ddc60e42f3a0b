/**
 * What an entry costs as a register grows: at 10,000, 100,000 and 1,000,000 events, encrypted, one durable append through the program's own work
 * (log, guard, fold, duties, snapshot, chains, audit) beside one plain INSERT in the same file in turn, and what its parts cost; the Today page of one
 * person; the other screens; and all logs folded again. Prints JSON lines. `node bench/events.ts [cases …]` takes other sizes than 300, 3,000 and 30,000 cases.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDriver } from '../db/driver/choose.ts';
import type { Driver } from '../db/driver/port.ts';
import { eventHash } from '../db/chain.ts';
import { createRegisterFile, openRegisterFile } from '../db/open.ts';
import { caseBefore, type CaseBefore } from '../db/queries/before-entry.ts';
import { logSize } from '../db/queries/case-logs.ts';
import { databaseFile } from '../db/register-folder.ts';
import { appendAudit } from '../db/stores/audit-store.ts';
import { maintain, type Register } from '../db/tx.ts';
import { liftEvent } from '../domain/events/registry.ts';
import { ok } from '../domain/result.ts';
import { dutiesAround } from '../domain/rules/engine.ts';
import { dateOf } from '../domain/time.ts';
import { signRecord } from '../main/register/crypto/record-signature.ts';
import { pathFiles } from '../main/register/files/file-port.ts';
import { uuidv7 } from '../main/register/ids.ts';
import { systemPorts } from '../main/register/system-ports.ts';
import type { CallContext } from '../main/register/context.ts';
import { recordEvent } from '../main/register/work/record-event.ts';
import { refoldRegister } from '../main/register/work/refold.ts';
import { rulesOf } from '../main/register/work/rule-packs.ts';
import { todayView } from '../main/register/work/today-view.ts';
import { openStories, owners, payloadOf, storyOf, type Entry } from './case-stories.ts';
import { fillCases } from './fill-cases.ts';
import { measureScreens } from './screen-times.ts';
import { caseIdAt, ownerOf, present, recordTemplates, sessionOf, type Template } from './template-cases.ts';
import { countedDriver, freshTimes, lineOf, load, print, timed, type Counted } from './timing.ts';

const defaultSizes: readonly number[] = [300, 3000, 30_000];
const appends = 300;
const looks = 60;

const entries: readonly Pick<Entry, 'type' | 'changes'>[] = [
  { type: 'follow_up_held', changes: { suicidalThoughts: 'no', incidents: [], riskChange: 'same' } },
  { type: 'class_observed', changes: { cues: ['withdrawn'], urgent: false } },
  { type: 'guardian_contacted', changes: { riskChange: 'same' } },
  { type: 'counselling_held', changes: { suicidalThoughts: 'no', incidents: [], riskChange: 'same' } },
];

/** One row, one transaction, the same file: what the disk and the encryption alone cost. */
async function plainInsert(register: Register, round: number): Promise<void> {
  await maintain(register, async (connection) => {
    await connection.exec('BEGIN IMMEDIATE');
    await connection.run('INSERT INTO bench_anchor VALUES (NULL, ?)', [`${round} `.repeat(40)]);
    await connection.exec('COMMIT');
  });
}

async function append(register: Register, number: number, round: number): Promise<void> {
  const session = sessionOf(register, ownerOf(number));
  const entry = entries[round % entries.length] ?? { type: 'follow_up_held' };
  const caseId = caseIdAt(number);
  const result = await register.writeResult(async (tx) => {
    const event = { requestId: randomUUID(), type: entry.type, happenedAt: present, payload: payloadOf(entry) };
    const recorded = await recordEvent(tx, { session, now: present, newId: () => uuidv7(present) }, { caseId, expectedVersion: null, event });
    if (!recorded.ok) return recorded;
    await appendAudit(tx, { at: present, userId: session.user.id, operation: 'events.record', subjectId: caseId, outcome: 'ok', detail: {} });
    return ok(null);
  });
  if (!result.ok) throw new Error(result.error.code);
}

/** Numbers of open cases among the first `cases`, spread over all of them. */
function openCases(cases: number): readonly number[] {
  const open = Array.from({ length: cases }, (_, index) => index + 1).filter((number) => openStories.includes(storyOf(number)));
  return open.map((_, index) => open[(index * 7919) % open.length] ?? 0);
}

async function measureAppend(register: Register, cases: number, { statements }: Counted): Promise<void> {
  const open = openCases(cases);
  let asked = 0;
  await maintain(register, (connection) => connection.exec('CREATE TABLE bench_anchor (n INTEGER PRIMARY KEY, v TEXT NOT NULL) STRICT'));
  const [anchor, own, warmUp] = [freshTimes(), freshTimes(), freshTimes()];
  for (let round = -20; round < appends; round += 1) {
    const number = open[(round + 20) % open.length] ?? 0;
    await timed(round < 0 ? warmUp : anchor, () => plainInsert(register, round));
    const before = statements();
    await timed(round < 0 ? warmUp : own, () => append(register, number, round + 20));
    asked += round < 0 ? 0 : statements() - before;
  }
  await maintain(register, (connection) => connection.exec('DROP TABLE bench_anchor'));
  const bare = lineOf(anchor);
  const beside = { anchor: 'one INSERT', anchorMedianMs: bare.medianMs, anchorP95Ms: bare.p95Ms, anchorCpuMedianMs: bare.cpuMedianMs };
  print({ measure: 'append', cases, ...lineOf(own), goalP95Ms: 10, statements: Number((asked / appends).toFixed(1)), ...beside, load: load() });
}

/** The parts of an append that can be done by themselves; the rest of it is writing, and waiting for the disk. */
async function measureParts(register: Register, cases: number): Promise<void> {
  const open = openCases(cases);
  const session = sessionOf(register, 0);
  const parts = { ask: freshTimes(), walk: freshTimes(), sign: freshTimes() };
  for (let round = 0; round < looks; round += 1) {
    // From the other end: cases that no append has brought into memory.
    const caseId = caseIdAt(open.at(-1 - (round % open.length)) ?? 0);
    await register.read(async (reader) => {
      const found: (CaseBefore | null)[] = [];
      await timed(parts.ask, async () => found.push(await caseBefore(reader, caseId)));
      const [before] = found;
      const last = before?.log.at(-1);
      if (before === undefined || before === null || last === undefined) throw new Error('the case is there');
      const { packs, calendars } = await rulesOf(reader, before);
      const input = { events: before.log.slice(0, -1).map(liftEvent), packs, calendars, registerKind: 'school', now: present } as const;
      await timed(parts.walk, async () => dutiesAround(input).after(last));
      await timed(parts.sign, async () => signRecord(session.keys.signSeed, 'event', eventHash(last)));
    });
  }
  for (const [part, times] of Object.entries(parts)) print({ measure: `append, part: ${part}`, cases, ...lineOf(times), load: load() });
}

function contextOf(register: Register, number: number): CallContext {
  return {
    session: sessionOf(register, number),
    now: present,
    today: dateOf(present),
    newId: () => uuidv7(present),
    files: pathFiles(),
    ports: systemPorts({ push: () => undefined }),
    signal: new AbortController().signal,
    subject: () => undefined,
    detail: () => undefined,
    changed: () => undefined,
    afterwards: () => undefined,
    progress: () => undefined,
  };
}

async function measureToday(register: Register, cases: number): Promise<void> {
  for (const [who, number] of [
    ['one psych teacher', 3],
    ['the vice principal', owners],
  ] as const) {
    const context = contextOf(register, number);
    const look = (): Promise<unknown> => register.read((reader) => todayView(reader, context));
    const [first, times] = [freshTimes(), freshTimes()];
    for (let round = 0; round < looks + 4; round += 1) await timed(round < 4 ? first : times, look);
    const board = await register.read((reader) => todayView(reader, context));
    const shown = { overdue: board.overdue.length, today: board.today.length, week: board.week.length, later: board.later, chases: board.chases.length };
    print({ measure: `Today of ${who}`, cases, ...lineOf(times), firstMs: Number((first.ms[0] ?? 0).toFixed(1)), goalP95Ms: 15, ...shown, load: load() });
  }
}

async function measureRefold(register: Register): Promise<void> {
  let told = 0;
  const progress = (done: number, total: number): void => {
    if (done * 10 < (told + 1) * total) return;
    told = Math.floor((done * 10) / total);
    process.stderr.write(`folded ${done} of ${total} cases\n`);
  };
  const of = { now: present, kind: 'school', repair: false, signal: new AbortController().signal, progress } as const;
  const [times, counted] = [freshTimes(), { refolded: {} }];
  await timed(times, async () => {
    counted.refolded = await refoldRegister(register, of);
  });
  const seconds = (ms: number | undefined): number => Number(((ms ?? 0) / 1000).toFixed(1));
  print({
    measure: 'fold everything again',
    seconds: seconds(times.ms[0]),
    cpuSeconds: seconds(times.cpuMs[0]),
    goalSeconds: 60,
    ...counted.refolded,
    load: load(),
  });
}

/** As a program finds it the next morning: opened again, with settings for its size. */
async function reopened(register: Register, place: { readonly folder: string; readonly key: Uint8Array; readonly driver: Driver }): Promise<Register> {
  await register.checkpoint();
  await register.close();
  const opened = await openRegisterFile(place.folder, place.key, place.driver);
  if (!opened.ok) throw new Error(opened.error);
  return opened.value;
}

async function grown(register: Register, templates: readonly Template[], span: { readonly after: number; readonly until: number }): Promise<void> {
  const from = performance.now();
  await fillCases(register, templates, span);
  process.stderr.write(`filled up to ${span.until} cases in ${Math.round((performance.now() - from) / 1000)} s\n`);
}

async function benchEvents(sizes: readonly number[]): Promise<void> {
  const driver = await loadDriver(undefined);
  if (!driver.ok) throw new Error(driver.error);
  const home = await mkdtemp(join(tmpdir(), 'xinhu-bench-'));
  const counted = countedDriver(driver.value.driver);
  const place = { folder: join(home, 'register'), key: new Uint8Array(randomBytes(32)), driver: counted.driver };
  try {
    const created = await createRegisterFile(place.folder, place.key, place.driver);
    if (!created.ok) throw new Error(created.error);
    let register = created.value;
    const templates = await recordTemplates(register);
    let after = 0;
    for (const until of sizes) {
      await grown(register, templates, { after, until });
      register = await reopened(register, place);
      const size = await register.read(logSize);
      print({ measure: 'size', ...size, driver: place.driver.name, megabytes: Math.round((await stat(databaseFile(place.folder))).size / 1e6) });
      await measureToday(register, until);
      await measureAppend(register, until, counted);
      await measureParts(register, until);
      await measureScreens(register, until);
      await measureRefold(register);
      after = until;
    }
    await register.close();
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const asked = process.argv.slice(2).map(Number);
  await benchEvents(asked.length === 0 ? defaultSizes : asked);
}
