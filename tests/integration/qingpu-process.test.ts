/** The district's paper sentence by sentence, at a school and its centre, while time passes. Each step goes on from the one before it. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ledgerDefinitionOf, type LedgerKind } from '../../domain/ledger/registry.ts';
import { addPerson, addPupil, codeOf, issue, openCase, record } from '../support/case-work.ts';
import { answer, send, take, writtenLetter, type Side } from '../support/exchange-work.ts';
import { ends, expectAgreement, expectWhole, openWalk, owed, type Walk } from '../support/process-walk.ts';
import { moment, passphraseOf, type TestOffice } from '../support/test-office.ts';
import '../support/patience.ts';

let walk: Walk;
let school: TestOffice;
let center: TestOffice;
let atSchool: Side;
let atCenter: Side;
let caseId = '';
let centerCase = '';
let filing = '';
const pupil = { name: '欧阳示例', studentNo: 'S-1' };

beforeAll(async () => {
  walk = await openWalk();
  ({ school, center, atSchool, atCenter } = walk);
  await addPerson(school, { login: 'lu', role: 'class_teacher', classScope: '七（1）班' });
  await school.as('psych_teacher');
});

afterAll(() => walk.close());

it('三（一）每年9月对学生进行全覆盖筛查；心理老师通过个别咨询对学生进行二次筛查', async () => {
  walk.on(0, 9);
  await school.ask('imports.run', { file: 'samples/roster.xlsx' });
  await school.ask('imports.run', { file: 'samples/screening-phq9-gad7-items.csv' });
  const queue = await school.ask('screening.queue', { limit: 1 });
  const [first] = queue.rows;
  const sourceRefs = first?.results.map(({ id }) => ({ kind: 'screening_result', id }));
  const opened = await openCase(school, first?.pupil.id ?? '', walk.now(), { channel: 'screening', crisisTypes: ['acute_stress'], sourceRefs });
  expect((await school.ask('screening.queue', { limit: 1 })).total).toBe(queue.total - 1);
  // Five days of school: the Mid-Autumn holiday and the week-end do not count.
  expect(await owed(school, opened.id)).toEqual(['T_SECOND_SCREEN/case 2026-09-29T15:59']);
  await record(school, opened.id, { type: 'interview_held', at: walk.now() });
  expect(await ends(school, opened.id, 'T_SECOND_SCREEN')).toEqual(['case#1 done']);
  expect(await owed(school, opened.id)).toEqual(['T_GRADE/case 2026-09-22T15:59']);
  await record(school, opened.id, { type: 'grade_decided', at: walk.now(), payload: { grade: 'R1', outcome: 'not_crisis', triggers: [] } });
  expect(await owed(school, opened.id)).toEqual(['T_CLOSE/case 2026-10-26T15:59']);
});

it('三（四）班主任……留意、关注学生，筛查有心理危机风险的学生（心理委员的反映、家长来访同入一案）', async () => {
  walk.on(0, 10);
  const known = await addPupil(school, pupil);
  await school.as('lu');
  const payload = { reportedBy: '陆老师', summary: '作业本上写有告别的话。', immediateDanger: false, crisisTypes: ['suicidal_ideation'] };
  await school.ask('pupils.report', { requestId: randomUUID(), happenedAt: walk.now(), pupilId: known.id, kind: 'lead', payload });
  expect((await school.ask('pupils.marks', {})).pupils.filter(({ followUp }) => followUp)).toMatchObject([{ name: pupil.name, observeBy: null }]);
  for (const name of ['cases.list', 'cases.file', 'roster.list', 'obligations.wall', 'statistics.compliance', 'documents.register']) {
    expect([name, await codeOf(school, name, {})]).toEqual([name, 'NOT_ALLOWED']);
  }
  await school.as('psych_teacher');
  const found = await school.ask('cases.list', { search: pupil.name });
  caseId = found.rows[0]?.id ?? '';
  walk.follow(caseId);
  await walk.enter('lead_added', { channel: 'parent_visit', reportedBy: '母亲' });
  await walk.enter('peer_observed', { week: '2026-09-21' });
  expect([found.total, await owed(school, caseId)]).toEqual([1, ['T_EARLY_TALK/case 2026-09-22T15:59']]);
});

it('三（二）热线咨询中，发现有危机的迹象，心理中心第一时间介入，请家长带孩子来中心面询', async () => {
  walk.on(0, 20);
  const known = await addPupil(center, pupil);
  centerCase = (await openCase(center, known.id, walk.now(), { channel: 'hotline', reportedBy: '来电家长', foundAt: '24小时热线' })).id;
  expect(await owed(center, centerCase)).toEqual(['T_HOTLINE_TALK/case 2026-09-22T15:59']);
  await record(center, centerCase, { type: 'risk_interview_held', at: walk.on(1, 9) });
  expect(await ends(center, centerCase, 'T_HOTLINE_TALK')).toEqual(['case#1 done']);
});

it('四（二）一旦发现……有自杀倾向的高危学生，马上建立启动危机干预机制，电话联系学校，告知家长孩子状况，对家长进行相应的心理辅导', async () => {
  await record(center, centerCase, { type: 'grade_decided', at: walk.on(1, 10), payload: { triggers: ['severe_self_harm', 'suicidal_tendency'] } });
  expect(await owed(center, centerCase, 'T_PHONE', 'T_LETTER', 'T_GUARDIAN')).toEqual([
    'T_GUARDIAN/case 2026-09-22T15:59',
    'T_LETTER/case 2026-09-23T02:00',
    'T_PHONE/case 2026-09-22T04:00',
  ]);
  await record(center, centerCase, { type: 'principal_notified', at: walk.on(1, 10, 20), payload: { how: 'phone' } });
  await record(center, centerCase, { type: 'guardian_notified', at: walk.on(1, 11) });
  await record(center, centerCase, { type: 'family_meeting_held', at: walk.on(1, 11, 30) });
  expect(await owed(center, centerCase, 'T_PHONE', 'T_LETTER', 'T_GUARDIAN')).toEqual(['T_LETTER/case 2026-09-23T02:00']);
});

it('四（二）以“告知书”形式通知所在学校校长，明确预防与干预建议和工作策略', async () => {
  walk.on(1, 14);
  const { file } = await send(atCenter, atSchool, [await writtenLetter(atCenter, centerCase)]);
  expect(await ends(center, centerCase, 'T_LETTER')).toEqual(['case#1 done']);
  walk.on(1, 15);
  expect((await take(atSchool, file)).cases).toEqual([caseId]);
  expect(await owed(school, caseId, 'T_PLAN', 'T_MEASURES', 'T_PRINCIPAL')).toEqual([
    'T_MEASURES/case 2026-09-29T15:59',
    'T_PLAN/case 2026-09-29T15:59',
    'T_PRINCIPAL/case 2026-09-22T15:59',
  ]);
  expect(await codeOf(school, 'exchange.import', { file })).toBe('PACKAGE_REPLAY');
});

it('四（二）启动校园心理危机干预预案，做到及时沟通、责任到人', async () => {
  walk.on(1, 16);
  await walk.enter('principal_notified');
  await walk.enter('interview_held');
  await walk.enter('grade_decided', { triggers: ['suicidal_tendency'] });
  await walk.enter('guardian_notified', { opinion: 'refused_to_sign', witnesses: ['周老师', '钱老师'] });
  expect(await ends(school, caseId, 'T_PRINCIPAL')).toEqual(['case#1 done']);
  expect(await owed(school, caseId, 'T_FILE', 'T_GUARDIAN', 'T_OBSERVE')).toEqual([
    'T_FILE/center 2026-09-23T08:00',
    'T_FILE/minor_protection_office 2026-09-23T08:00',
    'T_OBSERVE/case 2026-09-29T15:59',
  ]);
});

it('四（二）发现学生有危机行为，及时上报心理中心和未保办备案', async () => {
  walk.on(2, 9);
  await walk.enter('case_filed', { to: ['minor_protection_office'], how: 'paper' });
  filing = (await issue(school, 'D06', caseId)).id;
  expect(await owed(school, caseId, 'T_FILE')).toEqual(['T_FILE/center 2026-09-23T08:00']);
});

it('四（二）学校一周内上报针对该生的危机干预预案和采取的措施（分管副校长签批）', async () => {
  await walk.enter('plan_drafted', {}, walk.on(2, 10));
  const first = await issue(school, 'D07', caseId);
  const sign = (login: string, paper: typeof first) =>
    codeOf(school, 'signing.sign', { documentId: paper.id, pdfSha256: paper.pdf.sha256, passphrase: passphraseOf(login) });
  expect(await sign('psych_teacher', first)).toBe('NOT_ALLOWED');
  await school.as('vice_principal');
  await school.ask('signing.return', { documentId: first.id, comment: '请补充午休看护。' });
  await school.as('psych_teacher');
  await walk.enter('plan_drafted', { reason: '补充午休看护。' }, walk.on(3, 9));
  const second = await issue(school, 'D07', caseId);
  await school.as('vice_principal');
  expect([await sign('vice_principal', first), await sign('vice_principal', second)]).toEqual(['DOCUMENT_SUPERSEDED', 'ok']);
  walk.on(4, 9);
  const { file } = await send(atSchool, atCenter, [filing, second.id]);
  await answer(atCenter, atSchool, await take(atCenter, file));
  for (const rule of ['T_PLAN', 'T_MEASURES', 'T_PLAN_GRADE']) expect(await ends(school, caseId, rule)).toEqual(['case#1 done']);
  expect(await ends(school, caseId, 'T_PLAN_SIGN')).toEqual(['case#1 done', 'case#1 done']);
  // Papers went by package two days after they were due by the hour: that stays on record.
  expect(await ends(school, caseId, 'T_FILE')).toEqual(['center#1 done_late', 'minor_protection_office#1 done']);
});

it('四（二）对于转介到医院的学生定期进行回访，了解学生状况', async () => {
  const { eventId } = await walk.enter('referral_made', {}, walk.on(4, 10));
  expect(await owed(school, caseId, 'T_REFERRED_VISIT', 'T_REFERRAL_REPLY')).toEqual([
    'T_REFERRAL_REPLY/case 2026-10-09T15:59',
    'T_REFERRED_VISIT/case 2026-10-02T15:59',
  ]);
  await walk.enter('safety_plan_made');
  await walk.enter('follow_up_held', {}, walk.on(8, 9));
  await walk.enter('referral_replied', { referralId: eventId, visitedOn: '2026-09-28' });
  expect(await owed(school, caseId, 'T_REFERRED_VISIT', 'T_REFERRAL_REPLY')).toEqual(['T_REFERRED_VISIT/case 2026-10-06T15:59']);
});

it('四（二）对于休学在家的学生，要求学校每周联系家长和学生', async () => {
  await walk.enter('leave_started', { from: '2026-09-29' }, walk.on(8, 10));
  expect(await owed(school, caseId, 'T_LEAVE_CONTACT', 'T_OBSERVE')).toEqual([
    'T_LEAVE_CONTACT/guardian 2026-10-06T15:59',
    'T_LEAVE_CONTACT/pupil 2026-10-06T15:59',
  ]);
  await walk.enter('guardian_contacted', { reached: false }, walk.on(10, 9));
  expect((await owed(school, caseId, 'T_LEAVE_CONTACT')).length).toBe(2);
  await walk.enter('guardian_contacted', {}, walk.on(11, 9));
  await walk.enter('pupil_contacted', {}, walk.on(11, 9, 30));
  await walk.enter('guardian_contacted', {}, walk.on(18, 9));
  // The second week's talk with the pupil never took place; what is written down weeks later does not heal it.
  walk.on(26, 9);
  await walk.enter('pupil_contacted', {}, moment(20, 9));
  expect(await ends(school, caseId, 'T_LEAVE_CONTACT')).toEqual([
    'guardian#1 done',
    'guardian#2 done',
    'guardian#3 open',
    'pupil#1 done',
    'pupil#2 missed',
    'pupil#3 open',
  ]);
  const missed = (await school.ask('cases.file', { caseId })).obligations.find(({ end }) => end === 'missed');
  const why = await school.ask('obligations.explain', { obligationId: missed?.id ?? '' });
  expect([why.openedBy.type, why.tried.map(({ type }) => type), why.endedBy, why.due]).toEqual([
    'leave_started',
    ['pupil_contacted'],
    null,
    { basis: 'week', amount: 7 },
  ]);
  await expectAgreement(school, { owner: 'psych_teacher', leader: 'vice_principal' });
});

it('四（一）3 学生经专业机构治疗返校后，仍关注其情绪状态与行为表现，接受恢复期心理辅导', async () => {
  await walk.enter('return_applied', { on: '2026-10-17' });
  expect(await walk.tried('leave_ended', { on: '2026-10-17' })).toBe('RETURN_NOT_ASSESSED');
  const { eventId } = await walk.enter('return_assessed', { conclusion: 'trial', until: '2026-11-13' }, walk.on(28, 9));
  await walk.enter('leave_ended', { on: '2026-10-19', how: 'trial', assessmentId: eventId, until: '2026-11-13' });
  expect(await owed(school, caseId, 'T_LEAVE_CONTACT', 'T_WATCH', 'T_OBSERVE', 'T_TRIAL_REVIEW', 'T_REENTRY_PLAN')).toEqual([
    'T_OBSERVE/case 2026-10-26T15:59',
    'T_REENTRY_PLAN/case 2026-10-22T15:59',
    'T_TRIAL_REVIEW/case 2026-11-13T15:59',
    'T_WATCH/case 2026-10-26T15:59',
  ]);
  await walk.enter('reentry_plan_made', {}, walk.on(29, 9));
  for (const day of [31, 38, 45, 52]) {
    await walk.enter('counselling_held', { riskChange: 'down' }, walk.on(day, 9));
    await walk.enter('class_observed', {}, walk.on(day, 15));
  }
  await walk.enter('trial_ended', { outcome: 'full' }, walk.on(53, 9));
  await walk.enter('watch_ended');
  expect((await ends(school, caseId, 'T_WATCH')).every((one) => / (done|superseded)$/.test(one))).toBe(true);
});

it('一（三）……跟踪评估，降级、结案都要两人签名的研判', async () => {
  walk.on(54, 9);
  expect(await walk.tried('grade_decided', { grade: 'R1', triggers: [] })).toBe('LOWERING_NEEDS_CONFERENCE');
  const lower = await walk.conference({ kind: 'grading', grade: 'R1' });
  await walk.enter('grade_decided', { grade: 'R1', triggers: [], conferenceId: lower });
  expect(await walk.tried('case_closed')).not.toBe('ok');
  await walk.enter('follow_up_held', {}, walk.on(60, 9));
  const close = await walk.conference({ kind: 'closure', grade: 'R1', agreesToClose: true });
  await walk.enter('case_closed', { conferenceId: close });
  expect(await owed(school, caseId)).toEqual(['T_ARCHIVE/case 2026-12-20T15:59']);
  expect(await walk.tried('interview_held')).toBe('CASE_CLOSED');
});

it('再次来访：同一学生的档案重启为第二轮，不另立新案', async () => {
  walk.on(63, 9);
  const [known] = (await school.ask('roster.list', { search: pupil.name })).rows;
  const again = await openCase(school, known?.id ?? '', walk.now(), { channel: 'parent_visit', immediateDanger: true });
  expect([again.id, again.loop, again.stage]).toEqual([caseId, 2, 'lead']);
  expect(await owed(school, caseId)).toEqual([
    'T_FILE/center 2026-11-24T01:00',
    'T_FILE/minor_protection_office 2026-11-24T01:00',
    'T_GUARDIAN/case 2026-11-23T15:59',
    'T_PRINCIPAL/case 2026-11-23T15:59',
    'T_URGENT_TALK/case 2026-11-23T15:59',
  ]);
});

it('四（一）4 如遇校园危机预警信息出现，以最快的速度、最短的时间及时做好干预、救护工作', async () => {
  await walk.enter('emergency_started', {}, walk.on(63, 10));
  expect(await owed(school, caseId, 'T_EM_GUARDIAN', 'T_EM_PRINCIPAL', 'T_EM_PSYCH')).toEqual([
    'T_EM_GUARDIAN/case 2026-11-23T02:30',
    'T_EM_PRINCIPAL/case 2026-11-23T02:30',
    'T_EM_PSYCH/case 2026-11-23T03:00',
  ]);
  await walk.enter('emergency_step_taken', { step: 'psych_teacher_on_site' }, walk.on(63, 10, 10));
  await walk.enter('emergency_step_taken', { step: 'principal_told' }, walk.on(63, 10, 40));
  expect([await ends(school, caseId, 'T_EM_PSYCH'), await ends(school, caseId, 'T_EM_PRINCIPAL')]).toEqual([['case#1 done'], ['case#1 done_late']]);
  await walk.enter('emergency_ended', {}, walk.on(63, 12));
});

it('四（四）对于涉及家暴……的学生，在确保学生个人隐私安全的情况下开展危机干预：不告知有嫌疑的家长', async () => {
  const { eventId } = await walk.enter('mandatory_report_made', { guardianSuspects: ['father'] }, walk.on(63, 13));
  expect(await walk.tried('guardian_notified', { who: 'father' })).toBe('GUARDIAN_SUSPECTED');
  expect(await walk.tried('guardian_contacted', { who: 'father' })).toBe('GUARDIAN_SUSPECTED');
  await walk.enter('guardian_notified', { who: 'mother', to: '欧阳女士', relation: '母亲' });
  await walk.enter('mandatory_report_answered', { reportId: eventId }, walk.on(65, 9));
  expect([await ends(school, caseId, 'T_MANDATORY_ANSWER'), (await owed(school, caseId, 'T_GUARDIAN')).length]).toEqual([['case#1 done'], 0]);
});

it('一（三）责任到人：交接须对方接手，未指派的同事看不到个案', async () => {
  const newcomer = await addPerson(school, { login: 'he', role: 'psych_teacher' });
  await school.as('he');
  expect(await codeOf(school, 'cases.file', { caseId })).toBe('ACCESS_FORBIDDEN');
  await school.as('vice_principal');
  const from = (await school.ask('users.list', {})).find(({ login }) => login === 'psych_teacher');
  await school.ask('cases.handOver', {
    requestId: randomUUID(),
    fromUserId: from?.id ?? '',
    toUserId: newcomer.id,
    caseIds: [caseId],
    reason: 'leave',
    note: '休产假。',
  });
  await school.as('he');
  expect((await school.ask('today.board', {})).handovers).toBe(1);
  await school.ask('cases.acceptHandover', { requestId: randomUUID() });
  expect(await ends(school, caseId, 'T_HANDOVER')).toEqual(['case#1 done']);
});

it('二（一）每月组织一次……案例督导和培训；二（四）学校每学期至少开展一次家长心理培训', async () => {
  const months = async () =>
    (await school.ask('ledger.duties', { from: '2026-11-01', to: '2026-11-30' })).filter(({ ruleId }) => /T_TRAIN|T_SUPERVISION/.test(ruleId));
  expect((await months()).map(({ end }) => end)).toEqual([null, null]);
  const write = (kind: LedgerKind, change: object = {}) =>
    school.ask('ledger.record', { requestId: randomUUID(), kind, happenedOn: '2026-11-24', payload: { ...ledgerDefinitionOf(kind).example, ...change } });
  await write('training');
  await write('parent_class');
  await write('supervision', { caseNos: [] });
  expect((await months()).map(({ end }) => end)).toEqual(['done', 'done']);
  const term = await school.ask('ledger.duties', { from: '2026-09-01', to: '2027-01-31' });
  expect(term.find(({ ruleId }) => ruleId === 'T_PARENTCLASS')?.end).toBe('done');
});

it('三级闭环：每条记录、每项职责在学校和中心都经得起核对', async () => {
  await expectAgreement(center, { owner: 'center_counselor', leader: 'center_head' });
  await school.as('vice_principal');
  expect((await school.ask('register.verify', {})).findings).toEqual([]);
  await expectWhole(school);
});
