import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cancellingService } from '../../../electron/main/desk/lifecycle/cancelling/cancelling.service.ts';
import { conditionsService } from '../../../electron/main/desk/lifecycle/conditions/conditions.service.ts';
import { partnerAnswersService } from '../../../electron/main/desk/lifecycle/partner-answers/partner-answers.service.ts';
import { loansService } from '../../../electron/main/desk/circulation/lending/lending.service.ts';
import { receivingService } from '../../../electron/main/desk/circulation/receiving/receiving.service.ts';
import { renewingService } from '../../../electron/main/desk/lifecycle/renewing/renewing.service.ts';
import { notesService } from '../../../electron/main/desk/requests/notes.service.ts';
import { returningService } from '../../../electron/main/desk/circulation/returning/returning.service.ts';
import { sendingService } from '../../../electron/main/desk/lifecycle/sending/sending.service.ts';
import { undoService } from '../../../electron/main/desk/history/undo.service.ts';
import { transitService } from '../../../electron/main/desk/circulation/scan-in/scan-in.service.ts';
import { lossAndDamageService } from '../../../electron/main/desk/lifecycle/loss-and-damage/loss-and-damage.service.ts';
import type { CalendarDate, ItemId, OpId, PatronId, RequestId } from '../../../shared/domain/ids.ts';
import { requestStatusCodes } from '../../../shared/domain/request-status.ts';
import type { PartnerAnswer } from '../../../shared/ipc/calls/partner-answers.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import type { TestDesk } from '../../support/desk.ts';
import { lifeRuns } from '../../support/life-runs.ts';
import { addItem } from '../../support/circulation.ts';
import { addRequest, dumpState, newOpId, openTestDesk } from '../../support/desk.ts';
import { playLots } from '../../support/lots.ts';

let desk: TestDesk;
let minute = 0;
let number = 0;
beforeEach(() => {
  desk = openTestDesk();
  minute = 0;
  // What is asked here is what is stored, not whether it outlives a power cut.
  desk.raw.pragma('synchronous = OFF');
  desk.raw.exec(`
    INSERT INTO partner (id, code, name, renews_automatically, cancel_needs_consent) VALUES (2, 'WEST', 'West College', 0, 1);
  `);
});
afterEach(() => desk.close());

const dueOn = '2027-03-01' as CalendarDate;
const patronId = 1 as PatronId;
const answers: readonly PartnerAnswer[] = [
  { kind: 'will-supply', note: '' },
  { kind: 'conditional', reason: 'LibraryUseOnly', note: 'Here only', replyBy: null },
  { kind: 'shipped', dueOn, reason: '', note: '' },
  { kind: 'rejected', note: '' },
  { kind: 'expired', note: '' },
  { kind: 'cancel-accepted', note: '' },
  { kind: 'cancel-refused', note: '' },
  { kind: 'renewed', dueOn, note: '' },
  { kind: 'renewal-refused', note: 'Wanted here' },
  { kind: 'patron-renewed', dueOn, note: '' },
  { kind: 'overdue', note: '' },
  { kind: 'recalled', note: '' },
  { kind: 'checked-in', note: '' },
  { kind: 'settled', note: '' },
  { kind: 'not-arrived', itemId: null, note: '' },
];

type Try = (requestId: RequestId, opId: OpId, pick: number) => Result<unknown>;

const anyItem = (requestId: RequestId, pick: number): { readonly id: ItemId; readonly barcode: string } => {
  const items = desk.raw.prepare('SELECT id, barcode FROM item WHERE request_id = ?').all(requestId) as {
    id: ItemId;
    barcode: string;
  }[];
  return items[pick % Math.max(1, items.length)] ?? { id: 999_999 as ItemId, barcode: 'NOTHING' };
};

