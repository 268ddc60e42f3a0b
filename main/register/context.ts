/** What a handler is given, and the type that every handler must fit. */
import type { Contract, CodeOf, OperationName, Output, Parsed } from '../../contract/index.ts';
import type { Refusal } from '../../contract/errors.ts';
import type { AuditDetail } from '../../db/stores/audit-store.ts';
import type { Reader, Tx } from '../../db/tx.ts';
import type { Result } from '../../domain/result.ts';
import type { Instant, PlainDate } from '../../domain/time.ts';
import type { FilePort } from './files/file-port.ts';
import type { HostPorts, HostState } from './host-state.ts';
import type { OpenSession } from './session.ts';

/** Per call: who, when, and the ports. `now` is read once, so that everything a call writes agrees. */
export type CallContext = {
  readonly session: OpenSession;
  readonly now: Instant;
  readonly today: PlainDate;
  readonly newId: () => string;
  readonly files: FilePort;
  readonly ports: HostPorts;
  readonly signal: AbortSignal;
  /** Names what the call was about in the audit trail (an id). */
  readonly subject: (id: string) => void;
  /** Adds codes and numbers to what the audit trail says of the call; never a name, a number of a pupil or a path. */
  readonly detail: (more: AuditDetail) => void;
  /** Tells a window that something it may show has changed. */
  readonly changed: (name: 'case.changed' | 'today.changed', id?: string) => void;
  /** Runs once the call has succeeded and is stored: what a session remembers must not outlive a write that failed. */
  readonly afterwards: (run: () => void) => void;
  readonly progress: (done: number, total: number) => void;
};

/** A task's way to the database: reads, and short writes that carry their audit row. */
export type TaskContext = CallContext & {
  /**
   * Writes into the audit trail that something is about to leave (outcome `attempt`), before it does: what left without a trace could
   * not be found again. What came of it is the operation's own row. The subject and the detail stand in both.
   */
  readonly attempt: (of: { readonly subject: string; readonly detail: AuditDetail }) => Promise<void>;
  readonly read: <T>(run: (reader: Reader) => Promise<T>) => Promise<T>;
  /** One transaction; a failed result rolls it back. The audit row of the operation is written with it. */
  readonly write: <T, E>(run: (tx: Tx) => Promise<Result<T, E>>) => Promise<Result<T, E>>;
};

/** Before a register is open. */
export type GateContext = { readonly state: HostState; readonly ports: HostPorts; readonly files: FilePort; readonly now: Instant };

type Answer<N extends OperationName> = Promise<Result<Output<N>, Refusal<CodeOf<N>>>>;

export type Handler<N extends OperationName> = Contract[N]['kind'] extends 'gate'
  ? (context: GateContext, input: Parsed<N>) => Answer<N>
  : Contract[N]['kind'] extends 'query'
    ? (context: CallContext, input: Parsed<N>, reader: Reader) => Answer<N>
    : Contract[N]['kind'] extends 'command'
      ? (context: CallContext, input: Parsed<N>, tx: Tx) => Answer<N>
      : (context: TaskContext, input: Parsed<N>) => Answer<N>;

export type Handlers = { readonly [N in OperationName]: Handler<N> };
/** The handlers of one file: a part of the contract. */
export type Some<N extends OperationName> = { readonly [K in N]: Handler<K> };
