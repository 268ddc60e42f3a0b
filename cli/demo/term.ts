/** The term, week by week: what happens in it, in order of time, and the round of every Friday. */
import type { Instant } from '../../domain/time.ts';
import { schoolRound } from './care.ts';
import { signWeek, submitWeek, writeWeekly } from './friday.ts';
import { fileImports, importFile } from './imports.ts';
import { moment, type Story } from './story.ts';
import { tell } from './tell.ts';
import type { World } from './world.ts';

type Happening = { readonly at: Instant; readonly run: (world: World) => Promise<unknown> };

/** What happens in a week besides its Friday round. */
function happenings(stories: readonly Story[], week: number): readonly Happening[] {
  const from = moment(week, 1, '00:00');
  const until = moment(week + 1, 1, '00:00');
  const told = stories.flatMap((story) => story.steps.map((step): Happening => ({ at: step.at, run: (world) => tell(world, { story, step }) })));
  const imported = fileImports.map((file): Happening => ({ at: file.at, run: (world) => importFile(world, file) }));
  return [...imported, ...told].filter(({ at }) => at >= from && at < until).toSorted((a, b) => a.at.localeCompare(b.at));
}

/** Runs one week. The Friday round comes after what happened before 15:30; what leaders do at 16:05 falls between their signatures and the package. */
export async function runWeek(world: World, stories: readonly Story[], week: number): Promise<WeekReport> {
  const all = happenings(stories, week);
  const friday = moment(week, 5, '15:30');
  const late = moment(week, 5, '16:20');
  for (const one of all.filter(({ at }) => at < friday)) await one.run(world);
  world.clock.moveTo(moment(week, 5, '15:20'));
  await schoolRound(world);
  await writeWeekly(world, week);
  await signWeek(world, week);
  for (const one of all.filter(({ at }) => at >= friday && at < late)) await one.run(world);
  const sent = await submitWeek(world, week);
  for (const one of all.filter(({ at }) => at >= late)) await one.run(world);
  return { happened: all.length, sent };
}

export type WeekReport = { readonly happened: number; readonly sent: number };