/** Everything that staff can try on a request, whether it is allowed or not. */
const tries: Readonly<Record<string, Try>> = {
  receive: (requestId, opId, pick) =>
    receivingService(desk.context).receive({
      opId,
      requestId,
      barcode: `B${requestId}-${pick % 4}`,
      several: pick % 2 === 0,
      printSlip: pick % 3 > 0,
      notifyPatron: true,
      unexpected: pick % 5 === 0,
    }),
  finish: (requestId, opId) => receivingService(desk.context).finish({ opId, requestId, notifyPatron: true }),
  lend: (requestId, opId, pick) =>
    loansService(desk.context).lend({ opId, patronId, code: anyItem(requestId, pick).barcode }),
  renewLoan: (requestId, opId, pick) =>
    renewingService(desk.context).renewLoan({ opId, itemId: anyItem(requestId, pick).id }),
  renew: (requestId, opId, pick) =>
    renewingService(desk.context).renewRequest({
      opId,
      requestId,
      asOf: null,
      dueOn,
      itemId: pick % 3 === 0 ? anyItem(requestId, pick).id : null,
    }),
  return: (requestId, opId, pick) =>
    returningService(desk.context).return({ opId, itemId: anyItem(requestId, pick).id }),
  scanIn: (requestId, opId, pick) =>
    transitService(desk.context).scanIn({ opId, code: anyItem(requestId, pick).barcode }),
  reply: (requestId, opId, pick) =>
    conditionsService(desk.context).reply({
      opId,
      requestId,
      asOf: null,
      accept: pick % 2 === 0,
      note: 'Agreed',
      withoutNote: false,
    }),
  cancel: (requestId, opId, pick) => {
    const result = cancellingService(desk.context).cancel({
      requests: [{ opId, requestId, asOf: null }],
      reason: 'NO_LONGER_NEEDED',
      note: '',
      notifyPatron: pick % 2 === 0,
      requestedBy: pick % 3 === 0 ? 'patron' : 'staff',
    });
    const one = result.ok ? result.value[0] : undefined;
    return one?.ok === false ? ({ ok: false, error: one } as unknown as Result<unknown>) : result;
  },
  answer: (requestId, opId, pick) =>
    partnerAnswersService(desk.context).record({
      opId,
      requestId,
      asOf: null,
      answer: answers[pick % answers.length]!,
    }),
  send: (requestId, opId) => sendingService(desk.context).send({ opId, requestId, asOf: null, note: '' }),
  addPartners: (requestId, opId, pick) =>
    sendingService(desk.context).addPartners({
      opId,
      requestId,
      asOf: null,
      partnerIds: [(pick % 2) + 1] as never,
    }),
  lost: (requestId, opId, pick) =>
    lossAndDamageService(desk.context).reportLost({
      opId,
      requestId,
      asOf: null,
      itemId: pick % 2 === 0 ? null : anyItem(requestId, pick).id,
      note: '',
    }),
  damaged: (requestId, opId, pick) =>
    lossAndDamageService(desk.context).reportDamaged({
      opId,
      requestId,
      asOf: null,
      itemId: pick % 2 === 0 ? null : anyItem(requestId, pick).id,
      note: 'Wet',
    }),
  note: (requestId, opId, pick) =>
    notesService(desk.context).addNote({ opId, requestId, text: 'Look here', active: pick % 2 === 0 }),
  dismiss: (requestId, opId) => {
    const noteId = desk.raw
      .prepare('SELECT id FROM request_note WHERE request_id = ? AND active = 1')
      .pluck()
      .get(requestId) as number | undefined;
    return notesService(desk.context).dismissNote({ opId, requestId, noteId: noteId ?? 999_999 });
  },
};
/** Receiving, lending and returning more often: without items nothing else has much to do. */
const tryNames = [...Object.keys(tries), 'receive', 'receive', 'lend', 'return', 'return', 'return'];

const tick = (): void => desk.setNow(new Date(Date.UTC(2026, 10, 25, 8, minute++)).toISOString());

/** Tries one thing; whatever is refused must have changed nothing. */
const attempt = (requestId: RequestId, name: string, pick: number): OpId | null => {
  tick();
  const opId = newOpId();
  const before = dumpState(desk);
  const result = tries[name]!(requestId, opId, pick);
  if (result.ok) return desk.raw.prepare('SELECT 1 FROM command_log WHERE op_id = ?').get(opId) ? opId : null;
  expect(dumpState(desk), `${name} was refused: ${result.error.message}`).toEqual(before);
  expect(result.error.message.length).toBeGreaterThan(15);
  return null;
};

const isUndone = (opId: OpId): boolean =>
  desk.raw.prepare('SELECT undone_by FROM command_log WHERE op_id = ?').pluck().get(opId) !== null;

