/** The same request twice is one thing; two calls at once end in an order. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseSummary } from '../../contract/shapes.ts';
import type { AnyReply } from '../../main/register/messages.ts';
import { addPupil, codeOf, introduce, issue, judgedCase, openCase, payloadOf, record } from '../support/case-work.ts';
import { moment, openTestOffice, passphraseOf, type TestOffice } from '../support/test-office.ts';
import '../support/patience.ts';

let school: TestOffice;
let center: TestOffice;
let known: CaseSummary;

beforeAll(async () => {
  school = await openTestOffice('school', ['psych_teacher', 'vice_principal']);
  center = await openTestOffice('center', ['center_head']);
  await introduce(school, center);
  await school.as('psych_teacher');
  school.setClock(moment(4, 15));
  known = await judgedCase(school, { name: '示例生', studentNo: 'S-1' }, moment(1, 10));
});

afterAll(async () => {
  await school[Symbol.asyncDispose]();
  await center[Symbol.asyncDispose]();
});

function codes(replies: readonly AnyReply[]): readonly string[] {
  return replies.map((reply) => (reply.ok ? 'ok' : reply.error.code));
}

async function counts(): Promise<Record<string, number>> {
  const all = await school.ask('register.counts', {});
  return Object.fromEntries(Object.entries(all).filter(([name]) => !/audit/i.test(name)));
}

type Repeated = { readonly inputOf: () => Promise<object>; readonly idOf: (value: unknown) => unknown };

/** Asks twice in a row, and twice at once under another request; says whether each pair is one thing, and the two pairs are two. */
async function pairs(name: string, { inputOf, idOf }: Repeated): Promise<readonly boolean[]> {
  const first = { ...(await inputOf()), requestId: randomUUID() };
  const one = await school.host.call(name, first);
  expect(codes([one])).toEqual(['ok']);
  const after = await counts();
  const again = await school.host.call(name, first);
  expect(codes([again])).toEqual(['ok']);
  expect(await counts()).toEqual(after);
  const second = { ...(await inputOf()), requestId: randomUUID() };
  const both = await Promise.all([school.host.call(name, second), school.host.call(name, second)]);
  expect(codes(both)).toEqual(['ok', 'ok']);
  const values = [one, again, ...both].map((reply) => (reply.ok ? idOf(reply.value) : null));
  return [values[0] === values[1], values[2] === values[3], values[0] !== values[2]];
}

function field(...path: readonly string[]): (value: unknown) => unknown {
  return (value) => path.reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined), value);
}

const once = [true, true, true];

describe('the same request twice', () => {
  it('opens one case', async () => {
    let number = 100;
    expect(
      await pairs('cases.open', {
        inputOf: async () => {
          number += 1;
          const pupil = await addPupil(school, { name: `示例${number}`, studentNo: `S-${number}` });
          return { pupilId: pupil.id, happenedAt: moment(2, 9), payload: payloadOf('lead_recorded', { pupilId: pupil.id }) };
        },
        idOf: field('id'),
      }),
    ).toEqual(once);
  });

  it('records one event', async () => {
    expect(
      await pairs('events.record', {
        inputOf: async () => {
          const { summary } = await school.ask('cases.file', { caseId: known.id });
          return {
            caseId: known.id,
            expectedVersion: summary.version,
            type: 'pupil_contacted',
            happenedAt: moment(2, 10),
            payload: payloadOf('pupil_contacted'),
          };
        },
        idOf: field('eventId'),
      }),
    ).toEqual(once);
  });

  it('issues one document and uses one number', async () => {
    expect(await pairs('documents.issue', { inputOf: async () => ({ type: 'D06', caseId: known.id, answers: {} }), idOf: field('number') })).toEqual(once);
    const { rows } = await school.ask('documents.register', { type: 'D06' });
    expect(rows.map((row) => row.number).toSorted()).toEqual(['备案〔2026〕1号', '备案〔2026〕2号']);
  });

  it('issues one weekly report, and one of a week at all', async () => {
    const mondays = ['2026-09-21', '2026-09-14'];
    expect(await pairs('weekly.issue', { inputOf: async () => ({ monday: mondays.pop() ?? '' }), idOf: field('id') })).toEqual(once);
    const more = await Promise.all(['2026-09-07', '2026-09-07'].map((monday) => school.host.call('weekly.issue', { requestId: randomUUID(), monday })));
    expect(codes(more).toSorted()).toEqual(['WEEK_ISSUED_ALREADY', 'ok']);
    expect(await codeOf(school, 'weekly.issue', { requestId: randomUUID(), monday: '2026-09-28' })).toBe('WEEK_NOT_OVER');
  });

  it('builds one package', async () => {
    const [partner] = await school.ask('exchange.partners', {});
    const filing = await issue(school, 'D06', known.id);
    expect(
      await pairs('exchange.build', {
        inputOf: async () => ({
          kind: 'submission',
          partnerId: partner?.officeId,
          documentIds: [filing.id],
          purpose: '报送',
          legalBasis: '示例',
          fieldProfile: 'named',
        }),
        idOf: field('id'),
      }),
    ).toEqual(once);
  });
});

