import { expect, test } from 'vitest';
import { lettersService } from '../../../../../electron/main/desk/output/letters/letters.service.ts';
import { slipsService } from '../../../../../electron/main/desk/output/slips/slips.service.ts';
import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { renewedByPatron } from '../../../../../electron/main/desk/steps/outside-renewals.ts';
import type { CalendarDate, OpId, PartnerId, PatronId, RequestId } from '../../../../../shared/domain/ids.ts';
import { addItem, circulationOf, goTo, hilltop, main } from '../../../../support/circulation.ts';
import {
  day,
  type DecisionDesk,
  done,
  lake,
  north,
  openDecisionDesk,
  turnOfPartner,
  west,
} from '../../../../support/decision-desk.ts';
import { addRequest, newOpId } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { testWriter } from '../../../../support/letters.ts';
import { noPrinter } from '../../../../support/no-printer.ts';

const desk = forEachTest(openDecisionDesk);

const due = '2027-01-15';

/** The kind of the last logged step and what it saw. */
const lastSaw = (): unknown => {
  const row = desk.raw.prepare('SELECT kind, input FROM command_log ORDER BY seq DESC LIMIT 1').get() as {
    readonly kind: string;
    readonly input: string;
  };
  return [row.kind, (JSON.parse(row.input) as { readonly saw?: unknown }).saw];
};

const loansOf = (requestId: RequestId): { readonly loanId: number; readonly dueOn: string }[] =>
  desk.raw
    .prepare(
      `SELECT loan.id AS loanId, loan.due_on AS dueOn FROM loan JOIN item ON item.id = item_id
        WHERE request_id = ? AND ended_on IS NULL ORDER BY volume`,
    )
    .all(requestId) as { loanId: number; dueOn: string }[];

const itemOf = (requestId: RequestId): { readonly id: number; readonly barcode: string } =>
  desk.raw.prepare('SELECT id, barcode FROM item WHERE request_id = ? ORDER BY volume').get(requestId) as {
    id: number;
    barcode: string;
  };

const request = (status: string, more: Partial<Parameters<DecisionDesk['add']>[0]> = {}): RequestId =>
  desk.add({ externalId: `E-${status}`, status, ...more });

/** What a step saw of a turn that it changes. */
const turn = (requestId: RequestId, partner: PartnerId, state: string, more: object = {}) => ({
  turnId: turnOfPartner(desk, requestId, partner),
  state,
  cancellation: 'none',
  parcel: 'none',
  demand: 'none',
  dueOn: due,
  ...more,
});
const open = { wish: { cancelWish: null, endedAs: null }, volumes: [] };

test('receiving and its Done saw the status and the turn that they change', () => {
  const requestId = request('SHIPPED_PHYSICALLY', { volumes: 2 });
  const volume = { requestId, printSlip: false, notifyPatron: false, use: null };
  done(take(desk.context, 'receive', { opId: newOpId(), ...volume, barcode: 'V1', several: true }));
  // More is expected from it.
  expect(lastSaw()).toEqual(['receive', { status: 'SHIPPED_PHYSICALLY', turns: [] }]);
  const rest = 'not-wanted' as const;
  done(take(desk.context, 'finish-receiving', { opId: newOpId(), requestId, notifyPatron: false, rest }));
  expect(lastSaw()).toEqual([
    'finish-receiving',
    { status: 'RECEIVED_PHYSICALLY', turns: [turn(requestId, north, 'shipped')] },
  ]);
});

test('lending, returning and scanning in saw the item in hand, and the loan that a return ends', () => {
  const { lend, giveBack, scanIn } = circulationOf(desk);
  const requestId = addRequest(desk, { externalId: 'E1', status: 'RECEIVED_PHYSICALLY' });
  const itemId = addItem(desk, requestId, { barcode: 'B1', status: 'on-hold-shelf', deskId: main });
  const untilWhen = { dueOn: '2027-01-15', renewal: 'none' };
  done(lend('B1', 1 as PatronId));
  expect(lastSaw()).toEqual([
    'lend',
    {
      status: 'RECEIVED_PHYSICALLY',
      turns: [],
      item: { itemId, status: 'on-hold-shelf', deskId: main, ...untilWhen },
      loans: [],
    },
  ]);
  const loans = loansOf(requestId);
  goTo(desk, hilltop);
  desk.raw.prepare('UPDATE item SET owning_desk_id = ? WHERE id = ?').run(main, itemId);
  done(giveBack(itemId));
  expect(lastSaw()).toEqual([
    'return-at-other-desk',
    {
      status: 'LOANED',
      turns: [],
      item: { itemId, status: 'on-loan', deskId: main, ...untilWhen },
      loans,
    },
  ]);
  goTo(desk, main);
  done(scanIn('B1'));
  expect(lastSaw()).toEqual([
    'scan-in',
    {
      status: 'RETURNED_BY_PATRON',
      turns: [],
      item: { itemId, status: 'in-transit', deskId: hilltop, ...untilWhen },
      loans: [],
    },
  ]);
  done(giveBack(itemId));
  expect(lastSaw()).toEqual([
    'return',
    {
      status: 'RETURNED_BY_PATRON',
      turns: [],
      item: { itemId, status: 'returned-by-patron', deskId: main, ...untilWhen },
      loans: [],
    },
  ]);
});

