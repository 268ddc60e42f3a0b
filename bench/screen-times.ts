/** What the other screens of the program cost in a register of this size: each through the router, with rights, strict parsing and audit. */
import { pathFiles } from '../main/register/files/file-port.ts';
import { dispatch } from '../main/register/router.ts';
import { systemPorts } from '../main/register/system-ports.ts';
import type { Register } from '../db/tx.ts';
import { addDays, dateOf, mondayOf } from '../domain/time.ts';
import { openStories, owners, storyOf } from './case-stories.ts';
import { caseIdAt, ownerOf, present, sessionOf } from './template-cases.ts';
import { freshTimes, lineOf, load, print, timed } from './timing.ts';

const today = dateOf(present);
const teacher = 3;

type Screen = { readonly name: string; readonly operation: string; readonly who: number; readonly input: (round: number) => unknown; readonly rounds?: number };

/** Open cases of one teacher. */
function ownCases(cases: number): readonly number[] {
  const numbers = Array.from({ length: cases }, (_, index) => index + 1);
  return numbers.filter((number) => ownerOf(number) === teacher && openStories.includes(storyOf(number)));
}

function screensOf(cases: number): readonly Screen[] {
  const own = ownCases(cases);
  const plain = (name: string, operation: string, input: unknown): Screen => ({ name, operation, who: teacher, input: () => input });
  const leader = (screen: Screen): Screen => ({ ...screen, who: owners });
  return [
    { name: 'case file', operation: 'cases.file', who: teacher, input: (round) => ({ caseId: caseIdAt(own[round % own.length] ?? 1) }) },
    plain('case list, by due date', 'cases.list', { sort: 'due', limit: 50 }),
    plain('case list, own', 'cases.list', { sort: 'due', mine: true, limit: 50 }),
    plain('case list, by grade, page 20', 'cases.list', { sort: 'grade', limit: 50, offset: 950 }),
    plain('case list, a search by initials', 'cases.list', { search: 'p7', limit: 50 }),
    plain('case list, a search by name', 'cases.list', { search: '王子', limit: 50 }),
    plain('pupils, a search', 'roster.list', { search: '王子', limit: 50 }),
    leader(plain('overdue wall', 'obligations.wall', { limit: 50 })),
    leader(plain('overdue wall, one level', 'obligations.wall', { level: 'vice_principal', limit: 50 })),
    leader(plain('compliance of a year', 'statistics.compliance', { from: addDays(today, -365), to: today })),
    leader(plain('summary of duties', 'obligations.summary', {})),
    plain('ledger', 'ledger.list', { limit: 50 }),
    plain('clocks of the office', 'ledger.duties', { from: addDays(today, -180), to: addDays(today, 180) }),
    plain('second screening', 'screening.queue', {}),
    plain('documents', 'documents.register', {}),
    plain('rule packs', 'rules.list', {}),
    { ...plain('weekly report', 'weekly.compute', { monday: mondayOf(addDays(today, -7)) }), rounds: 3 },
  ];
}

/** Prints a line for each. A refusal of an operation is told in its line. */
export async function measureScreens(register: Register, cases: number): Promise<void> {
  const ports = { ...systemPorts({ push: () => undefined }), clock: () => present };
  for (const { name, operation, who, input, rounds = 40 } of screensOf(cases)) {
    const state = { folder: register.folder, session: sessionOf(register, who), failedUnlocks: 0 };
    const refused = new Set<string>();
    const look = (round: number) => async () => {
      const reply = await dispatch({ state, ports }, { name: operation, input: input(round), files: pathFiles(), signal: new AbortController().signal });
      if (!reply.ok) refused.add(JSON.stringify(reply.error));
    };
    const [first, times] = [freshTimes(), freshTimes()];
    for (let round = 0; round < rounds + 2; round += 1) await timed(round < 2 ? first : times, look(round));
    print({
      measure: `screen: ${name}`,
      cases,
      ...lineOf(times),
      firstMs: Number((first.ms[0] ?? 0).toFixed(1)),
      goalP95Ms: 100,
      ...(refused.size === 0 ? {} : { refused: [...refused] }),
      load: load(),
    });
  }
}
