/** Records one case per story through the program's own work, and repeats each as often as wanted with other ids. */
import { generateKeyPairSync } from 'node:crypto';
import { maintain, type Register, type Tx } from '../db/tx.ts';
import type { Connection } from '../db/driver/port.ts';
import { activateRulePack } from '../db/stores/rule-pack-store.ts';
import { setMeta } from '../db/stores/meta-store.ts';
import { insertUser } from '../db/stores/user-store.ts';
import { isOpen } from '../domain/rules/obligation.ts';
import { defaultRulePack } from '../domain/rules/defaults.ts';
import { CaseId, OfficeId, UserId, type PupilId } from '../domain/ids.ts';
import { instantOf, msOf, type Instant } from '../domain/time.ts';
import type { Role } from '../domain/vocabulary.ts';
import { openCase, recordEvent, type NewEvent, type Recorded, type Recorder } from '../main/register/work/record-event.ts';
import { refreshObligations } from '../main/register/work/refresh-obligations.ts';
import type { OpenSession } from '../main/register/session.ts';
import { owners, patternLength, payloadOf, stories, type Entry, type Story } from './case-stories.ts';
import { pupilRow } from './register-rows.ts';

/** Monday 2027-05-31, 16:00 in the office. */
export const present: Instant = instantOf(Date.UTC(2027, 4, 31, 8));

const dayMs = 86_400_000;
const pair = generateKeyPairSync('ed25519');
const der = { seed: pair.privateKey.export({ format: 'der', type: 'pkcs8' }), public: pair.publicKey.export({ format: 'der', type: 'spki' }) };
const signPublic = Buffer.from(der.public.subarray(-32)).toString('base64');

/** Owner `0 … owners - 1`; the one after them is the vice principal. */
export function userAt(number: number): UserId {
  return UserId.parse(`0198c5a0-0001-7000-8000-${number.toString(16).padStart(12, '0')}`);
}

/** Which user owns case number `number`: every story of the pattern goes to each in turn. */
export function ownerOf(number: number): number {
  return Math.floor(number / patternLength) % owners;
}

/** Every id of a template carries the number of its story here, so that one replacement makes it another case. */
function idOf(place: string, count: number): string {
  return `0198c5a0-${place}-8000-${count.toString(16).padStart(12, '0')}`;
}

function templatePlace(index: number): string {
  return `fff${index}-7000`;
}

function placeOf(number: number): string {
  return `${(number >> 12).toString(16).padStart(4, '0')}-7${(number & 0xfff).toString(16).padStart(3, '0')}`;
}

export function caseIdAt(number: number): CaseId {
  return CaseId.parse(idOf(placeOf(number), drawnForCase));
}

/** The second id that the telling of a story draws, after that of the request, is its case's. */
const drawnForCase = 2;

/** One seed, as a session has one: a signing key is made once from it. */
const signSeed = new Uint8Array(der.seed.subarray(-32));

/** A session of one of the users over the register. */
export function sessionOf(register: Register, number: number): OpenSession {
  const role: Role = number === owners ? 'vice_principal' : 'psych_teacher';
  return {
    folder: register.folder,
    register,
    user: { id: userAt(number), login: `user${number}`, displayName: '测量', role, classScope: null, disabled: false },
    keys: { dbKey: new Uint8Array(32), signSeed, ageIdentity: '' },
    office: {
      officeId: OfficeId.parse(idOf('0002-7000', 1)),
      kind: 'school',
      profile: {
        name: '测量中学',
        code: 'QP012',
        address: '',
        phone: '',
        hotline: '',
        principal: '',
        centerName: '',
        centerPhone: '',
        minorOffice: '',
        termStart: '2026-09-01' as never,
      },
    },
    grants: new Map(),
  };
}

async function furnish(tx: Tx): Promise<void> {
  const createdAt = instantOf(msOf(present) - 1000 * dayMs);
  for (let number = 0; number <= owners; number += 1) {
    const role = number === owners ? 'vice_principal' : 'psych_teacher';
    const added = await insertUser(tx, {
      id: userAt(number),
      login: `user${number}`,
      displayName: `测量${number}`,
      role,
      classScope: null,
      signPublic,
      sealRecipient: 'age1bench',
      createdAt,
    });
    if (!added.ok) throw new Error(added.error);
  }
  await setMeta(tx, 'created_at', createdAt);
  const activated = await activateRulePack(tx, { version: defaultRulePack.version, body: defaultRulePack, activatedAt: createdAt, activatedBy: null });
  if (!activated.ok) throw new Error(activated.error);
}

/** What an entry names of its own case: the conference that was held, or duties that nobody kept. */
function completed(entry: Entry, told: readonly Told[]): NewEvent['payload'] {
  const conference = told.find(({ type }) => type === 'conference_held')?.eventId ?? null;
  const payload = payloadOf(entry);
  if (entry.type === 'conference_confirmed') return { ...payload, conferenceId: conference };
  if (entry.type === 'case_closed' && entry.changes?.['conferenceId'] === undefined) return { ...payload, conferenceId: conference };
  return payload;
}

type Told = Pick<Recorded, 'eventId'> & { readonly type: string };
type Telling = { readonly register: Register; readonly story: Story; readonly index: number; readonly told: Told[]; ids: number };

