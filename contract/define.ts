/** How an operation is declared: one value per operation; types, router checks and the command line are derived from it. */
import type { z } from '../domain/zod.ts';
import type { Role } from '../domain/vocabulary.ts';
import type { DeclaredCode } from './errors.ts';

/**
 * gate: before a register is open, no database. query: reads. command: one transaction that the router opens and closes.
 * task: reads, does slow work with no transaction open, then stores in short writes; reports progress, can be cancelled.
 */
export type OperationKind = 'gate' | 'query' | 'command' | 'task';

/**
 * `through` says whose case it is: the case itself, or that of a document or a duty. An input without a value at `key` names no case and
 * passes; of a list every one is looked at. A paper that may be read by nobody below `detail` raises the level: the document's own type, or the type at `paperKey`.
 */
export type Need = {
  readonly level: 'mark' | 'attention' | 'detail';
  readonly key: string;
  readonly through: 'case' | 'document' | 'duty';
  readonly paperKey?: string;
};

export type Operation = {
  readonly kind: OperationKind;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly errors: readonly DeclaredCode[];
  /** 'anyone' needs no session (gates only); 'anyUser' any unlocked user; else the roles that may call. */
  readonly access: 'anyone' | 'anyUser' | readonly Role[];
  /**
   * Level of a case that the call needs, by the input key that names the case (or a document or duty of one): checked by the router
   * beside the data, before the handler runs. See domain/permissions.ts for who has which level.
   */
  readonly needs?: Need | readonly Need[];
  /** Successful queries are audited too (commands and tasks always are). */
  readonly audit?: boolean;
  /** Input keys that hold passphrases: refused from a command line's arguments, never logged. */
  readonly secrets?: readonly string[];
};

type Declared<K extends OperationKind, I extends z.ZodType, O extends z.ZodType, E extends DeclaredCode> = Omit<
  Operation,
  'kind' | 'input' | 'output' | 'errors'
> & {
  readonly kind: K;
  readonly input: I;
  readonly output: O;
  readonly errors: readonly E[];
};

type Declaration<I extends z.ZodType, O extends z.ZodType, E extends DeclaredCode> = {
  readonly input: I;
  readonly output: O;
  readonly errors: readonly E[];
  readonly access: Operation['access'];
  readonly needs?: Need | readonly Need[];
  readonly audit?: boolean;
  readonly secrets?: readonly string[];
};

/** The needs of an operation as a list. */
export function needsOf({ needs }: Pick<Operation, 'needs'>): readonly Need[] {
  if (needs === undefined) return [];
  return 'key' in needs ? [needs] : needs;
}

/** Declares an operation that needs no open register. */
export function gate<I extends z.ZodType, O extends z.ZodType, E extends DeclaredCode>(of: Declaration<I, O, E>): Declared<'gate', I, O, E> {
  return { kind: 'gate', ...of };
}

/** Declares a read. */
export function query<I extends z.ZodType, O extends z.ZodType, E extends DeclaredCode>(of: Declaration<I, O, E>): Declared<'query', I, O, E> {
  return { kind: 'query', ...of };
}

/** Declares a write that is one transaction. */
export function command<I extends z.ZodType, O extends z.ZodType, E extends DeclaredCode>(of: Declaration<I, O, E>): Declared<'command', I, O, E> {
  return { kind: 'command', ...of };
}

/** Declares slow work with short writes. */
export function task<I extends z.ZodType, O extends z.ZodType, E extends DeclaredCode>(of: Declaration<I, O, E>): Declared<'task', I, O, E> {
  return { kind: 'task', ...of };
}
