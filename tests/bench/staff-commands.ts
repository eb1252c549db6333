import type { CalendarDate, DeskId, ItemId, OpId, PatronId, RequestId } from '../../shared/domain/ids.ts';
import type { PartnerAnswer } from '../../shared/ipc/input-shapes.ts';
import { refuse, type Result } from '../../shared/ipc/result.ts';
import type { DeskCopy } from './desk-copy.ts';

/** A request on which a command is taken; the item is its first one, if it has any. */
export type Target = {
  readonly requestId: RequestId;
  readonly itemId: ItemId;
  readonly barcode: string;
  readonly patronId: PatronId;
  readonly noteId: number;
  readonly number: number;
};

/** A command that staff take, on requests of the generated library. */
export type StaffCommand = {
  readonly name: string;
  /** Which requests it can be taken on (SQL over request, item, partner). */
  readonly on: string;
  /** What has to be so beforehand, written straight into the rows of each request. */
  readonly first?: readonly string[];
  readonly take: (desk: DeskCopy, target: Target, opId: OpId) => Result<unknown>;
  /** False for what cannot be taken back. */
  readonly undone?: false;
};

/** The first two desks of the generated library; the one before them is that of the very first start. */
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
  take: (desk, { requestId }, opId) => desk.partnerAnswers.record({ opId, requestId, asOf: null, answer }),
});

const cancelled = (name: string, on: string): StaffCommand => ({
  name,
  on,
  take: (desk, { requestId }, opId) => {
    const result = desk.cancelling.cancel({
      requests: [{ opId, requestId, asOf: null }],
      reason: 'NO_LONGER_NEEDED',
      note: 'Found in the stacks',
      notifyPatron: true,
      requestedBy: 'staff',
    });
    const one = result.ok ? result.value[0] : undefined;
    return one?.ok === false ? refuse('status-forbids', one.message) : result;
  },
});

const replied = (accept: boolean): StaffCommand => ({
  name: `conditional reply ${accept ? 'yes' : 'no'}`,
  on: "request.status = 'CONDITIONAL'",
  take: (desk, { requestId }, opId) =>
    desk.conditions.reply({ opId, requestId, asOf: null, accept, note: 'As agreed', withoutNote: false }),
});

const renewalAsked = [
  "UPDATE request SET status = 'RENEW_REQUESTED', renewal = 'asked' WHERE id = @requestId",
  `UPDATE item SET renewal = 'asked', renewal_at = received_at, renewal_until = '${later}' WHERE id = @itemId`,
  `UPDATE loan SET renewal_due_on = '${later}' WHERE item_id = @itemId`,
];

const received = (several: boolean) => (desk: DeskCopy, target: Target, opId: OpId) =>
  desk.receiving.receive({
    opId,
    requestId: target.requestId,
    barcode: `CMD-${target.number}`,
    several,
    printSlip: true,
    notifyPatron: true,
    unexpected: false,
  });

const setBegun = ['UPDATE request SET volumes_expected = 3, receiving_open = 1 WHERE id = @requestId'];

