/** Every call passes here: name, session, role, strict input, handle by kind, audit. */
import { mayCall } from '../../contract/decision.ts';
import { contract, isOperation, type OperationName } from '../../contract/index.ts';
import { refusal, type Refusal } from '../../contract/errors.ts';
import type { Operation } from '../../contract/define.ts';
import { storageCodeOf } from '../../db/driver/failure.ts';
import { appendAudit, type AuditDetail } from '../../db/stores/audit-store.ts';
import type { Reader, Tx } from '../../db/tx.ts';
import { fail, type Result } from '../../domain/result.ts';
import { dateOf } from '../../domain/time.ts';
import type { CallContext, GateContext, TaskContext } from './context.ts';
import { keepingOut, type FilePort } from './files/file-port.ts';
import { handlers } from './handlers/index.ts';
import type { HostPorts, HostState } from './host-state.ts';
import { uuidv7 } from './ids.ts';
import type { AnyReply } from './messages.ts';
import { refusalOfNeeds } from './needs.ts';
import type { OpenSession } from './session.ts';

type AnyResult = Result<unknown, Refusal>;
type AnyHandler = (context: GateContext | CallContext | TaskContext, input: unknown, handle?: Reader | Tx) => Promise<AnyResult>;

export type Call = { readonly name: string; readonly input: unknown; readonly files: FilePort; readonly signal: AbortSignal };

/** Runs one operation and answers with a value or a refusal; a bug answers INTERNAL with a reference, never with its text. */
export async function dispatch(host: { readonly state: HostState; readonly ports: HostPorts }, call: Call): Promise<AnyReply> {
  if (!isOperation(call.name)) return { ok: false, error: refusal('OPERATION_UNKNOWN') };
  const { name } = call;
  const operation: Operation = contract[name];
  const now = host.ports.clock();
  const before = host.state.session;
  try {
    if (operation.kind === 'gate') {
      const input = parse(operation, call.input);
      return input.ok ? await run(name, { state: host.state, ports: host.ports, files: call.files, now }, input.value) : input;
    }
    const { session } = host.state;
    if (session === null) return { ok: false, error: refusal('SESSION_LOCKED') };
    return await inSession({ ...host, session, name, operation }, call);
  } catch (bug) {
    const expected = refusalOf(bug, { state: host.state, before, call });
    if (expected !== null) return { ok: false, error: expected };
    const ref = uuidv7(now).slice(-12);
    process.stderr.write(`${JSON.stringify({ level: 'error', ref, operation: name, kind: bug instanceof Error ? bug.name : typeof bug, at: placeOf(bug) })}\n`);
    return { ok: false, error: refusal('INTERNAL', { ref }) };
  }
}

type Interrupted = { readonly state: HostState; readonly before: OpenSession | null; readonly call: Call };

/** What a disk or a person did to a call while it ran is no bug. */
function refusalOf(caught: unknown, of: Interrupted): Refusal | null {
  const storage = storageCodeOf(caught);
  if (storage !== undefined) return refusal(storage);
  if (of.call.signal.aborted) return refusal('CANCELLED');
  return of.before !== null && of.state.session !== of.before && contract[of.call.name as OperationName].kind !== 'gate' ? refusal('SESSION_LOCKED') : null;
}

/** Where a bug came from: function names and lines of our own files, no message (it could carry data). */
function placeOf(bug: unknown): string {
  const stack = bug instanceof Error ? (bug.stack ?? '') : '';
  const frames = stack.split('\n').flatMap((line) => {
    const own =
      /^ {4}at (?:async )?(?:([\w.$<>]+(?: \[as \w+\])?) \()?.*?\/((?:main|db|domain|templates|contract|build)\/(?:[\w-]+\/)*[\w.-]+:\d+:\d+)\)?$/.exec(line);
    return own === null || line.includes('node_modules')
      ? []
      : [`${own[1] ?? ''} ${own[2]?.replace(/^.*\/(?=(?:main|db|domain|templates|contract|build)\/)/, '') ?? ''}`.trim()];
  });
  return frames.slice(0, 4).join(' < ');
}

/** Where in the input something is wrong. Keys that the caller made up are not repeated. */
function pathOf(path: readonly PropertyKey[]): string {
  return path.map((part) => (/^[A-Za-z]?\w{1,40}$/.test(String(part)) ? String(part) : '*')).join('.');
}

/** No text with half a surrogate pair, which UTF-8 cannot hold, or with a null character, at which SQLite's functions stop reading. */
function isStorable(input: unknown): boolean {
  const waiting: unknown[] = [input];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value === 'string' && (!value.isWellFormed() || value.includes('\0'))) return false;
    if (typeof value === 'object' && value !== null) for (const [key, inner] of Object.entries(value)) waiting.push(key, inner);
  }
  return true;
}

