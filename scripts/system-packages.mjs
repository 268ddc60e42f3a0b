/** The system packages (Debian names) beside npm's, how each is recognised, and who cannot do without it. */
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export const scopes = ['demo', 'start', 'check', 'test', 'bench'];

/** What building a database driver takes. Without it the other driver, which comes built, is used. */
export const toolchain = ['g++', 'make', 'python3', 'libssl-dev'];

/**
 * `programs`: any of these on the path will do; `files`: any of these. `wantedBy`: scopes that look for it (`build`: only when
 * packages are about to be built); `neededBy`: scopes that cannot go on without it.
 */
export const systemPackages = {
  'g++': { programs: ['g++', 'c++', 'clang++'], wantedBy: ['build'], neededBy: [], use: 'builds a database driver' },
  make: { programs: ['make'], wantedBy: ['build'], neededBy: [], use: 'builds a database driver' },
  python3: { programs: ['python3'], wantedBy: ['build'], neededBy: [], use: 'builds a database driver' },
  'libssl-dev': { files: ['/usr/include/openssl/evp.h'], wantedBy: ['build'], neededBy: [], use: 'builds a database driver' },
  chromium: {
    programs: ['chromium', 'chromium-browser', 'google-chrome'],
    wantedBy: ['start', 'test'],
    neededBy: ['test'],
    use: 'shows the window where Electron is missing',
  },
  'fonts-noto-cjk': {
    files: ['/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'],
    wantedBy: ['start', 'test'],
    neededBy: [],
    use: 'shows Chinese in the window',
  },
  'poppler-utils': { programs: ['pdftotext'], wantedBy: ['test', 'bench'], neededBy: ['test'], use: 'reads the text of PDFs' },
  qpdf: { programs: ['qpdf'], wantedBy: ['test'], neededBy: ['test'], use: 'checks the structure of PDFs' },
  age: { programs: ['age'], wantedBy: ['test'], neededBy: ['test'], use: 'decrypts packages independently' },
  openssl: { programs: ['openssl'], wantedBy: ['test'], neededBy: ['test'], use: 'checks signatures independently' },
  'libreoffice-writer-nogui': { programs: ['soffice'], wantedBy: ['bench'], neededBy: [], use: 'is the anchor of the document benches' },
};

function onPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Debian keeps some headers in a folder named after the machine, such as /usr/include/x86_64-linux-gnu. */
function fileExists(path) {
  if (existsSync(path)) return true;
  const [prefix, rest] = path.split('/include/');
  if (rest === undefined) return false;
  return readdirSync(`${prefix}/include`).some((name) => name.endsWith('-linux-gnu') && existsSync(join(prefix, 'include', name, rest)));
}

function isPresent({ programs, files }) {
  return programs ? programs.some(onPath) : files.some(fileExists);
}

/** Names of the packages that the scope looks for and this machine lacks. Looked for on Linux only: elsewhere there is no one way to install them. */
export function missingFor(scope, building) {
  if (process.platform !== 'linux') return [];
  return Object.entries(systemPackages)
    .filter(([, item]) => item.wantedBy.includes(scope) || (building && item.wantedBy.includes('build')))
    .filter(([, item]) => !isPresent(item))
    .map(([name]) => name);
}