describe('a request id that comes again with other words', () => {
  it('is refused, and nothing is saved under it', async () => {
    const { summary } = await school.ask('cases.file', { caseId: known.id });
    const requestId = randomUUID();
    const first = {
      requestId,
      caseId: known.id,
      expectedVersion: summary.version,
      type: 'guardian_contacted',
      happenedAt: moment(2, 10),
      payload: payloadOf('guardian_contacted'),
    };
    await school.ask('events.record', first);
    expect(await codeOf(school, 'events.record', { ...first, payload: payloadOf('guardian_contacted', { content: '另一段话。' }) })).toBe('REQUEST_REUSED');
    expect(await codeOf(school, 'events.record', { ...first, type: 'pupil_contacted', payload: payloadOf('pupil_contacted') })).toBe('REQUEST_REUSED');
    const pupil = await addPupil(school, { name: '示例另', studentNo: 'S-9' });
    const opening = { requestId, pupilId: pupil.id, happenedAt: moment(2, 9), payload: payloadOf('lead_recorded', { pupilId: pupil.id }) };
    expect(await codeOf(school, 'cases.open', opening)).toBe('REQUEST_REUSED');
    expect((await school.ask('cases.file', { caseId: known.id })).summary.version).toBe(summary.version + 1);
  });
});

describe('calls at once', () => {
  it('on one version of a case: one is recorded, the others are told that they are late', async () => {
    const { summary } = await school.ask('cases.file', { caseId: known.id });
    const input = {
      caseId: known.id,
      expectedVersion: summary.version,
      type: 'guardian_contacted',
      happenedAt: moment(2, 11),
      payload: payloadOf('guardian_contacted'),
    };
    const replies = await Promise.all(Array.from({ length: 4 }, () => school.host.call('events.record', { ...input, requestId: randomUUID() })));
    expect(codes(replies).toSorted()).toEqual(['STALE_VERSION', 'STALE_VERSION', 'STALE_VERSION', 'ok']);
    expect(replies.find((reply) => !reply.ok)).toMatchObject({ error: { params: { version: summary.version + 1 } } });
    expect(await codeOf(school, 'events.record', { ...input, requestId: randomUUID() })).toBe('STALE_VERSION');
    expect(await codeOf(school, 'events.record', { ...input, requestId: randomUUID(), expectedVersion: summary.version + 2 })).toBe('STALE_VERSION');
  });

  it('for one pupil open one case', async () => {
    const pupil = await addPupil(school, { name: '示例双', studentNo: 'S-2' });
    const input = { pupilId: pupil.id, happenedAt: moment(2, 9), payload: payloadOf('lead_recorded', { pupilId: pupil.id }) };
    const replies = await Promise.all(Array.from({ length: 3 }, () => school.host.call('cases.open', { ...input, requestId: randomUUID() })));
    expect(codes(replies).toSorted()).toEqual(['CASE_OPEN_ALREADY', 'CASE_OPEN_ALREADY', 'ok']);
  });

  it('give case numbers and document numbers without gaps or doubles', async () => {
    const pupils = await Promise.all(Array.from({ length: 5 }, (_, index) => addPupil(school, { name: `示例列${index}`, studentNo: `L-${index}` })));
    const cases = await Promise.all(pupils.map((pupil) => openCase(school, pupil.id, moment(2, 12))));
    const ordinals = cases.map((one) => Number(/(\d+)$/.exec(one.caseNo)?.[1])).toSorted((a, b) => a - b);
    expect(ordinals.map((one, index) => one - index)).toEqual(ordinals.map(() => ordinals[0]));
    const issued = await Promise.all(Array.from({ length: 6 }, () => issue(school, 'D06', known.id)));
    const numbers = issued.map((one) => Number(/(\d+)号/.exec(one.number)?.[1])).toSorted((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
  });

  it('of signing and returning one report end in one of the two, and the case of a plan with it', async () => {
    await record(school, known.id, { type: 'plan_drafted', at: moment(2, 13) });
    const plan = await issue(school, 'D07', known.id);
    await school.as('vice_principal');
    const sign = { documentId: plan.id, pdfSha256: plan.pdf.sha256, passphrase: passphraseOf('vice_principal') };
    const replies = await Promise.all([
      school.host.call('signing.sign', sign),
      school.host.call('signing.sign', sign),
      school.host.call('signing.return', { documentId: plan.id, comment: '请补充。' }),
    ]);
    expect(codes(replies).filter((code) => code === 'ok')).toHaveLength(1);
    const { documents, state } = await school.ask('cases.file', { caseId: known.id });
    const status = documents.find((one) => one.id === plan.id)?.status;
    expect(state).toMatchObject({ plan: { status } });
    expect((await school.ask('register.verify', {})).findings).toEqual([]);
  });
});
