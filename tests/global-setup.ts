import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkoutCacheFolder } from '../electron/tooling/lib/paths.ts';
import { bundleChildScripts } from './support/child-scripts.ts';
import { keepCompiledCode } from './support/compiled.ts';
import { makeTemplateDatabase } from './support/template-database.ts';
import { useWorkFolder } from './support/work-folder.ts';

let endWork = (): void => undefined;
let folder = '';
let scripts = '';

/** What all unit and integration tests share: a quick folder for their files, a database that is migrated once, and the processes that they start. */
export const setup = async (): Promise<void> => {
  endWork = useWorkFolder();
  keepCompiledCode();
  folder = mkdtempSync(join(tmpdir(), 'borrow-desk-template-'));
  makeTemplateDatabase(join(folder, 'template.sqlite'));
  mkdirSync(checkoutCacheFolder, { recursive: true });
  // One of its own: two runs at once must not rewrite each other's.
  scripts = mkdtempSync(join(checkoutCacheFolder, 'child-scripts-'));
  await bundleChildScripts(scripts);
};

export const teardown = (): void => {
  for (const each of [folder, scripts]) rmSync(each, { recursive: true, force: true });
  endWork();
};
