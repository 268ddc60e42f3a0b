/** `xinhu demo`: one invented term of a school and its district centre, from roster to receipt, through the contract's operations alone. */
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { artefactsUnder, filesUnder } from './artefacts.ts';
import { stagedClock } from '../staged/clock.ts';
import { countsOf, namesIn } from './counts.ts';
import { searchNames, type NameSearch } from './name-search.ts';
import { exchangeCards, foundOffice } from './offices.ts';
import { replaceOutput } from '../staged/output-folder.ts';
import { operationTimes, reportedCases, reportedUsers, type Report } from './report.ts';
import { stopwatch, type Stopwatch } from '../staged/stopwatch.ts';
import { moment, termWeeks, type Story } from './story.ts';
import { stories as allStories } from './stories.ts';
import { summaryOf } from './summary.ts';
import { runWeek } from './term.ts';
import { verifyAll } from './verify-all.ts';
import { exchangePath, type World } from './world.ts';

/** A part of the term with some of the stories, for a quick run; and where progress and the summary are shown. */
export type DemoOptions = {
  readonly weeks: number;
  readonly stories: readonly string[];
  readonly progress: (text: string) => void;
  readonly result: (text: string) => void;
};

const toStreams: Pick<DemoOptions, 'progress' | 'result'> = {
  progress: (text) => void process.stderr.write(text),
  result: (text) => void process.stdout.write(text),
};

/** Runs the demo and writes everything under `out`, which it replaces. False when something does not hold; the report says what. */
export async function demo(out: string, options: Partial<DemoOptions> = {}): Promise<boolean> {
  const { progress, result } = { ...toStreams, ...options };
  const folder = resolve(out);
  if (!(await replaceOutput(folder, ['documents', 'exchange']))) {
    progress('xinhu: the output folder holds other files; name an empty one or one that the demo made\n');
    return false;
  }
  const watch = stopwatch((line) => progress(`${line}\n`));
  const stories = allStories.filter((story) => options.stories === undefined || options.stories.includes(story.key));
  const world = await watch.time('建立学校与区中心的加密登记册', () => foundOffices(folder));
  try {
    const weeks = options.weeks ?? termWeeks;
    for (let week = 1; week <= weeks; week += 1) await oneWeek(world, watch, { stories, week });
    const report = await closing(world, watch, { stories, weeks });
    result(summaryOf(report, out));
    return report.ok;
  } finally {
    await closeDesks(world);
  }
}

async function foundOffices(out: string): Promise<World> {
  const clock = stagedClock(moment(1, 1, '08:00'));
  const desks = { school: await foundOffice('school', out, clock), center: await foundOffice('center', out, clock) };
  const world: World = { out, clock, desks, cases: new Map(), taken: new Set(), outbox: [], imports: { rowsRefused: {}, repeated: [] } };
  await exchangeCards(desks, exchangePath(world, ''));
  const { center } = desks;
  await center.seat('center_head');
  await center.ask('exchange.exportIdentity', { target: join(out, 'center-identity.txt'), passphrase: center.passphrase() });
  return world;
}

async function oneWeek(world: World, watch: Stopwatch, { stories, week }: { readonly stories: readonly Story[]; readonly week: number }): Promise<void> {
  await watch.time(
    `第 ${week} 周`,
    () => runWeek(world, stories, week),
    ({ happened, sent }) => `${happened} 件事，报送 ${sent} 份文书，回执已收`,
  );
}

async function closeDesks(world: World): Promise<void> {
  await world.desks.school.close();
  await world.desks.center.close();
}

/** Counts and checks, closes both registers, looks for names in their bytes, and writes the report. */
async function closing(world: World, watch: Stopwatch, { stories, weeks }: { readonly stories: readonly Story[]; readonly weeks: number }): Promise<Report> {
  const counts = await watch.time('清点', () => countsOf(world));
  const cases = await reportedCases(world, stories);
  const verify = await watch.time('核验登记册、文书和数据包', () => verifyAll(world));
  const names = await namesIn(world.desks.school);
  await closeDesks(world);
  const nameSearch = await watch.time('在登记册文件中检索学生姓名', () => searchRegisters(world, names));
  const artefacts = await watch.time('计算文件摘要', () => artefactsUnder(world.out));
  const report: Report = {
    ok: verify.ok && nameSearch.found.length === 0,
    weeks,
    totalMs: watch.steps.reduce((sum, step) => sum + step.ms, 0),
    steps: watch.steps,
    operations: operationTimes(world),
    counts,
    repeatedImports: world.imports.repeated,
    cases,
    verify,
    nameSearch,
    users: reportedUsers(world),
    versions: { node: process.version, driver: verify.registers.school.driver },
    artefacts,
  };
  await writeFile(join(world.out, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  return report;
}

async function searchRegisters(world: World, names: readonly string[]): Promise<NameSearch> {
  const files = [...(await filesUnder(world.desks.school.folder)), ...(await filesUnder(world.desks.center.folder))];
  const search = await searchNames(names, files);
  return { ...search, found: search.found.map((file) => file.slice(world.out.length + 1)) };
}
