/** Which files of the repository go into the packaged program. The Vite plugin alone would carry `.vite` and nothing else. */
import { isCarriedModule } from './native-packages.ts';

/**
 * What the register process reads as files, where main/register/locations.ts says: template texts, and the typefaces with their coverage and
 * their licences. Everything else, rule packs and tables too, is in the bundles.
 */
const data = /^templates\/([A-Z]\d\d\/template\.md|render\/fonts\/[^/]+\.(ttf|json|txt))$/;
const dataFolders = /^templates(\/[A-Z]\d\d|\/render(\/fonts)?)?$/;

/** `path` as electron-packager gives it: from the root of the repository, with a leading slash; empty for the root itself. */
export function isPackaged(path: string): boolean {
  if (path === '') return true;
  const inside = path.replaceAll('\\', '/').slice(1);
  if (inside === 'package.json' || inside === 'LICENSE' || inside === 'node_modules') return true;
  if (inside === '.vite' || inside.startsWith('.vite/')) return inside !== '.vite/inputs.json';
  if (inside.startsWith('node_modules/')) return isCarriedModule(inside.slice('node_modules/'.length));
  return data.test(inside) || dataFolders.test(inside);
}
