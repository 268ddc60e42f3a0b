/** What reports and letters do in the cases of the other office: whose they are, when they count, and what happens when they come again. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Instant } from '../../domain/time.ts';
import { addPupil, codeOf, introduce, issue, judgedCase, openCase, record } from '../support/case-work.ts';
import { answer, draft, officeIdOf, send, take, writtenLetter, type Side } from '../support/exchange-work.ts';
import { moment, openTestOffice, passphraseOf } from '../support/test-office.ts';
import '../support/patience.ts';

let school: Side;
let other: Side;
let center: Side;
const sides = (): readonly Side[] => [school, other, center];
const clock = (at: Instant): void => sides().forEach(({ office }) => office.setClock(at));

async function fileOf(side: Side, caseId: string | undefined) {
  await side.office.as(side.kind === 'school' ? 'psych_teacher' : 'center_counselor');
  return side.office.ask('cases.file', { caseId: caseId ?? '' });
}

const typesOf = (file: Awaited<ReturnType<typeof fileOf>>): readonly string[] => file.events.map((event) => event.type);

/** A judged case at a school with its filing form. */
async function filed(side: Side, of: { readonly name: string; readonly studentNo: string }, at: Instant) {
  await side.office.as('psych_teacher');
  const known = await judgedCase(side.office, of, at);
  return { caseId: known.id, caseNo: known.caseNo, form: await issue(side.office, 'D06', known.id) };
}

/** A drafted and signed plan. */
async function signedPlan(caseId: string, at: Instant) {
  await school.office.as('psych_teacher');
  await record(school.office, caseId, { type: 'plan_drafted', at });
  const plan = await issue(school.office, 'D07', caseId);
  await school.office.as('vice_principal');
  await school.office.ask('signing.sign', { documentId: plan.id, pdfSha256: plan.pdf.sha256, passphrase: passphraseOf('vice_principal') });
  return plan;
}

/** Judged no crisis and closed: as short a life as a case can have. */
async function setAside({ office }: Side, caseId: string, at: Instant): Promise<void> {
  await record(office, caseId, { type: 'interview_held', at });
  await record(office, caseId, { type: 'grade_decided', at, payload: { grade: 'R0', outcome: 'not_crisis', triggers: [], conferenceId: null } });
  await record(office, caseId, { type: 'case_closed', at, payload: { kind: 'goals_reached', conferenceId: null } });
}

async function letterAbout(of: { readonly name: string; readonly studentNo: string; readonly className?: string }, at: Instant) {
  await center.office.as('center_counselor');
  const known = await judgedCase(center.office, of, at);
  const letter = await send(center, school, [await writtenLetter(center, known.id)]);
  return { caseId: known.id, ...letter };
}

beforeAll(async () => {
  school = { office: await openTestOffice('school', ['psych_teacher', 'vice_principal']), kind: 'school' };
  other = { office: await openTestOffice('school', ['psych_teacher', 'vice_principal']), kind: 'school' };
  center = { office: await openTestOffice('center', ['center_counselor', 'center_head']), kind: 'center' };
  await introduce(school.office, center.office);
  await introduce(other.office, center.office);
  clock(moment(1, 9));
});
afterAll(async () => {
  for (const { office } of sides()) await office[Symbol.asyncDispose]();
});

describe('children of two schools with one number', () => {
  it('stay two, and a child of another name is not overwritten', { timeout: 60_000 }, async () => {
    const one = await filed(school, { name: '甲校张三', studentNo: '777' }, moment(1, 9));
    const two = await filed(other, { name: '乙校李四', studentNo: '777' }, moment(1, 9));
    const first = await take(center, (await send(school, center, [one.form.id])).file);
    const second = await take(center, (await send(other, center, [two.form.id])).file);
    expect(second.cases).not.toEqual(first.cases);
    const names = [(await fileOf(center, first.cases[0])).summary, (await fileOf(center, second.cases[0])).summary].map((row) => [
      row.pupilName,
      row.studentNo,
    ]);
    expect(names).toEqual([
      ['甲校张三', 'QP012:777'],
      ['乙校李四', 'QP012-2:777'],
    ]);
  });

  it('are told apart when a number comes back with another name: nothing is taken, and the school still owes the filing', { timeout: 60_000 }, async () => {
    // Entered at the centre under the number that the school's child would have.
    await center.office.as('center_counselor');
    await addPupil(center.office, { name: '完全不同', studentNo: 'QP012:778' });
    const mine = await filed(school, { name: '甲校王五', studentNo: '778' }, moment(1, 9));
    const taken = await take(center, (await send(school, center, [mine.form.id])).file);
    expect([taken.cases, taken.unmatched]).toEqual([[], ['778']]);
    expect((await answer(center, school, taken)).cases).toEqual([]);
    const { obligations } = await fileOf(school, mine.caseId);
    expect(obligations.find((one) => one.ruleId === 'T_FILE' && one.slot === 'center')?.end).toBeNull();
  });
});

