import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeTemplateDatabase } from './support/template-database.ts';
import { useWorkFolder } from './support/work-folder.ts';

let end = (): void => undefined;

/** What all unit and integration tests share: a quick folder for their files, and a database that is migrated once. */
export const setup = (): void => {
  const endWork = useWorkFolder();
  const folder = mkdtempSync(join(tmpdir(), 'borrow-desk-template-'));
  makeTemplateDatabase(join(folder, 'template.sqlite'));
  end = () => {
    rmSync(folder, { recursive: true, force: true });
    endWork();
  };
};

export const teardown = (): void => end();
