/** Input of a call: JSON from the argument, `@file`, `-` or a line of a session; secrets by reference, never in plain on the command line. */
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { contract, type OperationName } from '../contract/index.ts';
import type { Operation } from '../contract/define.ts';
import { refusal, type Refusal } from '../contract/errors.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { systemClock } from '../main/register/clock.ts';
import { uuidv7 } from '../main/register/ids.ts';
import { readPassphrase } from './passphrase.ts';

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
function isReference(value: unknown): value is { readonly $env: string } | { readonly $file: string } {
  return isFields(value) && Object.keys(value).length === 1 && (typeof value['$env'] === 'string' || typeof value['$file'] === 'string');
}

/** The secret that a reference stands for, null when it cannot be had, undefined for anything but a reference. */
async function secretOf(value: unknown): Promise<string | null | undefined> {
  if (!isReference(value)) return undefined;
  if ('$env' in value) return process.env[value.$env] ?? null;
  const read = await readPassphrase({ kind: 'file', path: value.$file });
  return read.ok ? read.value : null;
}

/** Operations whose `passphrase` is the caller's own: taken from the session's source when left out. */
const ownPassphrase: readonly OperationName[] = [
  'register.create',
  'session.unlock',
  'signing.sign',
  'exchange.approve',
  'exchange.exportIdentity',
  'recovery.renew',
];

/** What was given as the input, and whether it was typed as an argument, where other users of the machine can read it. */
export type GivenInput = { readonly value: unknown; readonly typed: boolean };

function notJson(): Refusal {
  return refusal('INPUT_INVALID', { issues: [{ path: '', rule: 'not_json' }] });
}

/** Parses one JSON text. */
export function parseJson(json: string): Result<unknown, Refusal> {
  try {
    return ok(JSON.parse(json));
  } catch {
    return fail(notJson());
  }
}

/** The input as `xinhu call` was given it. */
export async function readArgument(argument: string | null): Promise<Result<GivenInput, Refusal>> {
  try {
    const { json, typed } = await jsonOf(argument);
    const parsed = parseJson(json);
    return parsed.ok ? ok({ value: parsed.value, typed }) : parsed;
  } catch {
    return fail(notJson());
  }
}

/**
 * The input object of an operation. A secret typed in plain as an argument is refused (SECRET_IN_ARGUMENTS);
 * a missing `requestId` is made here, since a call is one attempt.
 */
export async function completeInput(name: OperationName, { value: input, typed }: GivenInput, passphrase: string | null): Promise<Result<Fields, Refusal>> {
  const operation: Operation = contract[name];
  if (!isFields(input)) return fail(refusal('INPUT_INVALID', { issues: [{ path: '', rule: 'not_an_object' }] }));
  const fields: Fields = { ...input };
  for (const key of operation.secrets ?? []) {
    const given = fields[key];
    if (typed && given !== undefined && !isReference(given)) return fail(refusal('SECRET_IN_ARGUMENTS', { field: key }));
    const referred = await secretOf(given);
    if (referred === null) return fail(refusal('INPUT_INVALID', { issues: [{ path: key, rule: 'secret_unreadable' }] }));
    if (referred !== undefined) fields[key] = referred;
    else if (given === undefined && key === 'passphrase' && passphrase !== null && ownPassphrase.includes(name)) fields[key] = passphrase;
  }
  const shape: unknown = 'shape' in operation.input ? operation.input.shape : undefined;
  if (isFields(shape) && 'requestId' in shape && fields['requestId'] === undefined) fields['requestId'] = uuidv7(systemClock());
  return ok(fields);
}
