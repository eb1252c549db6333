import type { OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok } from '../../../../../shared/ipc/result.ts';
import { endCapture } from '../../../db/change-capture.ts';
import { StepTooLarge } from '../../../db/step-size.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { runRecordCommand } from '../../kernel/run-record-command.ts';
import type { Forgotten } from '../../store/forget-patron.queries.ts';
import { forgettingKind } from './forget-here.ts';
import { forgetRequests } from './forget-requests.ts';
import { noteForgotten } from './forgotten-last.ts';

/** So many requests in one transaction: no step waits for it. */
export const inOneTurn = 20;

/** Forgets the patrons of these requests. @returns how much went. */
export const forgetEnded = (
  context: DeskContext,
  input: { readonly opId: OpId; readonly afterDays?: number },
  ids: readonly RequestId[],
): Result<Forgotten> =>
  runRecordCommand(context, forgettingKind, input, (db, at) => {
    // What goes must not stand in the log of changes.
    endCapture(db);
    noteForgotten(db, at);
    return ok(forgetRequests(db, ids, { opId: input.opId, at }));
  });

/** The same for as many of them as one step of a shared library holds: at least one. */
export const forgetWhatFits = (
  context: DeskContext,
  input: Parameters<typeof forgetEnded>[1],
  ids: readonly RequestId[],
): Result<Forgotten> => {
  try {
    return forgetEnded(context, input, ids);
  } catch (error) {
    if (!(error instanceof StepTooLarge) || ids.length === 1) throw error;
    return forgetWhatFits(context, input, ids.slice(0, Math.ceil(ids.length / 2)));
  }
};
