/** Hostile input: whatever is asked, the answer is a reply with a code that the operation declares, and nothing changes. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { contract, type OperationName } from '../../contract/index.ts';
import { declaredCodes, universalCodes } from '../../contract/errors.ts';
import type { Operation } from '../../contract/define.ts';
import { roles as allRoles } from '../../domain/vocabulary.ts';
import { eventTypes } from '../../domain/events/registry.ts';
import { handlers } from '../../main/register/handlers/index.ts';
import { addPupil, judgedCase, openCase, payloadOf } from '../support/case-work.ts';
import { sampleInputs } from '../support/inputs.ts';
import { moment, openTestOffice, passphraseOf, type TestOffice } from '../support/test-office.ts';
import '../support/patience.ts';

const operations = Object.entries(contract) as [OperationName, Operation][];
const at = moment(1, 10);
let office: TestOffice;
let caseId = '';
let version = 0;

beforeAll(async () => {
  office = await openTestOffice('school', ['psych_teacher', 'vice_principal']);
  office.setClock(moment(1, 12));
  await office.as('psych_teacher');
  ({ id: caseId, version } = await judgedCase(office, { name: '示例生', studentNo: 'S-1' }, at));
});

afterAll(() => office[Symbol.asyncDispose]());

/** A code that this operation may answer with. */
function isDeclared(operation: Operation, code: string): boolean {
  return [...operation.errors, ...universalCodes].some((one) => one === code) && code !== 'INTERNAL';
}

async function ask(name: string, input: unknown): Promise<string> {
  const reply = await office.host.call(name, input);
  const operation: Operation | undefined = Object.hasOwn(contract, name) ? contract[name as OperationName] : undefined;
  if (reply.ok) return 'ok';
  const { code, params } = reply.error;
  expect([name, code, operation === undefined ? code === 'OPERATION_UNKNOWN' : isDeclared(operation, code)]).toEqual([name, code, true]);
  expect(JSON.stringify(params).length).toBeLessThan(4000);
  return code;
}

/** What the register holds, without the trail of who asked. */
async function counts(): Promise<unknown> {
  const all = await office.ask('register.counts', {});
  return Object.fromEntries(Object.entries(all).filter(([name]) => !/audit/i.test(name)));
}

function nested(depth: number): unknown {
  return JSON.parse(`${'{"a":['.repeat(depth)}1${']}'.repeat(depth)}`);
}

describe('names of operations', () => {
  it.each([
    '',
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    'cases.list ',
    'CASES.LIST',
    'cases',
    'cases.list.x',
    'users.add\u0000',
    'x'.repeat(100_000),
    '心护',
  ])('%j is unknown', async (name) => {
    expect(await office.host.call(name.length > 1000 ? name : name, {})).toEqual({ ok: false, error: { code: 'OPERATION_UNKNOWN', params: {} } });
  });
});

const spoilt: readonly (readonly [string, (input: Record<string, unknown>) => unknown])[] = [
  ['an extra key', (input) => ({ ...input, extra: 1 })],
  [
    'a __proto__ key',
    (input) => JSON.parse(`{${JSON.stringify(input).slice(1, -1)}${Object.keys(input).length === 0 ? '' : ','}"__proto__":{"role":"office_admin"}}`),
  ],
  ['a constructor key', (input) => ({ ...input, constructor: { prototype: {} } })],
  ['nothing', () => undefined],
  ['null', () => null],
  ['a list', (input) => [input]],
  ['a text', () => '{}'],
  ['a number', () => Number.NaN],
];

/** Every value of the sample in turn as something else. */
const others: readonly (readonly [string, unknown])[] = [
  ['NaN', Number.NaN],
  ['infinity', Number.POSITIVE_INFINITY],
  ['a huge number', 1e308],
  ['minus one', -1],
  ['a long text', 'x'.repeat(2_000_000)],
  ['a null character', '\u0000'],
  ['half a surrogate', '\uD800'],
  ['deep JSON', nested(2000)],
  ['a function', () => 1],
  ['a date', new Date(0)],
  ['a map', new Map([['a', 1]])],
  ['__proto__', JSON.parse('{"__proto__":{"x":1}}')],
];

describe.each(operations)('%s', (name, operation) => {
  const sample: Record<string, unknown> = { ...sampleInputs[name] };
  // A gate locks or moves the host, so these are fed only what no schema takes.
  const isGate = operation.kind === 'gate';

  it('takes no other shape', async () => {
    if (operation.access !== 'anyUser' && operation.access !== 'anyone' && !operation.access.includes('psych_teacher')) return;
    for (const [, change] of spoilt) expect(await ask(name, change(sample))).toBe('INPUT_INVALID');
  });

  it('answers every strange value with a declared code and changes nothing', async () => {
    if (isGate) return;
    const before = await counts();
    for (const key of Object.keys(sample)) for (const [, value] of others) await ask(name, { ...sample, [key]: value });
    expect(await counts()).toEqual(before);
  });
});

