import { PGlite } from '@electric-sql/pglite';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkoutCacheFolder, projectFolder } from '../../../electron/tooling/lib/paths.ts';

const packageName = '@electric-sql/pglite';

const versionOf = (name: string): string =>
  (
    JSON.parse(readFileSync(join(projectFolder, 'node_modules', name, 'package.json'), 'utf8')) as {
      readonly version: string;
    }
  ).version;

const compile = (name: string): Promise<WebAssembly.Module> =>
  WebAssembly.compile(readFileSync(join(projectFolder, 'node_modules', packageName, 'dist', `${name}.wasm`)));

const compileModules = async () => ({
  pgliteWasmModule: await compile('pglite'),
  initdbWasmModule: await compile('initdb'),
});

/** Node 24 sometimes aborts while it frees compiled modules, so each process compiles them once and keeps them. */
let modules: ReturnType<typeof compileModules> | undefined;

/** Creates a new database within this process. Creating one takes seconds, so a fresh copy is cached between runs. */
export const openInProcess = async (): Promise<PGlite> => {
  const kept = join(checkoutCacheFolder, `new-database-${versionOf(packageName)}.tar`);
  modules ??= compileModules();
  const options = await modules;
  if (existsSync(kept))
    return await PGlite.create({ ...options, loadDataDir: new Blob([readFileSync(kept)]) });
  const made = await PGlite.create(options);
  const dumped = await made.dumpDataDir('none');
  mkdirSync(checkoutCacheFolder, { recursive: true });
  // Another process may do the same.
  const partial = `${kept}.${process.pid}.partial`;
  writeFileSync(partial, Buffer.from(await dumped.arrayBuffer()));
  renameSync(partial, kept);
  return made;
};
