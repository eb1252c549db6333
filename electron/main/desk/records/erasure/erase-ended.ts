import * as z from 'zod';
import type { Instant, OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import { ok, type Result } from '../../../../../shared/ipc/result.ts';
import { endCapture } from '../../../db/change-capture.ts';
import { StepTooLargeError } from '../../../db/step-size.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import { clockOf, type Forgotten } from '../../store/erase-patron.queries.ts';
import { runRecordCommand } from '../run-record-command.ts';
import { putRawSetting, readRawSetting } from '../settings/raw-settings.ts';
import { eraseRequests, erasureKind } from './erase-requests.ts';

/** The number of requests in one transaction: small, so that steps need not wait. */
export const eraseBatchSize = 20;

/** Erases the patron data of these requests. @returns counts of what was erased. */
export const eraseEnded = (
  context: DeskContext,
  input: { readonly opId: OpId; readonly afterDays?: number },
  ids: readonly RequestId[],
): Result<Forgotten> =>
  runRecordCommand(context, erasureKind, input, (db, at) => {
    // The erased values must not be in the change log.
    endCapture(db);
    noteErased(db, at);
    return ok(eraseRequests(db, ids, { opId: input.opId, at }));
  });

/** The same for as many of them as fit into one step of a shared library, at least one. */
export const eraseBatch = (
  context: DeskContext,
  input: Parameters<typeof eraseEnded>[1],
  ids: readonly RequestId[],
): Result<Forgotten> => {
  try {
    return eraseEnded(context, input, ids);
  } catch (error) {
    if (!(error instanceof StepTooLargeError) || ids.length === 1) throw error;
    return eraseBatch(context, input, ids.slice(0, Math.ceil(ids.length / 2)));
  }
};

const key = 'forgottenLast';
const stored = z.iso.datetime();

/** Records that patron data was erased at this workstation: earlier backups still contain it. */
export const noteErased = (db: WritableDB, at: Instant): void => putRawSetting(db, key, at);

/**
 * The same when it was erased at another workstation: it is erased here now, by the clock of this computer. The page's remembered searches
 * are cleared as well.
 */
export const noteErasedElsewhere = (db: WritableDB): void => {
  noteErased(db, clockOf(db));
  putRawSetting(db, 'pageMemory', {});
};

/** Returns when patron data was last erased; null: never. */
export const lastErasure = (db: ReadableDB): Date | null => {
  const found = stored.safeParse(readRawSetting(db, key));
  return found.success ? new Date(found.data) : null;
};
