import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeTemplateDatabase } from './support/template-database.ts';
import { useWorkFolder } from './support/work-folder.ts';

let endWork = (): void => undefined;
let folder = '';

/** What all unit and integration tests share: a quick folder for their files, and a database that is migrated once. */
export const setup = (): void => {
  endWork = useWorkFolder();
  folder = mkdtempSync(join(tmpdir(), 'borrow-desk-template-'));
  makeTemplateDatabase(join(folder, 'template.sqlite'));
};

export const teardown = (): void => {
  rmSync(folder, { recursive: true, force: true });
  endWork();
};
