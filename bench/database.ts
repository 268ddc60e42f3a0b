/**
 * Lists, logs, scans and appends on 10,000 cases and 200,000 events, encrypted and plain in the same run, round by round in turn, with
 * either driver. Prints JSON lines. `node bench/database.ts [journeyapps|mc]` measures one driver only.
 */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { driverNameFrom, loadNamed } from '../db/driver/choose.ts';
import { openPlain as openPlainJourneyapps } from '../db/driver/journeyapps.ts';
import { openPlain as openPlainMultipleCiphers } from '../db/driver/multiple-ciphers.ts';
import { driverNames } from '../db/driver/port.ts';
import type { Driver, DriverName } from '../db/driver/port.ts';
import { eventHash } from '../db/chain.ts';
import { migrations } from '../db/migrations/list.ts';
import { planMigrations, runMigrations } from '../db/migrations/run.ts';
import { createRegisterFile, openRegisterFile } from '../db/open.ts';
import { caseList } from '../db/queries/case-list.ts';
import type { CaseFilter } from '../db/queries/case-list.ts';
import { caseById } from '../db/queries/cases.ts';
import { eventsOf } from '../db/queries/events.ts';
import { everything } from '../db/queries/visibility.ts';
import { databaseFile } from '../db/register-folder.ts';
import { applySettings } from '../db/settings.ts';
import { appendAudit } from '../db/stores/audit-store.ts';
import { updateCase } from '../db/stores/case-store.ts';
import { appendEvent } from '../db/stores/event-store.ts';
import { maintain, registerOver } from '../db/tx.ts';
import type { Register } from '../db/tx.ts';
import type { EventId, UserId } from '../domain/ids.ts';
import { instantOf } from '../domain/time.ts';
import { benchUser, caseIdAt, fillRegister, sizes, term } from './register-rows.ts';

type Sample = { readonly encrypted: number[]; readonly plain: number[] };
type Pair = { readonly encrypted: Register; readonly plain: Register };

const now = instantOf(term.start + 60 * 86_400_000);
const pair = generateKeyPairSync('ed25519');

const viewer = everything(benchUser as UserId);

/** First pages in every order, deep pages, filters, searches: what a person does with the list. */
const uses: readonly CaseFilter[] = [
  { now, for: viewer },
  { now, for: viewer, sort: 'grade', open: true },
  { now, for: viewer, sort: 'opened', offset: 5000 },
  { now, for: viewer, sort: 'number', stage: 'in_intervention' },
  { now, for: viewer, overdue: true },
  { now, for: viewer, grade: 'R4', attendance: 'at_school' },
  { now, for: viewer, search: '张子' },
  { now, for: viewer, search: 'pinyin12' },
  { now, for: viewer, search: 'QP-2026-042' },
];

async function openPlainRegister(name: DriverName, folder: string): Promise<Register> {
  const open = name === 'journeyapps' ? openPlainJourneyapps : openPlainMultipleCiphers;
  const connection = await open(databaseFile(folder));
  const driver = await loadNamed(name);
  if (connection === null || driver === null) throw new Error('driver missing');
  await connection.all('PRAGMA locking_mode = EXCLUSIVE');
  await applySettings(connection);
  const plan = await planMigrations(connection, migrations);
  if (plan.ok) await runMigrations(connection, plan.value.pending);
  return registerOver(connection, { driver, folder, wasProvedEncrypted: false, afterClose: () => undefined });
}

async function openPair(driver: Driver, folder: string): Promise<Pair> {
  const key = randomBytes(32);
  const encrypted = await createRegisterFile(join(folder, 'encrypted'), key, driver);
  if (!encrypted.ok) throw new Error(encrypted.error);
  const plain = await openPlainRegister(driver.name, folder);
  for (const register of [encrypted.value, plain]) await fillRegister(register);
  await Promise.all([encrypted.value.close(), plain.close()]);
  return reopened(driver, folder, key);
}

