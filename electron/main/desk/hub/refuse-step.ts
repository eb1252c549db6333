import type { Instant } from '../../../../shared/domain/ids.ts';
import type { TaskFacts } from '../../../../shared/domain/tasks.ts';
import type { WritableDB } from '../../db/types.ts';
import { giveChangesTo, lastLogLine, moveHubState, putPending, withdrawSlips } from '../store/hub.queries.ts';
import { insertTask, listDoneSince } from '../store/tasks.queries.ts';
import { keysOf } from '../kernel/hub-keys.ts';
import type { Why } from './rebase.ts';
import type { PutBack } from './take-in.ts';

/** How much of what was done elsewhere a task tells. */
const mostTold = 3;

/**
 * Keeps a step that does not stand: it is offered as refused, so that nothing that was done is lost and nothing waits behind it. Where a person must
 * decide, it becomes a task, with what was done here and there and the paper that is out.
 */
export const refuseStep = (
  db: WritableDB,
  { step, logged, events }: PutBack,
  { why, at, needsTask }: { readonly why: Why; readonly at: Instant; readonly needsTask: boolean },
): void => {
  const { opId } = step;
  const paper = withdrawSlips(db, opId);
  if (logged === undefined) {
    // What the program wrote by itself it writes again when it is due. Its number must not be missing.
    putPending(db, { ...step, reads: [], writes: [], toCheck: false });
    return;
  }
  const { kind, operatorId, deskId, requestId, input } = logged;
  if (needsTask) {
    const facts: TaskFacts = {
      ...why,
      headline: events.at(-1)?.headline ?? '',
      elsewhere: requestId === null ? [] : listDoneSince(db, requestId, mostTold),
      paper: [...paper],
      input,
    };
    insertTask(db, {
      requestId,
      opId,
      kind,
      operatorId,
      deskId,
      at: logged.at,
      facts: JSON.stringify(facts),
      madeAt: at,
    });
    giveChangesTo(db, opId);
  }
  putPending(db, {
    ...step,
    ...keysOf(db, { opId, requestId: null, isStep: false }),
    refusal: { kind, operatorId, deskId, at: logged.at, requestId, ...why },
    toCheck: false,
  });
  moveHubState(db, { logTo: lastLogLine(db) });
};