describe('a report', () => {
  it('counts from its approval once the receipt is here, and each one is noted at the centre', { timeout: 60_000 }, async () => {
    clock(moment(2, 9));
    const mine = await filed(school, { name: '报送甲', studentNo: '801' }, moment(2, 9));
    await signedPlan(mine.caseId, moment(2, 9));
    const sent = await send(school, center, [mine.form.id]);
    clock(moment(6, 9));
    const taken = await take(center, sent.file);
    clock(moment(7, 9));
    await answer(center, school, taken);
    const file = await fileOf(school, mine.caseId);
    const filing = file.events.find((event) => event.type === 'case_filed');
    expect([filing?.happenedAt, filing?.recordedAt]).toEqual([moment(2, 9), moment(7, 9)]);
    expect(file.obligations.find((one) => one.ruleId === 'T_FILE' && one.slot === 'center')?.end).toBe('done');
    const again = await take(center, (await send(school, center, [mine.form.id])).file);
    expect(again.cases).toEqual(taken.cases);
    const noted = (await fileOf(center, taken.cases[0])).events;
    expect(noted.map((event) => event.type)).toEqual(['lead_recorded', 'report_received', 'report_received']);
    expect(noted[1]?.payload).toMatchObject({
      schoolCaseNo: mine.caseNo,
      grade: 'R3',
      stage: 'plan_signed',
      planVersion: 1,
      documentNumbers: [mine.form.number],
    });
  });

  it('opens a case of the centre again that was closed', { timeout: 60_000 }, async () => {
    const mine = await filed(school, { name: '报送乙', studentNo: '802' }, moment(7, 9));
    const { cases } = await take(center, (await send(school, center, [mine.form.id])).file);
    await setAside(center, cases[0] ?? '', moment(7, 9));
    expect((await take(center, (await send(school, center, [mine.form.id])).file)).cases).toEqual(cases);
    const file = await fileOf(center, cases[0]);
    expect(typesOf(file).slice(-2)).toEqual(['case_reopened', 'report_received']);
    expect([file.summary.loop, file.obligations.filter((one) => one.end === null).map((one) => one.ruleId)]).toEqual([2, ['T_CENTER_REVIEW']]);
  });

  it('of the plan settles a later letter too, and finds the case of the centre by it', { timeout: 60_000 }, async () => {
    clock(moment(8, 9));
    const letter = await letterAbout({ name: '来信甲', studentNo: '803' }, moment(8, 9));
    await school.office.as('psych_teacher');
    await addPupil(school.office, { name: '来信甲', studentNo: '803' });
    const [caseId = ''] = (await take(school, letter.file)).cases;
    await record(school.office, caseId, { type: 'interview_held', at: moment(8, 9) });
    await record(school.office, caseId, { type: 'grade_decided', at: moment(8, 9), payload: { triggers: ['suicidal_tendency'] } });
    const plan = await signedPlan(caseId, moment(8, 9));
    const taken = await take(center, (await send(school, center, [plan.id])).file);
    expect(taken.cases).toEqual([letter.caseId]);
    expect((await fileOf(center, letter.caseId)).summary.studentNo).toBe('QP012:803');
    await answer(center, school, taken);
    clock(moment(10, 9));
    await center.office.as('center_counselor');
    await take(school, (await send(center, school, [await writtenLetter(center, letter.caseId)])).file);
    clock(moment(11, 9));
    const settled = await answer(center, school, await take(center, (await send(school, center, [plan.id])).file));
    expect(settled.cases).toEqual([caseId]);
    const plans = (await fileOf(school, caseId)).obligations.filter((one) => one.ruleId === 'T_PLAN');
    expect(plans.map((one) => one.end)).toEqual(['done', 'done']);
  });
});

