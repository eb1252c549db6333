import * as z from 'zod';
import type { OpId } from '../../../shared/domain/ids.ts';
import type { SharedTable } from '../db/hub-capture.ts';
import { sharedTables } from '../db/hub-capture.ts';
import type { Came } from './incoming-library.ts';

/** How many rows come at once: few enough that the window does not wait while their text arrives. */
const rowsAtOnce = 2_000;
/** Before every step that there is. */
const beforeAll = -(2 ** 53) + 1;

/** Asks the hub, in one transaction in which nothing changes. */
type Ask = <T>(text: string, values: readonly unknown[], shape: z.ZodType<T>) => Promise<T>;

/** Where a library goes that comes from a hub: `IncomingLibrary`, in this thread or in another one. */
export type LibraryWriter = {
  /** Takes rows as JSON. @returns what came, when it is known; they may be stored later. */
  readonly rows: (table: SharedTable, json: string) => Promise<Came>;
  readonly steps: (json: string) => Promise<Came>;
  /** All of it is stored. */
  readonly end: (hub: {
    readonly epoch: string;
    readonly workstation: number;
    readonly cursor: number;
    readonly cursorOp: OpId | '';
    readonly known?: readonly string[];
  }) => Promise<void>;
};

/**
 * Brings the library of a hub into a new, migrated database: all shared rows and the log of steps, of one moment of the hub.
 * @param hub `known`: it comes anew to a workstation at which steps wait, and of those the hub has these.
 * @param progress told how many rows and steps are here.
 * @throws what `ask` and the writer throw: the caller removes the database.
 */
export const fetchLibrary = async (
  writer: LibraryWriter,
  ask: Ask,
  hub: { readonly epoch: string; readonly workstation: number; readonly known?: readonly string[] },
  progress: (rows: number) => void,
): Promise<void> => {
  const { head } = await ask('SELECT hub.pull(0, 0, 0) AS answer', [], z.object({ head: z.number() }));
  const lastOne = await ask(
    'SELECT hub.pull($1, 0, 1) AS answer',
    [head - 1],
    z.object({ ops: z.array(z.object({ seq: z.number(), opId: z.string() })) }),
  );
  const cursorOp = (lastOne.ops.find(({ seq }) => seq === head)?.opId ?? '') as OpId | '';
  let came = 0;
  // As the text that the hub sends: whoever stores it reads it.
  const bring = async (ofPiece: (after: number) => Promise<Came>): Promise<void> => {
    for (let after = beforeAll; ;) {
      const { count, last } = await ofPiece(after);
      if (count === 0) return;
      after = last;
      came += count;
      progress(came);
    }
  };
  for (const table of sharedTables)
    await bring(async (after) =>
      writer.rows(
        table,
        await ask(
          'SELECT hub.rows_after($1, $2, $3)::text AS answer',
          [table, after, rowsAtOnce],
          z.string(),
        ),
      ),
    );
  await bring(async (after) =>
    writer.steps(
      await ask('SELECT hub.steps_after($1, $2, $3)::text AS answer', [after, head, rowsAtOnce], z.string()),
    ),
  );
  await writer.end({ ...hub, cursor: head, cursorOp });
};
