import { beforeEach, expect, test } from 'vitest';
import { slipsService } from '../../../../../electron/main/desk/output/slips/slips.service.ts';
import { findMessage } from '../../../../../electron/main/desk/store/sending.queries.ts';
import type { PartnerId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { ReceiveSlip } from '../../../../../shared/domain/slips/receive.ts';
import type { ReturnSlip } from '../../../../../shared/domain/slips/return.ts';
import { addItem, storedAt } from '../../../../support/circulation.ts';
import { addRequest, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { addLetter, testWriter } from '../../../../support/letters.ts';
import { valueOf } from '../../../../support/results.ts';
import { noPrinter } from '../../../../support/no-printer.ts';

const west = 2 as PartnerId;

const desk = forEachTest(openTestDesk);
let requestId: RequestId;
/** Volume 1 came from North, which has the request; volume 2 from West, an earlier partner. */
beforeEach(() => {
  desk.raw.exec(
    "INSERT INTO partner (id, code, name, address) VALUES (2, 'WEST', 'West College', '[\"9 Low Road\"]')",
  );
  requestId = addRequest(desk, { externalId: 'R-1', status: 'RECEIVED_PHYSICALLY', volumes: 2 }, true);
  for (const [reason, partnerId] of [
    ['LibraryUseOnly', 1],
    ['NoReproduction', 2],
    ['ClientSignatureRequired', 3],
  ] as const) {
    if (partnerId === 3)
      desk.raw.exec("INSERT INTO partner (id, code, name) VALUES (3, 'LAKE', 'Lake College')");
    // Lake College was asked first and sent nothing.
    const { lastInsertRowid: turnId } = desk.raw
      .prepare("INSERT INTO turn (request_id, position, partner_id, state) VALUES (?, ?, ?, 'closing')")
      .run(requestId, 4 - partnerId, partnerId);
    desk.raw
      .prepare("INSERT INTO turn_condition (request_id, reason, turn_id, answer) VALUES (?, ?, ?, 'yes')")
      .run(requestId, reason, turnId);
  }
  addItem(desk, requestId, { barcode: 'N-1', volume: 1 });
  addItem(desk, requestId, { barcode: 'W-2', volume: 2 });
  desk.raw.exec(
    "UPDATE item SET turn_id = (SELECT id FROM turn WHERE partner_id = 2), due_on = '2027-03-01' WHERE volume = 2",
  );
});

const bodyOf = (id: number): string => {
  const message = findMessage(desk.context.db, id);
  return (message && testWriter(desk).write(desk.context.db, message)?.body) ?? '';
};

test('a patron reads the conditions, in words, of the partners whose volumes are here', () => {
  addLetter(desk, requestId, { recipient: 'patron', kind: 'item-ready', payload: {} });
  const body = bodyOf(1);
  expect(body).toContain('Library use only\nNo reproduction');
  expect(body).not.toContain('LibraryUseOnly');
  expect(body).not.toContain('signature');
});

test('a partner reads only about its own volumes and its own date', () => {
  const payload = { receivedAt: '2026-11-25T09:30:00.000Z' as never };
  addLetter(desk, requestId, { recipient: 'partner', kind: 'received', payload });
  addLetter(desk, requestId, { recipient: 'partner', kind: 'received', payload, partnerId: west });
  expect(bodyOf(1)).toContain('N-1');
  expect(bodyOf(1)).not.toContain('W-2');
  expect(bodyOf(2)).toContain('W-2');
  expect(bodyOf(2)).toContain('Due back: 1 March 2027');
  expect(bodyOf(2)).not.toContain('N-1');
});

const slips = () => slipsService(desk.context, noPrinter);

test('slips made from the records have the partner and conditions of their own volume', () => {
  valueOf(slips().printOf({ opId: newOpId(), requestId }));
  expect(storedAt(() => desk).slips<ReceiveSlip>()).toMatchObject([
    { barcode: 'N-1', lender: 'North University Library', useConditions: ['Library use only'] },
    { barcode: 'W-2', lender: 'West College', dueOn: '2027-03-01', useConditions: ['No reproduction'] },
  ]);
});

test('volumes returned to two partners have a return slip each', () => {
  desk.raw.exec(
    `UPDATE item SET status = 'returned-to-partner'; UPDATE request SET status = 'REQUEST_COMPLETED', ended_as = 'REQUEST_COMPLETED'`,
  );
  valueOf(slips().printOf({ opId: newOpId(), requestId }));
  expect(storedAt(() => desk).slips<ReturnSlip>()).toMatchObject([
    { barcode: 'N-1', partner: { name: 'North University Library' } },
    { barcode: 'W-2', partner: { name: 'West College', address: ['9 Low Road'] } },
  ]);
});
