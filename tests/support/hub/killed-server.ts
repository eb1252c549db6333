import { waitFor } from '../waiting.ts';
import type { Postgres } from './postgres.ts';

/** How it dies: the whole server at once, or the process that commits, after which the others end too and the server recovers by itself. */
const deaths = [
  { at: 'before the commit is written', whole: true, afterMs: 0 },
  { at: 'a moment after the commit began', whole: true, afterMs: 1 },
  { at: 'before the commit is written', whole: false, afterMs: 0 },
  { at: 'about when the answer leaves', whole: true, afterMs: 4 },
] as const;

/** A step from now at which it dies: others have been placed by then since it started. */
const diesAtOp = 3;

const plant = async (server: Postgres, { whole, afterMs }: (typeof deaths)[number]): Promise<void> => {
  const kill = whole ? `kill -QUIT ${server.pid()}` : 'kill -KILL $PPID';
  const command = afterMs === 0 ? kill : `(sleep 0.00${afterMs}; ${kill}) </dev/null >/dev/null 2>&1 &`;
  const client = await server.connect();
  try {
    await client.query(`
      DROP TRIGGER IF EXISTS dies ON hub.op;
      DROP SEQUENCE IF EXISTS public.placed;
      CREATE SEQUENCE public.placed;
      CREATE OR REPLACE FUNCTION public.die() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $die$
      BEGIN
        IF nextval('public.placed') = ${diesAtOp} THEN COPY (SELECT 1) TO PROGRAM $run$${command}$run$; END IF;
        RETURN NULL;
      END $die$;
      CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON hub.op DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION public.die();`);
  } finally {
    await client.end();
  }
};

/** Whether it has come to the step at which it dies; undefined while it cannot be asked. */
const hasDied = async (server: Postgres): Promise<boolean | undefined> => {
  const client = await server.connect().catch(() => undefined);
  if (!client) return undefined;
  const found = await client.query('SELECT last_value FROM public.placed').catch(() => undefined);
  await client.end();
  return found && Number((found.rows[0] as { last_value: string }).last_value) >= diesAtOp;
};

/**
 * From now on the server dies at some of its commits, in one way after the other, and is started again each time.
 * @returns ends that, and says how often it has died.
 */
export const killServerAtCommits = (server: Postgres, times: number): (() => Promise<number>) => {
  let died = 0;
  let isOver = false;
  const dying = (async () => {
    for (; died < times && !isOver; died += 1) {
      const death = deaths[died % deaths.length] ?? deaths[0];
      // While it recovers it lets nobody in.
      const planted = (): Promise<true | undefined> =>
        plant(server, death).then(
          () => true as const,
          () => undefined,
        );
      await waitFor('the server is back', planted, 300_000);
      const isDead = await waitFor(
        `a commit at which the server dies ${death.at}`,
        async () => {
          if (isOver) return false;
          if (death.whole) return server.isGone() || undefined;
          return (await hasDied(server)) || undefined;
        },
        600_000,
      );
      if (!isDead) return;
      if (death.whole) await server.startAgain();
    }
  })();
  // Whoever ends it is told of what went wrong.
  dying.catch(() => undefined);
  return async () => {
    isOver = true;
    await dying;
    if (server.isGone()) await server.startAgain();
    return died;
  };
};
