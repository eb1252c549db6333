import { useSelector } from '@xstate/react';
import { useEffect } from 'react';
import { createActor } from 'xstate';
import type { Actor, SnapshotFrom } from 'xstate';
import type { OperatorId, RequestId } from '../../../../shared/domain/ids.ts';
import { sortColumnNames } from '../../../../shared/domain/request-list.ts';
import type { SlipState } from '../../../../shared/ipc/views.ts';
import { ask, desk, sentenceOf } from '../../api/desk.ts';
import { useAppState } from '../../api/queries.ts';
import { newOpId } from '../../api/ids.ts';
import type { PastRefusal, StepDoer } from '../steps/step-doer.ts';
import { keep, recallKept } from './kept.ts';
import { inspection } from '../../development/inspection.ts';
import { requestsLogic } from './requests.actors.ts';
import type { requestsMachine } from '../../machines/requests.machine.ts';
import type { ListView } from '../../machines/requests.types.ts';
import { firstView, noFacets } from '../../machines/requests.view.ts';

type RequestsActor = Actor<typeof requestsMachine>;
type RequestsSnapshot = SnapshotFrom<typeof requestsMachine>;

/** Longer than a busy database takes, shorter than a person waits in doubt. */
const callTimeoutMs = 8000;

/** Whether it is a view that this version of the program can show. */
const isView = (kept: unknown): kept is ListView => {
  if (typeof kept !== 'object' || kept === null) return false;
  const { words, parts, facets, sort } = kept as Partial<ListView>;
  return (
    typeof words === 'string' &&
    Array.isArray(parts) &&
    typeof facets === 'object' &&
    Object.keys(facets).sort().join() === Object.keys(noFacets).sort().join() &&
    typeof sort === 'object' &&
    (sortColumnNames as readonly unknown[]).includes(sort.column)
  );
};

const isOpened = (kept: unknown): kept is RequestId => Number.isInteger(kept) && Number(kept) > 0;

const start = (): RequestsActor => {
  const actor = createActor(requestsLogic(desk.call), {
    ...inspection,
    input: {
      newOpId,
      callTimeoutMs,
      view: recallKept('view', isView, firstView),
      opened: recallKept<RequestId | null>('opened', isOpened, null),
    },
  });
  let before = actor.getSnapshot().context;
  actor.subscribe(({ context }) => {
    if (context.view !== before.view) keep('view', context.view);
    if (context.opened !== before.opened) keep('opened', context.opened?.requestId ?? null);
    before = context;
  });
  return actor.start();
};

let started: RequestsActor | null = null;

/** The page's machine. It begins with the first visit and lives as long as the window. */
export const requestsActor = (): RequestsActor => (started ??= start());

/** A slip once more, asked for by F4; one that failed under its own number. */
const printAgain = async (actor: RequestsActor, { jobId, state }: SlipState): Promise<void> => {
  try {
    const slip =
      state === 'failed'
        ? await ask('slips.retry', { jobId })
        : await ask('slips.reprint', { opId: newOpId(), jobId });
    actor.send({ type: 'told', message: `${slip.externalId}: slip sent to the printer.` });
  } catch (error) {
    actor.send({ type: 'refused', message: sentenceOf(error) });
  }
};

const doerOf = (actor: RequestsActor): StepDoer => ({
  subscribe: (changed) => {
    const subscription = actor.subscribe(changed);
    return () => subscription.unsubscribe();
  },
  canUndo: () => !actor.getSnapshot().hasTag('undoing'),
  undo: (undoes) => actor.send({ type: 'undo.asked', undoes }),
  canPrint: () => !actor.getSnapshot().hasTag('printing'),
  print: (slip) => void printAgain(actor, slip),
  lastSlip: () => {
    const { said } = actor.getSnapshot().context;
    return said?.kind === 'done' ? said.outcome.slip : null;
  },
  refusals: () => nothingRefused,
});

const nothingRefused: readonly PastRefusal[] = [];

let doer: StepDoer | null = null;

/** Who carries out Ctrl+Z and F4 while the page is shown: what became of them is told on it. */
export const requestsDoer = (): StepDoer => (doer ??= doerOf(requestsActor()));

let usedBy: OperatorId | undefined;

/** What was open or selected belongs to the operator who did that: another one may have no right to read it. */
export const useOperatorOfRequests = (): void => {
  const operator = useAppState().data?.operator.id;
  useEffect(() => {
    if (operator === undefined) return;
    if (usedBy !== undefined && usedBy !== operator) requestsActor().send({ type: 'operator.changed' });
    usedBy = operator;
  }, [operator]);
};

export const useRequests = <T>(select: (snapshot: RequestsSnapshot) => T): T =>
  useSelector(requestsActor(), select);
