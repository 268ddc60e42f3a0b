/** `xinhu session`: one sitting of one person. Calls come in as lines of JSON, and each is answered by a line. */
import { refusal } from '../contract/errors.ts';
import { contract, isOperation } from '../contract/index.ts';
import { z } from '../domain/zod.ts';
import type { AnyReply } from '../main/register/messages.ts';
import type { Arguments } from './arguments.ts';
import { boundedLines } from './bounded-lines.ts';
import { completeInput, parseJson } from './call-input.ts';
import { sitting, type Call } from './sitting.ts';

type SessionArguments = Extract<Arguments, { command: 'session' }>;

const Line = z.strictObject({ operation: z.string().min(1).max(80), input: z.unknown().default({}) });

async function answer(call: Call, text: string, passphrase: string): Promise<AnyReply> {
  const json = parseJson(text);
  if (!json.ok) return json;
  const line = Line.safeParse(json.value);
  if (!line.success) return { ok: false, error: refusal('INPUT_INVALID', { issues: [{ path: '', rule: 'operation_and_input' }] }) };
  const { operation, input } = line.data;
  // What needs no open register, or ends the sitting, is a call of its own.
  if (!isOperation(operation) || contract[operation].kind === 'gate') return { ok: false, error: refusal('OPERATION_UNKNOWN') };
  const completed = await completeInput(operation, { value: input, typed: false }, passphrase);
  return completed.ok ? call(operation, completed.value) : { ok: false, error: completed.error };
}

function tooLong(): AnyReply {
  return { ok: false, error: refusal('INPUT_INVALID', { issues: [{ path: '', rule: 'line_too_long' }] }) };
}

/** Unlocks, answers line by line until the input ends, locks. True when nothing was refused; a usage mistake comes back as text. */
export async function session(args: SessionArguments, reply: (line: AnyReply) => void): Promise<boolean | string> {
  return sitting<boolean>(args, {
    refused: (unlocked) => {
      reply(unlocked);
      return false;
    },
    open: async (call, passphrase) => {
      let sound = true;
      for await (const text of boundedLines(process.stdin.setEncoding('utf8'))) {
        if (text?.trim() === '') continue;
        const answered = text === null ? tooLong() : await answer(call, text, passphrase);
        sound &&= answered.ok;
        reply(answered);
      }
      return sound;
    },
  });
}
