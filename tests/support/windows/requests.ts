import type { RequestId } from '../../../shared/domain/ids.ts';
import type { RequestStatus } from '../../../shared/domain/request-status.ts';
import { receivingAt } from '../receiving.ts';
import { type DecisionDesk, done, lake, north, turnOfPartner, west } from '../decision-desk.ts';

const outStatuses: readonly string[] = [
  'LOANED',
  'OVERDUE_ITEM',
  'RECALLED_BOR',
  'RENEWED',
  'MEDIATED_RENEWAL',
  'RENEW_REQUESTED',
];

/**
 * Requests with a status: with several partners and with one, without a patron, with one volume on loan, and a set with different dates.
 */
export const requestsIn = (desk: DecisionDesk, status: RequestStatus): readonly RequestId[] => {
  const isOut = outStatuses.includes(status);
  const [plain, short, unowned, lent, set] = [
    { externalId: `S-${status}`, rota: [north, west, lake] },
    { externalId: `W-${status}`, rota: [west], activePartner: west },
    { externalId: `P-${status}`, rota: [north, lake] },
    {
      externalId: `L-${status}`,
      rota: [lake, west],
      activePartner: lake,
      ...(isOut && { items: ['on-loan'] }),
    },
    {
      externalId: `V-${status}`,
      rota: [west, lake],
      activePartner: west,
      volumes: 3,
      ...(isOut && { items: ['on-loan', 'on-hold-shelf'] }),
    },
  ].map((values) => desk.add({ ...values, status })) as [
    RequestId,
    RequestId,
    RequestId,
    RequestId,
    RequestId,
  ];
  desk.raw.prepare('UPDATE request SET patron_id = NULL WHERE id = ?').run(unowned);
  desk.raw.prepare("UPDATE item SET due_on = '2027-02-20' WHERE request_id = ? AND volume = 1").run(set);
  desk.raw
    .prepare("UPDATE item SET back_by = '2026-11-30' WHERE request_id = ? AND demand = 'recalled'")
    .run(lent);
  return [plain, short, unowned, lent, set];
};

/** Requests with something lost, missed or incomplete, and a cancelled one with items still here; seen from each desk. */
export const furtherRequests = (desk: DecisionDesk): readonly RequestId[] => {
  const lost = desk.add({
    externalId: 'LOST',
    status: 'REPORT_LOST',
    rota: [north, west],
    items: ['lost', 'on-loan'],
    volumes: 2,
  });
  const missed = desk.add({
    externalId: 'MISSED',
    status: 'RETURNED_TO_PARTNER',
    rota: [north],
    items: ['returned-to-partner'],
  });
  done(desk.answer(missed, { kind: 'not-arrived', itemId: null, note: '' }));
  const stopped = desk.add({
    externalId: 'STOPPED',
    status: 'RECEIVED_PHYSICALLY',
    rota: [lake],
    activePartner: lake,
    items: ['lost', 'in-transit', 'on-hold-shelf'],
    volumes: 3,
  });
  done(desk.cancel(stopped));
  const incomplete = desk.add({
    externalId: 'INCOMPLETE',
    status: 'SHIPPED_PHYSICALLY',
    rota: [north, west],
    activePartner: north,
    items: ['on-hold-shelf'],
    volumes: 3,
  });
  const lastPartner = desk.add({
    externalId: 'LAST',
    status: 'SHIPPED_PHYSICALLY',
    rota: [north],
    activePartner: north,
    items: ['on-hold-shelf'],
    volumes: 3,
  });
  const open = desk.add({
    externalId: 'OPEN',
    status: 'SHIPPED_PHYSICALLY',
    rota: [north, west],
    activePartner: north,
    volumes: 3,
  });
  // Left without Done.
  done(receivingAt(() => desk).receive({ requestId: open, barcode: 'OPEN-1', several: true }));
  const waiting = desk.add({ externalId: 'WAITING', status: 'READY_TO_SEND', rota: [north, west] });
  done(desk.send(waiting));
  // The letter that tells West of the receipt waits.
  const received = desk.add({ externalId: 'RECEIVED', status: 'READY_TO_SEND', rota: [north, west] });
  done(desk.send(received));
  done(desk.take('ask-next-partner', received));
  done(
    receivingAt(() => desk).receive({
      requestId: received,
      barcode: 'RECEIVED-1',
      details: { turnId: turnOfPartner(desk, received, west) },
    }),
  );
  return [incomplete, lastPartner, lost, missed, open, received, stopped, waiting];
};
