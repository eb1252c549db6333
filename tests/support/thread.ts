import type { DeskContext } from '../../electron/main/desk/context.ts';
import { listTurns } from '../../electron/main/desk/store/turns.queries.ts';
import { threadService } from '../../electron/main/partners/exchange/thread.service.ts';
import type { RequestId, TurnId } from '../../shared/domain/ids.ts';
import type { ThreadEntry } from '../../shared/ipc/calls/thread.ts';
import type { Output } from '../../shared/ipc/contract.ts';
import { valueOf } from './results.ts';

/** Returns a thread of a request as staff read it, the newest first. @param turnId null: what belongs to no partner */
export const threadOf = (
  context: DeskContext,
  requestId: RequestId,
  turnId: TurnId | null,
  limit = 1_000,
): Output<'thread.entries'> => {
  const answer = threadService(context).entries({ requestId, turnId, limit });
  if (answer instanceof Promise) throw new Error('It answers at once.');
  return valueOf(answer);
};

/** Returns the entries of all threads of a request, by turn, the newest of each first; last what belongs to no partner. */
export const entriesOf = (context: DeskContext, requestId: RequestId): readonly ThreadEntry[] =>
  [...listTurns(context.db, requestId).map(({ id }) => id), null].flatMap(
    (turnId) => threadOf(context, requestId, turnId).entries,
  );
