/** Every way in which a module names another one, type imports included. */
import { parseSync, Visitor } from 'oxc-parser';
import { lineAt } from './source-files.ts';

export type ModuleImport = {
  /** The text between the quotes, or undefined when it is computed. */
  readonly name: string | undefined;
  readonly typesOnly: boolean;
  readonly line: number;
};

type Source = { readonly type: string; readonly value?: unknown; readonly start: number };
type Specifier = { readonly type: string; readonly importKind?: unknown; readonly exportKind?: unknown };

function allTypes(specifiers: readonly Specifier[], kind: 'importKind' | 'exportKind'): boolean {
  return specifiers.length > 0 && specifiers.every((specifier) => specifier[kind] === 'type');
}

function isRequire(callee: { readonly type: string; readonly name?: unknown; readonly object?: unknown }): boolean {
  const object = callee.object as { readonly name?: unknown } | undefined;
  return callee.type === 'Identifier' ? callee.name === 'require' : object?.name === 'require';
}

/** The imports of one file, in the order of the text. Throws on a file that does not parse. */
export function importsOf(path: string, text: string): readonly ModuleImport[] {
  const parsed = parseSync(path, text);
  const error = parsed.errors.find((one) => String(one.severity) === 'Error');
  if (error) throw new Error(`${path} does not parse: ${error.message}`);
  const found: ModuleImport[] = [];
  function add(source: Source | null | undefined, typesOnly: boolean): void {
    if (!source) return;
    const erased = typesOnly || path.endsWith('.d.ts');
    found.push({ name: typeof source.value === 'string' ? source.value : undefined, typesOnly: erased, line: lineAt(text, source.start) });
  }
  new Visitor({
    ImportDeclaration: (node) => add(node.source, node.importKind === 'type' || allTypes(node.specifiers, 'importKind')),
    ExportNamedDeclaration: (node) => add(node.source, node.exportKind === 'type' || allTypes(node.specifiers, 'exportKind')),
    ExportAllDeclaration: (node) => add(node.source, node.exportKind === 'type'),
    ImportExpression: (node) => add(node.source, false),
    TSImportType: (node) => add(node.source, true),
    TSExternalModuleReference: (node) => add(node.expression, false),
    CallExpression: (node) => {
      if (isRequire(node.callee)) add(node.arguments[0] ?? { type: 'none', start: node.start }, false);
    },
  }).visit(parsed.program);
  return found;
}
