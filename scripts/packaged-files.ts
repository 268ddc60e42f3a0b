/** Which files of the repository go into the packaged program. The Vite plugin alone would carry `.vite` and nothing else. */
import { isCarriedModule } from './native-packages.ts';

/** Data that the register process reads at run time: template texts, rule packs, calendars, fonts. Their code is in the bundle. */
const data = /\.(md|json|ya?ml|csv|txt|ttf|otf|woff2)$/;
const dataFolders = ['templates', 'domain', 'main/register'];
const notData = /(^|\/)(tsconfig\.json|fixtures?|__snapshots__)(\/|$)/;

/** `path` as electron-packager gives it: from the root of the repository, with a leading slash; empty for the root itself. */
export function isPackaged(path: string): boolean {
  if (path === '') return true;
  const inside = path.replaceAll('\\', '/').slice(1);
  if (inside === 'package.json' || inside === 'LICENSE' || inside === 'node_modules') return true;
  if (inside === '.vite' || inside.startsWith('.vite/')) return inside !== '.vite/inputs.json';
  if (inside.startsWith('node_modules/')) return isCarriedModule(inside.slice('node_modules/'.length));
  const folder = dataFolders.find((name) => inside === name || inside.startsWith(`${name}/`) || name.startsWith(`${inside}/`));
  if (folder === undefined || notData.test(inside)) return false;
  const last = inside.slice(inside.lastIndexOf('/') + 1);
  return !last.includes('.') || data.test(last);
}
