import { useSelector } from '@xstate/react';
import { createActor } from 'xstate';
import type { Actor, SnapshotFrom } from 'xstate';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { sortColumns } from '../../../../shared/domain/request-list.ts';
import { desk } from '../../api/desk.ts';
import { newOpId } from '../../api/ids.ts';
import { keep, recallKept } from './kept.ts';
import { requestsLogic } from './requests.actors.ts';
import type { requestsMachine } from './requests.machine.ts';
import type { ListView } from './requests.types.ts';
import { firstView, noFacets } from './requests.view.ts';

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
    Object.hasOwn(sortColumns, sort.column)
  );
};

const isOpened = (kept: unknown): kept is RequestId => Number.isInteger(kept) && Number(kept) > 0;

const start = (): RequestsActor => {
  const actor = createActor(requestsLogic(desk.call), {
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

export const useRequests = <T>(select: (snapshot: RequestsSnapshot) => T): T =>
  useSelector(requestsActor(), select);