describe('a letter', () => {
  it('is taken although the case was opened by hand while it waited', { timeout: 60_000 }, async () => {
    clock(moment(12, 9));
    const letter = await letterAbout({ name: '来信乙', studentNo: '804' }, moment(12, 9));
    await school.office.as('psych_teacher');
    const pupil = await addPupil(school.office, { name: '来信乙', studentNo: '804' });
    const arrived = await school.office.ask('exchange.import', { file: letter.file });
    clock(moment(12, 10));
    const opened = await openCase(school.office, pupil.id, moment(12, 10), { channel: 'hotline' });
    expect((await school.office.ask('exchange.accept', { packageId: arrived.id })).cases).toEqual([opened.id]);
  });

  it('opens a closed case again', { timeout: 60_000 }, async () => {
    const letter = await letterAbout({ name: '来信戊', studentNo: '808' }, moment(12, 10));
    await school.office.as('psych_teacher');
    const pupil = await addPupil(school.office, { name: '来信戊', studentNo: '808' });
    const opened = await openCase(school.office, pupil.id, moment(12, 10), { channel: 'hotline' });
    await setAside(school, opened.id, moment(12, 10));
    expect((await take(school, letter.file)).cases).toEqual([opened.id]);
    const file = await fileOf(school, opened.id);
    expect([file.summary.loop, typesOf(file).slice(-2)]).toEqual([2, ['case_reopened', 'letter_received']]);
  });

  it('about a child whom nobody here is for certain waits for a person to choose', { timeout: 60_000 }, async () => {
    const letter = await letterAbout({ name: '来信丙', studentNo: 'X-1', className: '七（9）班' }, moment(12, 10));
    await school.office.as('psych_teacher');
    const pupil = await addPupil(school.office, { name: '来信丙', studentNo: '805', className: '七（2）班' });
    const { id } = await school.office.ask('exchange.import', { file: letter.file });
    const shown = await school.office.ask('exchange.preview', { packageId: id });
    expect(shown.match).toMatchObject({ pupilId: pupil.id, name: '来信丙', className: '七（2）班', certain: false });
    expect(await codeOf(school.office, 'exchange.accept', { packageId: id })).toBe('PUPIL_UNKNOWN');
    expect(await codeOf(school.office, 'exchange.accept', { packageId: id, pupilId: pupil.id })).toBe('ok');
  });

  it('is recorded as sent once, however often it is written at once', { timeout: 60_000 }, async () => {
    await center.office.as('center_counselor');
    const { id: caseId } = await judgedCase(center.office, { name: '来信丁', studentNo: '806' }, moment(12, 10));
    const letter = await writtenLetter(center, caseId);
    const { id } = await center.office.ask('exchange.build', draft(await officeIdOf(school.office), [letter], { kind: 'letter' }));
    await center.office.as('center_head');
    const { view } = await center.office.ask('exchange.preview', { packageId: id });
    await center.office.ask('exchange.approve', { packageId: id, manifestHash: view.manifestHash, passphrase: passphraseOf('center_head') });
    await Promise.all([1, 2].map((number) => center.office.host.call('exchange.write', { packageId: id, target: center.office.path(`again-${number}`) })));
    expect(typesOf(await fileOf(center, caseId)).filter((type) => type === 'letter_sent')).toHaveLength(1);
  });
});

describe('a kind of package', () => {
  it('goes only its own way', { timeout: 60_000 }, async () => {
    await introduce(school.office, other.office);
    const mine = await filed(school, { name: '种类甲', studentNo: '807' }, moment(12, 10));
    const [centerId, otherId] = [await officeIdOf(center.office), await officeIdOf(other.office)];
    for (const [partnerId, kind] of [
      [centerId, 'letter'],
      [otherId, 'letter'],
      [otherId, 'submission'],
    ] as const)
      expect(await codeOf(school.office, 'exchange.build', draft(partnerId, [mine.form.id], { kind }))).toBe('PACKAGE_KIND_WRONG');
    expect(await codeOf(school.office, 'exchange.build', { ...draft(centerId, [mine.form.id]), kind: 'receipt' })).toBe('INPUT_INVALID');
  });
});
