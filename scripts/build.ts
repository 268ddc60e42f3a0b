/** Builds what the window needs, and skips what has not changed. Alone: node scripts/build.ts [renderer] [preload] [main] [register]. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';

export type Part = 'renderer' | 'preload' | 'main' | 'register';

type Recipe = { readonly config: string; readonly inputs: readonly string[]; readonly outputs: readonly string[] };

const root = join(import.meta.dirname, '..');
const always = ['package-lock.json', 'scripts/build.ts'];

const recipes: Readonly<Record<Part, Recipe>> = {
  renderer: {
    config: 'vite.renderer.config.ts',
    inputs: ['renderer', 'contract', 'domain', 'preload', 'vite.renderer.config.ts', 'scripts/vite-trusted-types.ts'],
    outputs: ['.vite/renderer/index.html'],
  },
  preload: { config: 'vite.preload.config.ts', inputs: ['preload', 'vite.preload.config.ts'], outputs: ['.vite/build/preload.cjs'] },
  main: { config: 'vite.main.config.ts', inputs: ['main/shell', 'contract', 'domain', 'preload', 'vite.main.config.ts'], outputs: ['.vite/build/main.js'] },
  register: {
    config: 'vite.register.config.ts',
    inputs: ['main/register', 'contract', 'domain', 'db', 'templates', 'vite.register.config.ts', 'scripts/native-packages.ts'],
    outputs: ['.vite/build/register.js', '.vite/build/render-worker.js', '.vite/build/import-worker.js'],
  },
};

const stateFile = join(root, '.vite', 'inputs.json');

/** What the stand-in needs, which runs the rest from source; Electron needs `main` and `register` too. Returns the parts that were built. */
export async function build(parts: readonly Part[] = ['renderer', 'preload']): Promise<readonly Part[]> {
  const built: Part[] = [];
  for (const part of parts) {
    const recipe = recipes[part];
    const now = hashOf([...always, ...recipe.inputs]);
    if (readState()[part] === now && recipe.outputs.every((path) => existsSync(join(root, path)))) continue;
    const vite = await import('vite');
    await vite.build({ configFile: join(root, recipe.config), root: part === 'renderer' ? join(root, 'renderer') : root, logLevel: 'warn' });
    mkdirSync(join(root, '.vite'), { recursive: true });
    writeFileSync(stateFile, `${JSON.stringify({ ...readState(), [part]: now }, null, 2)}\n`);
    built.push(part);
  }
  return built;
}

function readState(): Readonly<Record<string, unknown>> {
  try {
    const state: unknown = JSON.parse(readFileSync(stateFile, 'utf8'));
    return typeof state === 'object' && state !== null ? { ...state } : {};
  } catch {
    return {};
  }
}

function hashOf(inputs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of inputs.flatMap((input) => filesBelow(join(root, input)))) {
    const bytes = readFileSync(path);
    hash.update(path.slice(root.length)).update('\0').update(String(bytes.length)).update('\0').update(bytes);
  }
  return hash.digest('hex');
}

function filesBelow(path: string): readonly string[] {
  if (extname(path) !== '' && existsSync(path)) return [path];
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$|\.(ttf|otf|woff2)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

if (import.meta.main) {
  const asked = process.argv.slice(2).filter((name): name is Part => Object.hasOwn(recipes, name));
  const started = performance.now();
  const built = await build(asked.length === 0 ? undefined : asked);
  console.error(`built: ${built.length === 0 ? 'nothing, all is up to date' : built.join(', ')} (${Math.round(performance.now() - started)} ms)`);
}
