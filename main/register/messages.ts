/** What the shell and the register process say to each other: plain data, one message a call. */
import type { Refusal } from '../../contract/errors.ts';

/** A path that a person chose in a dialog, good for one call. */
export type Grant = { readonly token: string; readonly path: string; readonly mode: 'read' | 'write' };

export type AnyReply = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: Refusal };

export type ToRegister =
  | { readonly id: number; readonly type: 'call'; readonly name: string; readonly input: unknown; readonly grants?: readonly Grant[] }
  | { readonly id: number; readonly type: 'shutdown' };

export type FromRegister =
  | { readonly id: number; readonly type: 'reply'; readonly reply: AnyReply }
  | { readonly type: 'push'; readonly name: string; readonly payload: unknown }
  | { readonly type: 'ready'; readonly driver: string; readonly fallback: boolean };
