import type { OpId } from '../../../shared/domain/ids.ts';
import type { SharedTable } from '../db/hub-capture.ts';
import { sharedTables } from '../db/hub-capture.ts';
import type { Hub } from './hub.ts';
import type { PieceExtent } from './incoming-library.ts';

/** How many rows are fetched at a time: few enough that the window stays responsive while their text arrives. */
const rowBatchSize = 2_000;
/** Lower than the id of any row and the position of any step. */
const beforeAll = -(2 ** 53) + 1;

/** Where the library fetched from a hub is written: an `IncomingLibrary`, in this thread or another one. */
export type LibraryWriter = {
  /** Accepts rows as JSON. @returns what the piece contains, as soon as that is known; the rows may be stored later. */
  readonly rows: (table: SharedTable, json: string) => Promise<PieceExtent>;
  readonly steps: (json: string) => Promise<PieceExtent>;
  /** Resolves when everything is stored. */
  readonly end: (hub: {
    readonly epoch: string;
    readonly workstation: number;
    readonly cursor: number;
    readonly cursorOp: OpId | '';
    readonly known?: readonly string[];
  }) => Promise<void>;
};

/**
 * Loads the library of a hub into a new, migrated database: all shared rows and the log of steps.
 * @param hub queried in one transaction in which nothing changes.
 * @param as the workstation's identity at the hub; `known`: if steps are pending at the workstation, the ids of those that the hub has.
 * @param progress called with the number of rows and steps received.
 * @throws what the hub and the writer throw: the caller deletes the database.
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
  const bring = async (ofPiece: (after: number) => Promise<PieceExtent>): Promise<void> => {
    for (let after = beforeAll; ;) {
      const piece = await ofPiece(after);
      if (piece.count === 0) return;
      after = piece.last;
      came += piece.count;
      progress(came);
    }
  };
  for (const table of sharedTables)
    await bring(async (after) => writer.rows(table, await hub.rowsAfterAsText(table, after, rowBatchSize)));
  await bring(async (after) => writer.steps(await hub.stepsAfterAsText(after, head, rowBatchSize)));
  await writer.end({ ...as, cursor: head, cursorOp: last?.seq === head ? last.opId : '' });
};
