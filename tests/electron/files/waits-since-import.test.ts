import { expect, test } from 'vitest';
import { useImportDesk } from './use-import-desk.ts';

// A question of which a file does not say since when it is open counts from the import.

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

test('it waits since the import that says so first', async () => {
  await importAt('2026-11-25T12:00:00Z', { status: 'RECEIVED_PHYSICALLY' }, { status: 'on-hold-shelf' });
  expect(waitsSince()).toBeNull();
  await importAt('2026-11-28T12:00:00Z', {}, {});
  expect(waitsSince()).toBe('2026-11-28T12:00:00.000Z');
});
