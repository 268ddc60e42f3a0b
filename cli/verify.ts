/** `xinhu verify`: a register's chains and signatures, a package, or whether a document was issued here. */
import type { AnyReply } from '../main/register/messages.ts';
import type { Arguments } from './arguments.ts';
import { sitting, type Call } from './sitting.ts';

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
  return sitting<Verdict>(args, {
    refused: (reply) => ({ reply, valid: false, judged: args.what === 'register' && damagedRegister.includes(reply.error.code) }),
    open: async (call) => {
      const reply = await verdictOf(call, args);
      return { reply, valid: reply.ok && holds(args.what, reply.value), judged: reply.ok || notGenuine.includes(reply.error.code) };
    },
  });
}

function verdictOf(call: Call, args: VerifyArguments): Promise<AnyReply> {
  switch (args.what) {
    case 'register':
      return call('register.verify', {});
    case 'document':
      return call('documents.verify', { file: args.path, claims: args.document });
    case 'package':
      return call('exchange.verify', { file: args.path });
  }
}
