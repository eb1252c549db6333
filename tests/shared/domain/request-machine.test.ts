import { expect, test } from 'vitest';
import type { RequestEvent, RequestFacts } from '../../../shared/domain/request.machine.ts';
import {
  noFacts,
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
const facts = (some: Partial<RequestFacts>): RequestFacts => ({ ...noFacts, ...some });

type Row = readonly [RequestEvent['type'], RequestFacts, readonly string[], string | null];

/** What moves a request, row by row as the product's table has it; a target of null keeps the status. */
const table: readonly Row[] = [
  ['sent', noFacts, ['READY_TO_SEND'], 'REQUEST_SENT'],
  [
    'rota.extended',
    noFacts,
    ['REQUEST_CREATED_BOR', 'READY_TO_SEND', 'REJECTED', 'LOCATE_FAILED'],
    'READY_TO_SEND',
  ],
  ['partner.willSupply', noFacts, partnerAnswers, 'WILL_SUPPLY'],
  ['partner.conditional', noFacts, partnerAnswers, 'CONDITIONAL'],
  [
    'partner.shipped',
    noFacts,
    [...partnerAnswers, 'CANCEL_REPLY', 'CANCEL_NOT_ACCEPTED'],
    'SHIPPED_PHYSICALLY',
  ],
  ['partner.rejected', facts({ morePartners: true }), partnerAnswers, 'REQUEST_SENT'],
  ['partner.rejected', noFacts, partnerAnswers, 'REJECTED'],
  ['partnerLine.expired', facts({ morePartners: true }), partnerAnswers, 'REQUEST_SENT'],
  ['partnerLine.expired', noFacts, partnerAnswers, 'REJECTED'],
  ['condition.accepted', noFacts, ['CONDITIONAL'], 'REQUEST_SENT'],
  ['condition.declined', facts({ morePartners: true }), ['CONDITIONAL'], 'REQUEST_SENT'],
  ['condition.declined', noFacts, ['CONDITIONAL'], 'REJECTED'],
  ['item.received', noFacts, beforeReceipt, 'RECEIVED_PHYSICALLY'],
  ['volume.received', noFacts, goesBack, null],
  ['volume.received', noFacts, ['RETURNED_TO_PARTNER'], 'RECEIVED_PHYSICALLY'],
  ['item.loaned', noFacts, ['RECEIVED_PHYSICALLY', 'RETURNED_BY_PATRON'], 'LOANED'],
  ['item.loaned', noFacts, [...lendsFurther, ...lossAndDamage], null],
  ['renewal.requested', facts({ renewsAutomatically: true }), lent, 'RENEWED'],
  ['renewal.requested', noFacts, lent, 'RENEW_REQUESTED'],
  ['renewal.requested', facts({ renewsAutomatically: true }), lossAndDamage, null],
  ['renewal.requested', noFacts, lossAndDamage, null],
  ['partner.renewed', noFacts, ['RENEW_REQUESTED'], 'RENEWED'],
  ['partner.renewed', noFacts, lossAndDamage, null],
  ['partner.renewalRefused', noFacts, ['RENEW_REQUESTED'], 'RENEW_NOT_ACCEPTED'],
  ['partner.renewalRefused', noFacts, lossAndDamage, null],
  ['patron.renewed', noFacts, lent, 'RENEWED'],
  ['patron.renewed', noFacts, lossAndDamage, null],
  ['partner.overdue', noFacts, here, 'OVERDUE_ITEM'],
  ['partner.overdue', noFacts, lossAndDamage, null],
  ['partner.recalled', noFacts, [...here, ...lossAndDamage], 'RECALLED_BOR'],
  ['patron.returned', noFacts, withPatron, 'RETURNED_BY_PATRON'],
  ['patron.returned', facts({ itemsOnLoan: 1 }), withPatron, null],
  ['patron.returned', noFacts, lossAndDamage, null],
  ['item.returned', noFacts, goesBack, 'RETURNED_TO_PARTNER'],
  ['item.returned', facts({ itemsStillOut: 1 }), goesBack, null],
  ['item.returned', facts({ itemsLost: 1 }), goesBack, 'REPORT_LOST'],
  ['item.returned', facts({ itemsStillOut: 1, itemsLost: 1 }), goesBack, null],
  ['partner.checkedIn', noFacts, ['RETURNED_TO_PARTNER', 'REPORT_LOST'], 'REQUEST_COMPLETED'],
  ['partner.neverArrived', noFacts, ['RETURNED_TO_PARTNER', 'REPORT_LOST'], 'REPORT_LOST'],
  ['staff.cancelled', noFacts, cancellable, 'CANCELLED_BY_STAFF'],
  ['staff.cancelled', facts({ cancelNeedsConsent: true }), partnerAnswers, 'CANCEL_REPLY'],
  ['patron.cancelled', noFacts, cancellable, 'CANCELLED_BY_PATRON'],
  ['patron.cancelled', facts({ cancelNeedsConsent: true }), partnerAnswers, 'CANCEL_REPLY'],
  ['partner.cancelAccepted', noFacts, ['CANCEL_REPLY'], 'CANCELLED'],
  ['partner.cancelRefused', noFacts, ['CANCEL_REPLY'], 'CANCEL_NOT_ACCEPTED'],
  ['item.lost', noFacts, goesBack, 'REPORT_LOST'],
  [
    'item.lost',
    facts({ itemsStillOut: 1 }),
    goesBack.filter((code) => code !== 'RECALLED_BOR'),
    'REPORT_LOST',
  ],
  ['item.lost', facts({ itemsStillOut: 1 }), ['RECALLED_BOR'], null],
  ['item.damaged', noFacts, ['RECEIVED_PHYSICALLY', ...lendsFurther, 'RETURNED_BY_PATRON'], 'DAMAGED'],
  ['item.damaged', noFacts, ['RECALLED_BOR', ...lossAndDamage], null],
  ['partner.settled', noFacts, ['REPORT_LOST', 'DAMAGED'], 'REQUEST_COMPLETED'],
];

test.each(table)('%s with %o moves %o to %s', (type, given, from, to) => {
  for (const status of from)
    expect(statusAfter(status, { type }, given), `${type} from ${status}`).toBe(to ?? status);
});

test('whatever the table does not name is forbidden, from every status and for every event', () => {
  const allowed = new Set(table.flatMap(([type, , from]) => from.map((status) => `${type} ${status}`)));
  const wrong: string[] = [];
  for (const status of requestStatusCodes) {
    for (const type of requestEvents) {
      const step = `${type} ${status}`;
      if (!allowed.has(step) && statusAfter(status, { type }) !== null) wrong.push(step);
    }
  }
  expect(wrong).toEqual([]);
});

test('the machine has exactly the statuses of the table of statuses, and checks no other', () => {
  expect(Object.keys(requestMachine.states).sort()).toEqual([...requestStatusCodes].sort());
  expect(statusAfter('SOMETHING_ELSE', { type: 'item.received' })).toBeNull();
  expect(statusLabel('SOMETHING_ELSE')).toBe('SOMETHING_ELSE');
});
