/** What is owed, through the contract: the board, the wall and its escalation, why a duty stands, and how the clauses were kept. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addPerson, codeOf, confirmedConference, judgedCase, payloadOf, record } from '../support/case-work.ts';
import { moment, openTestOffice, type TestOffice } from '../support/test-office.ts';
import '../support/patience.ts';

const roles = ['psych_teacher', 'vice_principal', 'principal', 'auditor'] as const;

async function school(): Promise<TestOffice> {
  const office = await openTestOffice('school', roles);
  await office.as('psych_teacher');
  office.setClock(moment(1, 12));
  return office;
}

const rulesIn = (rows: readonly { readonly ruleId: string }[]): string[] => rows.map(({ ruleId }) => ruleId);

async function dutyOf(office: TestOffice, caseId: string, ruleId: string) {
  const duty = (await office.ask('cases.file', { caseId })).obligations.find((one) => one.ruleId === ruleId && one.end === null);
  if (duty === undefined) throw new Error('the duty stands open');
  return duty;
}

describe('an entry', () => {
  it('says what it opened, ended and moved', async () => {
    await using office = await school();
    const { id: caseId } = await judgedCase(office, { name: '示例甲', studentNo: 'S-1' }, moment(1, 10));
    const file = await office.ask('cases.file', { caseId });
    expect(file.obligations.every(({ ownerName, escalation }) => ownerName === '示例psych_teacher' && escalation === 'owner')).toBe(true);
    const filed = await record(office, caseId, { type: 'case_filed', at: moment(1, 12), payload: { documentId: null, how: 'paper' } });
    expect(filed.duties.ended.map(({ end }) => end)).toContain('done');
    const raised = await record(office, caseId, { type: 'grade_decided', at: moment(1, 12), payload: { grade: 'R4', outcome: 'crisis', triggers: [] } });
    expect(raised.duties.opened.length + raised.duties.moved.length).toBeGreaterThan(0);
    for (const { from, to } of raised.duties.moved) expect(to < from).toBe(true);
  });

  it('of a conference makes each decision a duty of whom it names, in the words of the decision', async () => {
    await using office = await school();
    const { id: caseId } = await judgedCase(office, { name: '示例甲', studentNo: 'S-1' }, moment(1, 10));
    const decisions = [
      { what: '班主任每日到校签到确认。', ownerRole: 'class_teacher', dueOn: '2026-09-24' },
      { what: '联系区中心会诊。', ownerRole: 'psych_teacher', dueOn: '2026-09-25' },
    ];
    const { duties } = await record(office, caseId, {
      type: 'conference_held',
      at: moment(1, 12),
      payload: { grade: null, agreesToClose: false, decisions, nextOn: null },
    });
    expect(duties.opened.filter(({ slot }) => slot.startsWith('decisions')).length).toBe(2);
    const owed = (await office.ask('cases.file', { caseId })).obligations.filter(({ what }) => what !== null);
    expect(owed.map(({ what, ownerRole, dueAt }) => [what, ownerRole, dueAt.slice(0, 10)])).toEqual([
      ['班主任每日到校签到确认。', 'class_teacher', '2026-09-24'],
      ['联系区中心会诊。', 'psych_teacher', '2026-09-25'],
    ]);
    const obligationId = owed[1]?.id ?? '';
    const done = await record(office, caseId, {
      type: 'decision_carried_out',
      at: moment(1, 12),
      payload: { obligationId, result: '已约下周三。', documentId: null },
    });
    expect(done.duties.ended.map(({ id, end }) => [id, end])).toEqual([[obligationId, 'done']]);
  });
});

describe('the board', () => {
  it('holds what is put off or waits for others apart until its day, and the wall holds it all the same', async () => {
    await using office = await school();
    const { id: caseId } = await judgedCase(office, { name: '示例甲', studentNo: 'S-1' }, moment(1, 10));
    const plan = await dutyOf(office, caseId, 'T_PLAN_GRADE');
    const snoozed = await codeOf(office, 'events.record', {
      requestId: randomUUID(),
      caseId,
      expectedVersion: (await office.ask('cases.file', { caseId })).summary.version,
      type: 'obligation_snoozed',
      happenedAt: moment(1, 12),
      payload: payloadOf('obligation_snoozed', { obligationId: plan.id, until: '2026-10-30' }),
    });
    expect(snoozed).toBe('SNOOZE_TOO_LONG');
    await record(office, caseId, {
      type: 'obligation_waiting',
      at: moment(1, 12),
      payload: { obligationId: plan.id, waitingFor: 'hospital', chaseOn: '2026-09-25', note: '' },
    });
    const board = await office.ask('today.board', {});
    expect(board.waiting.map(({ id, waitingFor, chaseOn, dueAt }) => [id, waitingFor, chaseOn, dueAt])).toEqual([
      [plan.id, 'hospital', '2026-09-25', plan.dueAt],
    ]);
    expect([...board.overdue, ...board.today, ...board.week].map(({ id }) => id)).not.toContain(plan.id);
    office.setClock(moment(4, 9));
    const later = await office.ask('today.board', {});
    expect([...later.overdue, ...later.today, ...later.week].map(({ id }) => id).filter((id) => id === plan.id).length + later.later).toBeGreaterThan(0);
    expect(later.waiting).toEqual([]);
    office.setClock(moment(30, 9));
    await office.as('vice_principal');
    const wall = await office.ask('obligations.wall', { limit: 200 });
    expect(wall.rows.find(({ id }) => id === plan.id)).toMatchObject({ waitingFor: 'hospital', ownerName: '示例psych_teacher', what: null });
  });

  it.each<readonly [string, Parameters<typeof record>[2]]>([
    ['the grade becomes R4', { type: 'grade_decided', at: moment(2, 9), payload: { grade: 'R4', outcome: 'crisis', triggers: [], conferenceId: null } }],
    ['an emergency begins', { type: 'emergency_started', at: moment(2, 9) }],
    ['somebody speaks of immediate danger', { type: 'lead_added', at: moment(2, 9), payload: { immediateDanger: true } }],
  ])('shows again what was put off or waits once %s', async (_what, entry) => {
    await using office = await school();
    const { id: caseId } = await judgedCase(office, { name: '示例甲', studentNo: 'S-1' }, moment(1, 10));
    const [plan, observed] = [await dutyOf(office, caseId, 'T_PLAN_GRADE'), await dutyOf(office, caseId, 'T_CONFERENCE')];
    await record(office, caseId, { type: 'obligation_snoozed', at: moment(1, 12), payload: { obligationId: observed.id, until: '2026-09-24' } });
    await record(office, caseId, {
      type: 'obligation_waiting',
      at: moment(1, 12),
      payload: { obligationId: plan.id, waitingFor: 'hospital', chaseOn: '2026-09-25', note: '' },
    });
    office.setClock(moment(2, 10));
    expect((await office.ask('today.board', {})).waiting.map(({ id }) => id).toSorted()).toEqual([plan.id, observed.id].toSorted());
    await record(office, caseId, entry);
    expect((await office.ask('today.board', {})).waiting).toEqual([]);
  });

  it('sends what is overdue upwards: to the vice principal at once, to the principal after three days', async () => {
    await using office = await school();
    const { id: caseId } = await judgedCase(office, { name: '示例甲', studentNo: 'S-1' }, moment(1, 10));
    office.setClock(moment(3, 12));
    await office.as('vice_principal');
    const early = await office.ask('obligations.wall', { limit: 200 });
    expect(early.rows.length).toBeGreaterThan(0);
    expect(early.total).toBe(early.rows.length);
    expect(early.byOwner).toEqual([{ ownerName: '示例psych_teacher', ownerRole: 'psych_teacher', overdue: early.total }]);
    expect(new Set(early.rows.map(({ escalation }) => escalation))).toEqual(new Set(['vice_principal']));
    expect((await office.ask('today.board', {})).escalated).toBe(early.total);
    expect((await office.ask('obligations.summary', {})).overdue).toBe(early.total);
    await office.as('principal');
    expect((await office.ask('today.board', {})).escalated).toBe(0);
    office.setClock(moment(7, 12));
    const late = await office.ask('obligations.wall', { level: 'principal', limit: 200 });
    expect(rulesIn(late.rows)).toEqual(expect.arrayContaining(rulesIn(early.rows)));
    expect((await office.ask('today.board', {})).escalated).toBe(late.total);
    await record(office, caseId, { type: 'case_sealed', at: moment(7, 12) });
    const sealed = await office.ask('obligations.wall', { limit: 200 });
    expect(new Set(sealed.rows.map(({ pupilName, className, grade }) => `${pupilName}${className}${grade ?? ''}`))).toEqual(new Set(['特别保密']));
  });

  it('shows a colleague that something is owed in a case of another, not how grave it is', async () => {
    await using office = await school();
    await addPerson(office, { login: 'colleague', role: 'psych_teacher' });
    await office.as('psych_teacher');
    await judgedCase(office, { name: '示例甲', studentNo: 'S-1' }, moment(1, 10));
    office.setClock(moment(3, 12));
    await office.as('colleague');
    const board = await office.ask('today.board', {});
    expect([...board.overdue, ...board.today, ...board.week, ...board.waiting]).toEqual([]);
    const wall = await office.ask('obligations.wall', { limit: 200 });
    expect(wall.rows.length).toBeGreaterThan(0);
    expect(new Set(wall.rows.map(({ grade, pupilName }) => `${pupilName} ${grade ?? '-'}`))).toEqual(new Set(['示例甲 -']));
    expect(await codeOf(office, 'obligations.explain', { obligationId: wall.rows[0]?.id ?? '' })).toBe('ACCESS_FORBIDDEN');
  });
});

describe('a duty', () => {
  it('says why it stands, what was tried, and what would settle it', async () => {
    await using office = await school();
    const { id: caseId } = await judgedCase(office, { name: '示例甲', studentNo: 'S-1' }, moment(1, 10));
    const plan = await dutyOf(office, caseId, 'T_PLAN_GRADE');
    await record(office, caseId, {
      type: 'obligation_waiting',
      at: moment(1, 12),
      payload: { obligationId: plan.id, waitingFor: 'guardian', chaseOn: '2026-09-24', note: '' },
    });
    const why = await office.ask('obligations.explain', { obligationId: plan.id });
    expect(why.openedBy).toMatchObject({ type: 'grade_decided', recordedByName: '示例psych_teacher' });
    expect([why.clauseTitleZh, why.clauseTitleEn]).toEqual(['高等级个案的预案', 'Plan for a high grade']);
    expect([why.because.length > 0, why.clauseText !== '', why.clauseSource !== '', why.endedBy]).toEqual([true, true, true, null]);
    expect(why.tried.map(({ type }) => type)).toEqual(['obligation_waiting']);
    expect(why.settledBy.find(({ type }) => type === 'plan_submitted')).toEqual({ type: 'plan_submitted', allowed: true });
    await office.as('principal');
    expect((await office.ask('obligations.explain', { obligationId: plan.id })).duty.id).toBe(plan.id);
    expect(await codeOf(office, 'obligations.explain', { obligationId: `${randomUUID()}:T_PLAN:case:1` })).toBe('OBLIGATION_UNKNOWN');
    await office.as('auditor');
    expect(await codeOf(office, 'obligations.explain', { obligationId: plan.id })).toBe('NOT_ALLOWED');
  });
});

describe('the file of a case', () => {
  it('names what is still wanting before the grade may be lowered and the case closed', async () => {
    await using office = await school();
    const { id: caseId } = await judgedCase(office, { name: '示例甲', studentNo: 'S-1' }, moment(1, 10));
    const early = await office.ask('cases.file', { caseId });
    expect(early.loweringNeeds).toEqual(['conference', 'cycle']);
    expect(early.closingNeeds).toEqual(expect.arrayContaining(['GRADE_TOO_HIGH', 'PLAN_NOT_SUBMITTED', 'CONFERENCE_MISSING']));
    expect(early.proposal).toMatchObject({ grade: 'R3', by: 'assessor' });
    office.setClock(moment(10, 12));
    await record(office, caseId, { type: 'follow_up_held', at: moment(9, 10), payload: { suicidalThoughts: 'no', incidents: [], riskChange: 'same' } });
    const held = await record(office, caseId, {
      type: 'conference_held',
      at: moment(10, 9),
      payload: { kind: 'review', grade: 'R2', agreesToClose: false, decisions: [], nextOn: null },
    });
    const lowering = {
      type: 'grade_decided',
      at: moment(10, 10),
      payload: { grade: 'R2', outcome: 'crisis', triggers: [], conferenceId: held.eventId },
    } as const;
    expect((await office.ask('cases.file', { caseId })).loweringNeeds).toEqual(['signatures']);
    await expect(record(office, caseId, lowering)).rejects.toThrow('LOWERING_NEEDS_CONFERENCE');
    await office.as('vice_principal');
    await record(office, caseId, { type: 'conference_confirmed', at: moment(10, 10), payload: { conferenceId: held.eventId } });
    await office.as('psych_teacher');
    expect((await office.ask('cases.file', { caseId })).loweringNeeds).toEqual([]);
    await record(office, caseId, lowering);
    expect((await office.ask('cases.file', { caseId })).summary.grade).toBe('R2');
    const closing = await confirmedConference(office, caseId, { recordedBy: 'psych_teacher', at: moment(10, 11), agreesToClose: true });
    expect([closing.length > 0, (await office.ask('cases.file', { caseId })).closingNeeds.includes('CONFERENCE_MISSING')]).toEqual([true, false]);
  });

  it('proposes by the answers of a risk interview to those who read them, and by the assessor’s own grade to leaders', async () => {
    await using office = await school();
    const { id: caseId } = await judgedCase(office, { name: '示例甲', studentNo: 'S-1' }, moment(1, 10));
    const answers = payloadOf('risk_interview_held', { behaviour: 'seventy_two_hours', proposedGrade: 'R3' });
    await record(office, caseId, { type: 'risk_interview_held', at: moment(1, 11), payload: answers });
    expect((await office.ask('cases.file', { caseId })).proposal).toMatchObject({
      grade: 'R4',
      by: 'answers',
      reasons: expect.arrayContaining(['behaviour_72h']) as unknown,
    });
    await office.as('vice_principal');
    expect((await office.ask('cases.file', { caseId })).proposal).toMatchObject({ grade: 'R3', by: 'assessor', reasons: [] });
  });
});

describe('compliance', () => {
  it('counts per clause what was kept in the span, and what the office owed', async () => {
    await using office = await school();
    const { id: caseId } = await judgedCase(office, { name: '示例甲', studentNo: 'S-1' }, moment(1, 10));
    await record(office, caseId, { type: 'principal_notified', at: moment(1, 11) });
    office.setClock(moment(40, 9));
    await office.ask('obligations.refresh', {});
    await office.as('auditor');
    const { clauses, office: own } = await office.ask('statistics.compliance', { from: '2026-09-01', to: '2026-10-31' });
    const sum = (pick: (one: (typeof clauses)[number]) => number): number => clauses.reduce((total, one) => total + pick(one), 0);
    expect(sum(({ done }) => done)).toBeGreaterThan(0);
    expect(sum(({ openOverdue }) => openOverdue)).toBeGreaterThan(0);
    for (const one of [...clauses, ...own]) {
      const owed = one.done + one.doneLate + one.missed + one.lapsed + one.openOverdue;
      expect(one.onTime).toBe(owed === 0 ? null : one.done / owed);
      expect(one.titleZh).not.toBe('');
    }
    expect(own.length).toBeGreaterThan(0);
    expect((await office.ask('statistics.compliance', { from: '2025-01-01', to: '2025-01-31' })).clauses).toEqual([]);
  });
});

describe('an excuse', () => {
  it('is for another leader than the one who owes the duty, as long as there is one', async () => {
    await using office = await school();
    const { id: caseId } = await judgedCase(office, { name: '示例甲', studentNo: 'S-1' }, moment(1, 10));
    await record(office, caseId, { type: 'plan_drafted', at: moment(1, 12) });
    const { id: obligationId } = await dutyOf(office, caseId, 'T_PLAN_SIGN');
    const excuse = async (id: string) => {
      const { summary } = await office.ask('cases.file', { caseId });
      const payload = { obligationId: id, reason: '会签期间由校长统一把关。' };
      const entry = { requestId: randomUUID(), caseId, expectedVersion: summary.version, type: 'obligation_excused', happenedAt: moment(1, 12), payload };
      return codeOf(office, 'events.record', entry);
    };
    // Who may excuse nothing learns nothing of whose the duty is.
    expect(await excuse((await dutyOf(office, caseId, 'T_FOLLOW_UP_R3')).id)).toBe('NOT_ALLOWED');
    await office.as('vice_principal');
    expect(await excuse(obligationId)).toBe('EXCUSE_OWN');
    expect(await excuse((await dutyOf(office, caseId, 'T_FOLLOW_UP_R3')).id)).toBe('ok');
    await office.as('principal');
    expect(await excuse(obligationId)).toBe('ok');
  });

  it('is for whoever owes the duty where no other leader could judge it', async () => {
    await using office = await openTestOffice('school', ['psych_teacher', 'vice_principal']);
    await office.as('psych_teacher');
    office.setClock(moment(1, 12));
    const { id: caseId } = await judgedCase(office, { name: '示例甲', studentNo: 'S-1' }, moment(1, 10));
    await record(office, caseId, { type: 'plan_drafted', at: moment(1, 12) });
    const { id: obligationId } = await dutyOf(office, caseId, 'T_PLAN_SIGN');
    await office.as('vice_principal');
    await record(office, caseId, { type: 'obligation_excused', at: moment(1, 12), payload: { obligationId } });
    const { obligations } = await office.ask('cases.file', { caseId });
    expect(obligations.find(({ id }) => id === obligationId)?.end).toBe('excused');
    const why = await office.ask('obligations.explain', { obligationId });
    expect(why.endedBy).toMatchObject({ type: 'obligation_excused', recordedByName: '示例vice_principal' });
    expect(why.excuse).toBe('学生随家长赴外地治疗，医院要求本周不受打扰。');
    expect(why.settledBy).toEqual([]);
  });
});
