import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { sqlAsText } from '../../../electron/tooling/lib/sql-as-text.ts';
import { projectFolder } from '../../../electron/tooling/lib/paths.ts';

/**
 * Makes one script of the updater, which runs without the project, with SQLite and the registry of Windows beside it.
 * @returns its path
 */
export const bundleUpdater = async (folder: string): Promise<string> => {
  await build({
    configFile: false,
    logLevel: 'error',
    root: projectFolder,
    plugins: [sqlAsText],
    ssr: { noExternal: true, external: ['electron', 'native-reg', 'better-sqlite3'] },
    build: {
      ssr: join(import.meta.dirname, 'windows-updater.ts'),
      outDir: folder,
      target: 'node24',
      rollupOptions: { output: { entryFileNames: 'updater.mjs', codeSplitting: false } },
    },
  });
  for (const name of ['native-reg', 'node-gyp-build', 'better-sqlite3'])
    cpSync(join(projectFolder, 'node_modules', name), join(folder, 'node_modules', name), {
      recursive: true,
      // A module that was built for this machine would be loaded first.
      filter: (from) => !from.endsWith('better-sqlite3/build'),
    });
  return join(folder, 'updater.mjs');
};
