/** `xinhu call`: unlocks a register as a user, runs one operation, locks again. */
import { contract, isOperation } from '../contract/index.ts';
import { refusal } from '../contract/errors.ts';
import type { AnyReply } from '../main/register/messages.ts';
import type { Arguments } from './arguments.ts';
import { completeInput, readArgument } from './call-input.ts';
import { readPassphrase } from './passphrase.ts';

type CallArguments = Extract<Arguments, { command: 'call' }>;

/** The reply of the operation; usage mistakes come back as text. */
export async function call(args: CallArguments): Promise<AnyReply | string> {
  if (!isOperation(args.operation)) return { ok: false, error: refusal('OPERATION_UNKNOWN') };
  const { kind } = contract[args.operation];
  const needsSession = kind !== 'gate';
  if (needsSession && (args.register === null || args.user === null)) return 'call needs --register DIR and --user LOGIN';
  const wantsSecret = 'secrets' in contract[args.operation];
  let passphrase: string | null = null;
  if (needsSession || wantsSecret) {
    const read = await readPassphrase(args.passphrase);
    if (!read.ok) return read.error;
    passphrase = read.value;
  }
  const given = await readArgument(args.input);
  if (!given.ok) return { ok: false, error: given.error };
  const input = await completeInput(args.operation, given.value, passphrase);
  if (!input.ok) return { ok: false, error: input.error };
  // Everything behind the register loads only now: what is refused above is refused at once.
  const { openCommandLineHost } = await import('./command-line-host.ts');
  const host = openCommandLineHost();
  try {
    if (args.register !== null) host.chooseFolder(args.register);
    if (needsSession) {
      const unlocked = await host.call('session.unlock', { login: args.user, passphrase });
      if (!unlocked.ok) return unlocked;
    }
    return await host.call(args.operation, input.value);
  } finally {
    await host.close();
  }
}
