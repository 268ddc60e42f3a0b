/** `xinhu simulate`: a school lives some years in a real encrypted register, with faults, and says how well each clause was kept. */
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isSchoolDay } from '../../domain/rules/calendar.ts';
import { defaultCalendar } from '../../domain/rules/defaults.ts';
import { PlainDate, atClock, weekdayOf } from '../../domain/time.ts';
import { replaceOutput } from '../staged/output-folder.ts';
import { stagedClock } from '../staged/clock.ts';
import { DemoRefusal, type Desk } from '../staged/desk.ts';
import { tryBadInput } from './bad-input.ts';
import { takeLeads, workThroughBoard } from './day.ts';
import { keepLedger } from './ledger-year.ts';
import { weekOfLives } from './life.ts';
import { seeded } from './random.ts';
import { complianceTable, reportOf, type SimulationReport } from './report.ts';
import { daysFrom, foundSchool } from './school.ts';
import { counsellors, type World } from './world.ts';
import { draftPlans, leadersDay, sickness, weeklyReport } from './week.ts';

export type SimulateOptions = {
  readonly years: number;
  readonly seed: number;
  readonly pupils: number;
  readonly progress: (line: string) => void;
  readonly result: (text: string) => void;
  /** Looks at the school as it stands at the end, with the first counsellor at the desk. */
  readonly inspect?: (desk: Desk) => Promise<void>;
};

/** The first school year whose holidays the built-in calendar knows to its end. */
const firstDay = PlainDate.parse('2024-09-01');

/** Runs the years and writes register and report under `out`, which it replaces. False when an invariant does not hold, or when the register could not go on (a full disk). */
export async function simulate(out: string, options: SimulateOptions): Promise<boolean> {
  const folder = resolve(out);
  if (!(await replaceOutput(folder))) {
    options.progress('xinhu: the output folder holds other files; name an empty one or one that an earlier run made');
    return false;
  }
  try {
    return await liveIn(folder, options);
  } catch (error) {
    if (!(error instanceof DemoRefusal)) throw error;
    options.progress(`xinhu: ${error.message}`);
    return false;
  }
}

async function liveIn(folder: string, options: SimulateOptions): Promise<boolean> {
  const random = seeded(options.seed);
  const clock = stagedClock(atClock(firstDay, 7, 30));
  const world = await foundSchool({ out: folder, clock, random, pupils: options.pupils, termStart: firstDay });
  try {
    const wrong: string[] = [];
    let last = firstDay;
    for (const today of daysFrom(firstDay, options.years)) {
      last = today;
      await oneDay(world, today, wrong);
      if (today.endsWith('-01')) options.progress(`${today} 个案 ${world.lives.size}`);
    }
    const report = await reportOf(world, { from: firstDay, to: last, years: options.years, seed: options.seed, wrong });
    await writeFile(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
    options.result(complianceTable(report));
    await world.desk.seatPerson(counsellors[0]);
    await options.inspect?.(world.desk);
    return isSound(report);
  } finally {
    await world.desk.close();
  }
}

function isSound({ refold, verify, wrong, broken }: SimulationReport): boolean {
  return refold.differing === 0 && refold.obligationsDiffering === 0 && verify.ok && wrong.length === 0 && broken.length === 0;
}

/** Morning: time passed. Then leads, duties; on Friday the leaders, on Monday the stories go on. */
async function oneDay(world: World, today: PlainDate, wrong: string[]): Promise<void> {
  const { clock, desk } = world;
  const weekday = weekdayOf(today);
  const school = isSchoolDay(defaultCalendar, today);
  const atWork = school.ok && school.value;
  // In the holidays somebody looks in twice a week: red cases and weekly contacts do not pause.
  if (!atWork && weekday !== 2 && weekday !== 5) return;
  clock.moveTo(atClock(today, 8, 0));
  if (atWork && weekday === 1) await sickness(world);
  await desk.seatPerson(counsellorOf(world));
  world.lastEntry = null;
  await desk.ask('obligations.refresh', {});
  if (atWork) await takeLeads(world, today);
  const shift = { diligence: world.sick === null ? 0.93 : 0.75, away: daysAway(weekday, atWork) };
  clock.moveTo(atClock(today, 9, 0));
  await workThroughBoard(world, shift);
  if (!atWork) return;
  await keepLedger(world, today, weekday);
  if (weekday === 1) await weekOfLives(world);
  // What the morning's interviews and decisions opened is due the same day.
  clock.moveTo(atClock(today, 14, 0));
  await workThroughBoard(world, shift);
  await draftPlans(world);
  if (weekday === 5) {
    clock.moveTo(atClock(today, 15, 0));
    wrong.push(...(await tryBadInput(world)));
    await weeklyReport(world, today);
  }
  if (weekday === 3 || weekday === 5) await leadersDay(world);
}

/** Days until somebody comes again: the weekend, or from one look-in of the holidays to the next. */
function daysAway(weekday: number, atWork: boolean): number {
  if (atWork) return weekday === 5 ? 2 : 0;
  return weekday === 5 ? 3 : 2;
}

function counsellorOf(world: World): string {
  const [first, second] = counsellors;
  return world.sick?.login === first ? second : first;
}
