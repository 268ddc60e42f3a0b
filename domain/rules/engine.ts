/**
 * The obligation engine: replays a case's log and says what was owed, until when, and how it ended.
 *
 * It walks along `recordedAt`, as the office learned of things, so that an obligation that ended stays ended whatever is
 * recorded later; whether something was in time is judged by `happenedAt`.
 */
import type { CaseEvent, Payload } from '../events/define-event.ts';
import { isEvent, type EventPayload } from '../events/registry.ts';
import { correct } from '../fold.ts';
import { instantOf, laterOf, msOf, type Instant } from '../time.ts';
import type { Obligation } from './obligation.ts';
import { copyOfWalk, startOfWalk, walkOver, type EngineInput, type Walk } from './replay.ts';
import { advance, type Run } from './run.ts';

export type { EngineInput } from './replay.ts';

export type Duties = {
  /** Each open or with exactly one end, in order of opening. */
  readonly obligations: readonly Obligation[];
  /**
   * The next instant after `now` at which they change though nothing is recorded: a window begins, or one is over beyond its
   * grace. Null when only an entry can change them. Stored obligations are to be computed again then.
   */
  readonly nextTickAt: Instant | null;
};

/** What a case owes as of `now`. Pure and deterministic. */
export function dutiesOf(input: EngineInput): Duties {
  return dutiesAt(walkAll(input), input.now);
}

/** What a case owes as of `now`, and what it owes after one more entry (of `now` as well). The log is walked once for both. */
export function dutiesAround(input: EngineInput): { readonly before: Duties; readonly after: (event: CaseEvent) => Duties } {
  const walked = walkAll(input);
  const { walk, pasts } = walked;
  return {
    before: dutiesAt({ walk: copyOfWalk(walk), pasts }, input.now),
    after: (event) =>
      // A correction changes what lies behind.
      isEvent(event, 'correction_made')
        ? dutiesOf({ ...input, events: [...input.events, event] })
        : dutiesAt({ walk: walkOver(copyOfWalk(walk), event, input), pasts }, input.now),
  };
}

type Walked = { readonly walk: Walk; readonly pasts: readonly Past[] };

/** Lets time pass in the walk. */
function dutiesAt({ walk, pasts }: Walked, now: Instant): Duties {
  advance(walk.run, now);
  return { obligations: inOrder(withCorrectedPast(obligationsIn(walk.run), pasts)), nextTickAt: nextTickIn(walk.run) };
}

/** All obligations of a case as of `now`; see `dutiesOf`, which gives the next change as well. */
export function obligationsOf(input: EngineInput): readonly Obligation[] {
  return dutiesOf(input).obligations;
}

/** When the obligations change next by themselves; see `dutiesOf`, which gives the obligations as well. */
export function nextTickOf(input: EngineInput): Instant | null {
  return dutiesOf(input).nextTickAt;
}

type Correction = CaseEvent<EventPayload<'correction_made'>>;

/** What was owed just before a correction, as it was known then. */
type Past = { readonly correction: Correction; readonly obligations: readonly Obligation[] };

/**
 * Walks the log as it stood before each correction in turn and, in the end, as it stands now. A correction changes one entry, so
 * the walk goes on from a copy taken just before that entry: what lies before it is not walked again.
 */
function walkAll(input: EngineInput): Walked {
  const { events } = input;
  const corrections = events.filter((event): event is Correction => isEvent(event, 'correction_made'));
  const targets = new Set(corrections.map(({ payload }) => payload.targetId));
  const positions = new Map(events.map((event, index): [string, number] => [event.id, index]));
  const log = [...events];
  const copies = new Map<number, Walk>();
  const walkTo = (from: Walk, end: number): Walk => {
    let walk = from;
    for (const event of log.slice(walk.index, end)) {
      if (targets.has(event.id)) copies.set(walk.index, copyOfWalk(walk));
      walk = walkOver(walk, event, input);
    }
    return walk;
  };
  const pasts: Past[] = [];
  let walk = startOfWalk(input);
  for (const correction of corrections) {
    walk = walkTo(walk, positions.get(correction.id) ?? 0);
    pasts.push({ correction, obligations: knownBy(walk, correction.recordedAt) });
    const position = positions.get(correction.payload.targetId);
    const target = position === undefined ? undefined : log[position];
    if (position === undefined || target === undefined) continue;
    const corrected = correct(target, correction);
    log[position] = corrected;
    const copy = copies.get(position);
    if (corrected !== target && position < walk.index && copy !== undefined) walk = copyOfWalk(copy);
  }
  return { walk: walkTo(walk, log.length), pasts };
}

function knownBy(walk: Walk, at: Instant): readonly Obligation[] {
  const { run } = copyOfWalk(walk);
  advance(run, at);
  return obligationsIn(run);
}

function obligationsIn(run: Run): readonly Obligation[] {
  return run.duties.map((duty) => duty.obligation);
}

/**
 * A correction rewrites what an event said, not what was owed on its account: what only the wrong entry had opened ends as
 * superseded by the correction, and a window that was missed before the correction stays missed.
 */
function withCorrectedPast(current: readonly Obligation[], pasts: readonly Past[]): readonly Obligation[] {
  const byId = new Map(current.map((obligation): [string, Obligation] => [obligation.id, obligation]));
  for (const { correction, obligations } of pasts.toReversed()) {
    for (const past of obligations) {
      if (past.end === 'missed') byId.set(past.id, past);
      else if (!byId.has(past.id)) byId.set(past.id, past.end === null ? supersededBy(past, correction) : past);
    }
  }
  return [...byId.values()];
}

function supersededBy(obligation: Obligation, event: CaseEvent<Payload>): Obligation {
  return { ...obligation, end: 'superseded', endedAt: laterOf(event.happenedAt, obligation.openedAt), endedBy: event.id };
}

function inOrder(obligations: readonly Obligation[]): readonly Obligation[] {
  return [...obligations].sort((a, b) => compare(a.openedAt, b.openedAt) || compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function nextTickIn(run: Run): Instant | null {
  const ends = run.open.flatMap(({ finalAt, obligation }) => (obligation.end === null && finalAt !== null ? [instantOf(msOf(finalAt) + 1)] : []));
  const [first] = [...ends, ...run.series.map((series) => series.next.openedAt)].sort(compare);
  return first ?? null;
}
