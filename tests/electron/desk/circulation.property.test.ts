import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { receivingService } from '../../../electron/main/desk/receiving/receiving.service.ts';
import { renewingService } from '../../../electron/main/desk/renewing/renewing.service.ts';
import { isRequestStatus } from '../../../shared/domain/request-status.ts';
import type { DeskId, ItemId, OpId, PatronId, RequestId } from '../../../shared/domain/ids.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { circulationOf, goTo } from '../../support/circulation.ts';
import type { TestDesk } from '../../support/desk.ts';
import { addRequest, dumpState, newOpId, openTestDesk } from '../../support/desk.ts';
import { valueOf } from '../../support/results.ts';

let desk: TestDesk;
afterEach(() => desk.close());

const barcodes = ['V-1', 'V-2', 'N-1', 'N-2'] as const;
const anyStep = fc.oneof(
  fc.record({ do: fc.constant('go' as const), deskId: fc.constantFrom(1, 2, 3, 4) }),
  fc.record({ do: fc.constant('receive' as const), barcode: fc.constantFrom(...barcodes) }),
  fc.record({ do: fc.constant('scanIn' as const), barcode: fc.constantFrom(...barcodes) }),
  fc.record({
    do: fc.constant('lend' as const),
    barcode: fc.constantFrom(...barcodes),
    patronId: fc.constantFrom(1, 1, 1, 2),
  }),
  fc.record({ do: fc.constant('renew' as const), barcode: fc.constantFrom(...barcodes) }),
  fc.record({ do: fc.constant('return' as const), barcode: fc.constantFrom(...barcodes) }),
);
type AnyStep = typeof anyStep extends fc.Arbitrary<infer S> ? S : never;

/** Which request each barcode comes for: a set of two for here, and two single items for other desks. */
const requestOf: Record<(typeof barcodes)[number], number> = { 'V-1': 1, 'V-2': 1, 'N-1': 2, 'N-2': 3 };

const prepare = (): void => {
  desk = openTestDesk();
  desk.raw.exec(`INSERT INTO patron (id, barcode, name) VALUES (2, 'P1000002', 'Other, B.')`);
  addRequest(desk, { externalId: 'R-SET', volumes: 2 });
  addRequest(desk, { externalId: 'R-HILL', pickupDeskId: 2 });
  addRequest(desk, { externalId: 'R-MAIL', pickupDeskId: 3 });
};

const itemId = (barcode: string): ItemId =>
  (desk.raw.prepare('SELECT id FROM item WHERE barcode = ? ORDER BY id DESC').pluck().get(barcode) ??
    999) as ItemId;

const take = (step: AnyStep): Result<{ readonly opId: OpId }> | null => {
  const { lend, giveBack, scanIn } = circulationOf(desk);
  switch (step.do) {
    case 'go':
      goTo(desk, step.deskId as DeskId);
      return null;
    case 'receive':
      return receivingService(desk.context).receive({
        opId: newOpId(),
        requestId: requestOf[step.barcode] as RequestId,
        barcode: step.barcode,
        several: false,
        printSlip: true,
        notifyPatron: true,
        unexpected: false,
      });
    case 'scanIn':
      return scanIn(step.barcode);
    case 'lend':
      return lend(step.barcode, step.patronId as PatronId);
    case 'renew':
      return renewingService(desk.context).renewLoan({ opId: newOpId(), itemId: itemId(step.barcode) });
    case 'return':
      return giveBack(itemId(step.barcode));
  }
};

/** What must hold whatever staff do: the two tracks fit together. */
const expectSound = (): void => {
  const items = desk.raw
    .prepare(
      `SELECT item.*, request.status AS request,
              (SELECT count(*) FROM loan WHERE item_id = item.id AND ended_on IS NULL) AS open
         FROM item JOIN request ON request.id = request_id`,
    )
    .all() as Record<string, string | number | null>[];
  for (const item of items) {
    expect(isRequestStatus(String(item['request']))).toBe(true);
    expect(item['open']).toBe(item['status'] === 'on-loan' ? 1 : 0);
    expect(item['destination_desk_id'] !== null).toBe(item['status'] === 'in-transit');
    expect(item['destination_desk_id']).not.toBe(item['desk_id']);
    expect(item['hold_until'] !== null).toBe(item['status'] === 'on-hold-shelf');
    expect(item['shelved_at'] !== null).toBe(item['status'] === 'on-hold-shelf');
    expect(item['owning_desk_id']).not.toBeNull();
    if (item['request'] === 'RETURNED_TO_PARTNER') expect(item['status']).toBe('returned-to-partner');
  }
  for (const set of new Set(items.map((item) => item['request_id'])))
    if (
      items
        .filter((item) => item['request_id'] === set)
        .every((item) => item['status'] === 'returned-to-partner')
    )
      expect(items.find((item) => item['request_id'] === set)?.['request']).toBe('RETURNED_TO_PARTNER');
};

test('random days at four desks: what is refused changes nothing, what is done fits, and all of it can be taken back', () => {
  let taken = 0;
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 10, maxLength: 40 }), (day) => {
      prepare();
      const start = dumpState(desk);
      const done: { readonly opId: OpId; readonly before: ReturnType<typeof dumpState> }[] = [];
      const receipts = barcodes.map((barcode) => ({ do: 'receive' as const, barcode }));
      for (const step of [...receipts, ...day]) {
        const before = dumpState(desk);
        const result = take(step);
        if (result === null) continue;
        if (!result.ok) {
          expect(dumpState(desk)).toEqual(before);
          expect(result.error.message).toMatch(/^[\p{Lu}\d].*[.?]$/su);
          continue;
        }
        expectSound();
        done.push({ opId: result.value.opId, before });
      }
      taken += done.length;
      const { undo } = circulationOf(desk);
      for (const { opId, before } of done.reverse()) {
        valueOf(undo(opId));
        expect(dumpState(desk)).toEqual(before);
      }
      expect(dumpState(desk)).toEqual(start);
      desk.close();
    }),
    { numRuns: 40 },
  );
  // The test is worth something only if much was done.
  expect(taken).toBeGreaterThan(300);
  prepare();
}, 120_000);
