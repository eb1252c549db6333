import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { receivingService } from '../../../../../electron/main/desk/queries/receiving/receiving.service.ts';
import { addRequest, dumpState, newOpId, openTestDesk, type TestDesk } from '../../../../support/desk.ts';
import { codeOf, valueOf } from '../../../../support/results.ts';

let desk: TestDesk;
beforeEach(() => {
  desk = openTestDesk();
});
afterEach(() => desk.close());

const look = (identifier: string, barcode: string | null = null, listed = 0) =>
  receivingService(desk.context).look({ identifier, barcode, listed });

test('an identifier, and its item, are looked at as Receiving Items would receive them, and nothing is changed', () => {
  addRequest(desk, { externalId: 'R-1' });
  addRequest(desk, { externalId: 'S-3', volumes: 3 });
  const before = dumpState(desk);
  expect(valueOf(look(' r-1 '))).toMatchObject({
    externalId: 'R-1',
    destination: { kind: 'hold-shelf' },
    barcode: null,
    inSet: false,
    remarks: [],
    question: null,
  });
  expect(valueOf(look('R-1', ' N-1 '))).toMatchObject({ barcode: 'N-1' });
  expect(valueOf(look('S-3', 'V-3', 2))).toMatchObject({ inSet: true, volumesExpected: 3 });
  expect(dumpState(desk)).toEqual(before);
});

test('what Receiving Items refuses is refused with its code, also what is too many for the list', () => {
  const requestId = addRequest(desk, { externalId: 'R-1', volumes: 1 });
  addRequest(desk, { externalId: 'R-2' });
  addRequest(desk, { externalId: 'R-OVER', status: 'CANCELLED' });
  expect(codeOf(look('NOWHERE'))).toBe('identifier-unknown');
  expect(codeOf(look('R-OVER'))).toBe('request-cancelled');
  expect(codeOf(look('R-1', 'R-2'))).toBe('identifier-not-barcode');
  expect(codeOf(look('R-1', 'N-2', 1))).toBe('volume-unexpected');
  valueOf(
    take(desk.context, 'receive', {
      opId: newOpId(),
      requestId,
      barcode: 'N-1',
      several: false,
      printSlip: false,
      notifyPatron: false,
      unexpected: false,
    }),
  );
  expect(codeOf(look('R-2', 'N-1'))).toBe('barcode-in-use');
  expect(codeOf(look('R-1', 'N-9'))).toBe('already-received');
});

test('what the form asks is a question, and a warning is a remark', () => {
  addRequest(desk, { externalId: 'R-ASKED', status: 'CANCEL_REPLY' });
  addRequest(desk, { externalId: 'R-HILL', pickupDeskId: 2 });
  const rota = addRequest(desk, { externalId: 'R-TWO' });
  desk.raw.exec("INSERT INTO partner (id, code, name) VALUES (2, 'EAST', 'East College')");
  desk.raw
    .prepare(
      "INSERT INTO rota_line (request_id, position, partner_id, ended) VALUES (?, 1, 2, 'rejected'), (?, 2, 1, NULL)",
    )
    .run(rota, rota);
  addRequest(desk, { externalId: 'R-SENT', status: 'REQUEST_SENT' });
  expect(valueOf(look('R-ASKED', 'N-1')).question).toMatch(/^A cancellation was asked for/);
  // Of another library: it goes there, as in Receiving Items.
  expect(valueOf(look('R-HILL', 'N-1'))).toMatchObject({
    question: null,
    destination: { kind: 'in-transit' },
  });
  expect(valueOf(look('R-TWO', 'N-1')).question).toContain('East College or North University Library');
  const sent = valueOf(look('R-SENT', 'N-1'));
  expect(sent.question).toBeNull();
  expect(sent.remarks).toEqual([expect.stringContaining('not announced')]);
});
