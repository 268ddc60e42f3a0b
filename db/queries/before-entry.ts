/** Everything that an entry asks of the register before it is made, in one statement: each of a dozen would take longer on its way than at its work. */
import type { RawBuilder, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { CaseEvent, Payload } from '../../domain/events/define-event.ts';
import type { CaseId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/time.ts';
import { genesisHash } from '../chain.ts';
import { fixedSelect } from '../fixed-query.ts';
import type { ObligationTable } from '../schema.ts';
import type { CaseSnapshot } from '../stores/case-store.ts';
import type { RegisterHead } from '../stores/event-store.ts';
import type { Reader } from '../tx.ts';
import { snapshotOf } from './cases.ts';
import { eventOfUnpacked } from './events.ts';
import { packedEvent, packedObligation, unpackedEvents, unpackedObligations } from './packed.ts';
import type { CalendarName } from './calendars.ts';
import type { RulePackName } from './rule-packs.ts';

/** What every entry asks, also the first of a case. */
export type RegisterBefore = {
  readonly rulePacks: readonly RulePackName[];
  readonly calendars: readonly CalendarName[];
  /** When the register last recorded anything, an event of whatever case or an entry of the office ledger; null before the first. */
  readonly lastRecordedAt: Instant | null;
  readonly head: RegisterHead;
};

export type CaseBefore = RegisterBefore & {
  readonly snapshot: CaseSnapshot;
  readonly log: readonly CaseEvent<Payload>[];
  /** Duties of the case that stand open in the file, in no order. */
  readonly standing: readonly Selectable<ObligationTable>[];
};

const packName = sql<string>`json_array("version", "sha256", "activated_at")`;
const calendarName = sql<string>`json_array("seq", "sha256", "activated_at")`;
const lastLink = sql<string>`json_array("register_chain"."seq", "register_chain"."hash", "case_event"."recorded_at")`;
const lastEntry = sql<string>`json_array("register_seq", "recorded_at")`;

function listOf(packed: RawBuilder<string>) {
  return sql<string>`json_group_array(${packed})`.as('packed');
}

function ruleNamesOf(reader: Reader) {
  return [
    reader.selectFrom('rule_pack').select(listOf(packName)).as('packs'),
    reader.selectFrom('school_calendar').select(listOf(calendarName)).as('calendars'),
  ] as const;
}

/** The highest number is found without a walk. */
function ofRegister(reader: Reader) {
  return [
    ...ruleNamesOf(reader),
    reader
      .selectFrom('register_chain')
      .innerJoin('case_event', 'case_event.id', 'register_chain.event_id')
      .select(lastLink.as('packed'))
      .where('register_chain.seq', '=', (eb) => eb.selectFrom('register_chain').select((of) => of.fn.max('seq').as('last')))
      .as('link'),
    reader
      .selectFrom('ledger_entry')
      .select(lastEntry.as('packed'))
      .where('seq', '=', (eb) => eb.selectFrom('ledger_entry').select((of) => of.fn.max('seq').as('last')))
      .as('entry'),
  ] as const;
}

type NamesRow = { readonly packs: string | null; readonly calendars: string | null };
type RegisterRow = NamesRow & { readonly link: string | null; readonly entry: string | null };

/** Every text was made by the expressions above from columns that the stores wrote. */
function namesIn(row: NamesRow): Pick<RegisterBefore, 'rulePacks' | 'calendars'> {
  const packs = JSON.parse(row.packs ?? '[]') as readonly (readonly [string, string, Instant])[];
  const calendars = JSON.parse(row.calendars ?? '[]') as readonly (readonly [number, string, Instant])[];
  return {
    rulePacks: packs.map(([version, sha256, activatedAt]) => ({ version, sha256, activatedAt })).toSorted(byActivation),
    calendars: calendars.map(([seq, sha256, activatedAt]) => ({ seq, sha256, activatedAt })).toSorted((a, b) => a.seq - b.seq),
  };
}

function registerBefore(row: RegisterRow): RegisterBefore {
  const [seq, hash, eventAt] = row.link === null ? ([0, genesisHash, null] as const) : (JSON.parse(row.link) as readonly [number, string, Instant]);
  const [after, entryAt] = row.entry === null ? ([-1, null] as const) : (JSON.parse(row.entry) as readonly [number, Instant]);
  // An entry of the ledger knows after which event it stands.
  return { ...namesIn(row), lastRecordedAt: after >= seq ? entryAt : eventAt, head: { seq, hash } };
}

function byActivation(a: RulePackName, b: RulePackName): number {
  const [one, other] = a.activatedAt === b.activatedAt ? [a.version, b.version] : [a.activatedAt, b.activatedAt];
  return one < other ? -1 : 1;
}

const caseRow = fixedSelect((reader: Reader, { caseId }: { readonly caseId: CaseId }) =>
  reader
    .selectFrom('case_file')
    .selectAll('case_file')
    .select([
      reader.selectFrom('case_event').select(listOf(packedEvent)).where('case_id', '=', caseId).as('log'),
      reader.selectFrom('obligation').select(listOf(packedObligation)).where('case_id', '=', caseId).where('end', 'is', null).as('standing'),
      ...ofRegister(reader),
    ])
    .where('case_file.id', '=', caseId),
);

const registerRow = fixedSelect((reader: Reader) => reader.selectNoFrom(ofRegister(reader)));

const namesRow = fixedSelect((reader: Reader) => reader.selectNoFrom(ruleNamesOf(reader)));

/** Names of every pack and every calendar that was ever in force, the one in force last: with which every board begins. */
export async function ruleNames(reader: Reader): Promise<Pick<RegisterBefore, 'rulePacks' | 'calendars'>> {
  const [row] = await namesRow(reader, {});
  if (row === undefined) throw new Error('a select without a table has one row');
  return namesIn(row);
}

/** The case as it stands, its log, and what every entry asks; null when there is no such case. */
export async function caseBefore(reader: Reader, caseId: CaseId): Promise<CaseBefore | null> {
  const [row] = await caseRow(reader, { caseId });
  if (row === undefined) return null;
  const log = unpackedEvents(row.log ?? '[]').map(eventOfUnpacked);
  return {
    ...registerBefore(row),
    snapshot: snapshotOf(row),
    log: log.toSorted((a, b) => a.seq - b.seq),
    standing: unpackedObligations(row.standing ?? '[]'),
  };
}

/** What the first entry of a case asks, and an entry of the office ledger. */
export async function registerBeforeEntry(reader: Reader): Promise<RegisterBefore> {
  const [row] = await registerRow(reader, {});
  if (row === undefined) throw new Error('a select without a table has one row');
  return registerBefore(row);
}
