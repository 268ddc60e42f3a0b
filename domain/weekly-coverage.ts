/**
 * Which paper of the weekly series counts which entry. A report counts everything up to the end of its week that no paper before it has
 * counted; a supplement counts what came to light of its own week. So every entry is counted by exactly one paper, whenever it was
 * recorded, and whichever papers were returned and made again.
 */
import type { CaseEvent } from './events/define-event.ts';
import { isEvent } from './events/registry.ts';
import { effectiveEvents } from './fold.ts';
import type { EventId } from './ids.ts';
import { addDays, endOf, startOf, type Instant, type PlainDate } from './time.ts';

/** A report or a supplement, as far as counting goes. */
export type WeekPaper = {
  readonly id: string;
  readonly kind: 'report' | 'supplement';
  readonly monday: PlainDate;
  /** It knows what was recorded until then. */
  readonly asOf: Instant;
  /** Neither returned nor replaced. */
  readonly inForce: boolean;
  /** Ids of earlier papers that were no longer in force when it was made: what these had counted, it counted anew. */
  readonly withdrawn: readonly string[];
};

/** What a report has counted at most: everything recorded until `asOf` of what had happened by the end of `to`. */
export type Counted = { readonly asOf: Instant; readonly to: PlainDate };

/** The paper that would be made now. @param papers all papers of the series in order of issue. */
export function nextPaper(papers: readonly WeekPaper[], of: Pick<WeekPaper, 'kind' | 'monday' | 'asOf'>): WeekPaper {
  return { ...of, id: 'next', inForce: true, withdrawn: papers.filter((paper) => !paper.inForce).map((paper) => paper.id) };
}

/** Papers in force about a week: its report and the supplements to it, in order of issue. */
export function chainOf(papers: readonly WeekPaper[], monday: PlainDate): readonly WeekPaper[] {
  return papers.filter((paper) => paper.inForce && paper.monday === monday);
}

/** Where the papers of the week before ended, on which this one goes on; null when it is the first. */
export function coveredBefore(papers: readonly WeekPaper[], own: WeekPaper): Counted | null {
  const earlier = basisOf(papers, own).filter((paper) => paper.monday < own.monday);
  const monday = earlier
    .map((paper) => paper.monday)
    .toSorted()
    .at(-1);
  const asOf = earlier
    .filter((paper) => paper.monday === monday)
    .map((paper) => paper.asOf)
    .toSorted()
    .at(-1);
  return monday === undefined || asOf === undefined ? null : { asOf, to: addDays(monday, 6) };
}

/** Papers that were made before this one and stood when it was made. */
function basisOf(papers: readonly WeekPaper[], own: WeekPaper): readonly WeekPaper[] {
  const place = papers.findIndex((paper) => paper.id === own.id);
  return papers.slice(0, place < 0 ? papers.length : place).filter((paper) => !own.withdrawn.includes(paper.id));
}

export type Place = {
  readonly paper: WeekPaper;
  readonly start: Instant;
  readonly end: Instant;
  readonly basis: ReadonlySet<number>;
  /** No paper of an earlier week stood when it was made: what had happened before its week is nobody's news. */
  readonly first: boolean;
};

/** The papers with what is asked of each for every entry. @param papers all papers of the series in order of issue, one that is being made last. */
export function placesOf(papers: readonly WeekPaper[]): readonly Place[] {
  return papers.map((paper, index) => {
    const basis = new Set(papers.flatMap((other, place) => (place < index && !paper.withdrawn.includes(other.id) ? [place] : [])));
    const first = !papers.some((other, place) => basis.has(place) && other.monday < paper.monday);
    return { paper, start: startOf(paper.monday), end: endOf(addDays(paper.monday, 6)), basis, first };
  });
}

/** Ids of the entries that papers count, by paper; a paper that counts none is missing. @param events one case's log. */
export function countedEntries(events: readonly CaseEvent[], places: readonly Place[]): ReadonlyMap<string, ReadonlySet<EventId>> {
  const momentOf = momentsOf(events);
  const byPaper = new Map<string, Set<EventId>>();
  for (const event of events) {
    for (const index of countersOf(event, places, momentOf)) {
      const id = places[index]?.paper.id ?? '';
      const ids = byPaper.get(id) ?? new Set();
      byPaper.set(id, ids.add(event.id));
    }
  }
  return byPaper;
}

/** When an event happened as the register knew it at a moment: corrections that came later had not been made. */
type MomentOf = (event: CaseEvent, asOf: Instant) => Instant;

function momentsOf(events: readonly CaseEvent[]): MomentOf {
  const moved = events.some((event) => isEvent(event, 'correction_made') && event.payload.field === 'happenedAt');
  if (!moved) return (event) => event.happenedAt;
  const known = new Map<Instant, ReadonlyMap<EventId, Instant>>();
  return (event, asOf) => {
    const then = known.get(asOf) ?? new Map(effectiveEvents(events.filter((one) => one.recordedAt <= asOf)).map((one) => [one.id, one.happenedAt]));
    known.set(asOf, then);
    return then.get(event.id) ?? event.happenedAt;
  };
}

/** Indices of the papers that count the event: one, and further ones only when those before were withdrawn. */
function countersOf(event: CaseEvent, places: readonly Place[], momentOf: MomentOf): readonly number[] {
  const counted: number[] = [];
  const passedOver: number[] = [];
  for (const [index, { paper, start, end, basis, first }] of places.entries()) {
    if (event.recordedAt > paper.asOf) continue;
    const happenedAt = momentOf(event, paper.asOf);
    if (happenedAt > end || counted.some((place) => basis.has(place))) continue;
    const isBefore = happenedAt < start;
    if (isBefore && paper.kind === 'supplement') continue;
    if (passedOver.some((place) => basis.has(place) && (places[place]?.paper.monday ?? '') < paper.monday)) continue;
    (isBefore && first ? passedOver : counted).push(index);
  }
  return counted;
}
