/** Cases for a weekly report: each as it stands and with what is new, or with its log where what it was before cannot be told otherwise. */
import { dutiesOwedIn, newsSince, weekCases, weekLogs, type WeekCase } from '../../../db/queries/weekly.ts';
import type { Reader } from '../../../db/tx.ts';
import type { CaseEvent } from '../../../domain/events/define-event.ts';
import { liftEvent } from '../../../domain/events/registry.ts';
import type { Instant } from '../../../domain/time.ts';
import { isSettledBefore, needsNoLog } from '../../../domain/weekly-standing.ts';
import { reportedUntil, type StandingCase, type Week, type WeeklyCase } from '../../../domain/weekly-view.ts';

/** Of a week long past so much has changed that nearly every log is needed. */
const mostNews = 20_000;

type Found = { readonly row: WeekCase; readonly recent: readonly CaseEvent[]; readonly standing: StandingCase['standing'] };

async function standingCases(reader: Reader, rows: readonly WeekCase[], of: { readonly since: Instant; readonly week: Week }): Promise<readonly Found[]> {
  const { since, week } = of;
  const news = isSettledBefore(since, week) ? await newsSince(reader, since, mostNews) : null;
  if (news === null) return [];
  return rows.flatMap((row) => {
    const recent = (news.get(row.id) ?? []).map(liftEvent);
    return row.stored !== null && needsNoLog(row.stored, recent, week) ? [{ row, recent, standing: row.stored }] : [];
  });
}

/** Every case that a report of the week has to look at, in the order of their numbers. @param of.since before it, all has been counted. */
export async function casesForWeek(
  reader: Reader,
  of: { readonly since: Instant; readonly week: Week },
): Promise<readonly { readonly row: WeekCase; readonly seen: WeeklyCase }[]> {
  const rows = await weekCases(reader, of.since);
  const found = await standingCases(reader, rows, of);
  const duties = await dutiesOwedIn(reader, {
    ids: found.map(({ row }) => row.id),
    start: of.week.start,
    lapsedAfter: reportedUntil(of.week),
    endings: found.flatMap(({ recent }) => recent.map(({ id }) => id)),
  });
  const standing = new Map(
    found.map(({ row, recent, standing: stored }) => [row.id, { standing: stored, recent, obligations: duties.get(row.id) ?? [] } as const]),
  );
  const logs = await weekLogs(
    reader,
    rows.flatMap(({ id }) => (standing.has(id) ? [] : [id])),
  );
  return rows.map((row) => {
    const log = logs.get(row.id) ?? { events: [], obligations: [] };
    return { row, seen: standing.get(row.id) ?? { events: log.events.map(liftEvent), obligations: log.obligations } };
  });
}
