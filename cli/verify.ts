/** `xinhu verify`: a register's chains and signatures, a package, or whether a document was issued here. */
import type { AnyReply } from '../main/register/messages.ts';
import type { Arguments } from './arguments.ts';
import { openCommandLineHost } from './command-line-host.ts';
import { readPassphrase } from './passphrase.ts';

type VerifyArguments = Extract<Arguments, { command: 'verify' }>;
/** `judged`: false when what was to be checked could not be read at all. */
export type Verdict = { readonly reply: AnyReply; readonly valid: boolean; readonly judged: boolean };

/** Refusals that say that somebody or something changed what is checked; any other refusal says that it could not be checked. */
const notGenuine: readonly string[] = ['PACKAGE_DAMAGED', 'PACKAGE_HOSTILE', 'PACKAGE_SIGNATURE_INVALID', 'PACKAGE_SIGNER_UNKNOWN'];
const damagedRegister: readonly string[] = ['DB_DAMAGED', 'KEY_REJECTED'];

function holds(what: VerifyArguments['what'], value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  switch (what) {
    case 'register':
      return 'ok' in value && value.ok === true;
    case 'document':
      return 'verdict' in value && value.verdict === 'genuine';
    case 'package':
      return true;
  }
}

/** The reply, and whether what was checked is genuine. Usage mistakes come back as text. */
export async function verify(args: VerifyArguments): Promise<Verdict | string> {
  const passphrase = await readPassphrase(args.passphrase);
  if (!passphrase.ok) return passphrase.error;
  const host = openCommandLineHost();
  try {
    host.chooseFolder(args.register);
    const unlocked = await host.call('session.unlock', { login: args.user, passphrase: passphrase.value });
    if (!unlocked.ok) return { reply: unlocked, valid: false, judged: args.what === 'register' && damagedRegister.includes(unlocked.error.code) };
    const reply = await verdictOf(host.call, args);
    return { reply, valid: reply.ok && holds(args.what, reply.value), judged: reply.ok || notGenuine.includes(reply.error.code) };
  } finally {
    await host.close();
  }
}

function verdictOf(call: (name: string, input: unknown) => Promise<AnyReply>, args: VerifyArguments): Promise<AnyReply> {
  switch (args.what) {
    case 'register':
      return call('register.verify', {});
    case 'document':
      return call('documents.verify', { file: args.path, claims: args.document });
    case 'package':
      return call('exchange.verify', { file: args.path });
  }
}
