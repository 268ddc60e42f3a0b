/** Finds words that must not occur (word-rules.ts). Prints each and exits with 1. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';
import { filesBelow, isCode, lineAt } from './source-files.ts';
import { unread, wordRules } from './word-rules.ts';

function isText(path: string): boolean {
  return isCode(path) || /\.(json|md|ya?ml|css|html|svg|sh|py|toml)$|^\.ci\/|^\.(npmrc|gitignore)$/.test(path);
}

/** The text with its comments blanked, so that lines stay where they are. */
function withoutComments(path: string, text: string): string {
  let code = text;
  for (const { start, end } of parseSync(path, text).comments) {
    code = code.slice(0, start) + code.slice(start, end).replace(/[^\n]/g, ' ') + code.slice(end);
  }
  return code;
}

/** Every violation of one file as `path:line: text`. */
export function wordViolations(path: string, text: string): readonly string[] {
  if (!isText(path) || unread.test(path)) return [];
  const code = isCode(path) ? withoutComments(path, text) : '';
  return wordRules
    .filter((rule) => !rule.except?.test(path))
    .flatMap((rule) => {
      const read = rule.where === 'code' ? code : text;
      const matches = read.matchAll(new RegExp(rule.pattern, `${rule.pattern.flags}g`));
      return [...matches].map((match) => `${path}:${lineAt(read, match.index)}: '${match[0].trim()}': ${rule.because}`);
    });
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..');
  const violations = filesBelow(root).flatMap((path) => (isText(path) ? wordViolations(path, readFileSync(join(root, path), 'utf8')) : []));
  for (const violation of violations) console.error(violation);
  if (violations.length > 0) process.exitCode = 1;
  else console.error('words: nothing forbidden');
}
