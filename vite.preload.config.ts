import { join } from 'node:path';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

/** The preload is sandboxed: one CommonJS file that may require `electron` and nothing else. */
export default defineConfig({
  build: {
    outDir: join(root, '.vite', 'build'),
    emptyOutDir: false,
    copyPublicDir: false,
    target: 'chrome140',
    minify: false,
    rolldownOptions: {
      input: join(root, 'preload', 'preload.ts'),
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: 'preload.cjs', codeSplitting: false },
    },
  },
});
