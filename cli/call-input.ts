/** Input of `xinhu call`: JSON from the argument, `@file` or `-`; secrets by reference, never in plain on the command line. */
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { contract, type OperationName } from '../contract/index.ts';
import type { Operation } from '../contract/define.ts';
import { refusal, type Refusal } from '../contract/errors.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { systemClock } from '../main/register/clock.ts';
import { uuidv7 } from '../main/register/ids.ts';

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function jsonOf(argument: string | null): Promise<{ readonly json: string; readonly typed: boolean }> {
  if (argument === null) return { json: '{}', typed: false };
  if (argument === '-') return { json: await text(process.stdin), typed: false };
  if (argument.startsWith('@')) return { json: await readFile(argument.slice(1), 'utf8'), typed: false };
  return { json: argument, typed: true };
}

/** `{"$env": "NAME"}` and `{"$file": "path"}` stand for a secret. */
async function secretOf(value: unknown): Promise<string | undefined> {
  if (!isFields(value)) return undefined;
  if (typeof value['$env'] === 'string') return process.env[value['$env']];
  if (typeof value['$file'] === 'string') return (await readFile(value['$file'], 'utf8')).replace(/\r?\n$/, '');
  return undefined;
}

/** Operations whose `passphrase` is the caller's own: taken from the session's source when left out. */
const ownPassphrase: readonly OperationName[] = ['register.create', 'session.unlock', 'signing.sign', 'exchange.approve', 'exchange.exportIdentity', 'recovery.renew'];

/**
 * The input object of an operation. A secret typed in plain as an argument is refused (SECRET_IN_ARGUMENTS);
 * a missing `requestId` is made here, since a call is one attempt.
 */
export async function readCallInput(name: OperationName, argument: string | null, passphrase: string | null): Promise<Result<Fields, Refusal>> {
  const operation: Operation = contract[name];
  let input: unknown;
  let typed: boolean;
  try {
    const source = await jsonOf(argument);
    typed = source.typed;
    input = JSON.parse(source.json);
  } catch {
    return fail(refusal('INPUT_INVALID', { issues: [{ path: '', rule: 'not_json' }] }));
  }
  if (!isFields(input)) return fail(refusal('INPUT_INVALID', { issues: [{ path: '', rule: 'not_an_object' }] }));
  const fields: Fields = { ...input };
  for (const key of operation.secrets ?? []) {
    const given = fields[key];
    if (typeof given === 'string' && typed) return fail(refusal('SECRET_IN_ARGUMENTS', { field: key }));
    const referred = await secretOf(given);
    if (referred !== undefined) fields[key] = referred;
    else if (given === undefined && key === 'passphrase' && passphrase !== null && ownPassphrase.includes(name)) fields[key] = passphrase;
  }
  const shape: unknown = 'shape' in operation.input ? operation.input.shape : undefined;
  if (isFields(shape) && 'requestId' in shape && fields['requestId'] === undefined) fields['requestId'] = uuidv7(systemClock());
  return ok(fields);
}
