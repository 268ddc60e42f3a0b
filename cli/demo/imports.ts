/** The platform's files, imported in the weeks in which a school has them. One comes twice and must change nothing. */
import { fileURLToPath } from 'node:url';
import type { ImportReport } from '../../contract/roster.ts';
import { moment, type Place } from './story.ts';
import type { World } from './world.ts';

type FileImport = Place & { readonly file: string; readonly repeat: boolean };

function inSchool(at: Place['at'], file: string, repeat = false): FileImport {
  return { at, office: 'school', by: 'psych_teacher', file, repeat };
}

/** The roster when the term begins, screenings after their test dates, the month's hotline log in October. */
export const fileImports: readonly FileImport[] = [
  inSchool(moment(1, 2, '09:00'), 'roster.xlsx'),
  inSchool(moment(4, 1, '13:00'), 'screening-mht.xlsx', true),
  inSchool(moment(4, 1, '13:10'), 'screening-phq9-gad7-items.csv'),
  inSchool(moment(4, 1, '13:20'), 'screening-mssmhs-base0.xlsx'),
  inSchool(moment(6, 4, '09:00'), 'hotline-log.csv'),
];

function sample(name: string): string {
  return fileURLToPath(new URL(`../../samples/${name}`, import.meta.url));
}

export async function importFile(world: World, of: FileImport): Promise<void> {
  const desk = world.desks[of.office];
  world.clock.moveTo(of.at);
  await desk.seat(of.by);
  const report = await desk.ask('imports.run', { file: sample(of.file) });
  tally(world, report);
  if (!of.repeat) return;
  const again = await desk.ask('imports.run', { file: sample(of.file) });
  if (again.added + again.changed > 0) throw new Error(`${of.file} changed something when it came a second time`);
  world.imports.repeated.push({ file: of.file, added: again.added, changed: again.changed, unchanged: again.unchanged });
}

function tally(world: World, report: ImportReport): void {
  const { rowsRefused } = world.imports;
  for (const { code } of report.refused) rowsRefused[code] = (rowsRefused[code] ?? 0) + 1;
}
