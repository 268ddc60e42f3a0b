/** Where the register process finds what is not code of its own: the entries of its threads, template texts, typefaces. */

export type Locations = {
  readonly renderWorker: URL;
  readonly importWorker: URL;
  /** Folder with a folder per document type. */
  readonly templates: URL;
  readonly fonts: URL;
};

/**
 * Follows from where the code itself is, so that nothing in the environment can move a part of the program: `main/register/` in the
 * source tree, `.vite/build/` in a bundle. Both are two folders below the root, and a bundle has its threads beside it, under the names
 * that vite.register.config.ts gives them.
 */
export function locationsSeenFrom(module: string): Locations {
  const isSource = module.endsWith('.ts');
  return {
    renderWorker: new URL(isSource ? '../../templates/render/worker.ts' : './render-worker.js', module),
    importWorker: new URL(isSource ? './imports/import-worker.ts' : './import-worker.js', module),
    templates: new URL('../../templates/', module),
    fonts: new URL('../../templates/render/fonts/', module),
  };
}

export const locations: Locations = locationsSeenFrom(import.meta.url);
