/** Packages with native parts: never bundled, carried into the packaged program as they are, with what they need at run time. */
export const nativePackages = ['@journeyapps/sqlcipher', 'better-sqlite3-multiple-ciphers', '@node-rs/argon2'] as const;

/** What they load at run time beside themselves. node-addon-api, which they also name, is needed only where they are compiled. */
const theirRuntime = ['bindings', 'file-uri-to-path'] as const;

/** Binaries of @node-rs/argon2 come as one package per platform. */
const platformPackage = /^@node-rs\/argon2-[a-z0-9-]+$/;

/** What a bundler must leave alone. An expression, because Forge puts it in a list with its own. */
export const nativeImport: RegExp = new RegExp(`^(${nativePackages.join('|')}|${platformPackage.source.slice(1, -1)})(/|$)`);

export function isNativePackage(id: string): boolean {
  return nativeImport.test(id);
}

const sources = /^(deps|src|build\/Release\/obj(\.target)?|build\/(?!Release(\/|$)).+|binding\.gyp)(\/|$)/;
const notForRunning = /\.(md|d\.ts|ts|map|gyp|gypi|c|cc|cpp|h|hpp|o|a|mk|d)$/;
/** One driver brings its binaries for all platforms; a package is made on the platform it is for. */
const prebuilt = /^prebuilds\/[a-z0-9]+-\w+\.node$/;
const licence = /^licen[cs]e(\.\w+)?$/i;

/** Whether a file below node_modules (`path` without that prefix) goes into the packaged program, or a folder is looked into. */
export function isCarriedModule(path: string): boolean {
  const name = path.startsWith('@') ? path.split('/').slice(0, 2).join('/') : (path.split('/')[0] ?? '');
  if (name.startsWith('@') && !name.includes('/')) return name === '@journeyapps' || name === '@node-rs';
  if (![...nativePackages, ...theirRuntime].some((known) => known === name) && !platformPackage.test(name)) return false;
  const inside = path.slice(name.length + 1);
  if (prebuilt.test(inside)) return inside.startsWith(`prebuilds/${process.platform}-`);
  return inside === '' || licence.test(inside) || (!sources.test(inside) && !notForRunning.test(inside));
}
