/** A register process that holds no register: answers a few operations, so that the shell can be tested alone. */

type Message = {
  readonly id: number;
  readonly type: string;
  readonly name?: string;
  readonly input?: unknown;
  readonly grants?: readonly { readonly path: string }[];
};

const parent =
  'parentPort' in process
    ? (process.parentPort as { postMessage: (message: unknown) => void; on: (event: 'message', take: (event: { data: Message }) => void) => void } | undefined)
    : undefined;

function send(message: object): void {
  if (parent === undefined) process.send?.(message);
  else parent.postMessage(message);
}

function receive(message: Message): void {
  if (message.type === 'shutdown') process.exit(0);
  const value = answer(message);
  if (value !== undefined) send({ id: message.id, type: 'reply', reply: { ok: true, value } });
}

function answer({ name, input, grants }: Message): unknown {
  switch (name) {
    case 'fixture.neverAnswers':
      return undefined;
    case 'fixture.dies':
      return process.exit(1);
    case 'fixture.pushes':
      send({ type: 'push', name: 'case.changed', payload: { caseId: 'one' } });
      send({ type: 'push', name: 'not.declared', payload: {} });
      return {};
    default:
      return { name, input, pid: process.pid, driver: process.env['XINHU_DRIVER'], grants: grants ?? [], bytes: new Uint8Array([1, 2, 3]) };
  }
}

if (parent === undefined) {
  process.on('message', (message) => receive(message as Message)); // only the shell sends here
  process.on('disconnect', () => process.exit(0));
} else {
  parent.on('message', (event) => receive(event.data));
}
// A driver that takes the process down before it is ready.
if (process.env['XINHU_DRIVER'] === process.env['FIXTURE_BROKEN_DRIVER']) process.exit(139);
send({ type: 'ready', driver: process.env['XINHU_DRIVER'] ?? 'none', fallback: false });
