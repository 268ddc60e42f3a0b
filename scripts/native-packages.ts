/** Packages with native parts: never bundled, carried into the packaged program as they are, with what they need at run time. */
export const nativePackages = ['@journeyapps/sqlcipher', 'better-sqlite3-multiple-ciphers', '@node-rs/argon2'] as const;

/** What they load at run time beside themselves. node-addon-api, which they also name, is needed only where they are compiled. */
const theirRuntime = ['bindings', 'file-uri-to-path'] as const;

/** Binaries of @node-rs/argon2 come as one package per platform. */
const platformPackage = /^@node-rs\/argon2-[a-z0-9-]+$/;

export function isNativePackage(id: string): boolean {
  return nativePackages.some((name) => id === name || id.startsWith(`${name}/`)) || platformPackage.test(id);
}

const sources = /^(deps|src|build\/Release\/obj(\.target)?|build\/(?!Release(\/|$)).+|binding\.gyp)(\/|$)/;
const notForRunning = /\.(md|d\.ts|ts|map|gyp|gypi|c|cc|cpp|h|hpp|o|a|mk|d)$/;

/** Whether a file below node_modules (`path` without that prefix) goes into the packaged program, or a folder is looked into. */
export function isCarriedModule(path: string): boolean {
  const name = path.startsWith('@') ? path.split('/').slice(0, 2).join('/') : (path.split('/')[0] ?? '');
  if (name.startsWith('@') && !name.includes('/')) return name === '@journeyapps' || name === '@node-rs';
  if (![...nativePackages, ...theirRuntime].some((known) => known === name) && !platformPackage.test(name)) return false;
  const inside = path.slice(name.length + 1);
  return inside === '' || (!sources.test(inside) && !notForRunning.test(inside));
}
