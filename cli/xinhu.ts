#!/usr/bin/env node
/** The command line. Replies are JSON on standard output, progress on standard error; exit codes in docs/command-line.md. */
import { readArguments, type Arguments } from './arguments.ts';

const exitCodes = { done: 0, refused: 1, usage: 2, invalid: 3 } as const;

const usage = `xinhu demo [--out DIR]
xinhu simulate [--years 2] [--seed N] [--pupils 480] [--out DIR]
xinhu call OPERATION [JSON | @FILE | -] --register DIR --user LOGIN [--passphrase-env NAME | --passphrase-file FILE]
xinhu session --register DIR --user LOGIN      one sitting: a line {"operation": NAME, "input": {...}} in, a line of reply out, until the input ends
xinhu verify register DIR | package FILE | document FILE [--document ID|NUMBER]  --register DIR --user LOGIN
xinhu operations [NAME]        every operation, event and kind of ledger entry; one of them with its shapes as JSON Schema

The passphrase comes from XINHU_PASSPHRASE, a named variable, a file or a prompt, never from the arguments.
`;

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

function complain(sentence: string): number {
  process.stderr.write(`xinhu: ${sentence}\n${usage}`);
  return exitCodes.usage;
}

async function run(args: Arguments): Promise<number> {
  switch (args.command) {
    case 'help':
      process.stdout.write(usage);
      return exitCodes.done;
    case 'operations': {
      const { operations } = await import('./operations.ts');
      const described = operations(args.name);
      if (described === null) return complain('no operation, event or kind of ledger entry of that name');
      print(described);
      return exitCodes.done;
    }
    case 'call': {
      const { call } = await import('./call.ts');
      const reply = await call(args);
      if (typeof reply === 'string') return complain(reply);
      print(reply);
      return reply.ok ? exitCodes.done : exitCodes.refused;
    }
    case 'session': {
      const { session } = await import('./session.ts');
      const sound = await session(args, (reply) => void process.stdout.write(`${JSON.stringify(reply)}\n`));
      if (typeof sound === 'string') return complain(sound);
      return sound ? exitCodes.done : exitCodes.refused;
    }
    case 'verify': {
      const { verify } = await import('./verify.ts');
      const verdict = await verify(args);
      if (typeof verdict === 'string') return complain(verdict);
      print({ valid: verdict.valid, ...verdict.reply });
      if (verdict.valid) return exitCodes.done;
      return verdict.judged ? exitCodes.invalid : exitCodes.refused;
    }
    case 'simulate': {
      const { simulate } = await import('./simulate/simulate.ts');
      const sound = await simulate(args.out, {
        ...args,
        progress: (line) => void process.stderr.write(`${line}\n`),
        result: (text) => void process.stdout.write(text),
      });
      return sound ? exitCodes.done : exitCodes.refused;
    }
    case 'demo': {
      const { demo } = await import('./demo/demo.ts');
      return (await demo(args.out)) ? exitCodes.done : exitCodes.refused;
    }
  }
}

const args = readArguments(process.argv.slice(2));
process.exitCode = args.ok ? await run(args.value) : complain(args.error);
