/** What the steps of the demo work on. */
import { join } from 'node:path';
import type { CaseFile, DocumentView } from '../../contract/cases.ts';
import type { CaseId } from '../../domain/ids.ts';
import type { RegisterKind } from '../../domain/vocabulary.ts';
import { uuidv7 } from '../../main/register/ids.ts';
import type { StagedClock } from '../staged/clock.ts';
import type { Desk } from '../staged/desk.ts';
import { weekOf } from './story.ts';

export type World = {
  readonly out: string;
  readonly clock: StagedClock;
  readonly desks: Readonly<Record<RegisterKind, Desk>>;
  /** Case of each story in each office. */
  readonly cases: Map<string, CaseId>;
  /** Pupils that have a story: no pupil has two. */
  readonly taken: Set<string>;
  /** Signed, and not yet sent to the centre. */
  readonly outbox: DocumentView[];
  readonly imports: ImportTally;
};

export type Repeated = { readonly file: string; readonly added: number; readonly changed: number; readonly unchanged: number };
/** Rows refused by reason, and what came of a file that was imported again. */
export type ImportTally = { readonly rowsRefused: Record<string, number>; readonly repeated: Repeated[] };

export function newId(world: World): string {
  return uuidv7(world.clock.now());
}

/** Week of the term in which the clock stands, as two digits for file names. */
export function weekName(world: World): string {
  return `w${String(weekOf(world.clock.now())).padStart(2, '0')}`;
}

export function documentPath(world: World, name: string): string {
  return join(world.out, 'documents', name);
}

export function exchangePath(world: World, name: string): string {
  return join(world.out, 'exchange', name);
}

function caseKey(story: string, office: RegisterKind): string {
  return `${office}/${story}`;
}

export function keepCase(world: World, of: { readonly story: string; readonly office: RegisterKind }, id: CaseId): void {
  world.cases.set(caseKey(of.story, of.office), id);
}

/** Case of a story in an office, or undefined when that office has none. */
export function caseOf(world: World, story: string, office: RegisterKind): CaseId | undefined {
  return world.cases.get(caseKey(story, office));
}

/** The case file as the person at the desk may see it. */
export async function caseFile(world: World, story: string, office: RegisterKind): Promise<CaseFile> {
  const caseId = caseOf(world, story, office);
  if (caseId === undefined) throw new Error(`the story ${story} has no case in the ${office} yet`);
  return world.desks[office].ask('cases.file', { caseId });
}
