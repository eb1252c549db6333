import { expect, test } from 'vitest';
import type { RequestEvent, RequestEventType } from '../../../shared/domain/request.machine.ts';
import {
  canHappen,
  requestEvents,
  requestMachine,
  statusAfter,
} from '../../../shared/domain/request.machine.ts';
import { requestStatusCodes, requestStatuses, statusLabel } from '../../../shared/domain/request-status.ts';

const beforeReceipt = requestStatusCodes.filter((code) => requestStatuses[code].phase === 'before-receipt');
const lent = ['LOANED', 'RENEWED', 'OVERDUE_ITEM', 'MEDIATED_RENEWAL', 'RENEW_NOT_ACCEPTED'];
const withPatron = [...lent, 'RENEW_REQUESTED', 'RECALLED_BOR'];
const lendsFurther = [...lent, 'RENEW_REQUESTED'];
const partnerAnswers = ['REQUEST_SENT', 'WILL_SUPPLY', 'CONDITIONAL'];
const here = ['RECEIVED_PHYSICALLY', ...withPatron];
const lossAndDamage = ['REPORT_LOST', 'DAMAGED'];
const goesBack = [...here, 'RETURNED_BY_PATRON', ...lossAndDamage];
const cancellable = ['REQUEST_CREATED_BOR', 'READY_TO_SEND', ...partnerAnswers, 'REJECTED', 'LOCATE_FAILED'];

type Row = readonly [RequestEvent, readonly string[], string | null];

/** What moves a request, row by row as the product's table has it; a target of null keeps the status. */
const table: readonly Row[] = [
  [{ type: 'sent' }, ['READY_TO_SEND'], 'REQUEST_SENT'],
  [
    { type: 'rota.extended' },
    ['REQUEST_CREATED_BOR', 'READY_TO_SEND', 'REJECTED', 'LOCATE_FAILED'],
    'READY_TO_SEND',
  ],
  [{ type: 'partner.willSupply' }, partnerAnswers, 'WILL_SUPPLY'],
  [{ type: 'partner.conditional' }, partnerAnswers, 'CONDITIONAL'],
  [
    { type: 'partner.shipped' },
    [...partnerAnswers, 'CANCEL_REPLY', 'CANCEL_NOT_ACCEPTED'],
    'SHIPPED_PHYSICALLY',
  ],
  [{ type: 'partner.rejected', morePartners: true }, partnerAnswers, 'REQUEST_SENT'],
  [{ type: 'partner.rejected', morePartners: false }, partnerAnswers, 'REJECTED'],
  [{ type: 'partnerLine.expired', morePartners: true }, partnerAnswers, 'REQUEST_SENT'],
  [{ type: 'partnerLine.expired', morePartners: false }, partnerAnswers, 'REJECTED'],
  [{ type: 'condition.accepted' }, ['CONDITIONAL'], 'REQUEST_SENT'],
  [{ type: 'condition.declined', morePartners: true }, ['CONDITIONAL'], 'REQUEST_SENT'],
  [{ type: 'condition.declined', morePartners: false }, ['CONDITIONAL'], 'REJECTED'],
  [{ type: 'item.received' }, beforeReceipt, 'RECEIVED_PHYSICALLY'],
  [{ type: 'volume.received' }, goesBack, null],
  [{ type: 'volume.received' }, ['RETURNED_TO_PARTNER'], 'RECEIVED_PHYSICALLY'],
  [{ type: 'item.loaned' }, ['RECEIVED_PHYSICALLY', 'RETURNED_BY_PATRON'], 'LOANED'],
  [{ type: 'item.loaned' }, [...lendsFurther, ...lossAndDamage], null],
  [{ type: 'renewal.requested', renewsItself: true }, lent, 'RENEWED'],
  [{ type: 'renewal.requested', renewsItself: false }, lent, 'RENEW_REQUESTED'],
  [{ type: 'renewal.requested', renewsItself: true }, lossAndDamage, null],
  [{ type: 'renewal.requested', renewsItself: false }, lossAndDamage, null],
  [{ type: 'partner.renewed' }, ['RENEW_REQUESTED'], 'RENEWED'],
  [{ type: 'partner.renewed' }, lossAndDamage, null],
  [{ type: 'partner.renewalRefused' }, ['RENEW_REQUESTED'], 'RENEW_NOT_ACCEPTED'],
  [{ type: 'partner.renewalRefused' }, lossAndDamage, null],
  [{ type: 'patron.renewed' }, lent, 'RENEWED'],
  [{ type: 'patron.renewed' }, lossAndDamage, null],
  [{ type: 'partner.overdue' }, here, 'OVERDUE_ITEM'],
  [{ type: 'partner.overdue' }, lossAndDamage, null],
  [{ type: 'partner.recalled' }, [...here, ...lossAndDamage], 'RECALLED_BOR'],
  [{ type: 'patron.returned', itemsOnLoan: 0 }, withPatron, 'RETURNED_BY_PATRON'],
  [{ type: 'patron.returned', itemsOnLoan: 1 }, withPatron, null],
  [{ type: 'patron.returned', itemsOnLoan: 0 }, lossAndDamage, null],
  [{ type: 'item.returned', itemsStillOut: 0, itemsLost: 0 }, goesBack, 'RETURNED_TO_PARTNER'],
  [{ type: 'item.returned', itemsStillOut: 1, itemsLost: 0 }, goesBack, null],
  [{ type: 'item.returned', itemsStillOut: 0, itemsLost: 1 }, goesBack, 'REPORT_LOST'],
  [{ type: 'item.returned', itemsStillOut: 1, itemsLost: 1 }, goesBack, null],
  [{ type: 'partner.checkedIn' }, ['RETURNED_TO_PARTNER', 'REPORT_LOST'], 'REQUEST_COMPLETED'],
  [{ type: 'partner.neverArrived' }, ['RETURNED_TO_PARTNER', 'REPORT_LOST'], 'REPORT_LOST'],
  [{ type: 'staff.cancelled', needsConsent: false }, cancellable, 'CANCELLED_BY_STAFF'],
  [{ type: 'staff.cancelled', needsConsent: true }, partnerAnswers, 'CANCEL_REPLY'],
  [{ type: 'patron.cancelled', needsConsent: false }, cancellable, 'CANCELLED_BY_PATRON'],
  [{ type: 'patron.cancelled', needsConsent: true }, partnerAnswers, 'CANCEL_REPLY'],
  [{ type: 'partner.cancelAccepted' }, ['CANCEL_REPLY'], 'CANCELLED'],
  [{ type: 'partner.cancelRefused' }, ['CANCEL_REPLY'], 'CANCEL_NOT_ACCEPTED'],
  [{ type: 'item.lost', itemsStillOut: 0 }, goesBack, 'REPORT_LOST'],
  [
    { type: 'item.lost', itemsStillOut: 1 },
    goesBack.filter((code) => code !== 'RECALLED_BOR'),
    'REPORT_LOST',
  ],
  [{ type: 'item.lost', itemsStillOut: 1 }, ['RECALLED_BOR'], null],
  [{ type: 'item.damaged' }, ['RECEIVED_PHYSICALLY', ...lendsFurther, 'RETURNED_BY_PATRON'], 'DAMAGED'],
  [{ type: 'item.damaged' }, ['RECALLED_BOR', ...lossAndDamage], null],
  [{ type: 'partner.settled' }, ['REPORT_LOST', 'DAMAGED'], 'REQUEST_COMPLETED'],
];

