import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { expect, test } from 'vitest';
import { receivingService } from '../../../../../electron/main/desk/queries/receiving/receiving.service.ts';
import { addRequest, dumpState, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { listTurns } from '../../../../../electron/main/desk/store/turns.queries.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { receivingAt } from '../../../../support/receiving.ts';
import { codeOf, valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);

const look = (identifier: string, barcode: string | null = null, listed = 0) =>
  receivingService(desk.context).look({ identifier, barcode, listed });

test('previews an identifier and its item as Receiving Items would receive them, and changes nothing', () => {
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

test('what Receiving Items refuses is refused with its code, including too many volumes for the list', () => {
  const requestId = addRequest(desk, { externalId: 'R-1', volumes: 1 });
  addRequest(desk, { externalId: 'R-2' });
  expect(codeOf(look('NOWHERE'))).toBe('identifier-unknown');
  expect(codeOf(look('R-1', 'R-2'))).toBe('identifier-not-barcode');
  expect(codeOf(look('R-1', 'N-2', 1))).toBe('volume-unexpected');
  valueOf(
    receivingAt(() => desk).receive({ requestId, barcode: 'N-1', printSlip: false, notifyPatron: false }),
  );
  expect(codeOf(look('R-2', 'N-1'))).toBe('barcode-in-use');
});

test('the form’s choice is a question, and a warning is a remark', () => {
  addRequest(desk, { externalId: 'R-ASKED', status: 'CANCEL_REPLY' });
  addRequest(desk, { externalId: 'R-HILL', pickupDeskId: 2 });
  const rota = addRequest(desk, { externalId: 'R-TWO' });
  desk.raw.exec("INSERT INTO partner (id, code, name) VALUES (2, 'EAST', 'East College')");
  desk.raw
    .prepare("INSERT INTO turn (request_id, position, partner_id, state) VALUES (?, 2, 2, 'rejected')")
    .run(rota);
  desk.raw.prepare("UPDATE turn SET state = 'asked' WHERE request_id = ? AND position = 1").run(rota);
  addRequest(desk, { externalId: 'R-SENT', status: 'REQUEST_SENT' });
  expect(valueOf(look('R-ASKED', 'N-1')).question).toMatch(/^R-ASKED is being cancelled/);
  // A request of another library: it is sent there, as in Receiving Items.
  expect(valueOf(look('R-HILL', 'N-1'))).toMatchObject({
    question: null,
    destination: { kind: 'in-transit' },
  });
  expect(valueOf(look('R-TWO', 'N-1')).question).toContain('North University Library or East College');
  const sent = valueOf(look('R-SENT', 'N-1'));
  expect(sent.question).toBeNull();
  expect(sent.remarks).toEqual([expect.stringContaining('isn’t marked as shipped')]);
});

test('of a request that no partner was sent, the warning does not speak of a partner’s silence', () => {
  const notSent = [expect.stringMatching(/^This request hasn’t been sent to a partner yet\./)];
  addRequest(desk, { externalId: 'R-NEW', status: 'REQUEST_CREATED_BOR' });
  const requestId = addRequest(desk, { externalId: 'R-READY', status: 'READY_TO_SEND' });
  expect(valueOf(look('R-NEW', 'N-1')).remarks).toEqual(notSent);
  expect(valueOf(look('R-READY', 'N-1')).remarks).toEqual(notSent);
  // Sent by staff, but its letter has not left: the status says that it was sent.
  valueOf(take(desk.context, 'send-request', { opId: newOpId(), requestId, asOf: null, note: '' }));
  expect(valueOf(look('R-READY', 'N-1')).remarks).toEqual(notSent);
});

const open = (code: string) => valueOf(receivingService(desk.context).open({ code }));

test('an unexpected parcel first asks what to do with it, in the form and in the list', () => {
  addRequest(desk, { externalId: 'R-OVER', status: 'CANCELLED' });
  addRequest(desk, { externalId: 'R-ASKED', status: 'CANCEL_REPLY' });
  const requestId = addRequest(desk, { externalId: 'R-1' });
  valueOf(
    receivingAt(() => desk).receive({ requestId, barcode: 'N-1', printSlip: false, notifyPatron: false }),
  );
  for (const [code, position, forPatron] of [
    ['R-OVER', 'over', null],
    ['R-ASKED', 'cancelling', 'Still wanted'],
    ['R-1', 'filled', 'Add another volume'],
  ] as const) {
    const form = open(code);
    expect([form.position, form.choice?.forPatron]).toEqual([position, forPatron]);
    expect(valueOf(look(code, 'N-9')).question).toBe(form.choice?.why);
  }
});

test('items going back do not count as expected volumes', () => {
  const requestId = addRequest(desk, { externalId: 'R-1', status: 'REQUEST_COMPLETED', volumes: 1 });
  valueOf(
    receivingAt(() => desk).receive({
      requestId,
      barcode: 'N-1',
      printSlip: false,
      notifyPatron: false,
      use: 'goes-back',
    }),
  );
  const { position, received, request } = open('R-1');
  expect([position, request.volumesReceived, received.map(({ use }) => use)]).toEqual([
    'over',
    0,
    ['goes-back'],
  ]);
});

test('the sender is chosen automatically only where it is certain, each with its conditions and due date', () => {
  desk.raw.exec("INSERT INTO partner (id, code, name) VALUES (2, 'EAST', 'East College')");
  const requestId = addRequest(desk, { externalId: 'R-TWO' });
  desk.raw
    .prepare(
      "INSERT INTO turn (request_id, position, partner_id, state, due_on) VALUES (?, 2, 2, 'rejected', '2027-02-02')",
    )
    .run(requestId);
  const [north, east] = listTurns(desk.context.db, requestId).map(({ id }) => id);
  desk.raw
    .prepare(
      "INSERT INTO turn_condition (request_id, turn_id, reason, answer) VALUES (?, ?, 'LibraryUseOnly', 'no')",
    )
    .run(requestId, east);
  expect(open('R-TWO')).toMatchObject({
    position: 'begin',
    choice: null,
    unambiguousSender: north,
    warning: null,
    senders: [
      { turnId: north, name: 'North University Library', useConditions: [], dueOn: '2027-01-15' },
      { turnId: east, name: 'East College', useConditions: ['Library use only'], dueOn: '2027-02-02' },
    ],
  });
  desk.raw.prepare("UPDATE turn SET state = 'asked' WHERE id = ?").run(north);
  const asked = open('R-TWO');
  expect(asked.unambiguousSender).toBeNull();
  expect(asked.warning).toContain('choose who sent it');
});

test('the form of an item that was lost says how its partner is notified: by a letter or by hand', () => {
  const requestId = addRequest(desk, { externalId: 'R-1' });
  valueOf(
    take(desk.context, 'report-lost', {
      opId: newOpId(),
      requestId,
      asOf: null,
      itemId: null,
      parcel: true,
      note: '',
    }),
  );
  const warning = (): string | null => valueOf(receivingService(desk.context).open({ code: 'R-1' })).warning;
  desk.raw.exec("UPDATE partner SET email = 'ill@north.example'");
  expect(warning()).toBe(
    'It was reported lost, and now it’s here. North University Library will be notified that the item arrived.',
  );
  desk.raw.exec("UPDATE partner SET email = ''");
  expect(warning()).toBe(
    'It was reported lost, and now it’s here. Notify North University Library yourself that the item arrived (no e-mail address; the letter is under Contact by hand).',
  );
});
