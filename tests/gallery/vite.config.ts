import react from '@vitejs/plugin-react';
import { join } from 'node:path';
import { defineConfig } from 'vite';

// `npm run gallery`: a page for developers. It stands among the tests because these alone may know both sides of the program:
// the components of the page, and what the main process puts on paper.
export default defineConfig({
  root: import.meta.dirname,
  // Read from a file, too: `tests/e2e/gallery.e2e.ts` looks at the built page.
  base: './',
  build: { outDir: join(import.meta.dirname, '../../node_modules/.cache/gallery-page'), emptyOutDir: true },
  cacheDir: join(import.meta.dirname, '../../node_modules/.cache/gallery'),
  plugins: [react()],
  server: { fs: { allow: ['../..'] } },
});
