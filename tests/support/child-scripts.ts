import { basename, join } from 'node:path';
import { build } from 'vite';
import { sqlAsText } from '../../electron/tooling/lib/sql-as-text.ts';

/** Scripts that tests start as separate processes, some of them a hundred times in a run. */
const scripts = [
  'electron/main/files/process/file-process.ts',
  'tests/fixtures/crash/receive-until-killed.ts',
  'tests/fixtures/crash/take-steps-until-killed.ts',
  'tests/fixtures/exchange/desk-until-killed.ts',
  'tests/fixtures/exchange/lender-until-killed.ts',
  'tests/fixtures/hub/sync-until-killed.ts',
  'tests/fixtures/imports/file-thread.ts',
] as const;

export type ChildScript = (typeof scripts)[number];

const project = join(import.meta.dirname, '../..');
const variable = 'BORROW_DESK_CHILD_SCRIPTS';

/**
 * Bundles the scripts, like the program's own processes: Node starts a bundle three times as fast as a hundred files whose
 * types it must strip.
 * @param folder inside the project, where the packages are found
 */
export const bundleChildScripts = async (folder: string): Promise<void> => {
  await build({
    configFile: false,
    logLevel: 'error',
    envDir: false,
    plugins: [sqlAsText],
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      target: 'node24',
      rollupOptions: {
        input: Object.fromEntries(
          scripts.map((script) => [basename(script, '.ts'), join(project, script)] as const),
        ),
        external: ['electron', 'better-sqlite3'],
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  });
  process.env[variable] = folder;
};

/** Returns the file to start for a script: its bundle, or the script itself without bundles, as in `npm run bench`. */
export const childScript = (script: ChildScript): string => {
  const folder = process.env[variable];
  return folder === undefined ? join(project, script) : join(folder, `${basename(script, '.ts')}.mjs`);
};
