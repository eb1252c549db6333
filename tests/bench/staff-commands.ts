import type { CalendarDate, DeskId, ItemId, OpId, PatronId, RequestId } from '../../shared/domain/ids.ts';
import type { PartnerAnswer } from '../../shared/ipc/input-shapes.ts';
import type { AskedStep } from '../../shared/ipc/step-inputs.ts';

/** A request for a command; the item is its first one, if it has any. */
export type Target = {
  readonly requestId: RequestId;
  readonly itemId: ItemId;
  readonly barcode: string;
  readonly patronId: PatronId;
  readonly noteId: number;
  readonly number: number;
};

/** A command of staff, on requests of the generated library. */
export type StaffCommand = {
  readonly name: string;
  /** The condition for requests (SQL over request, item, partner). */
  readonly on: string;
  /** Preparations, written directly to the rows of each request. */
  readonly first?: readonly string[];
  readonly asked: (target: Target, opId: OpId) => AskedStep;
  /** False if the command cannot be undone. */
  readonly undone?: false;
};

/** The first two desks of the generated library; desk 1 comes from the very first start. */
export const here = 2 as DeskId;
const elsewhere = 3 as DeskId;
const later = '2028-03-01' as CalendarDate;
const lent = "request.status = 'LOANED' AND renews_automatically = 1";
const onShelf = `request.status = 'RECEIVED_PHYSICALLY' AND item.status = 'on-hold-shelf' AND item.desk_id = ${here}`;
const inTransit = (to: number): string =>
  `UPDATE item SET status = 'in-transit', destination_desk_id = ${to}, shelved_at = NULL, hold_until = NULL WHERE id = @itemId`;

const answered = (
  name: string,
  on: string,
  answer: PartnerAnswer,
  first?: readonly string[],
): StaffCommand => ({
  name: `partner’s answer: ${name}`,
  on,
  ...(first && { first }),
  asked: ({ requestId }, opId) => ({
    kind: 'partner-answer',
    input: { opId, requestId, asOf: null, answer },
  }),
});

const cancelled = (name: string, on: string): StaffCommand => ({
  name,
  on,
  asked: ({ requestId }, opId) => ({
    kind: 'cancel',
    input: {
      opId,
      requestId,
      asOf: null,
      reason: 'NO_LONGER_NEEDED',
      note: 'Found in the stacks',
      notifyPatron: true,
      requestedBy: 'staff',
    },
  }),
});

const replied = (accept: boolean): StaffCommand => ({
  name: `conditional reply ${accept ? 'yes' : 'no'}`,
  on: "request.status = 'CONDITIONAL'",
  asked: ({ requestId }, opId) => ({
    kind: 'conditional-reply',
    input: { opId, requestId, asOf: null, accept, note: 'As agreed', withoutNote: false },
  }),
});

const renewalAsked = [
  "UPDATE request SET status = 'RENEW_REQUESTED', renewal = 'asked' WHERE id = @requestId",
  `UPDATE item SET renewal = 'asked', renewal_at = received_at, renewal_until = '${later}' WHERE id = @itemId`,
  `UPDATE loan SET renewal_due_on = '${later}' WHERE item_id = @itemId`,
];

const received =
  (several: boolean) =>
  (target: Target, opId: OpId): AskedStep => ({
    kind: 'receive',
    input: {
      opId,
      requestId: target.requestId,
      barcode: `CMD-${target.number}`,
      several,
      printSlip: true,
      notifyPatron: true,
      use: null,
    },
  });

const setBegun = [
  'UPDATE request SET volumes_expected = 3, receiving_open = 1 WHERE id = @requestId',
  "UPDATE turn SET state = 'shipped' WHERE id = (SELECT turn_id FROM item WHERE id = @itemId)",
];

const circulation: readonly StaffCommand[] = [
  { name: 'receive', on: "request.status = 'SHIPPED_PHYSICALLY'", asked: received(false) },
  { name: 'receive a further volume', on: onShelf, first: setBegun, asked: received(true) },
  {
    name: 'done',
    on: onShelf,
    first: setBegun,
    asked: ({ requestId }, opId) => ({
      kind: 'finish-receiving',
      input: { opId, requestId, notifyPatron: true, rest: 'coming' },
    }),
  },
  {
    name: 'end set',
    on: onShelf,
    first: setBegun,
    asked: ({ requestId }, opId) => ({
      kind: 'end-set',
      input: { opId, requestId, asOf: null, rest: 'not-wanted' },
    }),
  },
  {
    name: 'lend',
    on: onShelf,
    asked: ({ patronId, barcode }, opId) => ({ kind: 'lend', input: { opId, patronId, code: barcode } }),
  },
  {
    name: 'renew from the patron’s loans',
    on: lent,
    asked: ({ itemId }, opId) => ({ kind: 'renew-loan', input: { opId, itemId } }),
  },
  {
    name: 'return',
    on: lent,
    asked: ({ itemId }, opId) => ({ kind: 'return', input: { opId, itemId } }),
  },
  {
    name: 'send to the owning desk',
    on: lent,
    first: [`UPDATE item SET owning_desk_id = ${elsewhere} WHERE id = @itemId`],
    asked: ({ itemId }, opId) => ({ kind: 'return', input: { opId, itemId } }),
  },
  {
    name: 'scan in: to the shelf',
    on: `${onShelf} AND pickup_desk_id = ${here}`,
    first: [inTransit(here)],
    asked: ({ barcode }, opId) => ({ kind: 'scan-in', input: { opId, code: barcode } }),
  },
  {
    name: 'scan in: on its way',
    on: `${onShelf} AND pickup_desk_id = ${elsewhere}`,
    first: [inTransit(elsewhere)],
    asked: ({ barcode }, opId) => ({ kind: 'scan-in', input: { opId, code: barcode } }),
  },
];

