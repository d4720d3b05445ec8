/**
 * The web pages: one build for the master's and Marathon's, into dist/ui. Everything comes from the
 * server itself: no other host is asked, and no script stands in the page (Content-Security-Policy).
 */
import { fileURLToPath } from 'node:url';
import { PurgeCSS } from 'purgecss';
import { defineConfig } from 'vite';

const inFolder = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * The kit's style sheet has all its components and tokens in it; a page pays for every one of them before
 * it shows anything. Left out is what bears the kit's names and is in no script of ours; our own styles stay.
 */
const onlyUsedStyles = {
  name: 'only-used-styles',
  async generateBundle(_options, bundle) {
    const scripts = Object.values(bundle).filter(({ type }) => type === 'chunk');
    const content = scripts.map(({ code }) => ({ raw: code, extension: 'js' }));
    for (const file of Object.values(bundle)) {
      if (!file.fileName.endsWith('.css')) continue;
      const [left] = await new PurgeCSS().purge({
        content,
        css: [{ raw: String(file.source) }],
        variables: true,
        safelist: { standard: [/^(?!pf-)/], variables: [/^(?!--pf-)/] },
      });
      file.source = left.css;
    }
  },
};

/**
 * Nothing is painted before the script has chosen the theme: else a reader who has chosen a dark one
 * sees a white page first. Browsers that do not know this attribute paint as they did.
 */
const noFlash = {
  name: 'no-flash',
  transformIndexHtml: {
    order: 'post',
    handler: (html) =>
      html.replace('<script type="module"', '<script type="module" blocking="render"'),
  },
};

export default defineConfig({
  plugins: [onlyUsedStyles, noFlash],
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
