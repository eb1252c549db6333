import react from '@vitejs/plugin-react';
import { join } from 'node:path';
import { defineConfig } from 'vite';

// `npm run gallery`: a page for developers. It is part of the tests because only these may import both sides of the program: the components
// of the page, and the printed output of the main process.
export default defineConfig({
  root: import.meta.dirname,
  // Also opened from a file: `tests/e2e/gallery.e2e.ts` tests the built page.
  base: './',
  build: { outDir: join(import.meta.dirname, '../../node_modules/.cache/gallery-page'), emptyOutDir: true },
  cacheDir: join(import.meta.dirname, '../../node_modules/.cache/gallery'),
  plugins: [react()],
  server: { fs: { allow: ['../..'] } },
});
