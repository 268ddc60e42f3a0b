/** A rule pack from a file, strict and bounded, or from the program; either is known by the hash of its bytes. */
import { refusal, type Refusal } from '../../../contract/errors.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { builtInRulePack } from '../../../domain/rules/defaults.ts';
import { NewRulePack, type RulePack } from '../../../domain/rules/rule-pack.ts';
import type { CallContext } from '../context.ts';
import { utf8Of } from '../crypto/bytes.ts';
import { sha256Hex } from '../crypto/sha256.ts';
import { issuesOf, jsonOf } from './json-file.ts';

const maxPackBytes = 2 * 1024 * 1024;

export type ReadPack = { readonly pack: RulePack; readonly sha256: string };
/** Exactly one of both. */
export type PackSource = { readonly file?: string | undefined; readonly builtIn?: string | undefined };
export type PackRefusal = Refusal<'PACK_INVALID' | 'PACK_UNKNOWN' | 'FILE_TOKEN_UNKNOWN' | 'FILE_UNREADABLE' | 'FILE_TOO_LARGE'>;

/** Reads and checks the pack. PACK_UNKNOWN: none of the program's has this version; PACK_INVALID says where it breaks which rule, never what stands there. */
export async function readPack(context: CallContext, { file, builtIn }: PackSource): Promise<Result<ReadPack, PackRefusal>> {
  if (builtIn !== undefined) return ownPack(builtIn);
  if (file === undefined) throw new Error('a pack comes from a file or from the program');
  return packOfFile(context, file);
}

function ownPack(version: string): Result<ReadPack, Refusal<'PACK_UNKNOWN'>> {
  const pack = builtInRulePack(version);
  return pack === null ? fail(refusal('PACK_UNKNOWN')) : ok({ pack, sha256: sha256Hex(packBytes(pack)) });
}

async function packOfFile(context: CallContext, token: string): Promise<Result<ReadPack, PackRefusal>> {
  const file = await context.files.read(token, maxPackBytes);
  if (!file.ok) return file;
  const parsed = NewRulePack.safeParse(jsonOf(file.value.bytes));
  if (!parsed.success) return fail(refusal('PACK_INVALID', { issues: issuesOf(parsed.error).map(({ path, rule }) => ({ path, rule })) }));
  return ok({ pack: parsed.data, sha256: sha256Hex(file.value.bytes) });
}

/** The pack as it is written into a file. */
export function packBytes(pack: RulePack): Uint8Array {
  return utf8Of(`${JSON.stringify(pack, null, 2)}\n`);
}
