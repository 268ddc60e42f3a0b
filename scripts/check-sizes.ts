/** Limits on files, functions and parameters. Prints each violation and exits with 1. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { sizeExceptions, type SizeException } from './size-exceptions.ts';
import { filesBelow, isCode, isTest, lineAt } from './source-files.ts';

export const limits = { fileLines: 300, functionLines: 60, parameters: 3 } as const;

type FunctionNode = { readonly start: number; readonly end: number; readonly params: readonly { readonly type: string; readonly name?: unknown }[] };
type Found = { readonly name: string; readonly line: number; readonly text: string };

function linesOf(text: string): number {
  return text.replace(/\n$/, '').split('\n').length;
}

type Call = { readonly callee: { readonly type: string }; readonly arguments: readonly { readonly start: number }[] };

/** `describe` of `describe(…)`, `describe.each(…)(…)` and the like. */
function rootName(node: { readonly type: string; readonly name?: unknown; readonly object?: unknown; readonly callee?: unknown }): unknown {
  const inner = node.object ?? node.callee;
  return inner === undefined ? node.name : rootName(inner as Parameters<typeof rootName>[0]);
}

type Bindings = {
  /** Names by where the functions start, from what they are bound to. */
  readonly names: ReadonlyMap<number, string>;
  /** Callbacks of test groups: they may be long. */
  readonly groups: ReadonlySet<number>;
};

function bindingsOf(program: ReturnType<typeof parseSync>['program']): Bindings {
  const names = new Map<number, string>();
  const groups = new Set<number>();
  function noteGroup(node: Call): void {
    if (rootName(node.callee) === 'describe') for (const { start } of node.arguments) groups.add(start);
  }
  new Visitor({
    VariableDeclarator: (node) => {
      if (node.init && node.id.type === 'Identifier') names.set(node.init.start, node.id.name);
    },
    Property: (node) => {
      if (node.key.type === 'Identifier') names.set(node.value.start, node.key.name);
    },
    MethodDefinition: (node) => {
      if (node.key.type === 'Identifier') names.set(node.value.start, node.key.name);
    },
    CallExpression: noteGroup,
  }).visit(program);
  return { names, groups };
}

/** Every violation of one file. */
export function sizeViolations(path: string, text: string): readonly Found[] {
  const found: Found[] = [];
  const lines = linesOf(text);
  if (lines > limits.fileLines) found.push({ name: '', line: 1, text: `${lines} lines, at most ${limits.fileLines}` });
  const { program } = parseSync(path, text);
  const { names, groups } = bindingsOf(program);
  function check(node: FunctionNode, ownName: string | undefined): void {
    const ownOrBound = ownName ?? names.get(node.start);
    const name = ownOrBound ?? 'a function';
    const line = lineAt(text, node.start);
    const length = linesOf(text.slice(node.start, node.end));
    if (length > limits.functionLines && !groups.has(node.start))
      found.push({ name, line, text: `${name} has ${length} lines, at most ${limits.functionLines}` });
    // A callback in a test takes the columns of a table or what a generator makes.
    const free = isTest(path) && ownOrBound === undefined;
    const parameters = node.params.filter((one) => one.name !== 'this').length;
    if (parameters > limits.parameters && !free) found.push({ name, line, text: `${name} has ${parameters} parameters, at most ${limits.parameters}` });
  }
  new Visitor({
    FunctionDeclaration: (node) => check(node, node.id?.name),
    FunctionExpression: (node) => check(node, node.id?.name),
    ArrowFunctionExpression: (node) => check(node, undefined),
  }).visit(program);
  return found;
}

function covers(exception: SizeException, path: string, name: string): boolean {
  return exception.path === path && (exception.name ?? '') === name;
}

/** Every violation below `root` that no exception names, and every exception that nothing needs. */
export function sizeViolationsBelow(root: string, exceptions: readonly SizeException[]): readonly string[] {
  const all = filesBelow(root)
    .filter(isCode)
    .flatMap((path) => sizeViolations(path, readFileSync(join(root, path), 'utf8')).map((one) => ({ ...one, path })));
  const open = all.filter((one) => !exceptions.some((exception) => covers(exception, one.path, one.name)));
  const idle = exceptions.filter((exception) => !all.some((one) => covers(exception, one.path, one.name)));
  return [
    ...open.map((one) => `${one.path}:${one.line}: ${one.text}`),
    ...idle.map((one) => `scripts/size-exceptions.ts:1: nothing needs the exception for ${one.path} ${one.name ?? ''}`.trimEnd()),
  ];
}

if (import.meta.main) {
  const violations = sizeViolationsBelow(join(import.meta.dirname, '..'), sizeExceptions);
  for (const violation of violations) console.error(violation);
  if (violations.length > 0) process.exitCode = 1;
  else console.error('sizes: every file and function is within the limits');
}
