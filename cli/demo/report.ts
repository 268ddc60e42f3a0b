/** report.json: what was done, counted and made. Holds no pupil's name. */
import type { DiscoveryChannel, RegisterKind, Role } from '../../domain/vocabulary.ts';
import type { Artefact } from './artefacts.ts';
import { officeKinds, type Counts } from './counts.ts';
import type { NameSearch } from './name-search.ts';
import type { TimedStep } from '../staged/stopwatch.ts';
import type { Story } from './story.ts';
import type { Verified } from './verify-all.ts';
import { caseOf, type Repeated, type World } from './world.ts';

export type ReportedCase = {
  readonly key: string;
  readonly office: RegisterKind;
  readonly channel: DiscoveryChannel;
  readonly caseNo: string;
  readonly stage: string;
  readonly grade: string | null;
  readonly loop: number;
  readonly features: readonly string[];
};
export type ReportedUser = { readonly office: RegisterKind; readonly login: string; readonly role: Role; readonly passphrase: string };

export type OperationTime = { readonly name: string; readonly calls: number; readonly ms: number };

export type Report = {
  readonly ok: boolean;
  readonly weeks: number;
  readonly totalMs: number;
  readonly steps: readonly TimedStep[];
  /** Calls of the contract's operations in both offices, the costliest first. */
  readonly operations: readonly OperationTime[];
  readonly counts: Counts;
  readonly repeatedImports: readonly Repeated[];
  readonly cases: readonly ReportedCase[];
  readonly verify: Verified;
  /** Search of the registers' bytes for pupils' names. */
  readonly nameSearch: NameSearch;
  readonly users: readonly ReportedUser[];
  readonly versions: { readonly node: string; readonly driver: string };
  readonly artefacts: readonly Artefact[];
};

/** The cases of the stories as they stand at the end, without the pupil. */
export async function reportedCases(world: World, stories: readonly Story[]): Promise<readonly ReportedCase[]> {
  const cases: ReportedCase[] = [];
  for (const office of officeKinds) {
    for (const { key, channel, features } of stories) {
      const caseId = caseOf(world, key, office);
      if (caseId === undefined) continue;
      const { summary } = await world.desks[office].ask('cases.file', { caseId });
      cases.push({ key, office, channel, caseNo: summary.caseNo, stage: summary.stage, grade: summary.grade, loop: summary.loop, features });
    }
  }
  return cases;
}

export function operationTimes(world: World): readonly OperationTime[] {
  const names = new Set(officeKinds.flatMap((office) => [...world.desks[office].spent.keys()]));
  const times = [...names].map((name): OperationTime => {
    const parts = officeKinds.map((office) => world.desks[office].spent.get(name) ?? { calls: 0, ms: 0 });
    return { name, calls: parts.reduce((sum, part) => sum + part.calls, 0), ms: Math.round(parts.reduce((sum, part) => sum + part.ms, 0)) };
  });
  return times.toSorted((a, b) => b.ms - a.ms);
}

export function reportedUsers(world: World): readonly ReportedUser[] {
  return officeKinds.flatMap((office) => world.desks[office].people.map(({ login, role, passphrase }) => ({ office, login, role, passphrase })));
}
