/** The command line's words, parsed strictly: an unknown flag is an error, not a surprise. */
import { parseArgs } from 'node:util';
import { fail, ok, type Result } from '../domain/result.ts';

export type PassphraseSource = { readonly kind: 'env'; readonly name: string } | { readonly kind: 'file'; readonly path: string } | { readonly kind: 'prompt' };

export type Arguments =
  | { readonly command: 'help' }
  | { readonly command: 'demo'; readonly out: string }
  | { readonly command: 'simulate'; readonly out: string; readonly years: number; readonly seed: number; readonly pupils: number }
  | { readonly command: 'operations'; readonly name: string | null }
  | {
      readonly command: 'call';
      readonly operation: string;
      readonly input: string | null;
      readonly register: string | null;
      readonly user: string | null;
      readonly passphrase: PassphraseSource;
    }
  | { readonly command: 'session'; readonly register: string; readonly user: string; readonly passphrase: PassphraseSource }
  | {
      readonly command: 'verify';
      readonly what: 'register' | 'package' | 'document';
      readonly path: string;
      readonly document: string | null;
      readonly register: string;
      readonly user: string;
      readonly passphrase: PassphraseSource;
    };

const options = {
  register: { type: 'string', short: 'r' },
  user: { type: 'string', short: 'u' },
  'passphrase-env': { type: 'string' },
  'passphrase-file': { type: 'string' },
  document: { type: 'string' },
  out: { type: 'string' },
  years: { type: 'string', default: '2' },
  seed: { type: 'string', default: '1' },
  pupils: { type: 'string', default: '480' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** Environment variable read when no source is named. */
export const defaultPassphraseVariable = 'XINHU_PASSPHRASE';

type Values = { readonly [K in 'register' | 'user' | 'passphrase-env' | 'passphrase-file' | 'document' | 'out']?: string | undefined } & {
  readonly years: string;
  readonly seed: string;
  readonly pupils: string;
  readonly help: boolean;
};

function sourceOf(values: Values): PassphraseSource {
  if (values['passphrase-file'] !== undefined) return { kind: 'file', path: values['passphrase-file'] };
  if (values['passphrase-env'] !== undefined) return { kind: 'env', name: values['passphrase-env'] };
  return process.env[defaultPassphraseVariable] === undefined ? { kind: 'prompt' } : { kind: 'env', name: defaultPassphraseVariable };
}

/** A number as people write it, NaN for anything else: no empty word, no sign, no exponent, no other base. */
function numberOf(word: string): number {
  return /^\d{1,10}(\.\d{1,4})?$/.test(word) ? Number(word) : Number.NaN;
}

/** Years in quarters, so that a short run is possible; a pupil for each class at least. */
function simulateArguments(values: Values): Result<Arguments, string> {
  const [years, seed, pupils] = [numberOf(values.years), numberOf(values.seed), numberOf(values.pupils)];
  if (!Number.isInteger(years * 4) || years <= 0 || years > 2) return fail('--years takes a quarter of a year up to two years');
  if (!Number.isInteger(seed) || seed < 0 || seed > 4_294_967_295) return fail('--seed takes a whole number');
  if (!Number.isInteger(pupils) || pupils < 16 || pupils > 5000) return fail('--pupils takes a number from 16 to 5000');
  return ok({ command: 'simulate', out: values.out ?? 'out/simulation', years, seed, pupils });
}

function verifyArguments(values: Values, what: string | undefined, path: string | undefined): Result<Arguments, string> {
  if (what !== 'register' && what !== 'package' && what !== 'document') return fail('verify takes register, package or document');
  const register = what === 'register' ? (path ?? values.register) : values.register;
  if (path === undefined && what !== 'register') return fail(`verify ${what} takes a file`);
  if (values.document !== undefined && what !== 'document') return fail('--document goes with verify document');
  if (register === undefined || values.user === undefined) return fail('verify needs --register and --user');
  return ok({ command: 'verify', what, path: path ?? register, document: values.document ?? null, register, user: values.user, passphrase: sourceOf(values) });
}

/** What the person asked for, or one sentence about what is wrong. */
export function readArguments(argv: readonly string[]): Result<Arguments, string> {
  let parsed: { values: Values; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    return fail(error instanceof TypeError ? error.message : 'the arguments could not be read');
  }
  const { values, positionals } = parsed;
  const [command, first, second, ...more] = positionals;
  if (values.help || command === undefined || command === 'help') return ok({ command: 'help' });
  if (more.length > 0) return fail('too many arguments');
  if (values.out === '') return fail('--out takes a folder');
  switch (command) {
    case 'demo':
      return ok({ command, out: values.out ?? 'out/demo' });
    case 'simulate':
      return simulateArguments(values);
    case 'operations':
      return ok({ command, name: first ?? null });
    case 'call':
      if (first === undefined) return fail('call takes an operation');
      return ok({
        command,
        operation: first,
        input: second ?? null,
        register: values.register ?? null,
        user: values.user ?? null,
        passphrase: sourceOf(values),
      });
    case 'session':
      if (first !== undefined) return fail('session reads its calls from standard input');
      if (values.register === undefined || values.user === undefined) return fail('session needs --register and --user');
      return ok({ command, register: values.register, user: values.user, passphrase: sourceOf(values) });
    case 'verify':
      return verifyArguments(values, first, second);
    default:
      return fail('unknown command');
  }
}
