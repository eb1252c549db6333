import * as z from 'zod';
import type { Instant, OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import { ok, type Result } from '../../../../../shared/ipc/result.ts';
import { endCapture } from '../../../db/change-capture.ts';
import { StepTooLarge } from '../../../db/step-size.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import { clockOf, type Forgotten } from '../../store/erase-patron.queries.ts';
import { runRecordCommand } from '../run-record-command.ts';
import { putRawSetting, readRawSetting } from '../settings/raw-settings.ts';
import { eraseRequests, erasureKind } from './erase-requests.ts';

/** So many requests in one transaction: no step waits for it. */
export const inOneTurn = 20;

/** Forgets the patrons of these requests. @returns how much went. */
export const eraseEnded = (
  context: DeskContext,
  input: { readonly opId: OpId; readonly afterDays?: number },
  ids: readonly RequestId[],
): Result<Forgotten> =>
  runRecordCommand(context, erasureKind, input, (db, at) => {
    // What goes must not stand in the log of changes.
    endCapture(db);
    noteErased(db, at);
    return ok(eraseRequests(db, ids, { opId: input.opId, at }));
  });

/** The same for as many of them as one step of a shared library holds: at least one. */
export const eraseWhatFits = (
  context: DeskContext,
  input: Parameters<typeof eraseEnded>[1],
  ids: readonly RequestId[],
): Result<Forgotten> => {
  try {
    return eraseEnded(context, input, ids);
  } catch (error) {
    if (!(error instanceof StepTooLarge) || ids.length === 1) throw error;
    return eraseWhatFits(context, input, ids.slice(0, Math.ceil(ids.length / 2)));
  }
};

const key = 'forgottenLast';
const stored = z.iso.datetime();

/** Notes that patron data went at this workstation: what was saved before holds it. */
export const noteErased = (db: WritableDB, at: Instant): void => putRawSetting(db, key, at);

/**
 * The same where it went at another workstation: here it goes now, by the clock of this computer. What was sought on the page is not
 * kept for the next start either.
 */
export const noteErasedElsewhere = (db: WritableDB): void => {
  noteErased(db, clockOf(db));
  putRawSetting(db, 'pageMemory', {});
};

/** When patron data went last; null: never. */
export const lastErasure = (db: ReadableDB): Date | null => {
  const found = stored.safeParse(readRawSetting(db, key));
  return found.success ? new Date(found.data) : null;
};
