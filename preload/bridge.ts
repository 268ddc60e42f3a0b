/** What the page may do: one call and one subscription. Types only; the preload is the one place that makes it true. */

/** A refusal carries a code and its parameters; the page puts it into words. */
export type Reply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: { readonly code: string; readonly params: Readonly<Record<string, unknown>> } };

export type PushName = 'session.locked' | 'case.changed' | 'today.changed' | 'task.progress';

export type XinhuBridge = {
  /** Runs one operation of the contract (`subject.verb`). Never rejects for an expected refusal. */
  readonly call: (name: string, input: unknown) => Promise<Reply>;
  /** Listens to one push; returns the function that stops listening. */
  readonly subscribe: (name: PushName, listener: (payload: unknown) => void) => () => void;
};

export type CallChannel = 'xinhu:call';
export type PushChannel = 'xinhu:push';
