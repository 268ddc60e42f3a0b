/** A centre's call log, which comes before anything else: every call is kept, and finds its pupil once the register has one. */
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPupil, codeOf, payloadOf } from '../support/case-work.ts';
import { moment, openTestOffice, type TestOffice } from '../support/test-office.ts';
import '../support/patience.ts';

let center: TestOffice;

beforeAll(async () => {
  center = await openTestOffice('center', ['center_counselor', 'center_head']);
  center.setClock(moment(10, 9));
  await center.as('center_counselor');
});

afterAll(() => center[Symbol.asyncDispose]());

const header = '来电时间,接线人,来电人身份,学生姓名,学校,年级,主要问题,自伤自杀风险,处理';
const lines = [
  '2026-09-16 01:29,值班教师,学生本人,沈佳嘉,示例初级中学,七年级,亲子冲突,有意念,倾听支持',
  '2026-09-07 13:39,志愿者B,学生本人,黎瑶,示例初级中学,八年级,情绪低落,有意念,倾听支持',
  '2026-09-08 20:00,志愿者B,同学,林重名,示例初级中学,七年级,失眠,无,通知学校',
];

async function importing(name: string, text: readonly string[]) {
  const file = center.path(name);
  await writeFile(file, text.join('\r\n'));
  const { taken, added, changed, unchanged, urgent, refused, warnings } = await center.ask('imports.run', { file });
  return {
    taken,
    added,
    changed,
    unchanged,
    urgent,
    refused: refused.length,
    warnings: warnings.map(({ code, params }) => `${code} ${String(params['why'])}`),
  };
}

/** A lead names the call that it rests on by the id that the pupil's page gives; a call that is not there or is taken is refused as a call. */
async function takenUp(pupilId: string): Promise<void> {
  const { calls: own } = await center.ask('roster.pupil', { pupilId });
  expect(own.map(({ risk, concern, caseId }) => [risk, concern, caseId])).toEqual([['none', '失眠', null]]);
  const refs = (id: string) => ({ channel: 'hotline', sourceRefs: [{ kind: 'hotline_call', id }] });
  const refused = await center.host.ask('cases.open', opening(pupilId, refs('x')));
  expect(refused).toMatchObject({ ok: false, error: { code: 'REFERENCE_UNKNOWN', params: { kind: 'hotline_call' } } });
  const { id: caseId, version } = await center.ask('cases.open', opening(pupilId, refs(own[0]?.id ?? '')));
  expect((await center.ask('roster.pupil', { pupilId })).calls[0]?.caseId).toBe(caseId);
  const payload = payloadOf('lead_added', refs(own[0]?.id ?? ''));
  const again = { requestId: randomUUID(), caseId, expectedVersion: version, type: 'lead_added', happenedAt: moment(10, 8), payload };
  expect(await center.host.ask('events.record', again)).toMatchObject({ error: { code: 'REFERENCE_UNKNOWN', params: { kind: 'hotline_call' } } });
}

function opening(pupilId: string, change: object) {
  return { requestId: randomUUID(), pupilId, happenedAt: moment(10, 8), payload: payloadOf('lead_recorded', { pupilId, ...change }) };
}

const waiting = async () => (await center.ask('hotline.waiting', {})).rows.map(({ name }) => name);
const calls = async () => (await center.ask('register.counts', {})).hotlineCalls;

describe('a call of a log', () => {
  const whole = '来电时间,接线人,来电人身份,学生姓名,学校,年级,班级,主要问题,自伤自杀风险,处理';
  const call = (where: string, rest = '失眠,无,倾听支持') => `2026-09-16,值班教师,母亲,示例甲,${where},${rest}`;

  it('joins by itself only the one pupil of its name, school, grade and class, and is told as joined', async () => {
    await using school = await openTestOffice('school', ['psych_teacher']);
    school.setClock(moment(10, 9));
    await school.as('psych_teacher');
    const file = school.path('calls.csv');
    const strangers = [call('另一学校,七年级,七（1）班'), call(',七年级,七（1）班'), call('示例初级中学,,1班'), call('示例初级中学,七年级,')];
    const danger = call('示例初级中学,九年级,4班', '情绪低落,有意念,倾听支持');
    await writeFile(file, [whole, ...strangers, danger, call('示例初级中学,七年级,七（1）班')].join('\r\n'));
    expect(await school.ask('imports.run', { file })).toMatchObject({ added: 6, unchanged: 0, urgent: 1, joinedCalls: [] });
    const pupil = await addPupil(school, { name: '示例甲', studentNo: 'S-1' });
    const own = (await school.ask('roster.pupil', { pupilId: pupil.id })).calls;
    expect(own.map(({ risk }) => risk)).toEqual(['none']);
    expect(pupil.joinedCalls).toEqual([{ callId: own[0]?.id, pupilId: pupil.id }]);
    const left = (await school.ask('hotline.waiting', {})).rows;
    expect([left.length, left.filter(({ risk }) => risk === 'ideation').length]).toEqual([5, 1]);
    const again = await school.ask('imports.run', { file });
    expect([again.added, again.unchanged, again.joinedCalls]).toEqual([0, 6, pupil.joinedCalls]);
    expect((await school.ask('hotline.waiting', {})).total).toBe(5);
    const roster = school.path('roster.csv');
    await writeFile(roster, ['学号,姓名,年级,班级', 'S-2,示例甲,九年级,4班'].join('\r\n'));
    expect((await school.ask('imports.run', { file: roster })).joinedCalls.map(({ pupilId }) => pupilId === pupil.id)).toEqual([false]);
  });
});

