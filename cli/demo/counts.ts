/** What the registers hold when the term is over. */
import type { RegisterKind } from '../../domain/vocabulary.ts';
import { obligationEnds } from '../../domain/vocabulary.ts';
import type { Desk } from '../staged/desk.ts';
import { keeperOf } from './offices.ts';
import type { World } from './world.ts';

export type OfficeCounts = {
  readonly pupils: number;
  readonly cases: number;
  readonly events: number;
  /** Open ones, and ended ones by end. */
  readonly obligations: Readonly<Record<string, number>>;
  readonly documents: Readonly<Record<string, number>>;
  /** Sent and received. */
  readonly packages: number;
};

/** The school's, and the centre's apart; documents by type are those of both offices. */
export type Counts = OfficeCounts & {
  readonly results: number;
  readonly rowsRefused: Readonly<Record<string, number>>;
  readonly secondScreenings: number;
  readonly center: OfficeCounts;
};

async function officeCounts(desk: Desk): Promise<OfficeCounts> {
  await desk.seat(keeperOf[desk.kind]);
  await desk.ask('obligations.refresh', {});
  const held = await desk.ask('register.counts', {});
  const duties = await desk.ask('obligations.summary', {});
  const ends = obligationEnds.map((end): [string, number] => [end, duties.byEnd[end] ?? 0]);
  return {
    pupils: held['pupils'] ?? 0,
    cases: held['cases'] ?? 0,
    events: held['events'] ?? 0,
    obligations: { open: duties.open, overdue: duties.overdue, ...Object.fromEntries(ends) },
    documents: await documentsByType(desk),
    packages: held['packages'] ?? 0,
  };
}

async function documentsByType(desk: Desk): Promise<Record<string, number>> {
  const counted: Record<string, number> = {};
  for (const { type } of await desk.ask('documents.types', {})) {
    const { total } = await desk.ask('documents.register', { type, limit: 1 });
    if (total > 0) counted[type] = total;
  }
  return counted;
}

export async function countsOf(world: World): Promise<Counts> {
  const school = await officeCounts(world.desks.school);
  const center = await officeCounts(world.desks.center);
  const held = await world.desks.school.ask('register.counts', {});
  const queue = await world.desks.school.ask('screening.queue', { includeDone: true, limit: 1 });
  const documents = { ...center.documents, ...school.documents };
  return { ...school, documents, results: held['screeningResults'] ?? 0, rowsRefused: world.imports.rowsRefused, secondScreenings: queue.total, center };
}

/** Every pupil's name in an office's register. */
export async function namesIn(desk: Desk): Promise<readonly string[]> {
  await desk.seat(keeperOf[desk.kind]);
  const names = new Set<string>();
  for (let offset = 0; ; offset += 200) {
    const { rows, total } = await desk.ask('roster.list', { offset, limit: 200 });
    for (const row of rows) names.add(row.name);
    if (rows.length === 0 || offset + rows.length >= total) return [...names];
  }
}

export const officeKinds: readonly RegisterKind[] = ['school', 'center'];