describe('anything that JSON can say', () => {
  // Cases that exist are mixed in, so that some of it gets further than the schema.
  const known = fc.constantFrom<unknown>(
    ...[() => caseId, () => version].map((read) => ({ read })),
    ...allRoles,
    ...eventTypes,
    'D06',
    'D07',
    '2026-09-21',
    at,
    null,
  );
  const value = fc.oneof({ maxDepth: 3 }, known, fc.jsonValue({ maxDepth: 2 }), fc.string({ unit: 'binary', maxLength: 30 }));
  const resolve = (one: unknown): unknown => (typeof one === 'object' && one !== null && 'read' in one && typeof one.read === 'function' ? one.read() : one);

  it('is answered with a declared code', async () => {
    const fed = operations
      .filter(([, { kind }]) => kind !== 'gate')
      .map(([name]) => name)
      .filter((name) => !['register.backup', 'register.verify'].includes(name));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...fed), fc.integer({ min: 0, max: 5 }), value, async (name, index, strange) => {
        const sample: Record<string, unknown> = { ...sampleInputs[name] };
        const keys = Object.keys(sample);
        const key = keys[index % Math.max(1, keys.length)];
        await ask(name, key === undefined ? strange : { ...sample, [key]: resolve(strange) });
      }),
      { numRuns: 400 },
    );
    expect((await office.ask('register.verify', {})).findings).toEqual([]);
  });

  it('is no payload of an event, unless it is one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...eventTypes),
        fc.dictionary(fc.string({ maxLength: 12 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 }),
        fc.boolean(),
        async (type, strange, onTop) => {
          const code = await ask('events.record', {
            requestId: randomUUID(),
            caseId,
            expectedVersion: version,
            type,
            happenedAt: at,
            payload: onTop ? { ...payloadOf(type), ...strange } : strange,
          });
          if (code === 'ok') version += 1;
          expect([type, code === 'ok' && Object.keys(strange).length > 0 && !onTop]).toEqual([type, false]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is no answer to a template', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('D02', 'D06', 'D07'),
        fc.dictionary(
          fc.constantFrom('summary', 'recipient', 'grade', 'crisisTypes', 'measuresTaken', 'discoveredOn', '__proto__', 'constructor', 'x'),
          fc.jsonValue({ maxDepth: 3 }),
          { maxKeys: 5 },
        ),
        async (type, answers) => {
          expect(['ok', 'TEXT_INVALID', 'DOCUMENT_TOO_LARGE', 'INPUT_INVALID', 'DOCUMENT_GAPS', 'FIELD_FIXED']).toContain(
            await ask('documents.preview', { type, caseId, answers }),
          );
        },
      ),
      { numRuns: 120 },
    );
  });
});

describe('a bug', () => {
  it('answers INTERNAL with a reference alone, and its log holds places, not data', async () => {
    const secret = '欧阳示例 S-700 /srv/person/register';
    const written: string[] = [];
    const err = vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0);
    const original = handlers['roster.list'];
    Object.assign(handlers, {
      'roster.list': async () => {
        throw new TypeError(`cannot read ${secret}`);
      },
    });
    const reply = await office.host.call('roster.list', { search: secret });
    Object.assign(handlers, { 'roster.list': original });
    err.mockRestore();
    expect(reply).toEqual({ ok: false, error: { code: 'INTERNAL', params: { ref: expect.stringMatching(/^[0-9a-f]{12}$/) } } });
    expect(written).toHaveLength(1);
    const log = JSON.parse(written[0] ?? '');
    expect(Object.keys(log)).toEqual(['level', 'ref', 'operation', 'kind', 'at']);
    expect(log).toMatchObject({ level: 'error', operation: 'roster.list', kind: 'TypeError', at: expect.stringContaining('main/register/router.ts:') });
    expect(written[0]).not.toContain('欧阳');
    expect(written[0]).not.toContain('person');
    expect(log.at.split(' < ').every((frame: string) => /^(?:[\w.$<> []+\]? )?(?:main|db|domain|templates|contract)\/[\w./-]+:\d+:\d+$/.test(frame))).toBe(
      true,
    );
    expect(await office.host.call('roster.list', {})).toMatchObject({ ok: true });
  });

  it('never happens for what can be foreseen: every code of a refusal is one of the contract', () => {
    const known: readonly string[] = [...declaredCodes, ...universalCodes];
    for (const [, operation] of operations) for (const code of operation.errors) expect(known).toContain(code);
  });
});

describe('secrets', () => {
  it('are repeated in no refusal', async () => {
    const secret = passphraseOf('admin');
    for (const [name, operation] of operations) {
      for (const key of operation.secrets ?? []) {
        const reply = await office.host.call(name, { ...sampleInputs[name], [key]: { text: secret }, [secret]: 1 });
        expect(JSON.stringify(reply)).not.toContain(secret);
      }
    }
  });

  it('and names of pupils are in no refusal either', async () => {
    const name = '欧阳示例';
    for (const input of [
      { studentNo: name, name, sex: name, grade: name, className: name },
      { studentNo: 'S-1', name, sex: 'male', grade: 7, className: '七（1）班' },
    ])
      expect(JSON.stringify(await office.host.call('roster.add', input))).not.toContain(name);
    const pupil = await addPupil(office, { name, studentNo: 'S-9' });
    await openCase(office, pupil.id, at);
    const again = await office.host.call('cases.open', {
      requestId: randomUUID(),
      pupilId: pupil.id,
      happenedAt: at,
      payload: payloadOf('lead_recorded', { pupilId: pupil.id, reportedBy: name }),
    });
    expect(again).toMatchObject({ ok: false, error: { code: 'CASE_OPEN_ALREADY' } });
    expect(JSON.stringify(again)).not.toContain(name);
    const mapped = await office.host.call('imports.inspect', { file: 'samples/roster.xlsx', mapping: { [name.repeat(30)]: 'x' } });
    expect(JSON.stringify(mapped)).not.toContain(name);
  });
});
