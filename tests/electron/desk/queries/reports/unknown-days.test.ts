import { expect, test } from 'vitest';
import { dayOf, factsOf } from '../../../../../electron/main/desk/queries/reports/facts.ts';
import type { ReadableDB } from '../../../../../electron/main/db/types.ts';
import { readRequests } from '../../../../../electron/main/desk/queries/reports/rows-to-count.queries.ts';
import type { CalendarDate } from '../../../../../shared/domain/ids.ts';
import { useImportDesk } from '../../../files/use-import-desk.ts';

const desk = useImportDesk({ hasLibrary: true });

const legsAfter = async (item: object): Promise<readonly string[]> => {
  await desk.import(
    desk.file(
      'library.json',
      JSON.stringify({
        format: 'borrow-desk/library',
        version: 1,
        partners: [{ code: 'NORTH', name: 'North' }],
        requests: [
          {
            externalId: 'R-1',
            title: 'The Rings of Saturn',
            rota: ['NORTH'],
            status: 'RECEIVED_PHYSICALLY',
            createdAt: '2026-10-02T08:00:00Z',
            items: [{ barcode: 'N-1', status: 'on-hold-shelf', ...item }],
          },
        ],
      }),
    ),
    { now: () => new Date('2026-11-25T12:00:00Z') },
  );
  return readRequests(desk.db as ReadableDB, [1])
    .flatMap((request) =>
      factsOf(request, (at) => ({ day: dayOf(at.slice(0, 10) as CalendarDate) ?? 0, hour: 0 })),
    )
    .filter(({ what }) => what === 'leg')
    .map(({ detail, value }) => `${detail} ${value}`);
};

test('an item of which the file says when it was received counts with its days', async () => {
  expect(await legsAfter({ receivedAt: '2026-10-20T08:00:00Z' })).toEqual(['wait 18']);
});

test('one of which it does not say so is not counted, neither on the day of the request nor on that of the import', async () => {
  expect(await legsAfter({})).toEqual([]);
});