/** As a program finds them the next morning: opened again, with settings for their size. */
async function reopened(driver: Driver, folder: string, key: Uint8Array): Promise<Pair> {
  const encrypted = await openRegisterFile(join(folder, 'encrypted'), key, driver);
  if (!encrypted.ok) throw new Error(encrypted.error);
  return { encrypted: encrypted.value, plain: await openPlainRegister(driver.name, folder) };
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** Runs encrypted and plain in turn, so that what the machine does meanwhile falls on both. */
async function measure(registers: Pair, rounds: number, work: (register: Register, round: number) => Promise<unknown>): Promise<Sample> {
  const sample: Sample = { encrypted: [], plain: [] };
  for (let round = -3; round < rounds; round += 1) {
    for (const kind of round % 2 === 0 ? (['encrypted', 'plain'] as const) : (['plain', 'encrypted'] as const)) {
      const ms = await timeOf(() => work(registers[kind], Math.max(0, round)));
      if (round >= 0) sample[kind].push(ms);
    }
  }
  return sample;
}

function quantile(values: readonly number[], q: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? Number.NaN;
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

function print(driver: string, bench: string, sample: Sample): void {
  const p = (values: readonly number[]) => ({ p50: rounded(quantile(values, 0.5)), p95: rounded(quantile(values, 0.95)) });
  const ratio = rounded(quantile(sample.encrypted, 0.5) / quantile(sample.plain, 0.5));
  console.log(
    JSON.stringify({
      bench: `database.${bench}`,
      driver,
      ms: p(sample.encrypted),
      plainMs: p(sample.plain),
      ratioOfMedians: ratio,
      rounds: sample.encrypted.length,
    }),
  );
}

/** What recording an event costs in the database: read the snapshot, hash, sign, append, link, snapshot, audit; one durable commit. */
async function append(register: Register, round: number): Promise<void> {
  const caseId = caseIdAt(1 + ((round * 97) % sizes.cases));
  await register.write(async (tx) => {
    const found = await caseById(tx, caseId);
    if (found === null) throw new Error('no such case');
    const seq = found.state.version + 1;
    const body = {
      id: `0198c5a0-0005-7000-9000-${createHash('sha256').update(`${caseId}${seq}`).digest('hex').slice(0, 12)}` as EventId,
      caseId,
      seq,
      type: 'pupil_contacted',
      version: 1,
      happenedAt: now,
      recordedAt: now,
      recordedBy: benchUser as UserId,
      rulePack: 'default-1',
      requestId: `bench-${caseId}-${seq}`,
      payload: { method: 'face', notes: '约定下周再来'.repeat(20) },
      prevHash: found.state.headHash,
    };
    const hash = eventHash(body);
    const appended = await appendEvent(tx, { ...body, hash, signature: sign(null, Buffer.from(hash, 'hex'), pair.privateKey) });
    if (!appended.ok) throw new Error(appended.error);
    await updateCase(tx, caseId, { ...found, state: { ...found.state, version: seq, headHash: hash } });
    await appendAudit(tx, { at: now, userId: benchUser as UserId, operation: 'events.record', subjectId: caseId, outcome: 'ok', detail: {} });
  });
}

function scan(text: string) {
  return (register: Register): Promise<unknown> =>
    maintain(register, (connection) => connection.all('SELECT count(*) FROM case_event WHERE payload LIKE ?', [`%${text}%`]));
}

async function benchDriver(driver: Driver): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'xinhu-bench-'));
  try {
    const registers = await openPair(driver, folder);
    const { size } = await stat(databaseFile(folder));
    console.log(
      JSON.stringify({
        bench: 'database.size',
        driver: driver.name,
        version: driver.version,
        ...sizes,
        events: sizes.cases * sizes.eventsPerCase,
        megabytes: Math.round(size / 1e6),
      }),
    );
    print(driver.name, 'caseList.firstPage', await measure(registers, 300, (register) => register.read((reader) => caseList(reader, { now, for: viewer }))));
    print(
      driver.name,
      'caseList.everyUse',
      await measure(registers, 450, (register, round) => register.read((reader) => caseList(reader, uses[round % uses.length] ?? { now, for: viewer }))),
    );
    print(
      driver.name,
      'caseLog',
      await measure(registers, 400, (register, round) => register.read((reader) => eventsOf(reader, caseIdAt(1 + ((round * 7919) % sizes.cases))))),
    );
    print(
      driver.name,
      'scanCases',
      await measure(registers, 60, (register) => register.read((reader) => caseList(reader, { now, for: viewer, search: '没有这个人' }))),
    );
    print(driver.name, 'scanAllEvents', await measure(registers, 9, scan('没有这个词')));
    print(driver.name, 'append', await measure(registers, 300, append));
    await Promise.all([registers.encrypted.close(), registers.plain.close()]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Measures the default driver, then the other. */
export async function benchDatabase(only = driverNameFrom(process.argv[2])): Promise<void> {
  for (const name of only === undefined ? driverNames : [only]) {
    const driver = await loadNamed(name);
    if (driver === null) console.log(JSON.stringify({ bench: 'database', driver: name, missing: true }));
    else await benchDriver(driver);
  }
}

if (import.meta.main) await benchDatabase();