test('renewals saw the loans and the volumes that they change', () => {
  const requestId = request('LOANED', { items: ['on-loan', 'on-loan'], volumes: 2 });
  const before = loansOf(requestId);
  done(desk.renew(requestId, '2027-03-01'));
  expect(lastSaw()).toMatchObject([
    'request-renewal',
    {
      status: 'LOANED',
      turns: [],
      volumes: [1, 2].map((itemId) => ({ itemId, dueOn: due, renewal: 'none' })),
      loans: before,
    },
  ]);
  desk.raw.prepare('UPDATE loan SET period_days = 200').run();
  const [first] = loansOf(requestId);
  done(desk.renewLoan(itemOf(requestId).id as never));
  expect(lastSaw()).toMatchObject(['renew-loan', { status: 'RENEWED', turns: [], loans: [first] }]);
  const [again] = loansOf(requestId);
  const { id, barcode } = itemOf(requestId);
  done(
    renewedByPatron(desk.context, {
      requestId,
      loans: [
        { itemId: id as never, barcode, loanedOn: day('2026-11-11'), dueOn: '2027-12-01' as CalendarDate },
      ],
      requestDueOn: null,
      partnerAgreed: true,
    }),
  );
  expect(lastSaw()).toMatchObject(['patron-renewal', { status: 'RENEWED', loans: [again] }]);
});

test('a renewal requested from the partner, and its answer, saw the volume’s open question and its loan', () => {
  const requestId = request('LOANED', { items: ['on-loan'], activePartner: west, rota: [west] });
  const loans = loansOf(requestId);
  done(desk.renew(requestId, '2027-03-01'));
  expect(lastSaw()).toMatchObject(['request-renewal', { volumes: [{ renewal: 'none' }], loans }]);
  done(desk.answer(requestId, { kind: 'renewed', dueOn: day('2027-03-01'), note: '' }));
  expect(lastSaw()).toMatchObject([
    'partner-answer',
    {
      status: 'RENEW_REQUESTED',
      turns: [],
      volumes: [{ renewal: 'asked', askedUntil: '2027-03-01', dueOn: due }],
      loans,
    },
  ]);
});

test('decisions saw the patron’s wish and the turns that they change, and no others', () => {
  const requestId = request('REQUEST_SENT', { rota: [north, lake] });
  const waiting = { dueOn: null };
  const steps: readonly (readonly [step: () => unknown, saw: unknown])[] = [
    [
      () => desk.answer(requestId, { kind: 'conditional', reason: 'Other', note: 'Care', replyBy: null }),
      ['partner-answer', { status: 'REQUEST_SENT', turns: [turn(requestId, north, 'asked')], ...open }],
    ],
    [
      () => desk.reply(requestId, false),
      [
        'conditional-reply',
        {
          status: 'CONDITIONAL',
          turns: [turn(requestId, north, 'conditional'), turn(requestId, lake, 'waiting', waiting)],
          ...open,
        },
      ],
    ],
    [
      () => desk.answer(requestId, { kind: 'shipped', dueOn: day('2027-02-01'), reason: '', note: '' }),
      [
        'partner-answer',
        { status: 'REQUEST_SENT', turns: [turn(requestId, lake, 'asked', waiting)], ...open },
      ],
    ],
    [
      () => desk.cancel(requestId),
      [
        'cancel',
        {
          status: 'SHIPPED_PHYSICALLY',
          turns: [turn(requestId, lake, 'shipped', { dueOn: '2027-02-01' })],
          ...open,
        },
      ],
    ],
  ];
  for (const [step, saw] of steps) {
    expect(step()).toMatchObject({ ok: true });
    expect(lastSaw()).toEqual(saw);
  }
});

