import { describe, expect, it } from 'vitest';
import { dateOf } from '../../domain/time.ts';
import { createRegisterFile } from '../open.ts';
import { openTestFolder, testDriver, testKey } from '../testing/open-register.ts';
import { plansOf, recordingDriver } from '../testing/recording-driver.ts';
import type { Recorded } from '../testing/recording-driver.ts';
import {
  addCase,
  addLedgerEntry,
  addPeople,
  hoursLater,
  caseIdOf,
  eventIdOf,
  ledgerIdOf,
  sampleBatch,
  samplePupil,
  sampleUser,
} from '../testing/sample-rows.ts';
import { maintain } from '../tx.ts';
import type { Reader } from '../tx.ts';
import { auditTrail } from './audit-trail.ts';
import { caseBefore, registerBeforeEntry, ruleNames } from './before-entry.ts';
import { calendars } from './calendars.ts';
import { caseList } from './case-list.ts';
import { eventsInCaseOrder, logSize } from './case-logs.ts';
import { casesOfOwner, handoversFor } from './case-owner.ts';
import { caseSummary } from './case-rows.ts';
import { caseStandings } from './case-standing.ts';
import { caseById, caseIds, casesTickedBefore, obligationsOf, openCaseIds, openCasesOf, sealedNotesOf } from './cases.ts';
import { documentRegister, documentsByHash, signaturesOf } from './documents.ts';
import { dutiesOfCase, dutyById } from './duties.ts';
import { eventByRequest, eventsByIds, eventsOf, lastPlaceOf, registerHead } from './events.ts';
import { hotlineCalls, importList, importReport } from './imports.ts';
import { ledgerEntryById, ledgerEntryByRequest, ledgerHead, ledgerList, ledgerStanding } from './ledger.ts';
import { missedRuns } from './missed.ts';
import { compliance, countEscalated, obligationSummary, overdueWall } from './overdue.ts';
import { lastInSequence, packageList, packagesByManifestHash } from './packages.ts';
import { pupilById, pupilKeys, pupilList } from './pupils.ts';
import { resultsOf, secondScreeningQueue } from './screening.ts';
import { rulePackUses } from './rule-packs.ts';
import { countOpenObligations, openObligations, todayBoard } from './today-board.ts';
import { everything } from './visibility.ts';
import { dutiesOwedIn, newsSince, weekCases, weekLogs, weekPapers } from './weekly.ts';

const caseId = caseIdOf(1);
const now = hoursLater(0);
const today = dateOf(now);

/** The list in every order, as somebody who opens everything, all but sealed cases, and only their own. */
async function askForCases(reader: Reader): Promise<void> {
  for (const who of [
    everything(sampleUser),
    { userId: sampleUser, seesAll: true, sealedToo: false },
    { userId: sampleUser, seesAll: false, sealedToo: false },
  ]) {
    for (const sort of ['due', 'grade', 'opened', 'number'] as const) {
      const filter = { now, for: who, sort, stage: 'filed', attendance: 'at_school', open: true, mine: true } as const;
      await caseList(reader, { ...filter, grade: 'R3', overdue: true });
      await caseList(reader, { ...filter, overdue: false });
      await caseList(reader, { ...filter, overdue: false, search: 'zhang' });
    }
    await caseList(reader, { now, for: who });
    await caseSummary(reader, caseId, { now, for: who });
    await casesOfOwner(reader, sampleUser, { now, for: who });
  }
}

/** What is owed, overdue, missed, and kept. */
async function askForDuties(reader: Reader): Promise<void> {
  const pack = { escalation: { vicePrincipalAfterHours: 0, principalAfterHours: 72, redAtOnce: true, redPrincipalAfterHours: 24 } };
  const debtor = { roles: ['psych_teacher', 'vice_principal'], userId: sampleUser } as const;
  const window = { debtor, now, after: null, until: now };
  await openObligations(reader, window);
  await countOpenObligations(reader, window);
  await todayBoard(reader, { debtor, now, endOfToday: now, endOfWeek: now });
  await overdueWall(reader, { now, pack });
  await overdueWall(reader, { now, pack, level: 'vice_principal' });
  await countEscalated(reader, { now, pack, level: 'principal' });
  await compliance(reader, { from: today, to: today, now });
  await obligationSummary(reader, now);
  await missedRuns(reader);
  await dutiesOfCase(reader, caseId);
  await dutyById(reader, 'o');
  await obligationsOf(reader, caseId);
  await handoversFor(reader, sampleUser);
  await caseStandings(reader, [caseId], sampleUser);
}

async function askForOffice(reader: Reader): Promise<void> {
  await ledgerHead(reader);
  await ledgerList(reader, {});
  await ledgerList(reader, { kind: 'training', from: today, to: today });
  await ledgerStanding(reader, { kinds: ['training', 'supervision'], from: today, to: today });
  await ledgerEntryById(reader, ledgerIdOf(1));
  await ledgerEntryByRequest(reader, 'q');
  await calendars(reader);
  await ruleNames(reader);
  await rulePackUses(reader);
}

