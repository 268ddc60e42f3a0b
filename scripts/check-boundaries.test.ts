import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { boundaryViolations } from './check-boundaries.ts';
import { cyclesOf } from './cycles.ts';

const manifest = {
  dependencies: { zod: '1', kysely: '1', react: '1', docx: '1' },
  optionalDependencies: { '@journeyapps/sqlcipher': '1' },
  devDependencies: { electron: '1', vitest: '1', '@types/mdast': '1', vite: '1' },
};

/** The targets that the cases import. */
const ground = {
  'domain/zod.ts': "export { z } from 'zod';",
  'domain/case.ts': "import { z } from './zod.ts'; export const name = z;",
  'db/table.json': '{}',
  'contract/index.ts': "import { name } from '../domain/case.ts'; export const contract = name;",
  'db/open.ts': "import { sql } from 'kysely'; import fs from 'node:fs'; export { sql, fs };",
  'db/driver/first.ts': "await import('@journeyapps/sqlcipher'); export const first = 1;",
  'templates/render/docx.ts': "import type { Root } from 'mdast'; import 'docx'; export const docx: Root | 1 = 1;",
  'main/register/entry.ts': "import '../../db/open.ts'; import '../../templates/render/docx.ts'; import '../../contract/index.ts';",
  'main/shell/window.ts': "import { app } from 'electron'; import type { Bridge } from '../../preload/bridge.ts'; export { app, type Bridge };",
  'preload/bridge.ts': 'export type Bridge = 1; export const bridge = 1;',
  'renderer/features/first/page.tsx': "import 'react'; import type { Bridge } from '../../../preload/bridge.ts'; export const page: Bridge = 1;",
  'cli/xinhu.ts': "import '../main/register/entry.ts'; import type { sql } from '../db/open.ts'; export type Sql = typeof sql;",
  'tests/support/clock.ts': 'export const clock = 1;',
  'domain/case.test.ts': "import { it } from 'vitest'; import 'node:fs'; import '../tests/support/clock.ts'; import './case.ts'; export { it };",
  'forge.config.ts': "import 'electron'; import 'vite';",
};

function violationsWith(files: Readonly<Record<string, string>>): readonly string[] {
  const root = mkdtempSync(join(tmpdir(), 'boundaries-'));
  try {
    for (const [path, text] of Object.entries({ ...ground, ...files, 'package.json': JSON.stringify(manifest) })) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return boundaryViolations(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

const refused: readonly (readonly [rule: string, path: string, text: string, violation: RegExp])[] = [
  ['domain imports nothing above it', 'domain/new.ts', "import '../contract/index.ts';", /^domain\/new\.ts:1: domain\/ may not import contract\/index\.ts/],
  ['a type import counts', 'domain/new.ts', "\nimport type { sql } from '../db/open.ts';", /^domain\/new\.ts:2: domain\/ may not import db\/open\.ts/],
  ['an inline type import counts', 'domain/new.ts', "type Sql = typeof import('../db/open.ts');", /domain\/ may not import db/],
  ['a re-export counts', 'contract/new.ts', "export * from '../db/open.ts';", /contract\/ may not import db/],
  ['a dynamic import counts', 'contract/new.ts', "await import('../db/open.ts');", /contract\/ may not import db/],
  ['a required module counts', 'contract/new.ts', "require('../db/open.ts');", /contract\/ may not import db/],
  [
    'a JSON import counts',
    'main/shell/new.ts',
    "import table from '../../db/table.json' with { type: 'json' };",
    /main\/shell\/ may not import db\/table\.json/,
  ],
  ['domain uses no Node module', 'domain/new.ts', "import 'node:fs';", /'node:fs' may not be imported here/],
  ['the renderer uses no Node module', 'renderer/new.ts', "import 'path';", /'path' may not be imported here/],
  ['only the shell knows Electron', 'main/register/new.ts', "import type { App } from 'electron';", /'electron' may not be imported here/],
  ['a driver stays in its adapter', 'db/new.ts', "import '@journeyapps/sqlcipher';", /'@journeyapps\/sqlcipher' may not be imported here/],
  ['a driver has one adapter', 'db/driver/second.ts', "import '@journeyapps/sqlcipher';", /imported by more than one file/],
  ['SQL stays in db', 'main/register/new.ts', "import { sql } from 'kysely';", /'kysely' may not be imported here/],
  ['zod comes from one place', 'contract/new.ts', "import { z } from 'zod';", /'zod' may not be imported here/],
  ['domain takes listed packages only', 'domain/new.ts', "import 'docx';", /'docx' is not among the packages of domain/],
  ['the program uses no tools', 'renderer/new.ts', "import 'vite';", /'vite' is not among the packages of renderer/],
  ['packages are declared', 'scripts/new.ts', "import 'left-pad';", /'left-pad' is not declared/],
  ['types alone do not make a package', 'templates/new.ts', "import { root } from 'mdast';", /'mdast' is not declared/],
  ['the window takes only the type of the bridge', 'renderer/new.ts', "import { bridge } from '../preload/bridge.ts';", /only types of preload\/bridge\.ts/],
  ['the shell does not reach the register', 'main/shell/new.ts', "import '../register/entry.ts';", /main\/shell\/ may not import main\/register/],
  ['the register does not reach the shell', 'main/register/new.ts', "import '../shell/window.ts';", /main\/register\/ may not import main\/shell/],
  ['the command line takes only types of db', 'cli/new.ts', "import '../db/open.ts';", /only types of db\/open\.ts/],
  ['features stay apart', 'renderer/features/second/page.tsx', "import '../first/page.tsx';", /features\/second may not import renderer\/features\/first/],
  ['migrations stand alone', 'db/migrations/0010-initial.ts', "import '../open.ts';", /db\/migrations\/0 may not import db\/open\.ts/],
  ['the stand-in knows nothing of the program', 'standin/new.ts', "import '../contract/index.ts';", /standin\/ may not import contract/],
  ['scripts know nothing of the program', 'scripts/new.ts', "import '../main/register/entry.ts';", /scripts\/ may not import main\/register/],
  ['a test keeps to its zone', 'domain/new.test.ts', "import '../db/open.ts';", /domain\/ may not import db/],
  ['an import names its module', 'contract/new.ts', 'await import(String(1));', /an import must name its module/],
  ['a file that is missing', 'domain/new.ts', "import './gone.ts';", /'\.\/gone\.ts' does not name a file/],
];

describe('boundaries', () => {
  it('are silent about allowed imports', () => {
    expect(violationsWith({})).toEqual([]);
  });

  it.each(refused)('%s', (_rule, path, text, violation) => {
    const violations = violationsWith({ [path]: text });
    expect(violations).toHaveLength(1);
    expect(violations[0]).toMatch(violation);
  });

  it('reports a cycle of type imports once, with its way', () => {
    const violations = violationsWith({
      'domain/a.ts': "import type { B } from './b.ts'; export type A = B;",
      'domain/b.ts': "export type { C as B } from './c.ts';",
      'domain/c.ts': "import type { A } from './a.ts'; export type C = A;",
    });
    expect(violations).toEqual(['domain/a.ts:1: imports form a cycle: domain/a.ts → domain/b.ts → domain/c.ts → domain/a.ts']);
  });
});

describe('cyclesOf', () => {
  it('finds every group and leaves trees alone', () => {
    const graph = new Map([
      ['a', ['b', 'd']],
      ['b', ['a']],
      ['c', ['c']],
      ['d', []],
    ]);
    expect(cyclesOf(graph)).toEqual([
      ['a', 'b', 'a'],
      ['c', 'c'],
    ]);
  });
});
