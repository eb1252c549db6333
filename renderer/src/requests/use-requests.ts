import { neverCameOut } from '../machines/slips.ts';
import { useSelector } from '@xstate/react';
import { useEffect } from 'react';
import type { OperatorId, RequestId } from '../../../shared/domain/ids.ts';
import { sortColumnNames, noFacets } from '../../../shared/domain/request-list.ts';
import type { SlipState } from '../../../shared/ipc/views.ts';
import { ok } from '../../../shared/ipc/result.ts';
import { ask, desk, sentenceOf } from '../api/desk.ts';
import { useAppState } from '../api/queries.ts';
import { newOpId } from '../api/ids.ts';
import { callBy } from '../machines/call.machine.ts';
import { backOrAgain } from '../steps/back-or-again.ts';
import type { PastRefusal, StepDoer } from '../steps/step-doer.ts';
import { keep, keptTyped, restoreKept } from './kept.ts';
import type { RequestsStore } from './requests.store.ts';
import { createRequestsStore } from './requests.store.ts';
import type { ListView } from './requests.types.ts';
import { firstView, queryOf } from './requests.view.ts';
import { t } from '../../../shared/words/words.ts';

/** Shows the list as at first: what was sought there may name somebody who was forgotten, and is not kept. */
export const showListAsAtFirst = (): void => {
  const query = queryOf(firstView);
  requestsStore().send({ type: 'view.chosen', query, sort: firstView.sort, savedName: null });
  keptTyped.keep('scroll', null);
};

type RequestsSnapshot = ReturnType<RequestsStore['getSnapshot']>;

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

/** Every answer is shown as it is: what was refused may be asked for again by hand. */
const neverInDoubt = (): boolean => false;

const start = (): RequestsStore => {
  const { call } = desk;
  const store = createRequestsStore({
    newOpId,
    view: keptTyped.restoreKept('view', isView, firstView),
    opened: restoreKept<RequestId | null>('opened', isOpened, null),
    undoStep: callBy((step) => backOrAgain(call, step), neverInDoubt),
    printSlips: callBy(async (request) => {
      const printed = await call['slips.printOf'](request);
      return printed.ok ? ok({ slips: printed.value.length }) : printed;
    }, neverInDoubt),
  });
  let before = store.getSnapshot().context;
  store.subscribe(({ context }) => {
    if (context.view !== before.view) keptTyped.keep('view', context.view);
    if (context.opened !== before.opened)
      keep('opened', context.opened?.on === 'requests' ? context.opened.requestId : null);
    before = context;
  });
  return store;
};

let started: RequestsStore | null = null;

/** What the page shows. It begins with the first visit and lives as long as the window. */
export const requestsStore = (): RequestsStore => (started ??= start());

/** A slip once more, asked for by F4; one that never came out under its own number. */
const printAgain = async (store: RequestsStore, { jobId, state }: SlipState): Promise<void> => {
  try {
    const slip = neverCameOut(state)
      ? await ask('slips.retry', { jobId })
      : await ask('slips.reprint', { opId: newOpId(), jobId });
    store.send({
      type: 'notified',
      message: t('requests.slipSentToThePrinter2', { externalId: slip.externalId }),
    });
  } catch (error) {
    store.send({ type: 'refused', message: sentenceOf(error) });
  }
};

const doerOf = (store: RequestsStore): StepDoer => ({
  subscribe: (changed) => {
    const subscription = store.subscribe(changed);
    return () => subscription.unsubscribe();
  },
  canUndo: () => store.getSnapshot().context.undoing === null,
  undo: (undoes) => store.send({ type: 'undo.asked', undoes }),
  redo: (redoes) => store.send({ type: 'redo.asked', redoes }),
  canPrint: () => store.getSnapshot().context.run === null,
  print: (slip) => void printAgain(store, slip),
  lastSlip: () => {
    const { notification } = store.getSnapshot().context;
    return notification?.kind === 'done' ? notification.outcome.slip : null;
  },
  refusals: () => nothingRefused,
});

const nothingRefused: readonly PastRefusal[] = [];

let doer: StepDoer | null = null;

/** Who carries out Ctrl+Z and F4 while the page is shown: what became of them is shown on it. */
export const requestsDoer = (): StepDoer => (doer ??= doerOf(requestsStore()));

let usedBy: OperatorId | undefined;

/** What was open or selected belongs to the operator who did that: another one may have no right to read it. */
export const useOperatorOfRequests = (): void => {
  const operator = useAppState().data?.operator.id;
  useEffect(() => {
    if (operator === undefined) return;
    if (usedBy !== undefined && usedBy !== operator) requestsStore().send({ type: 'operator.changed' });
    usedBy = operator;
  }, [operator]);
};

export const useRequests = <T>(select: (snapshot: RequestsSnapshot) => T): T =>
  useSelector(requestsStore(), select);
