import { take } from '../../../../electron/main/desk/steps/take.ts';
import { expect, test } from 'vitest';
import { openSession } from '../../../../electron/main/desk/records/session/session.service.ts';
import { todayService } from '../../../../electron/main/desk/queries/today/today.service.ts';
import { ensureCapture } from '../../../../electron/main/db/change-capture.ts';
import type { ReadableDB } from '../../../../electron/main/db/types.ts';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { newOpId } from '../../../support/desk.ts';
import { forEachTest } from '../../../support/for-each-test.ts';
import { valueOf } from '../../../support/results.ts';
import { libraryWith, openImportDesk } from '../../files/import-desk.ts';

const desk = forEachTest(openImportDesk);

test('an imported request with a partner and no status can be sent; without a partner it is new, on Today', async () => {
  const plain = { patron: 'P1', pickup: 'MAIN-CIRC', title: 'The Sea Around Us' };
  await desk.import(
    desk.file(
      'library.json',
      libraryWith([
        { ...plain, externalId: 'R-1', rota: ['LAKE'] },
        { ...plain, externalId: 'R-2' },
      ]),
    ),
  );
  const db = desk.db as ReadableDB;
  ensureCapture(db);
  const context = {
    db,
    session: openSession(db),
    now: () => new Date('2026-11-25T12:00:00Z'),
    timeZone: () => 'UTC',
  };
  const queue = (card: 'ready-to-send' | 'new-requests') =>
    valueOf(todayService(context).list({ card, offset: 0, limit: 10 })).rows;
  expect(queue('new-requests').map(({ externalId }) => externalId)).toEqual(['R-2']);
  const [ready] = queue('ready-to-send');
  expect(ready?.externalId).toBe('R-1');
  valueOf(
    take(context, 'send-request', {
      opId: newOpId(),
      requestId: ready?.id as RequestId,
      asOf: null,
      note: '',
    }),
  );
  expect(desk.db.prepare("SELECT status FROM request WHERE external_id = 'R-1'").pluck().get()).toBe(
    'REQUEST_SENT',
  );
});

test('an instant in a file is converted to the library’s date', async () => {
  // Half past one in the morning in Greenwich is still the day before in New York.
  await desk.import(
    desk.file(
      'library.json',
      libraryWith([
        {
          externalId: 'R-1',
          title: 'The Sea Around Us',
          patron: 'P1',
          pickup: 'MAIN-CIRC',
          rota: ['LAKE'],
          activePartner: 'LAKE',
          status: 'RECEIVED_PHYSICALLY',
          items: [
            {
              barcode: 'N-1',
              status: 'on-hold-shelf',
              receivedAt: '2026-11-11T01:30:00Z',
              desk: 'MAIN-CIRC',
            },
          ],
        },
      ]),
    ),
  );
  expect(desk.db.prepare('SELECT hold_until FROM item').pluck().get()).toBe('2026-11-20');
});
