import type { OpId } from '../../../shared/domain/ids.ts';
import type { SharedTable } from '../db/hub-capture.ts';
import { sharedTables } from '../db/hub-capture.ts';
import type { Hub } from './hub.ts';
import type { Came } from './incoming-library.ts';

/** How many rows come at once: few enough that the window does not wait while their text arrives. */
const rowsAtOnce = 2_000;
/** Before every step that there is. */
const beforeAll = -(2 ** 53) + 1;

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
 * Brings the library of a hub into a new, migrated database: all shared rows and the log of steps.
 * @param hub asked in one transaction in which nothing changes.
 * @param as who it will be at the hub; `known`: where steps wait at the workstation, those of them that the hub has.
 * @param progress called with how many rows and steps are here.
 * @throws what the hub and the writer throw: the caller removes the database.
 */
export const fetchLibrary = async (
  writer: LibraryWriter,
  hub: Hub,
  as: { readonly epoch: string; readonly workstation: number; readonly known?: readonly string[] },
  progress: (rows: number) => void,
): Promise<void> => {
  const { head } = await hub.pull(0, 0, 0);
  const [last] = (await hub.pull(head - 1, 0, 1)).ops;
  let came = 0;
  const bring = async (ofPiece: (after: number) => Promise<Came>): Promise<void> => {
    for (let after = beforeAll; ;) {
      const piece = await ofPiece(after);
      if (piece.count === 0) return;
      after = piece.last;
      came += piece.count;
      progress(came);
    }
  };
  for (const table of sharedTables)
    await bring(async (after) => writer.rows(table, await hub.rowsAfterAsText(table, after, rowsAtOnce)));
  await bring(async (after) => writer.steps(await hub.stepsAfterAsText(after, head, rowsAtOnce)));
  await writer.end({ ...as, cursor: head, cursorOp: last?.seq === head ? last.opId : '' });
};
