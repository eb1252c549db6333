import { expect, test } from 'vitest';
import { createRequestsStore } from '../../../renderer/src/requests/requests.store.ts';
import type { Selected } from '../../../renderer/src/requests/requests.types.ts';
import { firstView, readyQuery, viewOf } from '../../../renderer/src/requests/requests.view.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';

const picked = (id: number): Selected => ({
  id: id as RequestId,
  externalId: `X${id}`,
  title: `Title ${id}`,
  status: 'LOANED',
  can: [],
});

test('a filter clears the selection, a new order does not', () => {
  const page = createRequestsStore(firstView, null);
  page.send({ type: 'row.toggled', row: picked(1) });
  page.send({ type: 'sort.chosen', sort: { column: 'title', direction: 'ascending' } });
  expect(page.getSnapshot().context.selected).toHaveLength(1);
  page.send({ type: 'facets.changed', facets: { statuses: ['CONDITIONAL'] } });
  expect(page.getSnapshot().context.selected).toEqual([]);
  page.send({ type: 'row.toggled', row: picked(1) });
  page.send({ type: 'row.toggled', row: picked(1) });
  expect(page.getSnapshot().context.selected).toEqual([]);
});

test('a part becomes a chip only once, and a change clears the name of a saved view', () => {
  const page = createRequestsStore(firstView, null);
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

test('a search closes the details beside the list, whose request it may not find; those of Today stay', () => {
  const page = createRequestsStore(firstView, null);
  const details = { requestId: 1 as RequestId, at: 'top', takesFocus: false } as const;
  page.send({ type: 'details.opened', ...details, on: 'requests' });
  page.send({ type: 'sort.chosen', sort: { column: 'title', direction: 'ascending' } });
  expect(page.getSnapshot().context.opened).toMatchObject({ requestId: 1 });
  page.send({ type: 'words.typed', words: 'drowned' });
  expect(page.getSnapshot().context.opened).toBeNull();
  page.send({ type: 'details.opened', ...details, on: 'today' });
  page.send({ type: 'words.typed', words: 'saved' });
  expect(page.getSnapshot().context.opened).toMatchObject({ requestId: 1, on: 'today' });
});

test('a new request is shown in the view that has it, with its details', () => {
  const page = createRequestsStore(firstView, null);
  const requestId = 1 as RequestId;
  page.send({ type: 'details.opened', requestId, at: 'top', takesFocus: false, on: 'requests' });
  page.send({ type: 'row.toggled', row: picked(2) });
  const view = viewOf(readyQuery(null), firstView.sort, null);
  page.send({ type: 'row.wanted', requestId, view });
  expect(page.getSnapshot().context).toMatchObject({
    opened: { requestId, turn: 1 },
    wantedRow: requestId,
    selected: [],
    view,
  });
});
