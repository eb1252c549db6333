import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { take as takeStep } from '../../../../electron/main/desk/steps/take.ts';
import type { DeskId, ItemId, OpId, PatronId, RequestId } from '../../../../shared/domain/ids.ts';
import { isRequestStatus } from '../../../../shared/domain/request-status.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { checkProperty } from '../../../support/check-property.ts';
import { circulationOf, goTo } from '../../../support/circulation.ts';
import { addRequest, dumpState, newOpId, openTestDesk, type TestDesk } from '../../../support/desk.ts';
import { expectKept } from '../../../support/life-kept.ts';
import { lifeRuns } from '../../../support/life-runs.ts';
import { valueOf } from '../../../support/results.ts';
import { expectState } from '../../../support/same-state.ts';

let desk: TestDesk;
/** How many days have passed. */
let day = 0;
afterEach(() => desk.close());

const barcodes = ['V-1', 'V-2', 'V-3', 'N-1', 'N-2'] as const;
const anyStep = fc.oneof(
  fc.record({ do: fc.constant('wait' as const), days: fc.constantFrom(1, 9, 30) }),
  fc.record({ do: fc.constant('go' as const), deskId: fc.constantFrom(1, 2, 3, 4) }),
  fc.record({
    do: fc.constant('receive' as const),
    barcode: fc.constantFrom('V-3', 'V-3', ...barcodes),
    onPurpose: fc.boolean(),
  }),
  fc.record({ do: fc.constant('scanIn' as const), barcode: fc.constantFrom(...barcodes) }),
  fc.record({
    do: fc.constant('lend' as const),
    barcode: fc.constantFrom(...barcodes),
    patronId: fc.constantFrom(1, 1, 1, 2),
  }),
  fc.record({ do: fc.constant('renew' as const), barcode: fc.constantFrom(...barcodes) }),
  fc.record({ do: fc.constant('return' as const), barcode: fc.constantFrom(...barcodes) }),
  fc.record({
    do: fc.constantFrom('lost' as const, 'damaged' as const, 'not-arrived' as const),
    barcode: fc.constantFrom(...barcodes),
    whole: fc.boolean(),
  }),
  fc.record({
    do: fc.constantFrom('recalled' as const, 'overdue' as const, 'checked-in' as const),
    barcode: fc.constantFrom(...barcodes),
  }),
);
type AnyStep = typeof anyStep extends fc.Arbitrary<infer S> ? S : never;

/** Which request each barcode comes for: a set of three for here, and two single items for other desks. */
const requestOf = { 'V-1': 1, 'V-2': 1, 'V-3': 1, 'N-1': 2, 'N-2': 3 } as Record<AnyBarcode, RequestId>;
type AnyBarcode = (typeof barcodes)[number];

const step = (what: AnyStep['do'], barcode: AnyBarcode, more: object = {}): AnyStep =>
  ({ do: what, barcode, ...more }) as AnyStep;
/** A first parcel of the set and the single items. */
const parcels = (['V-1', 'V-2', 'N-1', 'N-2'] as const).map((barcode) =>
  step('receive', barcode, { onPurpose: false }),
);
const backAgain = (['V-1', 'V-2'] as const).map((barcode) => step('return', barcode));
const week: AnyStep = { do: 'wait', days: 9 };

/** What came before the random day. Every step of it is taken. */
const stories: Readonly<Record<string, readonly AnyStep[]>> = {
  'parcels came': parcels,
  'the set is lent and recalled': [
    ...parcels,
    step('lend', 'V-1', { patronId: 1 }),
    week,
    step('renew', 'V-1'),
    step('overdue', 'V-1'),
    step('recalled', 'V-1'),
  ],
  'a volume is lost and one is damaged': [
    ...parcels,
    step('damaged', 'V-2', { whole: false }),
    step('lend', 'V-1', { patronId: 1 }),
    week,
    step('renew', 'V-1'),
    step('lost', 'V-2', { whole: false }),
  ],
  'the first parcel went back': [...parcels, ...backAgain],
  'the first parcel went back, a late one came': [
    ...parcels,
    ...backAgain,
    step('receive', 'V-3', { onPurpose: true }),
  ],
  'the first parcel never arrived': [...parcels, ...backAgain, step('not-arrived', 'V-1', { whole: true })],
  'a single item was sent on and checked in': [
    ...parcels,
    { do: 'go', deskId: 2 },
    step('scanIn', 'N-1'),
    { do: 'go', deskId: 1 },
    step('return', 'N-1'),
    step('checked-in', 'N-1'),
  ],
};

const prepare = (): void => {
  desk = openTestDesk();
  day = 0;
  desk.raw.exec(`INSERT INTO patron (id, barcode, name) VALUES (2, 'P1000002', 'Other, B.')`);
  addRequest(desk, { externalId: 'R-SET', volumes: 3 });
  addRequest(desk, { externalId: 'R-HILL', pickupDeskId: 2 });
  addRequest(desk, { externalId: 'R-MAIL', pickupDeskId: 3 });
};

