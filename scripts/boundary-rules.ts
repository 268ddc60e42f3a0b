/**
 * Who may import what. A zone is the longest matching prefix of a file's path; it may import itself, the zones it
 * lists, and the packages it lists. `types` lists zones of which only types may be imported. The reasons are part of
 * the table, because a violation prints them.
 */
export type Zone = {
  readonly prefix: string;
  readonly may: readonly string[];
  readonly types?: readonly string[];
  /** May Node's built-in modules be used? */
  readonly node: boolean;
  /** npm packages: a list, or what package.json declares for the program (`dependencies`) or for everything (`all`).
   * Types of tools are free, because nothing of them remains. */
  readonly packages: readonly string[] | 'dependencies' | 'all';
  readonly because: string;
};

export const zones: readonly Zone[] = [
  {
    prefix: 'domain/',
    may: [],
    node: false,
    packages: ['zod', 'pinyin-pro', 'chinese-days', 'yaml', 'canonicalize'],
    because: 'domain is pure: the rules run anywhere, with everything passed in',
  },
  { prefix: 'contract/', may: ['domain/'], node: false, packages: [], because: 'contract is pure: it is all that window and register share' },
  {
    prefix: 'db/migrations/0',
    may: [],
    types: ['db/migrations/migration.ts', 'db/driver/port.ts'],
    node: false,
    packages: ['kysely'],
    because: 'a released migration is frozen, so it must not follow code that changes',
  },
  {
    prefix: 'db/',
    may: ['domain/', 'db/migrations/0'],
    node: true,
    packages: ['kysely', '@journeyapps/sqlcipher', 'better-sqlite3-multiple-ciphers', 'canonicalize'],
    because: 'db knows rows and rules of the domain, nothing above it',
  },
  { prefix: 'templates/', may: ['domain/'], node: true, packages: 'dependencies', because: 'templates turn facts into documents and read no register' },
  {
    prefix: 'main/register/',
    may: ['domain/', 'contract/', 'db/', 'templates/'],
    node: true,
    packages: 'dependencies',
    because: 'the register process runs without Electron, window and command line',
  },
  {
    prefix: 'main/shell/',
    may: ['contract/', 'domain/'],
    types: ['preload/bridge.ts'],
    node: true,
    packages: ['electron'],
    because: 'the shell holds no secret and reaches main/register only by messages',
  },
  {
    prefix: 'preload/',
    may: ['contract/'],
    types: ['domain/'],
    node: false,
    packages: ['electron'],
    because: 'the preload is one call and one subscription',
  },
  {
    prefix: 'renderer/',
    may: ['contract/', 'domain/'],
    types: ['preload/bridge.ts'],
    node: false,
    packages: 'dependencies',
    because: 'the window knows the contract and shows what it is told',
  },
  {
    prefix: 'cli/',
    may: ['main/register/', 'contract/', 'domain/', 'templates/'],
    types: ['db/'],
    node: true,
    packages: 'dependencies',
    because: 'the command line is a host of the register process, and dispatches the same operations',
  },
  { prefix: 'standin/', may: [], node: true, packages: ['@playwright/test'], because: "the stand-in offers Electron's API and knows nothing of the program" },
  {
    prefix: 'scripts/',
    may: ['domain/'],
    node: true,
    packages: 'all',
    because: 'scripts are tools around the program, not part of it',
  },
  { prefix: 'samples/', may: ['domain/'], node: true, packages: 'all', because: 'sample files are made by tools around the program' },
  { prefix: 'tests/', may: ['*'], node: true, packages: 'all', because: 'tests may reach anything' },
  { prefix: 'bench/', may: ['*'], node: true, packages: 'all', because: 'measurements may reach anything' },
  { prefix: '', may: ['scripts/'], node: true, packages: 'all', because: 'configuration of tools' },
];

/** A test beside the code may also use these, whatever its zone. */
export const testsMayAlso: readonly string[] = ['tests/support/', 'samples/'];

/** Packages with one owner. Tests may look behind it, to compare and to break things. */
export const owners: readonly { readonly name: string; readonly only: RegExp; readonly oneFile?: true; readonly because: string }[] = [
  { name: 'electron', only: /^(main\/shell\/|preload\/|forge\.config\.ts$)/, because: 'everything else must run without Electron' },
  { name: '@journeyapps/sqlcipher', only: /^db\/driver\//, oneFile: true, because: 'a driver is known to its adapter alone' },
  { name: 'better-sqlite3-multiple-ciphers', only: /^db\/driver\//, oneFile: true, because: 'a driver is known to its adapter alone' },
  { name: 'kysely', only: /^db\//, because: 'SQL lives in db' },
  { name: 'zod', only: /^domain\/zod\.ts$/, because: 'one place makes zod run without eval' },
];

/** Files that may import a module whose name is computed. Tools and tests may anyway. */
export const computedImports: readonly { readonly path: string; readonly because: string }[] = [
  { path: 'standin/run.ts', because: 'the stand-in loads the shell that it is told to, as Electron does' },
];

/** Folders whose subfolders must not import each other. */
export const apart: readonly { readonly prefix: string; readonly because: string }[] = [
  { prefix: 'renderer/features/', because: 'a part that two features need belongs to neither' },
];
