/** Holds every import against boundary-rules.ts, and finds cycles (type imports included). Prints each violation and exits with 1. */
import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import { apart, computedImports, owners, testsMayAlso, zones, type Zone } from './boundary-rules.ts';
import { cyclesOf } from './cycles.ts';
import { importsOf, type ModuleImport } from './module-imports.ts';
import { filesBelow, isCode, isTest } from './source-files.ts';

type Manifest = Readonly<Partial<Record<'dependencies' | 'optionalDependencies' | 'devDependencies', Readonly<Record<string, string>>>>>;
type Tree = { readonly root: string; readonly files: ReadonlySet<string>; readonly manifest: Manifest };
type Use = { readonly from: string; readonly zone: Zone; readonly found: ModuleImport; readonly name: string };

function zoneOf(path: string): Zone {
  const matching = zones.filter((zone) => (zone.prefix === '' ? !path.includes('/') : path.startsWith(zone.prefix)));
  const best = matching.sort((a, b) => b.prefix.length - a.prefix.length)[0];
  if (!best) throw new Error(`${path} lies in no zone of boundary-rules.ts`);
  return best;
}

function packageOf(name: string): string {
  return name.split('/', name.startsWith('@') ? 2 : 1).join('/');
}

function resolve(tree: Tree, from: string, name: string): string | undefined {
  const plain = name.replace(/\?.*$/, '');
  const base = posix.normalize(posix.join(posix.dirname(from), plain));
  return [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`].find((path) => tree.files.has(path));
}

function ownerViolation(use: Use, name: string): string | undefined {
  const owner = owners.find((one) => one.name === name);
  if (!owner || owner.only.test(use.from) || isTest(use.from) || ['tests/', 'bench/'].includes(use.zone.prefix)) return undefined;
  return `'${name}' may not be imported here: ${owner.because}`;
}

function packageViolation(tree: Tree, use: Use): string | undefined {
  const { dependencies, optionalDependencies, devDependencies } = tree.manifest;
  const name = packageOf(use.name);
  const owned = ownerViolation(use, name);
  if (owned) return owned;
  const program = { ...dependencies, ...optionalDependencies };
  const typesAlone = use.found.typesOnly && `@types/${name.replace(/^@/, '').replace('/', '__')}` in (devDependencies ?? {});
  if (!(name in program) && !(name in (devDependencies ?? {})) && !typesAlone) return `'${name}' is not declared in package.json`;
  const { packages } = use.zone;
  if (isTest(use.from) || packages === 'all') return undefined;
  if (!(name in program) && use.found.typesOnly && !owners.some((owner) => owner.name === name)) return undefined;
  const allowed = packages === 'dependencies' ? name in program : packages.includes(name);
  return allowed ? undefined : `'${name}' is not among the packages of ${use.zone.prefix}: ${use.zone.because}`;
}

function partAmong(prefix: string, path: string): string | undefined {
  return path.startsWith(prefix) ? path.slice(prefix.length).split('/', 1)[0] : undefined;
}

function fileViolation(use: Use, target: string): string | undefined {
  const { zone, from } = use;
  for (const { prefix, because } of apart) {
    const [a, b] = [partAmong(prefix, from), partAmong(prefix, target)];
    if (a !== undefined && b !== undefined && a !== b) return `${prefix}${a} may not import ${prefix}${b}: ${because}`;
  }
  const to = zoneOf(target).prefix;
  if (to === zone.prefix || zone.may.includes('*') || zone.may.includes(to)) return undefined;
  if (isTest(from) && testsMayAlso.some((prefix) => target.startsWith(prefix))) return undefined;
  if (zone.types?.some((prefix) => target.startsWith(prefix))) {
    return use.found.typesOnly ? undefined : `only types of ${target} may be imported here: ${zone.because}`;
  }
  return `${zone.prefix || 'the top folder'} may not import ${target}: ${zone.because}`;
}

function violationOf(tree: Tree, use: Use): string | undefined {
  if (use.name.startsWith('.')) {
    const target = resolve(tree, use.from, use.name);
    return target === undefined ? `'${use.name}' does not name a file of the project` : fileViolation(use, target);
  }
  if (isBuiltin(use.name)) {
    const allowed = use.zone.node || isTest(use.from);
    return allowed ? undefined : `'${use.name}' may not be imported here: ${use.zone.because}`;
  }
  return packageViolation(tree, use);
}

function mayCompute(zone: Zone, from: string): boolean {
  return zone.packages === 'all' || isTest(from) || computedImports.some(({ path }) => path === from);
}

/** Owners that must be a single file but are several. */
function sharedOwners(uses: readonly Use[]): readonly string[] {
  return owners.flatMap((owner) => {
    const files = new Set(uses.filter((use) => packageOf(use.name) === owner.name && owner.only.test(use.from) && !isTest(use.from)).map((use) => use.from));
    return owner.oneFile && files.size > 1 ? [`${[...files].join(', ')}: '${owner.name}' is imported by more than one file: ${owner.because}`] : [];
  });
}

/** Every violation below `root` as `file:line: text`, in the order of the files. */
export function boundaryViolations(root: string): readonly string[] {
  const paths = filesBelow(root);
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  const tree: Tree = { root, files: new Set(paths), manifest };
  const violations: string[] = [];
  const uses: Use[] = [];
  const edges = new Map<string, readonly string[]>();
  for (const from of paths.filter(isCode)) {
    const zone = zoneOf(from);
    const imports = importsOf(from, readFileSync(join(root, from), 'utf8'));
    for (const found of imports) {
      if (found.name !== undefined) uses.push({ from, zone, found, name: found.name });
      else if (!mayCompute(zone, from)) violations.push(`${from}:${found.line}: an import must name its module, or it cannot be checked`);
    }
    edges.set(
      from,
      imports.flatMap(({ name }) => (name?.startsWith('.') ? (resolve(tree, from, name) ?? []) : [])),
    );
  }
  for (const use of uses) {
    const violation = violationOf(tree, use);
    if (violation) violations.push(`${use.from}:${use.found.line}: ${violation}`);
  }
  return [...violations, ...sharedOwners(uses), ...cyclesOf(edges).map((cycle) => `${cycle[0]}:1: imports form a cycle: ${cycle.join(' → ')}`)];
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..');
  if (!existsSync(join(root, 'package.json'))) throw new Error('package.json is missing');
  const violations = boundaryViolations(root);
  for (const violation of violations) console.error(violation);
  if (violations.length > 0) process.exitCode = 1;
  else console.error('boundaries: every import is allowed, no cycles');
}
