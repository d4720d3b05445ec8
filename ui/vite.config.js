/**
 * The web pages: one build for the master's and Marathon's, into dist/ui. Everything comes from the
 * server itself: no other host is asked, and no script stands in the page (Content-Security-Policy).
 */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const inFolder = (path) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: inFolder('.'),
  // The same files are served at / by the master and at /ui/ by Marathon.
  base: './',
  publicDir: inFolder('public'),
  build: {
    outDir: inFolder('../dist/ui'),
    emptyOutDir: true,
    // Fonts and pictures stay files: data: is not allowed by the policy for scripts and styles.
    assetsInlineLimit: 0,
    target: 'es2022',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1024,
    rolldownOptions: {
      input: { index: inFolder('index.html'), marathon: inFolder('marathon.html') },
    },
  },
  worker: { format: 'es' },
});