test.each(table)('%o moves %o to %s', (event, from, to) => {
  for (const status of from) {
    expect(statusAfter(status, event), `${event.type} from ${status}`).toBe(to ?? status);
    expect(canHappen(status, event.type)).toBe(true);
  }
});

/** An event with all the facts that it may have. */
const everyWay = (type: RequestEventType): readonly RequestEvent[] => {
  switch (type) {
    case 'partner.rejected':
    case 'partnerLine.expired':
    case 'condition.declined':
      return [true, false].map((morePartners) => ({ type, morePartners }));
    case 'staff.cancelled':
    case 'patron.cancelled':
      return [true, false].map((needsConsent) => ({ type, needsConsent }));
    case 'renewal.requested':
      return [true, false].map((renewsItself) => ({ type, renewsItself }));
    case 'patron.returned':
      return [0, 1].map((itemsOnLoan) => ({ type, itemsOnLoan }));
    case 'item.returned':
      return [0, 1].flatMap((itemsStillOut) =>
        [0, 1].map((itemsLost) => ({ type, itemsStillOut, itemsLost })),
      );
    case 'item.lost':
      return [0, 1].map((itemsStillOut) => ({ type, itemsStillOut }));
    default:
      return [{ type }];
  }
};

test('whatever the table does not name is forbidden, from every status and for every event, and offered nowhere', () => {
  const allowed = new Set(table.flatMap(([{ type }, from]) => from.map((status) => `${type} ${status}`)));
  const wrong: string[] = [];
  for (const status of requestStatusCodes) {
    for (const type of requestEvents) {
      const step = `${type} ${status}`;
      const answers = everyWay(type).map((event) => statusAfter(status, event) !== null);
      if (answers.some((answer) => answer !== allowed.has(step))) wrong.push(step);
      if (canHappen(status, type) !== allowed.has(step)) wrong.push(step);
    }
  }
  expect(wrong).toEqual([]);
});

test('the machine has exactly the statuses of the table of statuses, and checks no other', () => {
  expect(Object.keys(requestMachine.states).sort()).toEqual([...requestStatusCodes].sort());
  expect(statusAfter('SOMETHING_ELSE', { type: 'item.received' })).toBeNull();
  expect(canHappen('SOMETHING_ELSE', 'item.received')).toBe(false);
  expect(statusLabel('SOMETHING_ELSE')).toBe('SOMETHING_ELSE');
});
