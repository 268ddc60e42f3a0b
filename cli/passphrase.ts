/** Where a passphrase comes from: an environment variable, a file, or a prompt that does not echo. Never an argument: other users can read those. */
import { readFile } from 'node:fs/promises';
import { fail, ok, type Result } from '../domain/result.ts';
import type { PassphraseSource } from './arguments.ts';

/** The passphrase, without the line end of a file. */
export async function readPassphrase(source: PassphraseSource, prompt = 'Passphrase: '): Promise<Result<string, string>> {
  switch (source.kind) {
    case 'env': {
      const value = process.env[source.name];
      return value === undefined || value === '' ? fail(`the environment variable ${source.name} is not set`) : ok(value);
    }
    case 'file':
      try {
        return ok((await readFile(source.path, 'utf8')).replace(/\r?\n$/, ''));
      } catch {
        return fail('the passphrase file cannot be read');
      }
    case 'prompt':
      return process.stdin.isTTY ? ok(await promptSilently(prompt)) : fail('no passphrase: set XINHU_PASSPHRASE, or use --passphrase-env or --passphrase-file');
  }
}

function promptSilently(prompt: string): Promise<string> {
  process.stderr.write(prompt);
  const { stdin } = process;
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  return new Promise((resolve) => {
    let typed = '';
    const done = (): void => {
      stdin.off('data', take);
      stdin.setRawMode(false);
      stdin.pause();
      process.stderr.write('\n');
      resolve(typed);
    };
    const take = (chunk: string): void => {
      for (const character of chunk) {
        if (character === '\u0003') process.exit(130);
        else if (character === '\r' || character === '\n') return done();
        else typed = character === '\u007f' ? typed.slice(0, -1) : typed + character;
      }
    };
    stdin.on('data', take);
  });
}