describe('the call log of a centre without a roster', () => {
  it('of the sample file is taken whole, but for callers who gave no name', async () => {
    await using other = await openTestOffice('center', ['center_counselor']);
    await other.as('center_counselor');
    const report = await other.ask('imports.run', { file: 'samples/hotline-log.csv' });
    expect([report.kind, report.taken, report.added, report.urgent, report.refused.every(({ code }) => code === 'NAME_WITHHELD')]).toEqual([
      'hotline',
      44,
      44,
      23,
      true,
    ]);
    expect((await other.ask('hotline.waiting', { limit: 1 })).total).toBe(44);
  });

  it('keeps each call, says that it waits, and takes the same file again without a change', async () => {
    const none = ['CALL_WAITS NOT_IN_ROSTER', 'CALL_WAITS NOT_IN_ROSTER', 'CALL_WAITS NOT_IN_ROSTER'];
    expect(await importing('calls.csv', [header, ...lines])).toEqual({ taken: 3, added: 3, changed: 0, unchanged: 0, urgent: 2, refused: 0, warnings: none });
    expect(await importing('calls.csv', [header, ...lines])).toMatchObject({ added: 0, unchanged: 3 });
    expect([await waiting(), await calls()]).toEqual([['沈佳嘉', '林重名', '黎瑶'], 0]);
    expect((await center.ask('today.board', {})).urgentCalls).toBe(2);
    const [first] = (await center.ask('hotline.waiting', {})).rows;
    expect(first).toMatchObject({ calledAt: '2026-09-15T17:29:00.000Z', school: '示例初级中学', grade: 7, risk: 'ideation', concern: '亲子冲突' });
  });

  it('gives a call that does not say everything to whom a person says, and to nobody by itself', async () => {
    const added = await addPupil(center, { name: '沈佳嘉', studentNo: 'QP012:1' });
    expect([await waiting(), await calls(), added.joinedCalls]).toEqual([['沈佳嘉', '林重名', '黎瑶'], 0, []]);
    const [known] = (await center.ask('hotline.waiting', {})).rows;
    await center.ask('hotline.join', { callId: known?.id ?? '', pupilId: added.id });
    expect([await waiting(), await calls()]).toEqual([['林重名', '黎瑶'], 1]);
    const roster = ['学号,姓名,年级,班级', 'QP012-2,林重名,七年级,1班', 'QP012-3,林重名,七年级,2班', 'QP012-4,黎瑶,九年级,1班'];
    expect(await importing('roster.csv', roster)).toMatchObject({ added: 3, refused: 0 });
    expect(await waiting()).toEqual(['林重名', '黎瑶']);
    expect(await importing('calls.csv', [header, ...lines])).toMatchObject({
      unchanged: 3,
      warnings: ['CALL_WAITS NOT_IN_ROSTER', 'CALL_WAITS NAME_AMBIGUOUS'],
    });
    const [call] = (await center.ask('hotline.waiting', {})).rows;
    const [pupil] = (await center.ask('roster.list', { search: 'QP012-2' })).rows;
    const joining = { callId: call?.id ?? '', pupilId: pupil?.id ?? '' };
    expect(await codeOf(center, 'hotline.join', { ...joining, pupilId: randomUUID() })).toBe('PUPIL_UNKNOWN');
    await center.ask('hotline.join', joining);
    expect(await codeOf(center, 'hotline.join', joining)).toBe('CALL_UNKNOWN');
    expect([await waiting(), await calls()]).toEqual([['黎瑶'], 2]);
    await takenUp(pupil?.id ?? '');
    await center.as('center_head');
    expect((await center.ask('register.verify', {})).findings).toEqual([]);
  });
});
