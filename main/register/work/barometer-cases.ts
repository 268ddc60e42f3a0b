/** What a class's barometer says of pupils goes into their open cases. Whoever hands in the sheet is not told whether there is one. */
import { openCasesOf } from '../../../db/queries/cases.ts';
import type { LedgerRow } from '../../../db/queries/ledger.ts';
import type { Tx } from '../../../db/tx.ts';
import type { CaseId } from '../../../domain/ids.ts';
import { barometer, type Mention } from '../../../domain/ledger/barometer.ts';
import { contentOf } from '../../../domain/ledger/decide-entry.ts';
import { atClock, dateOf, type Instant } from '../../../domain/time.ts';
import { recordEvent, type Recorder } from './record-event.ts';

/** Peer monitors look round before five in the afternoon. */
const sheetHour = 17;

/** Records `peer_observed` in every open case of a pupil whom the sheet mentions; answers in which cases. */
export async function observeInCases(tx: Tx, recorder: Recorder, entry: LedgerRow): Promise<readonly CaseId[]> {
  const sheet = barometer.payload.parse(contentOf(entry.payload));
  const happenedAt = momentOf(entry, recorder.now);
  const cases: CaseId[] = [];
  for (const mention of sheet.mentioned) {
    for (const caseId of await openCasesOf(tx, mention.pupilId)) {
      if (await observe(tx, recorder, { caseId, happenedAt, requestId: entry.requestId, week: sheet.week, mention })) cases.push(caseId);
    }
  }
  return cases;
}

type Observation = {
  readonly caseId: CaseId;
  readonly happenedAt: Instant;
  readonly requestId: string;
  readonly week: string;
  readonly mention: Mention;
};

async function observe(tx: Tx, recorder: Recorder, { caseId, happenedAt, requestId, week, mention }: Observation): Promise<boolean> {
  const { mood, signs, days, done, urgent } = mention;
  // The sheet itself was taken by this clock; a refusal for the clock's sake would tell whoever hands it in that there is a case.
  const event = { requestId, type: 'peer_observed', happenedAt, payload: { week, mood, signs, days, done, urgent }, clockConfirmed: true };
  const recorded = await recordEvent(tx, recorder, { caseId, expectedVersion: null, event });
  if (recorded.ok) return true;
  // A sheet of a day before the case was opened stays in the ledger alone.
  if (recorded.error.code === 'BEFORE_OPENING') return false;
  throw new Error(`a sheet was refused by a case: ${recorded.error.code}`);
}

function momentOf({ happenedOn }: LedgerRow, now: Instant): Instant {
  const afternoon = atClock(happenedOn, sheetHour);
  return happenedOn === dateOf(now) && now < afternoon ? now : afternoon;
}
