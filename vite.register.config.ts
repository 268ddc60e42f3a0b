import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { isNativePackage, nativeImport } from './scripts/native-packages.ts';

const root = import.meta.dirname;

/** `createRequire(import.meta.url)('name')` asks for a package when the program runs, where no package is but the native ones. */
const requiredAtRunTime = /\bcreateRequire\(import\.meta\.url\)\('([^'.][^']*)'\)/g;

/** Bundles what is required so, and leaves native packages alone. The bundle holds one copy of it, however it is asked for. */
function bundleRequired(): Plugin {
  return {
    name: 'xinhu:bundle-required',
    enforce: 'pre',
    transform(code, id) {
      if (id.includes('node_modules') || !code.includes('createRequire(import.meta.url)')) return null;
      const imports: string[] = [];
      const replaced = code.replaceAll(requiredAtRunTime, (call, name: string) => {
        if (isNativePackage(name)) return call;
        imports.push(`import * as required${imports.length} from '${name}';`);
        return `required${imports.length - 1}`;
      });
      return { code: `${replaced}\n${imports.join('\n')}\n`, map: null };
    },
  };
}

/** The register process and its two threads, for Electron's utilityProcess: ES modules beside each other, with the native packages left where they are. */
export default defineConfig({
  plugins: [bundleRequired()],
  define: { __dirname: 'import.meta.dirname' }, // CommonJS packages that become part of the modules
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: join(root, '.vite', 'build'),
    emptyOutDir: false,
    copyPublicDir: false,
    target: 'node24',
    minify: false,
    license: { fileName: 'register-licences.md' }, // of the packages that become part of it
    // Names as in main/register/locations.ts. Without `lib` Forge would set its own, for one CommonJS file.
    lib: {
      entry: {
        register: join(root, 'main', 'register', 'process.ts'),
        'render-worker': join(root, 'templates', 'render', 'worker.ts'),
        'import-worker': join(root, 'main', 'register', 'imports', 'import-worker.ts'),
      },
      formats: ['es'],
      fileName: (_format, name) => `${name}.js`,
    },
    rolldownOptions: {
      external: [...builtinModules, /^node:/, nativeImport],
      output: { chunkFileNames: 'register-[name].js' }, // without a hash, so that a build leaves nothing of the one before
    },
  },
  resolve: { conditions: ['node'], mainFields: ['module', 'main'] },
});
