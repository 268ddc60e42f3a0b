import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { defineConfig } from 'vite';
import { isNativePackage } from './scripts/native-packages.ts';

const root = import.meta.dirname;

/** The register process, for Electron's utilityProcess: ES modules, with the native packages left where they are. */
export default defineConfig({
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: join(root, '.vite', 'build'),
    emptyOutDir: false,
    copyPublicDir: false,
    target: 'node24',
    minify: false,
    rolldownOptions: {
      input: { register: join(root, 'main', 'register', 'process.ts') },
      external: (id) => builtinModules.includes(id) || id.startsWith('node:') || isNativePackage(id),
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'register-[name]-[hash].js' },
    },
  },
  resolve: { conditions: ['node'], mainFields: ['module', 'main'] },
});
