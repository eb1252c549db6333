import { existsSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitFor } from '../waiting.ts';
import type { Postgres } from './postgres.ts';

/** How it dies: the whole server, or only the committing process, after which the others end too and the server recovers automatically. */
const deaths = [
  { at: 'before the commit is written', whole: true, afterMs: 0 },
  { at: 'a moment after the commit began', whole: true, afterMs: 1 },
  { at: 'before the commit is written', whole: false, afterMs: 0 },
  { at: 'about when the answer leaves', whole: true, afterMs: 4 },
] as const;

/** It dies at this step from now: by then others have been placed since it started. */
const diesAtOp = 3;

/**
 * Makes it die at such a step, once the file exists. The file is deleted first, so that it dies only once: its counters are lost with it.
 */
const plant = async (
  server: Postgres,
  { whole, afterMs }: (typeof deaths)[number],
  file: string,
): Promise<void> => {
  const kill = whole ? `kill -QUIT ${server.pid()}` : 'kill -KILL $PPID';
  const die = afterMs === 0 ? kill : `(sleep 0.00${afterMs}; ${kill}) </dev/null >/dev/null 2>&1 &`;
  const command = `if rm ${file} 2>/dev/null; then ${die}\nfi`;
  const client = await server.connect();
  try {
    await client.query(`
      DROP TRIGGER IF EXISTS dies ON hub.op;
      DROP SEQUENCE IF EXISTS public.placed;
      CREATE SEQUENCE public.placed;
      CREATE OR REPLACE FUNCTION public.die() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $die$
      BEGIN
        IF nextval('public.placed') >= ${diesAtOp} AND (pg_stat_file('${file}', true)).size IS NOT NULL THEN
          COPY (SELECT 1) TO PROGRAM $run$${command}$run$;
        END IF;
        RETURN NULL;
      END $die$;
      CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON hub.op DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION public.die();`);
  } finally {
    await client.end();
  }
};

/** Deletes the file before the server does. @returns whether it still existed. */
const removeIfPresent = (file: string): boolean => {
  try {
    unlinkSync(file);
    return true;
  } catch {
    return false;
  }
};

/** A server that dies from time to time. */
type Killing = {
  /** Returns how often it has died and was restarted. */
  readonly died: () => number;
  /** Stops that. Rejects if the server did not come back. */
  readonly end: () => Promise<void>;
};

/** Makes the server die at some of its commits, in one way after the other, and restarts it each time. */
export const killServerAtCommits = (server: Postgres, times: number): Killing => {
  const folder = mkdtempSync(join(tmpdir(), 'borrow-desk-dies-'));
  server.giveFolder(folder);
  const file = join(folder, 'dies');
  let died = 0;
  let isOver = false;
  const dying = (async () => {
    for (; died < times && !isOver; died += 1) {
      const death = deaths[died % deaths.length] ?? deaths[0];
      // It accepts no connections while it recovers.
      const planted = (): Promise<true | undefined> =>
        plant(server, death, file).then(
          () => true as const,
          () => undefined,
        );
      await waitFor('the server is back', planted, 300_000);
      writeFileSync(file, '');
      await waitFor(
        `a commit at which the server dies ${death.at}`,
        () => isOver || !existsSync(file) || undefined,
        600_000,
      );
      if (removeIfPresent(file)) return;
      if (!death.whole) continue;
      await waitFor('the server has ended', () => server.isGone() || undefined, 60_000);
      await server.startAgain();
    }
  })();
  // The error is reported by `end`.
  dying.catch(() => undefined);
  return {
    died: () => died,
    end: async () => {
      isOver = true;
      await dying;
      rmSync(folder, { recursive: true });
    },
  };
};
