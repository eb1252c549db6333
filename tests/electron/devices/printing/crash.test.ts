import BetterSqlite3 from 'better-sqlite3';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newOpId } from '../../../support/desk.ts';
import { useOwnDisplay } from '../../../support/display.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { waitFor } from '../../../support/waiting.ts';
import { startFixture } from './fixture-app/start.ts';

let endDisplay: () => void;
let dataDir: string;
beforeAll(async () => {
  endDisplay = await useOwnDisplay();
  dataDir = temporaryFolder();
});
afterAll(() => {
  endDisplay();
});

test('after the program was killed while saving a slip as PDF, the next start saves it and all others', async () => {
  const printing = { target: 'pdf', printerName: '', paper: '80mm' } as const;
  const first = await startFixture('printing-crash', {});
  const answer = first.ask({ do: 'queue', dataDir, printing, opIds: [newOpId(), newOpId(), newOpId()] });
  const end = answer.then(
    () => 'answered',
    (error: unknown) => String(error),
  );
  await waitFor(
    'A slip being saved',
    () => stateOf(join(dataDir, 'queue.sqlite')) === 'printing' || undefined,
  );
  first.kill();
  expect(await end).toContain('The fixture program ended');

  const second = await startFixture('printing-crash', {});
  const states = await second.ask({ do: 'queue', dataDir, printing, opIds: [] });
  await second.stop();
  expect(states.filter(({ state }) => state === 'failed')).toEqual([]);
  expect(jobsIn(join(dataDir, 'queue.sqlite'))).toEqual(['printed', 'printed', 'printed']);
  // Each once and complete, without partial files.
  expect(readdirSync(join(dataDir, 'slips')).sort()).toEqual(['1-test.pdf', '2-test.pdf', '3-test.pdf']);
});

const jobsIn = (file: string): unknown[] => {
  const db = new BetterSqlite3(file, { readonly: true });
  try {
    return db.prepare('SELECT state FROM print_job ORDER BY id').pluck().all();
  } finally {
    db.close();
  }
};

/** The state of the newest job that is not waiting, read by another connection. */
const stateOf = (file: string): string | undefined => {
  if (!existsSync(file)) return undefined;
  const db = new BetterSqlite3(file, { readonly: true });
  try {
    const job = db
      .prepare(`SELECT state FROM print_job WHERE state <> 'queued' ORDER BY id DESC LIMIT 1`)
      .get();
    return (job as { state: string } | undefined)?.state;
  } catch {
    // The tables do not exist yet.
    return undefined;
  } finally {
    db.close();
  }
};
