import { describe, expect, it } from 'vitest';
import { createRegisterFile } from '../open.ts';
import { openTestFolder, testDriver, testKey } from '../testing/open-register.ts';
import { plansOf, recordingDriver } from '../testing/recording-driver.ts';
import type { Recorded } from '../testing/recording-driver.ts';
import { addCase, addPeople, hoursLater, caseIdOf, sampleBatch, samplePupil, sampleUser } from '../testing/sample-rows.ts';
import { maintain } from '../tx.ts';
import type { Reader } from '../tx.ts';
import { auditTrail } from './audit-trail.ts';
import { caseList, caseSummary } from './case-list.ts';
import { caseById, caseIds, casesTickedBefore, obligationsOf, openCasesOf, sealedNotesOf } from './cases.ts';
import { documentRegister, documentsByHash, signaturesOf } from './documents.ts';
import { eventByRequest, eventsOf, lastPlaceOf, registerHead } from './events.ts';
import { hotlineCalls, importList, importReport } from './imports.ts';
import { lastInSequence, packageList, packagesByManifestHash } from './packages.ts';
import { pupilById, pupilKeys, pupilList } from './pupils.ts';
import { resultsOf, secondScreeningQueue } from './screening.ts';
import { countOpenObligations, missedCases, obligationSummary, openObligations, todayBoard } from './today-board.ts';
import { issuedWeeks, weekCases } from './weekly.ts';

/** Every query that a screen asks and whose tables grow. */
async function askEverything(reader: Reader): Promise<void> {
  const caseId = caseIdOf(1);
  const now = hoursLater(0);
  const window = { roles: ['psych_teacher', 'vice_principal'], after: null, until: now } as const;
  for (const sort of ['due', 'grade', 'opened', 'number'] as const) {
    const filter = { now, sort, stage: 'filed', grade: 'R3', attendance: 'at_school', open: true, ownerUserId: sampleUser } as const;
    await caseList(reader, { ...filter, overdue: true });
    await caseList(reader, { ...filter, overdue: false, search: 'zhang' });
  }
  await caseList(reader, { now });
  await caseSummary(reader, caseId, now);
  await caseById(reader, caseId);
  await caseIds(reader, caseId);
  await openCasesOf(reader, samplePupil(1).id);
  await casesTickedBefore(reader, now);
  await obligationsOf(reader, caseId);
  await sealedNotesOf(reader, caseId);
  await eventsOf(reader, caseId);
  await eventByRequest(reader, 'q');
  await registerHead(reader);
  await lastPlaceOf(reader, caseId, ['plan_drafted']);
  await openObligations(reader, window);
  await countOpenObligations(reader, window);
  await obligationSummary(reader, now);
  await missedCases(reader);
  await todayBoard(reader, { roles: window.roles, now, endOfToday: now, endOfWeek: now });
  await pupilList(reader, {});
  await pupilList(reader, { search: '张', className: '1(1)班' });
  await pupilById(reader, samplePupil(1).id);
  await pupilKeys(reader);
  await secondScreeningQueue(reader, {});
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
  await issuedWeeks(reader, 'D09');
}

/** Tables that stay small in every office. */
const small = /^(user_account|office_partner|rule_pack|meta|sequence)\b/;
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
    // A page of cases is found on an index alone: their rows carry the folded state and are wide.
    const pages = plans.filter(
      ({ sql }) => /^select ("case_file"."id"|count\(\*\) as "n") from "case_file" where/.test(sql) && /limit \? offset|owner_user_id/.test(sql),
    );
    expect(pages).toHaveLength(13);
    expect(pages.filter(({ steps }) => !steps.some((step) => /case_file USING COVERING INDEX/.test(step)))).toEqual([]);
  });
});
