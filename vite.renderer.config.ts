import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { trustedTypesPolicy } from './scripts/vite-trusted-types.ts';

const root = import.meta.dirname;

/** The page. XINHU_CSP_NONCE is the placeholder that main/shell/content-policy.ts names; the app:// handler puts a fresh nonce there at each load. */
export default defineConfig({
  root: join(root, 'renderer'),
  base: './',
  plugins: [react(), trustedTypesPolicy()],
  html: { cspNonce: 'XINHU_CSP_NONCE' },
  build: {
    outDir: join(root, '.vite', 'renderer'),
    emptyOutDir: true,
    license: { fileName: 'licences.md' }, // of the packages that become part of it
    target: 'chrome140',
    modulePreload: { polyfill: false }, // Chromium has it, and the polyfill is an inline script
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4000, // nothing travels over a network
  },
});