test('a change of the rota and sending saw the turns that they change', () => {
  const requestId = request('REJECTED', { rota: [[north, 'rejected']] });
  done(desk.addPartners(requestId, lake));
  expect(lastSaw()).toEqual(['edit-rota', { status: 'REJECTED', turns: [], ...open }]);
  done(desk.send(requestId));
  const asked = turn(requestId, lake, 'waiting', { dueOn: null });
  expect(lastSaw()).toEqual(['send-request', { status: 'READY_TO_SEND', turns: [asked], ...open }]);
});

test('loss and damage saw the books and loans concerned', () => {
  const requestId = request('LOANED', { items: ['on-loan', 'on-loan'], volumes: 2 });
  const loans = loansOf(requestId);
  const items = [1, 2].map((itemId) => ({ itemId, status: 'on-loan', deskId: main }));
  done(desk.damaged(requestId));
  expect(lastSaw()).toEqual(['report-damaged', { status: 'LOANED', turns: [], items, loans }]);
  done(desk.lost(requestId));
  expect(lastSaw()).toEqual(['report-lost', { status: 'DAMAGED', turns: [], items, loans }]);
});

test('notes, field changes and undo saw the previous state of the request', () => {
  const requestId = request('REQUEST_SENT');
  const saw = { status: 'REQUEST_SENT', turns: [] };
  done(take(desk.context, 'add-note', { opId: newOpId(), requestId, text: 'Look here', active: true }));
  expect(lastSaw()).toEqual(['add-note', saw]);
  const noteId = desk.raw.prepare('SELECT max(id) FROM request_note').pluck().get() as number;
  const { opId } = done(take(desk.context, 'dismiss-note', { opId: newOpId(), requestId, noteId }));
  expect(lastSaw()).toEqual(['dismiss-note', saw]);
  const fields = {
    title: 'The Voyage of the Beagle',
    author: 'Darwin, C.',
    format: 'physical',
    patronId: 1 as PatronId,
    pickupDeskId: main,
    volumes: null,
    circulationNote: '',
  } as const;
  done(take(desk.context, 'edit-request', { opId: newOpId(), requestId, fields }));
  expect(lastSaw()).toEqual(['edit-request', { ...saw, ...open }]);
  done(desk.undo(opId));
  expect(lastSaw()).toMatchObject(['undo', { status: 'REQUEST_SENT' }]);
});

test('printing saw the request of the slip or letter', () => {
  const requestId = request('SHIPPED_PHYSICALLY');
  const slips = slipsService(desk.context, noPrinter);
  const letters = lettersService(desk.context, { writer: testWriter(desk), tryNow: () => undefined });
  const printed = { status: 'SHIPPED_PHYSICALLY' };
  const { id } = done(take(desk.context, 'print-return-slip', { opId: newOpId(), requestId }));
  expect(lastSaw()).toMatchObject(['print-return-slip', printed]);
  done(slips.reprint({ opId: newOpId(), jobId: id }));
  expect(lastSaw()).toEqual(['reprint-slip', printed]);
  done(slips.printTest({ opId: newOpId() }));
  expect(lastSaw()).toEqual(['print-test-slip', undefined]);
  const volume = { requestId, barcode: 'V1', several: false, printSlip: false, use: null };
  done(take(desk.context, 'receive', { opId: newOpId(), ...volume, notifyPatron: true }));
  const received = { status: 'RECEIVED_PHYSICALLY' };
  done(slips.printOf({ opId: newOpId(), requestId }));
  expect(lastSaw()).toEqual(['print-slips', received]);
  const letterId = desk.raw.prepare('SELECT max(id) FROM outbox').pluck().get() as number;
  done(letters.print({ opId: newOpId(), id: letterId }));
  expect(lastSaw()).toEqual(['print-letter', received]);
});

test('a repeated step gets its first answer even if the request has changed since; with another input it does not', () => {
  const requestId = request('REQUEST_SENT');
  const input = { opId: newOpId(), requestId, text: 'Look here', active: true };
  const first = done(take(desk.context, 'add-note', input));
  done(desk.answer(requestId, { kind: 'will-supply', note: '' }));
  expect(take(desk.context, 'add-note', input)).toEqual({ ok: true, value: first });
  const other = take(desk.context, 'add-note', { ...input, text: 'Look there' });
  expect(other.ok ? null : other.error.code).toBe('operation-mismatch');
  expect(desk.raw.prepare('SELECT count(*) FROM request_note').pluck().get()).toBe(1);
  const opId: OpId = input.opId;
  expect(desk.raw.prepare('SELECT count(*) FROM command_log WHERE op_id = ?').pluck().get(opId)).toBe(1);
});
