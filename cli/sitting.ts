/** A person at a register for the length of one command: folder chosen, unlocked, and locked again whatever happens. */
import type { AnyReply } from '../main/register/messages.ts';
import type { Arguments } from './arguments.ts';
import { openCommandLineHost } from './command-line-host.ts';
import { readPassphrase } from './passphrase.ts';

export type Call = (name: string, input: unknown) => Promise<AnyReply>;
type Sitter = Pick<Extract<Arguments, { command: 'session' }>, 'register' | 'user' | 'passphrase'>;
type Sitting<T> = {
  readonly refused: (reply: Extract<AnyReply, { ok: false }>) => T;
  readonly open: (call: Call, passphrase: string) => Promise<T>;
};

/** What the open register, or the refused unlock, came to. A usage mistake comes back as text. */
export async function sitting<T>(args: Sitter, { refused, open }: Sitting<T>): Promise<T | string> {
  const passphrase = await readPassphrase(args.passphrase);
  if (!passphrase.ok) return passphrase.error;
  const host = openCommandLineHost();
  try {
    host.chooseFolder(args.register);
    const unlocked = await host.call('session.unlock', { login: args.user, passphrase: passphrase.value });
    return unlocked.ok ? await open(host.call, passphrase.value) : refused(unlocked);
  } finally {
    await host.close();
  }
}
