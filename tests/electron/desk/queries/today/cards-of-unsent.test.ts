import { expect, test } from 'vitest';
import { listCardsOfUnsent } from '../../../../../electron/main/desk/queries/today/today.queries.ts';
import { addRequest, openTestDesk } from '../../../../support/desk.ts';

test('the cards to look up are those of requests that no partner has, the last first, each once', () => {
  const desk = openTestDesk();
  desk.raw.exec(`INSERT INTO patron (id, barcode, name, library_id)
    VALUES (2, 'P2', 'Reader, B.', 1), (3, 'P3', 'Reader, C.', 1), (4, '', 'Reader without card', 1)`);
  const add = (externalId: string, status: string, patronId: number, at: string): void => {
    const id = addRequest(desk, { externalId, status });
    desk.raw
      .prepare('UPDATE request SET patron_id = ?, status_at = ? WHERE id = ?')
      .run(patronId, `${at}T08:00:00.000Z`, id);
  };
  add('A', 'READY_TO_SEND', 1, '2026-11-20');
  add('B', 'REQUEST_CREATED_BOR', 2, '2026-11-21');
  add('C', 'LOCATE_FAILED', 1, '2026-11-22');
  add('D', 'SHIPPED_PHYSICALLY', 3, '2026-11-23');
  add('E', 'READY_TO_SEND', 4, '2026-11-24');
  expect(listCardsOfUnsent(desk.context.db, 10)).toEqual(['P1000001', 'P2']);
  expect(listCardsOfUnsent(desk.context.db, 1)).toEqual(['P1000001']);
  desk.close();
});
