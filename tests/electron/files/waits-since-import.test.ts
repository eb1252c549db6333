import { expect, test } from 'vitest';
import { detailsService } from '../../../electron/main/desk/queries/details/details.service.ts';
import { todayService } from '../../../electron/main/desk/queries/today/today.service.ts';
import { listService } from '../../../electron/main/desk/queries/list/list.service.ts';
import { alreadyReceivedWords } from '../../../electron/main/desk/steps/receiving/already-received.ts';
import { findRequest } from '../../../electron/main/desk/store/requests.queries.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { marksOf } from '../../../shared/domain/life/marks.ts';
import { anyRequest } from '../../../shared/domain/request-list.ts';
import { valueOf } from '../../support/results.ts';
import { useImportDesk } from './use-import-desk.ts';

// A question of which a file does not say since when it is open counts from the import, but is not said to have begun then.

const desk = useImportDesk({ hasLibrary: true });

const file = (request: object, item: object): string =>
  desk.file(
    'library.json',
    JSON.stringify({
      format: 'borrow-desk/library',
      version: 2,
      partners: [{ code: 'NORTH', name: 'North' }],
      requests: [
        {
          externalId: 'R-1',
          title: 'The Rings of Saturn',
          rota: ['NORTH'],
          status: 'RETURNED_TO_PARTNER',
          createdAt: '2026-10-02T08:00:00Z',
          ...request,
          items: [{ barcode: 'N-1', status: 'returned-to-partner', ...item }],
        },
      ],
    }),
  );
const importAt = (moment: string, request: object, item: object) =>
  desk.import(file(request, item), { now: () => new Date(moment) });
const waitsSince = (): unknown => desk.value('SELECT check_in_at FROM request');

test.each([{}, { receivedAt: '2026-10-20T08:00:00Z' }])(
  'an item that was returned on a day that no file says (%j) waits for its check-in since the import',
  async (item) => {
    await importAt('2026-11-25T12:00:00Z', {}, item);
    expect(waitsSince()).toBe('2026-11-25T12:00:00.000Z');
    // A later file with other news does not make it young.
    await importAt('2026-11-28T12:00:00Z', { title: 'Other rings' }, item);
    expect(waitsSince()).toBe('2026-11-25T12:00:00.000Z');
  },
);

/** What the page says of the request. */
const said = () => {
  const context = desk.context();
  const details = valueOf(detailsService(context).details({ requestId: 1 as RequestId }));
  const [listed] = valueOf(
    listService(context).list({
      query: anyRequest,
      sort: { column: 'createdAt', direction: 'descending' },
      offset: 0,
      limit: 1,
    }),
  ).rows;
  return {
    received: alreadyReceivedWords(context, findRequest(context.db, 1 as RequestId)!),
    turns: details.turns.map(({ state, stateAt, marks }) => ({ state, stateAt, marks })),
    marks: marksOf(details.request, 'UTC').map(({ words }) => words),
    inList: marksOf(listed!, 'UTC').map(({ words }) => words),
  };
};
const supplied = { state: 'closing', stateAt: null };

test('the moment of the import is not said to be that of the return', async () => {
  await importAt('2026-11-25T12:00:00Z', {}, {});
  expect(said()).toEqual({
    received: 'Already received: N-1, returned to partner.',
    turns: [{ ...supplied, marks: ['returned, not checked in'] }],
    marks: ['returned, not checked in'],
    inList: ['returned, not checked in'],
  });
});

test('it is not that of a demand either, whichever file brought it', async () => {
  const out = { status: 'RECEIVED_PHYSICALLY' };
  await importAt('2026-11-25T12:00:00Z', out, { status: 'on-hold-shelf' });
  expect(said()).toMatchObject({ turns: [{ ...supplied, marks: [] }] });
  await importAt('2026-11-28T12:00:00Z', { status: 'OVERDUE_ITEM' }, { status: 'on-hold-shelf' });
  expect(said()).toMatchObject({
    turns: [{ ...supplied, marks: ['reported overdue'] }],
    marks: ['reported overdue'],
    inList: ['reported overdue'],
  });
  expect(desk.value('SELECT assumed_moments FROM request')).toBe(
    '2026-11-25T12:00:00.000Z 2026-11-28T12:00:00.000Z',
  );
});

test('it waits since the import that says so first', async () => {
  await importAt('2026-11-25T12:00:00Z', { status: 'RECEIVED_PHYSICALLY' }, { status: 'on-hold-shelf' });
  expect(waitsSince()).toBeNull();
  await importAt('2026-11-28T12:00:00Z', {}, {});
  expect(waitsSince()).toBe('2026-11-28T12:00:00.000Z');
});

test('Today sorts by it, but shows a wait only since a moment that a file says', async () => {
  const listed = () =>
    valueOf(
      todayService(desk.context()).list({ card: 'returned-not-checked-in', offset: 0, limit: 9 }),
    ).rows.map(({ since }) => since);
  await importAt('2026-11-25T12:00:00Z', {}, {});
  expect(waitsSince()).toBe('2026-11-25T12:00:00.000Z');
  expect(listed()).toEqual([null]);
  desk.context().db.prepare("UPDATE request SET assumed_moments = ''").run();
  expect(listed()).toEqual(['2026-11-25T12:00:00.000Z']);
});
