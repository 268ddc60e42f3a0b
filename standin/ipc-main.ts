import type { FrameIdentity } from './frames.ts';
import { notHere } from './only.ts';

export type InvokeEvent = { readonly sender: object; readonly senderFrame: FrameIdentity | null };
type Handler = (event: InvokeEvent, ...args: readonly unknown[]) => unknown;

export class IpcMain {
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) throw new Error('This channel has a handler already.');
    this.#handlers.set(channel, handler);
  }

  answer(event: InvokeEvent, channel: string, args: readonly unknown[]): unknown {
    const handler = this.#handlers.get(channel);
    if (handler === undefined) throw notHere(`A handler for the channel ${channel}`);
    return handler(event, ...args);
  }
}