const itemId = (barcode: string): ItemId =>
  (desk.raw.prepare('SELECT id FROM item WHERE barcode = ? ORDER BY id DESC').pluck().get(barcode) ??
    999) as ItemId;

const about = (barcode: AnyBarcode) => ({ opId: newOpId(), requestId: requestOf[barcode], asOf: null });

const take = (step: AnyStep): Result<{ readonly opId: OpId }> | null => {
  const { lend, giveBack, scanIn } = circulationOf(desk);
  switch (step.do) {
    case 'wait':
      day += step.days;
      desk.setNow(new Date(Date.UTC(2026, 10, 25 + day, 9, 30)).toISOString());
      return null;
    case 'go':
      goTo(desk, step.deskId as DeskId);
      return null;
    case 'receive':
      return takeStep(desk.context, 'receive', {
        opId: newOpId(),
        requestId: requestOf[step.barcode],
        barcode: step.barcode,
        several: false,
        printSlip: true,
        notifyPatron: true,
        unexpected: step.onPurpose,
      });
    case 'scanIn':
      return scanIn(step.barcode);
    case 'lend':
      return lend(step.barcode, step.patronId as PatronId);
    case 'renew':
      return takeStep(desk.context, 'renew-loan', { opId: newOpId(), itemId: itemId(step.barcode) });
    case 'return':
      return giveBack(itemId(step.barcode));
    case 'lost':
    case 'damaged': {
      const input = { ...about(step.barcode), itemId: step.whole ? null : itemId(step.barcode), note: '' };
      return step.do === 'lost'
        ? takeStep(desk.context, 'report-lost', input)
        : takeStep(desk.context, 'report-damaged', input);
    }
    case 'not-arrived':
    case 'recalled':
    case 'overdue':
    case 'checked-in': {
      const answer =
        step.do === 'not-arrived'
          ? { kind: step.do, itemId: step.whole ? null : itemId(step.barcode), note: '' }
          : step.do === 'recalled'
            ? { kind: step.do, backBy: null, note: '' }
            : { kind: step.do, note: '' };
      return takeStep(desk.context, 'partner-answer', { ...about(step.barcode), answer });
    }
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
    if (item['request'] === 'REQUEST_COMPLETED') expect(item['status']).toBe('returned-to-partner');
  }
  for (const id of new Set(items.map((item) => item['request_id']))) {
    const set = items.filter((item) => item['request_id'] === id);
    if (set.every((item) => item['status'] === 'returned-to-partner'))
      expect(['RETURNED_TO_PARTNER', 'REQUEST_COMPLETED']).toContain(set[0]?.['request']);
    if (set.every((item) => item['status'] === 'lost')) expect(set[0]?.['request']).toBe('REPORT_LOST');
  }
};

/** When everything is on its way back, the partner was told of each volume. */
const expectTold = (): void => {
  const told = desk.raw
    .prepare("SELECT value FROM outbox, json_each(payload, '$.itemIds') WHERE kind = 'returned'")
    .pluck()
    .all();
  const gone = desk.raw
    .prepare(
      `SELECT item.id FROM item JOIN request ON request.id = request_id
        WHERE item.status = 'returned-to-partner' AND request.status = 'RETURNED_TO_PARTNER'`,
    )
    .pluck()
    .all();
  for (const id of gone) expect(told).toContain(id);
  seenGone += gone.length;
};
/** How many volumes on their way back were looked at. */
let seenGone = 0;

const all = lifeRuns(14);
/** The runs are shared among the stories. */
const each = { ...all, numRuns: Math.ceil(all.numRuns / Object.keys(stories).length) };

test.each(Object.entries(stories))(
  '%s, then random days at four desks: what is refused changes nothing, what is done fits, and all of it can be taken back',
  (_name, story) => {
    const mustBeTaken = story.filter(({ do: what }) => what !== 'go' && what !== 'wait').length;
    checkProperty(
      fc.property(fc.array(anyStep, { minLength: 10, maxLength: 40 }), (days) => {
        prepare();
        const start = dumpState(desk);
        const done: { readonly opId: OpId; readonly before: ReturnType<typeof dumpState> }[] = [];
        [...story, ...days].forEach((next, index) => {
          const before = dumpState(desk);
          const result = take(next);
          if (result === null) return;
          if (!result.ok) {
            expect(index, result.error.message).toBeGreaterThanOrEqual(story.length);
            expectState(desk, before);
            expect(result.error.message).toMatch(/^[\p{Lu}\d].*[.?]$/su);
            return;
          }
          expectKept(desk.raw);
          expectSound();
          expectTold();
          done.push({ opId: result.value.opId, before });
        });
        expect(done.length).toBeGreaterThanOrEqual(mustBeTaken);
        const { undo } = circulationOf(desk);
        for (const { opId, before } of done.reverse()) {
          valueOf(undo(opId));
          expectKept(desk.raw);
          expectState(desk, before);
        }
        expectState(desk, start);
        desk.close();
      }),
      each,
    );
    prepare();
  },
  60_000 + each.numRuns * 3_000,
);

test('the stories sent volumes back, so that what partners were told was compared', () => {
  expect(seenGone).toBeGreaterThan(0);
});
