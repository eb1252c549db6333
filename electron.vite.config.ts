import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';
import type { Rolldown } from 'vite';
import { cataloguesAsText, cataloguesBeside } from './electron/tooling/lib/catalogues.ts';
import { sqlAsText } from './electron/tooling/lib/sql-as-text.ts';

// Libraries under "dependencies" stay outside the bundles (native code, or code that finds files beside itself);
// everything under "devDependencies" is bundled and so needs no node_modules in the package.
// The targets are the oldest runtime that we run on, so that one build serves every runtime.
// Each bundle notes whose packages are in it; the build makes the page of licences from that and takes the notes away.
const license = { fileName: 'bundled-packages.json' };

/** What is loaded on demand must not also be loaded at the start: that only warns, and costs the start unseen. */
const keepOnDemand: NonNullable<Rolldown.InputOptions['onLog']> = (level, log, otherwise) => {
  if (log.code === 'INEFFECTIVE_DYNAMIC_IMPORT') throw new Error(log.message);
  otherwise(level, log);
};

export default defineConfig({
  main: {
    plugins: [cataloguesBeside, sqlAsText],
    build: {
      target: 'node20.18',
      license,
      rollupOptions: {
        onLog: keepOnDemand,
        input: {
          index: resolve('electron/main/index.ts'),
          // The code of a thread or a process must be a file of its own, beside the bundle.
          'file-worker': resolve('electron/main/db/file-worker.ts'),
          'file-process': resolve('electron/main/files/process/file-process.ts'),
          'library-writer': resolve('electron/main/sync/library-writer.ts'),
          'outside-process': resolve('electron/main/db/outside-process.ts'),
        },
        output: {
          // All in one folder: the code of threads, the page and the preload are found from where the code that asks lies.
          // CommonJS: the loader of ES modules takes 40 ms longer for them, and the window waits for it.
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: '[name]-[hash].cjs',
          // Less to read at the start; the names stay, for the traces in the log.
          minify: { compress: true, mangle: false, codegen: true },
        },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload is one CommonJS file that may require nothing but electron.
      externalizeDeps: false,
      license,
      target: 'node20.18',
      rollupOptions: {
        input: { index: resolve('electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [cataloguesAsText, react()],
    build: {
      target: 'chrome130',
      outDir: 'out/renderer',
      license,
      // The content security policy allows files of the program only, no data addresses.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // In KB: files of this size come from the disk, not through a line.
      chunkSizeWarningLimit: 2_000,
      // Less to read and compile before the first picture.
      minify: true,
      cssMinify: true,
      rollupOptions: {
        onLog: keepOnDemand,
        input: resolve('renderer/index.html'),
        // What the first picture needs is one file: each further one is a question to the main process, which is busy then.
        output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } },
      },
    },
  },
});
