/** What another rule pack would do to the cases that are open: each is replayed and forgotten, and nothing is written. */
import type { Output } from '../../../contract/index.ts';
import { caseById, openCaseIds } from '../../../db/queries/cases.ts';
import type { Reader } from '../../../db/tx.ts';
import type { CaseId } from '../../../domain/ids.ts';
import { levelOf, reaches } from '../../../domain/permissions.ts';
import { packDiff } from '../../../domain/rules/pack-diff.ts';
import type { RulePack } from '../../../domain/rules/rule-pack.ts';
import { effectOnCase, noEffects, withCase, type CaseEffect, type Effects } from '../../../domain/rules/simulate.ts';
import type { TaskContext } from '../context.ts';
import { caseLog } from './case-log.ts';
import type { ReadPack } from './pack-file.ts';
import { rulesOf, type Rules } from './rule-packs.ts';
import { standingIn } from './standing.ts';

type Simulation = Output<'rules.simulate'>;
type Sample = Simulation['samples'][number];
type Tried = { readonly effects: Effects; readonly samples: readonly Sample[] };

/** Cases read in one go: other calls get their turn in between. */
const batch = 25;
const mostSamples = 20;

/** Replays every open case under the pack. Rejects with the signal's reason when it is cancelled. */
export async function simulatePack(context: TaskContext, { pack, sha256 }: ReadPack): Promise<Simulation> {
  const { rules, ids } = await context.read(async (reader) => ({ rules: await rulesOf(reader), ids: await allOpen(reader) }));
  let tried: Tried = { effects: noEffects, samples: [] };
  for (let first = 0; first < ids.length; first += batch) {
    context.signal.throwIfAborted();
    context.progress(first, ids.length);
    tried = await context.read((reader) => tryBatch(reader, context, { tried, ids: ids.slice(first, first + batch), rules, pack }));
  }
  context.signal.throwIfAborted();
  context.progress(ids.length, ids.length);
  const { effects, samples } = tried;
  return {
    version: pack.version,
    sha256,
    cases: effects.cases,
    affected: effects.affected,
    effects: [...effects.rules].map(([ruleId, effect]) => ({ ruleId, ...titleOf(ruleId, [pack, rules.current]), ...effect })),
    ...differences(rules.current, pack),
    samples: [...samples],
  };
}

async function allOpen(reader: Reader): Promise<readonly CaseId[]> {
  const ids: CaseId[] = [];
  for (let page = await openCaseIds(reader, null); page.length > 0; page = await openCaseIds(reader, ids.at(-1) ?? null)) ids.push(...page);
  return ids;
}

type Batch = { readonly tried: Tried; readonly ids: readonly CaseId[]; readonly rules: Rules; readonly pack: RulePack };

async function tryBatch(reader: Reader, context: TaskContext, { tried, ids, rules, pack }: Batch): Promise<Tried> {
  let { effects, samples } = tried;
  for (const id of ids) {
    const { packs, calendars } = rules;
    const input = { events: await caseLog(reader, id), packs, calendars, registerKind: context.session.office.kind, now: context.now };
    const effect = effectOnCase(input, pack);
    effects = withCase(effects, effect);
    if (moved(effect) && samples.length < mostSamples && (await mayKnowOf(reader, context, id))) samples = [...samples, await sampleOf(reader, id, effect)];
  }
  return { effects, samples };
}

function moved({ opens, closes, moves }: CaseEffect): boolean {
  return opens + closes + moves > 0;
}

/** Who keeps the rules and has no business with cases is told how many there are, and not which. */
async function mayKnowOf(reader: Reader, { session }: TaskContext, caseId: CaseId): Promise<boolean> {
  const standing = await standingIn(reader, session, caseId);
  return standing !== null && reaches(levelOf(session.user.role, standing), 'mark');
}

async function sampleOf(reader: Reader, caseId: CaseId, { opens, closes, moves }: CaseEffect): Promise<Sample> {
  return { caseId, caseNo: (await caseById(reader, caseId))?.caseNo ?? '', opens, closes, moves };
}

function titleOf(ruleId: string, packs: readonly RulePack[]): { readonly titleZh: string; readonly titleEn: string } {
  const title = packs.flatMap(({ rules }) => rules).find(({ id }) => id === ruleId)?.title;
  return { titleZh: title?.zh ?? ruleId, titleEn: title?.en ?? ruleId };
}

type Differences = { readonly added: string[]; readonly dropped: string[]; readonly changed: string[] };

/** Rules of cases and of the office ledger alike. */
function differences(before: RulePack, after: RulePack): Differences {
  const { added, dropped, changed } = packDiff(before, after);
  const [old, now] = [officeRules(before), officeRules(after)];
  return {
    added: [...added, ...[...now.keys()].filter((id) => !old.has(id))],
    dropped: [...dropped, ...[...old.keys()].filter((id) => !now.has(id))],
    changed: [...changed, ...[...now].filter(([id, body]) => old.has(id) && old.get(id) !== body).map(([id]) => id)],
  };
}

function officeRules(pack: RulePack): ReadonlyMap<string, string> {
  return new Map(pack.office.map((rule): [string, string] => [rule.id, JSON.stringify([rule, pack.clauses[rule.clause] ?? null])]));
}
