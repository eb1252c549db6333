import { v7 as uuidv7 } from 'uuid';
import type { OpId } from '../../../../../shared/domain/ids.ts';
import { ensureCapture } from '../../../db/change-capture.ts';
import { atEndOfTransactions } from '../../../db/open.ts';
import { beginOwnCapture } from '../../../db/sharing.ts';
import { maxStepBytes, StepTooLargeError } from '../../../db/step-size.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import { listCommandsAfter, readHubState, readQueueEnd } from '../../store/hub.queries.ts';
import {
  assignChangesTo,
  type PendingStep,
  putPending,
  sizeOfStep,
} from '../../store/pending-steps.queries.ts';
import { keysOf } from './hub-keys.ts';
import { isFromFile } from './is-from-file.ts';

/**
 * From now on, each transaction of this connection also queues its changes of shared rows for the hub before it commits: a step that is
 * stored will be shared, even if the program crashes. A step that is too large to be shared is rolled back (StepTooLargeError).
 * @param newOpId generates ids for what the program writes on its own.
 */
export const queueForHub = (
  db: ReadableDB,
  timeZone: () => string,
  newOpId = (): OpId => uuidv7() as OpId,
): void => atEndOfTransactions(db, (writable) => queueSteps(writable, timeZone(), newOpId));

type PendingRequest = Parameters<typeof keysOf>[1]['requestId'];

const queueSteps = (db: WritableDB, timeZone: string, newOpId: () => OpId): void => {
  const end = readQueueEnd(db);
  if (end === undefined) return;
  const steps = listCommandsAfter(db, end.logTo);
  let hasUnattributed = end.hasUnattributed === 1;
  if (steps.length === 0 && !hasUnattributed) return;
  let { lastN } = end;
  const logTo = steps.at(-1)?.seq ?? end.logTo;
  const put = (step: Pick<PendingStep, 'opId' | 'kind'> & { readonly requestId: PendingRequest }): void => {
    const { opId, kind, requestId } = step;
    const bytes = sizeOfStep(db, opId);
    if (bytes > maxStepBytes) throw new StepTooLargeError(bytes);
    lastN += 1;
    putPending(db, {
      n: lastN,
      opId,
      kind,
      timeZone,
      refusal: null,
      logTo,
      toCheck: false,
      ...keysOf(db, { opId, requestId, isStep: kind !== null }),
    });
  };
  const [only, ...others] = steps;
  // Other changes in the transaction of a single step belong to that step. Not so for a file or a partner's message: rolling the step back must
  // leave the file's other changes alone, and what was said stays said.
  const isOfStaff = only !== undefined && only.operatorId !== null && !isFromFile(only.opId);
  if (hasUnattributed && isOfStaff && others.length === 0) {
    assignChangesTo(db, only.opId);
    hasUnattributed = false;
  }
  const putUnattributed = (before?: OpId): void => {
    const opId = newOpId();
    if (assignChangesTo(db, opId, before) > 0) put({ opId, kind: null, requestId: null });
  };
  for (const step of steps) {
    if (hasUnattributed) putUnattributed(step.opId);
    put(step);
  }
  if (hasUnattributed) putUnattributed();
};

/** The same for any connection that writes, if this workstation shares its requests. */
export const queueWritesForHub = (db: ReadableDB, timeZone: () => string): void => {
  if (readHubState(db) === null) return;
  ensureCapture(db);
  beginOwnCapture(db);
  queueForHub(db, timeZone);
};