function parse(operation: Operation, input: unknown): Result<unknown, Refusal> {
  const parsed = operation.input.safeParse(input);
  if (parsed.success)
    return isStorable(parsed.data) ? { ok: true, value: parsed.data } : fail(refusal('INPUT_INVALID', { issues: [{ path: '', rule: 'characters' }] }));
  return fail(refusal('INPUT_INVALID', { issues: parsed.error.issues.slice(0, 20).map((issue) => ({ path: pathOf(issue.path), rule: issue.code })) }));
}

function run(name: OperationName, context: GateContext | CallContext | TaskContext, ...rest: [unknown, (Reader | Tx)?]): Promise<AnyResult> {
  // The handler's own types were checked where `handlers` is built; here the name is only known at run time.
  return (handlers[name] as AnyHandler)(context, ...rest);
}

type Running = { readonly ports: HostPorts; readonly session: OpenSession; readonly name: OperationName; readonly operation: Operation };

async function inSession(running: Running, call: Call): Promise<AnyReply> {
  const { operation, session, name, ports } = running;
  const now = ports.clock();
  let subject: string | null = null;
  let detail: AuditDetail = {};
  const pushes: (() => void)[] = [];
  const audit = async (tx: Tx, outcome: string): Promise<void> =>
    void (await appendAudit(tx, { at: now, userId: session.user.id, operation: name, subjectId: subject, outcome, detail }));
  let kept = false;
  const refuse = async (error: Refusal): Promise<AnyReply> => {
    if (operation.kind !== 'query' || kept || error.code === 'NOT_ALLOWED') await session.register.write((tx) => audit(tx, error.code));
    return { ok: false, error };
  };
  if (!mayCall(session.user.role, operation)) return refuse(refusal('NOT_ALLOWED'));
  const input = parse(operation, call.input);
  if (!input.ok) return input;
  const context: CallContext = {
    session,
    now,
    today: dateOf(now),
    newId: () => uuidv7(now),
    files: keepingOut(call.files, session.folder),
    ports,
    signal: call.signal,
    subject: (id) => {
      subject = id;
    },
    detail: (more) => {
      detail = { ...detail, ...more };
    },
    changed: (what, id) => {
      pushes.push(() => ports.push(what, { id: id ?? null }));
    },
    afterwards: (run) => {
      pushes.push(run);
    },
    progress: (done, total) => ports.push('task.progress', { operation: name, done, total }),
  };
  /** Beside the data, in the transaction in which the handler works: what this person may not see is refused before it is read. */
  const check = async (reader: Reader): Promise<Refusal | null> => {
    const refused = await refusalOfNeeds(reader, session, { operation, input: input.value });
    if (refused === null) return null;
    kept = true;
    subject = refused.subject;
    detail = { ...detail, level: refused.level };
    return refused.error;
  };
  const result = await byKind({ operation, name, session }, { context, input: input.value, audit, check });
  if (!result.ok) return refuse(result.error);
  for (const push of pushes) push();
  return result;
}

type Prepared = {
  readonly context: CallContext;
  readonly input: unknown;
  readonly audit: (tx: Tx, outcome: string) => Promise<void>;
  readonly check: (reader: Reader) => Promise<Refusal | null>;
};

async function byKind(
  of: { readonly operation: Operation; readonly name: OperationName; readonly session: OpenSession },
  prepared: Prepared,
): Promise<AnyResult> {
  const { register } = of.session;
  const { context, input, audit, check } = prepared;
  if (of.operation.kind === 'query') {
    const result = await register.read(async (reader) => {
      const refused = await check(reader);
      return refused === null ? run(of.name, context, input, reader) : fail(refused);
    });
    if (result.ok && of.operation.audit === true) await register.write((tx) => audit(tx, 'ok'));
    return result;
  }
  if (of.operation.kind === 'command') {
    return register.writeResult(async (tx) => {
      const refused = await check(tx);
      const result = refused === null ? await run(of.name, context, input, tx) : fail(refused);
      if (result.ok) await audit(tx, 'ok');
      return result;
    });
  }
  const refused = await register.read(check);
  if (refused !== null) return fail(refused);
  let audited = false;
  const task: TaskContext = {
    ...context,
    attempt: async (attempted) => {
      context.subject(attempted.subject);
      context.detail(attempted.detail);
      await register.write((tx) => audit(tx, 'attempt'));
    },
    read: (reading) => register.read(reading),
    write: (writing) =>
      register.writeResult(async (tx) => {
        const result = await writing(tx);
        if (result.ok) {
          await audit(tx, 'ok');
          audited = true;
        }
        return result;
      }),
  };
  const result = await run(of.name, task, input);
  if (result.ok && !audited) await register.write((tx) => audit(tx, 'ok'));
  return result;
}
