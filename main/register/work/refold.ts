/** Folds every log of the register again: the log is what happened, everything else follows from it and can be proved by it. */
import { isDeepStrictEqual } from 'node:util';
import { eventsInCaseOrder, logSize, type StoredCase } from '../../../db/queries/case-logs.ts';
import { assigneesBetween } from '../../../db/queries/case-standing.ts';
import { markFolded } from '../../../db/state-shape.ts';
import { updateCase } from '../../../db/stores/case-store.ts';
import { saveObligations, summaryOf } from '../../../db/stores/obligation-store.ts';
import type { Reader, Register, Tx } from '../../../db/tx.ts';
import type { CaseState } from '../../../domain/case-state.ts';
import { liftEvent } from '../../../domain/events/registry.ts';
import { fold } from '../../../domain/fold.ts';
import type { CaseId, UserId } from '../../../domain/ids.ts';
import type { Obligation } from '../../../domain/rules/obligation.ts';
import { dutiesOf } from '../../../domain/rules/engine.ts';
import type { Instant } from '../../../domain/time.ts';
import type { RegisterKind } from '../../../domain/vocabulary.ts';
import { rulesOf, type Rules } from './rule-packs.ts';

export type Refolding = {
  readonly now: Instant;
  readonly kind: RegisterKind;
  /** Writes what differs; without it only counts. */
  readonly repair: boolean;
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number) => void;
};
export type Refolded = {
  readonly cases: number;
  readonly events: number;
  /** Cases whose stored state is not what their log folds to. */
  readonly differing: number;
  /** Cases whose stored duties, or what the snapshot repeats of them, are not those of their log. */
  readonly obligationsDiffering: number;
  readonly repaired: number;
};

/** Cases read and written together: other calls get their turn in between. */
const page = 100;

type Folded = {
  readonly id: CaseId;
  readonly state: CaseState;
  readonly obligations: readonly Obligation[];
  readonly nextTickAt: Instant | null;
  readonly stateDiffers: boolean;
  readonly dutiesDiffer: boolean;
};

/** Compares every case with its log. Duties are those of `now`: time that has passed since the last entry is in them. */
export async function refoldRegister(register: Register, of: Refolding): Promise<Refolded> {
  const { rules, size } = await register.read(async (reader) => ({ rules: await rulesOf(reader), size: await logSize(reader) }));
  const total = { cases: 0, events: 0, differing: 0, obligationsDiffering: 0, repaired: 0 };
  let after: CaseId | null = null;
  do {
    of.signal.throwIfAborted();
    const { stored, differing }: FoldedPage = await refoldPage(register, after, { rules, of });
    total.cases += stored.length;
    total.events += stored.reduce((sum, one) => sum + one.events.length, 0);
    total.differing += differing.filter(({ stateDiffers }) => stateDiffers).length;
    total.obligationsDiffering += differing.filter(({ dutiesDiffer }) => dutiesDiffer).length;
    total.repaired += of.repair ? differing.length : 0;
    after = stored.at(-1)?.id ?? null;
    if (after !== null) of.progress(total.cases, size.cases);
  } while (after !== null);
  if (of.repair) await register.write(markFolded);
  return total;
}

type Page = readonly (StoredCase & { readonly assignees: readonly UserId[] })[];
type FoldedPage = { readonly stored: Page; readonly differing: readonly Folded[] };

/** Repairs in the transaction that read the page: an entry made in between would be lost from the snapshot. */
async function refoldPage(register: Register, after: CaseId | null, by: { readonly rules: Rules; readonly of: Refolding }): Promise<FoldedPage> {
  if (!by.of.repair) return comparedPage(await register.read((reader) => pageAfter(reader, after)), by);
  return register.write(async (tx) => {
    const compared = comparedPage(await pageAfter(tx, after), by);
    await writeFolded(tx, compared.differing);
    return compared;
  });
}

function comparedPage(stored: Page, { rules, of }: { readonly rules: Rules; readonly of: Refolding }): FoldedPage {
  return { stored, differing: stored.map((one) => foldedAgain(one, rules, of)).filter(({ stateDiffers, dutiesDiffer }) => stateDiffers || dutiesDiffer) };
}

async function pageAfter(reader: Reader, after: CaseId | null): Promise<Page> {
  const cases = await eventsInCaseOrder(reader, after, page);
  const assignees = await assigneesBetween(reader, after ?? '', cases.at(-1)?.id ?? '');
  return cases.map((one) => ({ ...one, assignees: assignees.get(one.id) ?? [] }));
}

function foldedAgain(stored: Page[number], { packs, calendars }: Rules, { now, kind }: Refolding): Folded {
  const events = stored.events.map(liftEvent);
  const state = fold(events);
  const { obligations, nextTickAt } = dutiesOf({ events, packs, calendars, registerKind: kind, now });
  const { openObligations, nextDueAt } = summaryOf(obligations);
  const summaryDiffers = stored.openObligations !== openObligations || stored.nextDueAt !== nextDueAt || stored.nextTickAt !== nextTickAt;
  return {
    id: stored.id,
    state,
    obligations,
    nextTickAt,
    stateDiffers: !isSameState(stored.state, state) || !isSamePeople(stored, state),
    dutiesDiffer: summaryDiffers || !isSameDuties(stored.obligations, obligations),
  };
}

/** A state of an older shape differs by that alone. */
function isSameState(stored: string, state: CaseState): boolean {
  const folded = JSON.stringify(state);
  return stored === folded || isDeepStrictEqual(JSON.parse(stored), JSON.parse(folded));
}

/** The owner of the row, and who sees everything of the case: what access is decided by. */
function isSamePeople({ ownerUserId, assignees }: Page[number], state: CaseState): boolean {
  if (state.ownerId === null) return true;
  const wanted = new Set([state.ownerId, ...state.assignees]);
  return state.ownerId === ownerUserId && assignees.length === wanted.size && assignees.every((id) => wanted.has(id));
}

function isSameDuties(stored: readonly Obligation[], folded: readonly Obligation[]): boolean {
  if (stored.length !== folded.length) return false;
  const byId = new Map(stored.map((one): [string, Obligation] => [one.id, one]));
  return folded.every((one) => isSameDuty(byId.get(one.id), one));
}

/** A duty is a flat record. */
function isSameDuty(stored: Obligation | undefined, folded: Obligation): boolean {
  const columns = Object.keys(folded) as readonly (keyof Obligation)[];
  return stored !== undefined && Object.keys(stored).length === columns.length && columns.every((column) => stored[column] === folded[column]);
}

async function writeFolded(tx: Tx, cases: readonly Folded[]): Promise<void> {
  for (const { id, state, obligations, nextTickAt } of cases) {
    const summary = await saveObligations(tx, { caseId: id, ownerId: state.ownerId }, obligations);
    await updateCase(tx, id, { state, ...summary, nextTickAt });
  }
}
