/** Messages between the shell and the register process: plain JSON values and Uint8Array, nothing else. */
import { refusal, type ErrorCode, type ErrorParams } from '../../contract/errors.ts';
import type { Reply } from '../../preload/bridge.ts';

export type { Reply };

/** A path that the user chose in a dialog, bound to the one-time token that stands for it in the input. */
export type Grant = { readonly token: string; readonly path: string; readonly mode: 'read' | 'write' };

export type ToRegister =
  | { readonly id: number; readonly type: 'call'; readonly name: string; readonly input: unknown; readonly grants?: readonly Grant[] }
  | { readonly id: number; readonly type: 'shutdown' };

export type FromRegister =
  | { readonly id: number; readonly type: 'reply'; readonly reply: Reply }
  | { readonly type: 'push'; readonly name: string; readonly payload: unknown }
  | { readonly type: 'ready'; readonly driver: string; readonly fallback: boolean };

export function refuse(code: ErrorCode, params: ErrorParams = {}): Reply {
  return { ok: false, error: refusal(code, params) };
}

/** Whether a message has the shape of one of ours; anything else that the process says is ignored. */
export function isFromRegister(message: unknown): message is FromRegister {
  if (typeof message !== 'object' || message === null || !('type' in message)) return false;
  switch (message.type) {
    case 'reply':
      return 'id' in message && typeof message.id === 'number' && 'reply' in message && typeof message.reply === 'object' && message.reply !== null;
    case 'push':
      return 'name' in message && typeof message.name === 'string';
    case 'ready':
      return 'driver' in message && typeof message.driver === 'string' && 'fallback' in message && typeof message.fallback === 'boolean';
    default:
      return false;
  }
}