const circulation: readonly StaffCommand[] = [
  { name: 'receive', on: "request.status = 'SHIPPED_PHYSICALLY'", take: received(false) },
  { name: 'receive a further volume', on: onShelf, first: setBegun, take: received(true) },
  {
    name: 'done',
    on: onShelf,
    first: setBegun,
    take: (desk, { requestId }, opId) => desk.receiving.finish({ opId, requestId, notifyPatron: true }),
  },
  {
    name: 'lend',
    on: onShelf,
    take: (desk, { patronId, barcode }, opId) => desk.loans.lend({ opId, patronId, code: barcode }),
  },
  {
    name: 'renew from the patron’s loans',
    on: lent,
    take: (desk, { itemId }, opId) => desk.renewing.renewLoan({ opId, itemId }),
  },
  {
    name: 'return',
    on: lent,
    take: (desk, { itemId }, opId) => desk.returning.return({ opId, itemId }),
  },
  {
    name: 'send to the owning desk',
    on: lent,
    first: [`UPDATE item SET owning_desk_id = ${elsewhere} WHERE id = @itemId`],
    take: (desk, { itemId }, opId) => desk.returning.return({ opId, itemId }),
  },
  {
    name: 'scan in: to the shelf',
    on: `${onShelf} AND pickup_desk_id = ${here}`,
    first: [inTransit(here)],
    take: (desk, { barcode }, opId) => desk.transit.scanIn({ opId, code: barcode }),
  },
  {
    name: 'scan in: on its way',
    on: `${onShelf} AND pickup_desk_id = ${elsewhere}`,
    first: [inTransit(elsewhere)],
    take: (desk, { barcode }, opId) => desk.transit.scanIn({ opId, code: barcode }),
  },
];

const fulfillment: readonly StaffCommand[] = [
  ...[true, false].map((renews) => ({
    name: `request renewal, ${renews ? 'renewed at once' : 'the partner is asked'}`,
    on: renews ? lent : "request.status = 'LOANED' AND renews_automatically = 0",
    take: (desk: DeskCopy, { requestId }: Target, opId: OpId) =>
      desk.renewing.renewRequest({ opId, requestId, asOf: null, dueOn: later, itemIds: null }),
  })),
  replied(true),
  replied(false),
  cancelled('cancel', "request.status = 'REQUEST_SENT' AND cancel_needs_consent = 0"),
  cancelled('cancel, the partner must agree', "request.status = 'REQUEST_SENT' AND cancel_needs_consent = 1"),
  {
    name: 'send',
    on: "request.status = 'READY_TO_SEND'",
    take: (desk, { requestId }, opId) => desk.sending.send({ opId, requestId, asOf: null, note: '' }),
  },
  {
    name: 'add partners',
    on: "request.status = 'REJECTED' AND active_partner_id > 3",
    take: (desk, { requestId }, opId) =>
      desk.sending.addPartners({ opId, requestId, asOf: null, partnerIds: [1, 2] as never }),
  },
  ...(['reportLost', 'reportDamaged'] as const).map((report) => ({
    name: report === 'reportLost' ? 'report lost' : 'report damaged',
    on: lent,
    take: (desk: DeskCopy, { requestId, itemId }: Target, opId: OpId) =>
      desk.trouble[report]({ opId, requestId, asOf: null, itemId, note: 'Seen at the desk' }),
  })),
  {
    name: 'print a return slip',
    on: "request.status = 'CANCELLED'",
    take: (desk, { requestId }, opId) => desk.slips.printReturnSlip({ opId, requestId }),
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
  dueOn: null,
  volumes: 1,
  circulationNote: '',
});

const records: readonly StaffCommand[] = [
  {
    name: 'note added',
    on: "request.status = 'LOANED'",
    take: (desk, { requestId }, opId) =>
      desk.notes.addNote({ opId, requestId, text: 'The cover is loose', active: true }),
  },
  {
    name: 'note dealt with',
    on: 'active_notes > 0',
    take: (desk, { requestId, noteId }, opId) => desk.notes.dismissNote({ opId, requestId, noteId }),
  },
  {
    name: 'new request',
    on: "request.status = 'LOANED'",
    take: (desk, target, opId) =>
      desk.creating.create({ opId, externalId: '', fields: fieldsOf(target), partnerIds: [1, 2] as never }),
    undone: false,
  },
  {
    name: 'request changed',
    on: "request.status = 'READY_TO_SEND'",
    take: (desk, target, opId) =>
      desk.editing.edit({ opId, requestId: target.requestId, fields: fieldsOf(target) }),
  },
];

/** Every command that staff take on a request. */
export const staffCommands: readonly StaffCommand[] = [
  ...circulation,
  ...fulfillment,
  ...answers,
  ...records,
];