/** Takes a step back, unless another undo took it already or a later step stands on it: then nothing may change. */
const takeBack = (opId: OpId): void => {
  if (isUndone(opId)) return;
  tick();
  const before = dumpState(desk);
  const result = undoService(desk.context).undo({ opId: newOpId(), undoes: opId });
  if (result.ok) return;
  expect(['undo-later-step', 'undo-unknown']).toContain(result.error.code);
  expect(dumpState(desk)).toEqual(before);
};

const runs = lifeRuns(60);
const startFrom = [
  'READY_TO_SEND',
  'REQUEST_SENT',
  'CONDITIONAL',
  'SHIPPED_PHYSICALLY',
  'REJECTED',
  'RETURNED_TO_PARTNER',
  'REPORT_LOST',
];
const life = fc.record({
  volumes: fc.constantFrom(null, 1, 2, 3),
  start: fc.constantFrom(...startFrom),
  pickupDeskId: fc.constantFrom(1, 2, 3),
  lender: fc.constantFrom(1, 2),
  moves: fc.array(fc.record({ name: fc.constantFrom(...tryNames), pick: fc.nat(), desk: fc.nat(9) }), {
    minLength: 10,
    maxLength: 60,
  }),
  order: fc.array(fc.nat(), { minLength: 1, maxLength: 60 }),
});

const begin = (values: { volumes: number | null; start: string; pickupDeskId: number; lender: number }) => {
  number += 1;
  const requestId = addRequest(desk, {
    externalId: `W${number}`,
    status: values.start,
    volumes: values.volumes,
    pickupDeskId: values.pickupDeskId,
  });
  desk.raw.prepare('UPDATE request SET active_partner_id = ? WHERE id = ?').run(values.lender, requestId);
  const line = desk.raw.prepare('INSERT INTO rota_line (request_id, position, partner_id) VALUES (?, ?, ?)');
  line.run(requestId, 1, values.lender);
  line.run(requestId, 2, 3 - values.lender);
  // What came of it has gone back, or is lost; of a set more may come.
  if (values.start === 'RETURNED_TO_PARTNER' || values.start === 'REPORT_LOST')
    addItem(desk, requestId, {
      barcode: `B${requestId}-0`,
      status: values.start === 'REPORT_LOST' ? 'lost' : 'returned-to-partner',
    });
  if (values.start === 'CONDITIONAL')
    desk.raw
      .prepare("INSERT INTO request_condition (request_id, reason, partner_id) VALUES (?, 'Other', ?)")
      .run(requestId, values.lender);
  return requestId;
};

const standAt = (deskId: number): void => void desk.context.session.chooseDesk(deskId as never);

/** Plays the moves of a life; now and then at another desk. */
const play = (
  requestId: RequestId,
  moves: readonly { name: string; pick: number; desk: number }[],
): OpId[] => {
  const steps: OpId[] = [];
  for (const move of moves) {
    standAt(move.desk === 9 ? 2 : 1);
    const opId = attempt(requestId, move.name, move.pick);
    if (opId) steps.push(opId);
  }
  standAt(1);
  return steps;
};

test(
  'a life of any legal steps, undone from its end, leaves the database as it was, row for row',
  () => {
    playLots(
      fc.property(life, ({ moves, ...values }) => {
        const requestId = begin(values);
        const before = dumpState(desk);
        const steps = play(requestId, moves);
        expect(requestStatusCodes).toContain(
          desk.raw.prepare('SELECT status FROM request WHERE id = ?').pluck().get(requestId),
        );
        for (const opId of steps.reverse()) {
          takeBack(opId);
          expect(isUndone(opId), 'the newest step can always be taken back').toBe(true);
        }
        expect(dumpState(desk)).toEqual(before);
      }),
      runs,
    );
  },
  120_000 + runs.numRuns * 500,
);

test(
  'taken back in any order, each undo is either done or refused without a trace, and the end is the same',
  () => {
    playLots(
      fc.property(life, ({ moves, order, ...values }) => {
        const requestId = begin(values);
        const before = dumpState(desk);
        const steps = play(requestId, moves);
        for (let turn = 0; turn < steps.length * 2; turn += 1)
          takeBack(steps[order[turn % order.length]! % steps.length]!);
        for (const opId of steps.reverse()) takeBack(opId);
        expect(steps.every(isUndone)).toBe(true);
        expect(dumpState(desk)).toEqual(before);
      }),
      runs,
    );
  },
  120_000 + runs.numRuns * 500,
);