async function tell(telling: Telling, entry: Entry): Promise<Recorded> {
  const { register, story, index } = telling;
  const at = instantOf(msOf(present) - (story.began - entry.day) * dayMs);
  const newId = (): string => idOf(templatePlace(index), (telling.ids += 1));
  const recorder: Recorder = { session: sessionOf(register, entry.leader ? owners : 0), now: at, newId };
  const pupilId = idOf(templatePlace(index), 0xbeef);
  const payload = { ...completed(entry, telling.told), ...(entry.type === 'lead_recorded' ? { pupilId } : {}) };
  const event: NewEvent = { requestId: newId(), type: entry.type, happenedAt: at, payload, clockConfirmed: true };
  const result = await register.writeResult((tx) =>
    entry.type === 'lead_recorded'
      ? openCase(tx, recorder, event)
      : recordEvent(tx, recorder, { caseId: CaseId.parse(idOf(templatePlace(index), drawnForCase)), expectedVersion: null, event }),
  );
  if (!result.ok) throw new Error(`${story.name}, day ${entry.day}, ${entry.type}: ${JSON.stringify(result.error)}`);
  telling.told.push({ eventId: result.value.eventId, type: entry.type });
  return result.value;
}

/** Duties that a closing would find overdue are excused just before it. */
async function excuseOverdue(telling: Telling, entry: Entry, last: Recorded): Promise<void> {
  const at = instantOf(msOf(present) - (telling.story.began - entry.day) * dayMs);
  for (const duty of last.after.filter((one) => isOpen(one) && one.dueAt < at))
    await tell(telling, { day: entry.day, type: 'obligation_excused', changes: { obligationId: duty.id } });
}

async function tellStory(register: Register, story: Story, index: number): Promise<void> {
  const telling: Telling = { register, story, index, told: [], ids: 0 };
  const pupil = { ...pupilRow(900_000 + index), id: idOf(templatePlace(index), 0xbeef) };
  await register.write((tx) => tx.insertInto('pupil').values(pupil).execute());
  let last: Recorded | null = null;
  for (const entry of story.entries) {
    if (entry.type === 'case_closed' && last !== null) await excuseOverdue(telling, entry, last);
    last = await tell(telling, entry);
  }
}

/** Rows of one case in each table, as JSON arrays in the order of the columns. */
export type Template = {
  readonly story: Story;
  readonly place: string;
  readonly events: number;
  readonly obligations: number;
  readonly rows: Readonly<Record<Copied, string>>;
};

const copied = {
  case_file:
    'id, case_no, pupil_id, loop, stage, attendance, grade, channel, owner_user_id, opened_at, last_event_at, next_due_at, open_obligations, next_tick_at, version, head_hash, state, sealed, handed_over_at',
  case_event: 'id, case_id, seq, type, version, happened_at, recorded_at, recorded_by, rule_pack, request_id, payload, prev_hash, hash',
  obligation:
    'id, case_id, rule_id, clause, pack_version, slot, occurrence, opened_by, opened_at, due_at, owner_role, "end", ended_at, ended_by, estimated, snoozed_to, waiting_for, chase_on, responsible_user_id, missed_before',
  case_assignee: 'case_id, user_id',
} as const;
export type Copied = keyof typeof copied;
export const copiedTables = Object.keys(copied) as readonly Copied[];

async function templateOf(connection: Connection, story: Story, index: number): Promise<Template> {
  const place = templatePlace(index);
  const rows: [string, string][] = [];
  const counts = new Map<string, number>();
  for (const table of copiedTables) {
    const key = table === 'case_file' ? 'id' : 'case_id';
    const found = await connection.all(`SELECT json_array(${copied[table]}) AS row FROM ${table} WHERE ${key} = ?`, [idOf(place, drawnForCase)]);
    counts.set(table, found.length);
    rows.push([table, found.map(({ row }) => String(row)).join(',')]);
  }
  return {
    story,
    place,
    events: counts.get('case_event') ?? 0,
    obligations: counts.get('obligation') ?? 0,
    rows: Object.fromEntries(rows) as Record<Copied, string>,
  };
}

/** Furnishes an empty register and records every story in it, up to the present. */
export async function recordTemplates(register: Register): Promise<readonly Template[]> {
  await register.write(furnish);
  for (const [index, story] of stories.entries()) await tellStory(register, story, index);
  await refreshObligations(register, { now: present, kind: 'school' });
  return maintain(register, async (connection) => {
    const templates: Template[] = [];
    for (const [index, story] of stories.entries()) templates.push(await templateOf(connection, story, index));
    return templates;
  });
}

/** The JSON of a template's rows in `table` as case number `number`. */
export function repeated(template: Template, table: Copied, number: number): string {
  return template.rows[table]
    .replaceAll(template.place, placeOf(number))
    .replaceAll(userAt(0), userAt(ownerOf(number)))
    .replace(/QP012-\d{4}-\d+/, `QP012-2027-${String(number).padStart(5, '0')}`);
}

export function columnsOf(table: Copied): string {
  return copied[table];
}

export function pupilIdAt(number: number): PupilId {
  return idOf(placeOf(number), 0xbeef) as PupilId;
}
