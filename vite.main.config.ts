import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

/** The shell, for Electron: one ES module. package.json's `main` names it. */
export default defineConfig({
  build: {
    outDir: join(root, '.vite', 'build'),
    emptyOutDir: false,
    copyPublicDir: false,
    target: 'node24',
    minify: false,
    license: { fileName: 'main-licences.md' }, // of the packages that become part of it
    lib: { entry: { main: join(root, 'main', 'shell', 'main.ts') }, formats: ['es'], fileName: (_format, name) => `${name}.js` },
    rolldownOptions: { external: ['electron', ...builtinModules, /^node:/], output: { codeSplitting: false } },
  },
  resolve: { conditions: ['node'], mainFields: ['module', 'main'] },
});
