import { expect, test, vi } from 'vitest';
import { callBy } from '../../../renderer/src/machines/call.machine.ts';
import type { RequestsStore } from '../../../renderer/src/requests/requests.store.ts';
import { createRequestsStore } from '../../../renderer/src/requests/requests.store.ts';
import type { Picked, SlipsPrinted } from '../../../renderer/src/requests/requests.types.ts';
import { firstView, readyQuery } from '../../../renderer/src/requests/requests.view.ts';
import type { OpId, RequestId } from '../../../shared/domain/ids.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../shared/ipc/result.ts';
import type { Undone } from '../../../shared/ipc/views.ts';
import type { BackOrAgain, BackOrAgainAnswer } from '../../../renderer/src/machines/undo.ts';

type Answers = {
  readonly print?: (requestId: RequestId) => Promise<Result<SlipsPrinted>>;
  readonly undo?: (undoes: OpId) => Promise<Result<Undone>>;
};

const never = <T>(): Promise<T> => new Promise(() => undefined);

/** The page's store with answers that the test gives, and the ids of the calls that were made. */
const start = (answers: Answers = {}): { page: RequestsStore; opIds: OpId[] } => {
  let count = 0;
  const opIds: OpId[] = [];
  const neverInDoubt = (): boolean => false;
  const page = createRequestsStore({
    newOpId: () => `op-${(count += 1)}` as OpId,
    view: firstView,
    opened: null,
    printSlips: callBy(
      ({ opId, requestId }) => {
        opIds.push(opId);
        return (answers.print ?? never)(requestId);
      },
      neverInDoubt,
      40,
    ),
    undoStep: callBy<BackOrAgain, BackOrAgainAnswer>(
      (asked) => {
        opIds.push(asked.opId);
        return (answers.undo ?? never)('undoes' in asked ? asked.undoes : asked.redoes);
      },
      neverInDoubt,
      40,
    ),
  });
  return { page, opIds };
};

const picked = (id: number): Picked => ({
  id: id as RequestId,
  externalId: `X${id}`,
  title: `Title ${id}`,
  status: 'LOANED',
});

const notification = (page: RequestsStore) => page.getSnapshot().context.notification;
const idle = (page: RequestsStore) =>
  vi.waitFor(() => {
    const { run, undoing } = page.getSnapshot().context;
    expect([run, undoing]).toEqual([null, null]);
  });

test('slips are printed one request after the other, each with an id of its own; the result names what was not done', async () => {
  const { page, opIds } = start({
    print: (id) =>
      Promise.resolve(
        id === 2 ? refuse('status-forbids', 'No item of X2 is with us.') : ok({ slips: id === 3 ? 2 : 1 }),
      ),
  });
  page.send({ type: 'slips.asked', requests: [picked(1), picked(2), picked(3)] });
  await idle(page);
  expect(notification(page)).toMatchObject({
    kind: 'bulk',
    lines: [
      { externalId: 'X1', done: true, message: 'Slip sent to the printer.' },
      { externalId: 'X2', done: false, message: 'No item of X2 is with us.' },
      { externalId: 'X3', done: true, message: '2 slips sent to the printer.' },
    ],
  });
  expect(new Set(opIds).size).toBe(3);
});

test('one slip is told in one line', async () => {
  const { page } = start({ print: () => Promise.resolve(ok({ slips: 1 })) });
  page.send({ type: 'slips.asked', requests: [picked(1)] });
  await idle(page);
  expect(notification(page)).toEqual({ kind: 'notice', message: 'X1: Slip sent to the printer.' });
});

test('a printer call that never answers is told as not confirmed, and the next one has its turn', async () => {
  const { page } = start({ print: (id) => (id === 1 ? never() : Promise.resolve(ok({ slips: 1 }))) });
  page.send({ type: 'slips.asked', requests: [picked(1), picked(2)] });
  await idle(page);
  expect(notification(page)).toMatchObject({
    kind: 'bulk',
    lines: [{ done: false, message: expect.stringContaining('did not say') as string }, { done: true }],
  });
});

test('a run that is stopped says what was left', async () => {
  const { page } = start();
  page.send({ type: 'slips.asked', requests: [picked(1), picked(2)] });
  page.send({ type: 'slips.stopped' });
  await idle(page);
  expect(notification(page)).toMatchObject({
    kind: 'bulk',
    lines: [{ externalId: 'X1' }, { externalId: 'X2' }],
  });
});

test('a second press on Undo while one is on its way is no second undo', async () => {
  const { page, opIds } = start({
    undo: (undoes) =>
      Promise.resolve(
        ok({
          opId: 'op-1' as OpId,
          undoes,
          requestId: 1 as RequestId,
          externalId: 'X1',
          title: 'A title',
          headline: 'Taken back: Received.',
          slipsOnPaper: 0,
          redoRefusal: null,
        }),
      ),
  });
  page.send({ type: 'undo.asked', undoes: 'step' as OpId });
  page.send({ type: 'undo.asked', undoes: 'step' as OpId });
  await idle(page);
  expect(opIds).toHaveLength(1);
  expect(notification(page)).toMatchObject({ kind: 'undone', answer: { undoes: 'step' } });
});

test('an undo that is not answered says that nobody knows', async () => {
  const { page } = start();
  page.send({ type: 'undo.asked', undoes: 'step' as OpId });
  await idle(page);
  expect(notification(page)).toMatchObject({
    kind: 'refused',
    message: expect.stringContaining('did not say') as string,
  });
});

test('what narrows the list takes the selection off, an order does not', () => {
  const { page } = start();
  page.send({ type: 'row.toggled', row: picked(1) });
  page.send({ type: 'sort.chosen', sort: { column: 'title', direction: 'ascending' } });
  expect(page.getSnapshot().context.selected).toHaveLength(1);
  page.send({ type: 'facets.changed', facets: { statuses: ['CONDITIONAL'] } });
  expect(page.getSnapshot().context.selected).toEqual([]);
  page.send({ type: 'row.toggled', row: picked(1) });
  page.send({ type: 'row.toggled', row: picked(1) });
  expect(page.getSnapshot().context.selected).toEqual([]);
});

test('a part becomes a chip once, and a change ends the name of a saved view', () => {
  const { page } = start();
  page.send({
    type: 'view.chosen',
    query: { ...readyQuery(null), text: 'status:conditional darwin' },
    sort: firstView.sort,
    savedName: 'Mine',
  });
  expect(page.getSnapshot().context.view).toMatchObject({
    words: 'darwin',
    parts: ['status:conditional'],
    savedName: 'Mine',
  });
  page.send({ type: 'words.typed', words: 'status:conditional ' });
  expect(page.getSnapshot().context.view).toMatchObject({
    words: '',
    parts: ['status:conditional'],
    savedName: null,
  });
  page.send({ type: 'part.removed', part: 'status:conditional' });
  expect(page.getSnapshot().context.view.parts).toEqual([]);
});
