import BetterSqlite3 from 'better-sqlite3';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newOpId } from '../../../support/desk.ts';
import { useOwnDisplay } from '../../../support/display.ts';
import { waitFor } from '../../../support/waiting.ts';
import { startFixture } from './fixture-app/start.ts';

let endDisplay: () => void;
let dataDir: string;
beforeAll(async () => {
  endDisplay = await useOwnDisplay();
  dataDir = mkdtempSync(join(tmpdir(), 'desk-crash-'));
});
afterAll(() => {
  endDisplay();
  rmSync(dataDir, { recursive: true, force: true });
});

test('a slip at the printer when the program is killed is reported by the next start, and the others come out', async () => {
  const printing = { target: 'pdf', printerName: '', paper: '80mm' } as const;
  const first = await startFixture('printing-crash', {});
  const answer = first.ask({ do: 'queue', dataDir, printing, opIds: [newOpId(), newOpId(), newOpId()] });
  const end = answer.then(
    () => 'answered',
    (error: unknown) => String(error),
  );
  await waitFor(
    'A slip being printed',
    () => stateOf(join(dataDir, 'queue.sqlite')) === 'printing' || undefined,
  );
  first.kill();
  expect(await end).toContain('The fixture program ended');

  const second = await startFixture('printing-crash', {});
  const states = await second.ask({ do: 'queue', dataDir, printing, opIds: [] });
  await second.stop();
  const [lost, ...others] = states;
  expect(lost).toMatchObject({
    state: 'failed',
    note: 'The program ended while this slip was being printed: look whether it came out, then print it again.',
  });
  const waiting = 3 - (lost?.jobId ?? 0);
  expect(others.filter(({ state }) => state === 'printed')).toHaveLength(waiting);
});

/** The state of the newest job that is not waiting, read as another program would. */
const stateOf = (file: string): string | undefined => {
  if (!existsSync(file)) return undefined;
  const db = new BetterSqlite3(file, { readonly: true });
  try {
    const job = db
      .prepare(`SELECT state FROM print_job WHERE state <> 'queued' ORDER BY id DESC LIMIT 1`)
      .get();
    return (job as { state: string } | undefined)?.state;
  } catch {
    // Its tables are being made.
    return undefined;
  } finally {
    db.close();
  }
};