/** Every query that a screen asks and whose tables grow. */
async function askEverything(reader: Reader): Promise<void> {
  await askForCases(reader);
  await askForDuties(reader);
  await askForOffice(reader);
  await caseById(reader, caseId);
  await caseBefore(reader, caseId);
  await registerBeforeEntry(reader);
  await caseIds(reader, caseId);
  await openCasesOf(reader, samplePupil(1).id);
  await casesTickedBefore(reader, now);
  await openCaseIds(reader, caseId);
  await eventsInCaseOrder(reader, caseId);
  await logSize(reader);
  await eventsByIds(reader, [eventIdOf(1)]);
  await sealedNotesOf(reader, caseId);
  await eventsOf(reader, caseId);
  await eventByRequest(reader, 'q');
  await registerHead(reader);
  await lastPlaceOf(reader, caseId, ['plan_drafted']);
  await pupilList(reader, {});
  await pupilList(reader, { search: '张', className: '1(1)班' });
  await pupilById(reader, samplePupil(1).id);
  await pupilKeys(reader);
  await secondScreeningQueue(reader, { today });
  await resultsOf(reader, samplePupil(1).id);
  await importList(reader);
  await importReport(reader, sampleBatch);
  await hotlineCalls(reader);
  await documentRegister(reader, {});
  await documentRegister(reader, { type: 'D01' });
  await documentRegister(reader, { caseId });
  await documentRegister(reader, { toSignBy: ['vice_principal'] });
  await documentsByHash(reader, 'a');
  await signaturesOf(reader, 'd' as never);
  await packageList(reader);
  await packagesByManifestHash(reader, 'a');
  await lastInSequence(reader, 'p' as never, 'out');
  await auditTrail(reader, { offset: 3 });
  await weekCases(reader, now);
  await weekLogs(reader, [caseId]);
  await newsSince(reader, now, 10);
  await dutiesOwedIn(reader, { ids: [caseId], start: now, lapsedAfter: now, endings: [eventIdOf(1)] });
  await weekPapers(reader, 'D09');
}

/** Tables that stay small in every office, and rows named in a query just before. */
const small = /^(user_account|office_partner|rule_pack|school_calendar|meta|sequence|json_each|found)\b/;
/** What a screen asks at every turn, and the index that must answer it: another one would walk what grows with the years. */
const answeredBy: readonly (readonly [RegExp, string])[] = [
  [/"responsible_user_id" (is|=) .*"due_at" <= /, 'obligation USING COVERING INDEX obligation_mine'],
  [/"snoozed_to" IS NOT NULL OR /, 'obligation USING INDEX obligation_put_off'],
  [/"case_file"."stage" = 'lead'/, 'case_file USING COVERING INDEX case_file_lead'],
  [/"handed_over_at" is not null/, 'case_file USING COVERING INDEX case_file_handed_over'],
  [/from "screening_result" where "needs_second" = 1 and/, 'screening_result USING INDEX screening_result_waiting'],
  [/^select "clause", "end".* group by/, 'obligation USING COVERING INDEX obligation_kept'],
  [/"missed_before" > 0.*limit/, 'obligation USING COVERING INDEX obligation_chased'],
  [/"obligation"."due_at" < \?.* (group by|limit)/, 'obligation USING COVERING INDEX obligation_open'],
  [/json_array\("version", "sha256", "activated_at"\)/, 'rule_pack USING COVERING INDEX rule_pack_names'],
  [/"end" is null\) as "standing"/, 'obligation USING INDEX obligation_standing'],
  [/case_event"."rule_pack" = "rule_pack"."version"/, 'case_event USING COVERING INDEX case_event_rule_pack'],
];

/** The table is kept in the order of this number: its end is found without a walk, though SQLite calls it a scan. */
const lastByNumber = /order by "seq" desc limit \?$/;

describe('plans', () => {
  it('read no big table from end to end', async () => {
    await using folder = await openTestFolder();
    const recorded: Recorded[] = [];
    const created = await createRegisterFile(folder.path, testKey, recordingDriver(await testDriver(), recorded));
    if (!created.ok) throw new Error(created.error);
    await created.value.write(async (tx) => {
      await addPeople(tx);
      for (let number = 1; number <= 20; number += 1) await addCase(tx, number);
      await addLedgerEntry(tx, 1);
    });
    await created.value.read(askEverything);
    recorded.length = 0;
    await created.value.read(askEverything);
    const plans = await maintain(created.value, (connection) => plansOf(connection, [...recorded]));
    await created.value.close();
    expect(plans.length).toBeGreaterThan(50);
    const walks = plans.flatMap(({ sql, steps }) =>
      steps
        .map((step) => ({ sql, step }))
        .filter(({ step }) => step.startsWith('SCAN ') && !/USING (COVERING )?INDEX/.test(step) && !small.test(step.slice(5)) && step !== 'SCAN CONSTANT ROW'),
    );
    expect(walks.filter(({ sql }) => !lastByNumber.test(sql))).toEqual([]);
    for (const [statement, index] of answeredBy) {
      const asked = plans.filter(({ sql }) => statement.test(sql));
      expect(asked.length, String(statement)).toBeGreaterThan(0);
      expect(asked.filter(({ steps }) => !steps.some((step) => step.includes(index)))).toEqual([]);
    }
    // A page of cases is found on an index alone: their rows carry the folded state and are wide.
    const pages = plans.filter(
      ({ sql }) =>
        /^select ("case_file"."id"|count\(\*\) as "n") from "case_file" where/.test(sql) && /limit \? offset|\+"case_file"\."owner_user_id"/.test(sql),
    );
    expect(pages.length).toBeGreaterThan(40);
    expect(pages.filter(({ steps }) => !steps.some((step) => /case_file USING COVERING INDEX/.test(step)))).toEqual([]);
  });
});
