/** One-time tokens for paths that the user chose: the page never sees a path and cannot name one. */
import { randomBytes } from 'node:crypto';
import type { Key, Purpose } from './purposes.ts';
import type { Grant } from './register-messages.ts';

export type DialogTokens = {
  /** A fresh token for a chosen path, good for the operations of its purpose. */
  readonly issue: (path: string, purpose: Purpose) => string;
  /** The grants for the tokens found in an operation's input; those that the operation was chosen for are used up. */
  readonly grantsFor: (operation: string, input: unknown) => readonly Grant[];
  readonly clear: () => void;
};

type Chosen = { readonly path: string; readonly purpose: Purpose };

const keys: readonly Key[] = ['file', 'target', 'folder'];
/** An input that is deeper or larger than any operation's is not searched further; the register process refuses it anyway. */
const bounds = { depth: 16, values: 20_000 } as const;
const mostAlive = 64;

export function createDialogTokens(): DialogTokens {
  const alive = new Map<string, Chosen>();

  function issue(path: string, purpose: Purpose): string {
    const token = randomBytes(16).toString('hex');
    alive.set(token, { path, purpose });
    for (const oldest of alive.keys()) {
      if (alive.size <= mostAlive) break;
      alive.delete(oldest);
    }
    return token;
  }

  function grant(operation: string, { key, text }: Found): readonly Grant[] {
    const chosen = alive.get(text);
    if (chosen === undefined || chosen.purpose.key !== key) return [];
    const isSpent = chosen.purpose.spentBy.some((name) => name === operation);
    if (!isSpent && !chosen.purpose.seenBy.some((name) => name === operation)) return [];
    if (isSpent) alive.delete(text);
    return [{ token: text, path: chosen.path, mode: chosen.purpose.mode }];
  }

  return {
    issue,
    grantsFor: (operation, input) => textsUnderKeys(input).flatMap((found) => grant(operation, found)),
    clear: () => alive.clear(),
  };
}

type Found = { readonly key: Key; readonly text: string };

function textsUnderKeys(input: unknown): readonly Found[] {
  const found: Found[] = [];
  let seen = 0;
  function visit(value: unknown, depth: number): void {
    seen += 1;
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || depth > bounds.depth || seen > bounds.values) return;
    for (const [name, inner] of Object.entries(value)) {
      const key = keys.find((candidate) => candidate === name);
      if (key !== undefined && typeof inner === 'string') found.push({ key, text: inner });
      else visit(inner, depth + 1);
    }
  }
  visit(input, 0);
  return found;
}