const fulfillment: readonly StaffCommand[] = [
  ...[true, false].map((renews) => ({
    name: `request renewal, ${renews ? 'renewed at once' : 'the partner is asked'}`,
    on: renews ? lent : "request.status = 'LOANED' AND renews_automatically = 0",
    asked: ({ requestId }: Target, opId: OpId): AskedStep => ({
      kind: 'request-renewal',
      input: { opId, requestId, asOf: null, dueOn: later, itemIds: null },
    }),
  })),
  replied(true),
  replied(false),
  cancelled('cancel', "request.status = 'REQUEST_SENT' AND cancel_needs_consent = 0"),
  cancelled('cancel, the partner must agree', "request.status = 'REQUEST_SENT' AND cancel_needs_consent = 1"),
  {
    name: 'send',
    on: "request.status = 'READY_TO_SEND'",
    asked: ({ requestId }, opId) => ({
      kind: 'send-request',
      input: { opId, requestId, asOf: null, note: '' },
    }),
  },
  {
    name: 'add partners',
    on: "request.status = 'REJECTED' AND request.partner_id > 3",
    asked: ({ requestId }, opId) => ({
      kind: 'edit-rota',
      input: { opId, requestId, asOf: null, waiting: [{ partnerId: 1 }, { partnerId: 2 }] as never },
    }),
  },
  ...(['report-lost', 'report-damaged'] as const).map((kind) => ({
    name: kind === 'report-lost' ? 'report lost' : 'report damaged',
    on: lent,
    asked: ({ requestId, itemId }: Target, opId: OpId): AskedStep => ({
      kind,
      input: { opId, requestId, asOf: null, itemId, note: 'Seen at the desk' },
    }),
  })),
  {
    name: 'print a return slip',
    on: "request.status = 'CANCELLED'",
    asked: ({ requestId }, opId) => ({ kind: 'print-return-slip', input: { opId, requestId } }),
    undone: false,
  },
];

const answers: readonly StaffCommand[] = [
  answered('will supply', "request.status = 'REQUEST_SENT'", { kind: 'will-supply', note: '' }),
  answered('conditional', "request.status = 'REQUEST_SENT'", {
    kind: 'conditional',
    reason: 'LibraryUseOnly',
    note: 'Reading room only',
    replyBy: null,
  }),
  answered('shipped', "request.status = 'WILL_SUPPLY'", {
    kind: 'shipped',
    dueOn: later,
    reason: '',
    note: '',
  }),
  answered('rejected', "request.status = 'REQUEST_SENT'", { kind: 'rejected', note: 'On loan' }),
  answered('renewed', lent, { kind: 'renewed', dueOn: later, note: '' }, renewalAsked),
  answered('renewal refused', lent, { kind: 'renewal-refused', note: 'Wanted here' }, renewalAsked),
  answered('overdue', lent, { kind: 'overdue', note: '' }),
  answered('recalled', lent, { kind: 'recalled', backBy: later, note: '' }),
  answered('cancellation accepted', "request.status = 'CANCEL_REPLY'", { kind: 'cancel-accepted', note: '' }),
  answered('checked in', "request.status = 'RETURNED_TO_PARTNER'", { kind: 'checked-in', note: '' }),
];

const fieldsOf = (target: Target) => ({
  title: `The Voyage of the Beagle, part ${target.number}`,
  author: 'Darwin, Charles',
  format: 'physical',
  patronId: target.patronId,
  pickupDeskId: here,
  volumes: 1,
  circulationNote: '',
});

const records: readonly StaffCommand[] = [
  {
    name: 'note added',
    on: "request.status = 'LOANED'",
    asked: ({ requestId }, opId) => ({
      kind: 'add-note',
      input: { opId, requestId, text: 'The cover is loose', active: true },
    }),
  },
  {
    name: 'note dealt with',
    on: 'active_notes > 0',
    asked: ({ requestId, noteId }, opId) => ({ kind: 'dismiss-note', input: { opId, requestId, noteId } }),
  },
  {
    name: 'new request',
    on: "request.status = 'LOANED'",
    asked: (target, opId) => ({
      kind: 'create-request',
      input: { opId, externalId: '', fields: fieldsOf(target), partnerIds: [1, 2] as never },
    }),
    undone: false,
  },
  {
    name: 'request changed',
    on: "request.status = 'READY_TO_SEND'",
    asked: (target, opId) => ({
      kind: 'edit-request',
      input: { opId, requestId: target.requestId, fields: fieldsOf(target) },
    }),
  },
];

/** Every command of staff on a request. */
export const staffCommands: readonly StaffCommand[] = [
  ...circulation,
  ...fulfillment,
  ...answers,
  ...records,
];
