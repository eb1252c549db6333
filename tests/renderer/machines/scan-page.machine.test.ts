import { expect, test } from 'vitest';
import { reloadSnapshotOf } from '../../../renderer/src/machines/scan-page.steps.ts';
import type { ItemId, PartnerId, PatronId } from '../../../shared/domain/ids.ts';
import { ok } from '../../../shared/ipc/result.ts';
import {
  lookOf,
  outcomeOf,
  patron,
  patronsFound,
  refusalOf,
  startScanPage,
} from '../support/scan-page-desk.ts';

const contextOf = (page: ReturnType<typeof startScanPage>) => page.actor.getSnapshot().context;

test('scanning in: a code, a step, ready for the next', async () => {
  const page = startScanPage('scan-in');
  page.scan('N-1');
  expect(page.is('busy')).toBe(true);
  await page.answer('act', (act) => {
    expect(act).toEqual({ step: 'scan-in', input: { opId: 'op-1', code: 'N-1' } });
    return ok(outcomeOf('op-1', { whereTo: { kind: 'hold-shelf', name: 'Main' }, remarks: ['Told.'] }));
  });
  expect(contextOf(page).feedback).toMatchObject({ kind: 'done', outcome: { opId: 'op-1' } });
  expect(page.is('takesCode')).toBe(true);
  expect(page.tones).toEqual(['done']);
});

test('items in transit, and remarks for the patron, sound different', async () => {
  const page = startScanPage('scan-in');
  page.scan('N-1');
  await page.answer('act', () => ok(outcomeOf('op-1', { whereTo: { kind: 'in-transit', name: 'Hill' } })));
  page.scan('N-2');
  await page.answer('act', () =>
    ok(outcomeOf('op-2', { whereTo: { kind: 'to-patron', name: 'A' }, remarks: ['Reading room only.'] })),
  );
  expect(page.tones).toEqual(['attention', 'attention']);
});

test('a return is confirmed in its window: OK returns the item, further scans wait', async () => {
  const page = startScanPage('return');
  page.scan('N-1');
  await page.answer('look', (input) => {
    expect(input).toEqual({ kind: 'return', code: 'N-1' });
    return ok(lookOf('N-1'));
  });
  expect(page.is('deciding')).toBe(true);
  page.scan('N-2');
  expect(page.made).toHaveLength(1);
  page.send({ type: 'return.confirmed' });
  await page.answer('act', (act) => {
    expect(act).toEqual({ step: 'return', input: { opId: 'op-1', itemId: 7 } });
    return ok(outcomeOf('op-1'));
  });
  await page.answer('look', () => ok(lookOf('N-2', 8)));
  expect(contextOf(page).subject).toMatchObject({ kind: 'return', look: { barcode: 'N-2' } });
  page.send({ type: 'closed' });
  expect(contextOf(page).subject).toBeNull();
  expect(page.made.filter(({ name }) => name === 'act')).toHaveLength(1);
});

test('the window of a return sends the chosen partner, also if it is unknown', async () => {
  const page = startScanPage('return');
  for (const [barcode, partnerId] of [
    ['N-1', 3],
    ['N-2', null],
  ] as const) {
    page.scan(barcode);
    await page.answer('look', () => ok(lookOf(barcode)));
    page.send({ type: 'return.confirmed', partnerId: partnerId as PartnerId | null });
    await page.answer('act', (act) => {
      expect(act).toMatchObject({ step: 'return', input: { itemId: 7, partnerId } });
      return ok(outcomeOf('op-1'));
    });
  }
});

test('the number of a volume without a barcode is sent by repeating the code', async () => {
  const page = startScanPage('return');
  page.scan('R-1');
  await page.answer('look', () => refusalOf('volume-unclear'));
  expect(page.tones).toEqual(['check']);
  page.send({ type: 'scanned', code: 'R-1', volume: 2 });
  await page.answer('look', (input) => {
    expect(input).toEqual({ kind: 'return', code: 'R-1', volume: 2 });
    return ok(lookOf('R-1', 8));
  });
  expect(page.is('deciding')).toBe(true);

  const scanningIn = startScanPage('scan-in');
  scanningIn.scan('R-1');
  await scanningIn.answer('act', () => refusalOf('volume-unclear'));
  scanningIn.send({ type: 'scanned', code: 'R-1', volume: 3 });
  await scanningIn.answer('act', ({ input }) => {
    expect(input).toMatchObject({ code: 'R-1', volume: 3 });
    return ok(outcomeOf('op-2'));
  });
});

test('OK twice returns once', async () => {
  const page = startScanPage('return');
  page.scan('N-1');
  await page.answer('look', () => ok(lookOf('N-1')));
  page.send({ type: 'return.confirmed' });
  page.send({ type: 'return.confirmed' });
  await page.answer('act', () => ok(outcomeOf('op-1')));
  page.send({ type: 'return.confirmed' });
  expect(page.made.filter(({ name }) => name === 'act')).toHaveLength(1);
});

test('changing the desk closes the window: the item’s destination may differ', async () => {
  const page = startScanPage('return');
  page.scan('N-1');
  await page.answer('look', () => ok(lookOf('N-1')));
  page.send({ type: 'desk.changed' });
  expect(contextOf(page).subject).toBeNull();
  expect(page.is('takesCode')).toBe(true);
});

const openPatron = async () => {
  const page = startScanPage('patron');
  page.scan('P1');
  await page.answer('look', () => ok(patronsFound([patron(1)])));
  return page;
};

test('a card opens its patron; items are lent until the patron is closed', async () => {
  const page = await openPatron();
  expect(contextOf(page).subject).toEqual({ kind: 'patron', patronId: 1 });
  page.scan('N-1');
  await page.answer('act', (act) => {
    expect(act).toEqual({ step: 'lend', input: { opId: 'op-1', patronId: 1, code: 'N-1' } });
    return ok(outcomeOf('op-1', { whereTo: { kind: 'to-patron', name: 'Reader, A.' } }));
  });
  page.scan('N-2');
  await page.answer('act', () => refusalOf('item-for-another'));
  expect(contextOf(page).subject).toEqual({ kind: 'patron', patronId: 1 });
  page.send({ type: 'closed' });
  expect(contextOf(page)).toMatchObject({ subject: null, feedback: null });
  page.scan('P2');
  expect(page.made.at(-1)).toMatchObject({ name: 'look', input: { code: 'P2' } });
});

test('a card scanned while a patron is open starts the next patron’s turn, and the items after it are theirs', async () => {
  const page = await openPatron();
  page.scan('P2');
  page.scan('N-2');
  await page.answer('act', () => refusalOf('patron-card-not-identifier'));
  await page.answer('look', (look) => {
    expect(look).toEqual({ kind: 'patron', code: 'P2' });
    return ok(patronsFound([patron(2, 'Reade, B.')]));
  });
  await page.answer('act', (act) => {
    expect(act).toMatchObject({ step: 'lend', input: { patronId: 2, code: 'N-2' } });
    return ok(outcomeOf('op-2'));
  });
  expect(contextOf(page).refusals).toEqual([]);
});

test('a patron is picked from the suggestions before anything is entered', () => {
  const page = startScanPage('patron');
  page.send({ type: 'patron.chosen', patronId: 3 as PatronId });
  expect(contextOf(page).subject).toEqual({ kind: 'patron', patronId: 3 });
});

test('one of several patrons is picked, or another name is entered instead', async () => {
  const page = startScanPage('patron');
  page.scan('read');
  await page.answer('look', () => ok(patronsFound([patron(1), patron(2, 'Reade, B.')])));
  expect(page.is('deciding')).toBe(true);
  expect(page.is('takesCode')).toBe(true);
  page.scan('reade');
  await page.answer('look', () => ok(patronsFound([patron(2), patron(3)])));
  page.send({ type: 'patron.chosen', patronId: 3 as PatronId });
  expect(contextOf(page).subject).toEqual({ kind: 'patron', patronId: 3 });
  expect(page.is('deciding')).toBe(false);
});

test('a card and an item scanned without a pause belong together', async () => {
  const page = startScanPage('patron');
  page.scan('P1');
  page.scan('N-1');
  await page.answer('look', () => ok(patronsFound([patron(1)])));
  await page.answer('act', (act) => {
    expect(act).toMatchObject({ step: 'lend', input: { patronId: 1, code: 'N-1' } });
    return ok(outcomeOf('op-1'));
  });
});

test('after an unknown card, the items after it are not lent to anyone', async () => {
  const page = startScanPage('patron');
  page.scan('P9');
  page.scan('N-1');
  await page.answer('look', () => refusalOf('patron-unknown'));
  expect(contextOf(page)).toMatchObject({
    paused: true,
    waiting: [{ as: 'scan', code: 'N-1' }],
    subject: null,
  });
  page.send({ type: 'closed' });
  expect(contextOf(page).waiting.map(({ code }) => code)).toEqual(['N-1']);
});

test('a loan is renewed from its row', async () => {
  const page = await openPatron();
  page.send({ type: 'renewal.asked', itemId: 4 as ItemId });
  await page.answer('act', (act) => {
    expect(act).toEqual({ step: 'renew-loan', input: { opId: 'op-1', itemId: 4 } });
    return ok(outcomeOf('op-1'));
  });
  expect(page.tones).toEqual(['done']);
});

test('after a reload a step in flight is repeated with its old id, and waiting codes are paused', async () => {
  const before = await openPatron();
  before.scan('N-1');
  before.scan('N-2');
  const snapshot = reloadSnapshotOf(contextOf(before));
  const page = startScanPage('patron');
  page.send({ type: 'window.reloaded', snapshot });
  await page.answer('act', (act) => {
    expect(act).toEqual({ step: 'lend', input: { opId: 'op-1', patronId: 1, code: 'N-1' } });
    return ok(outcomeOf('op-1'));
  });
  expect(contextOf(page)).toMatchObject({
    subject: { kind: 'patron', patronId: 1 },
    paused: true,
    waiting: [{ as: 'scan', code: 'N-2' }],
  });
});

test('the state kept across a reload names no patron, even with a patron open', async () => {
  const page = await openPatron();
  page.scan('N-1');
  await page.answer('act', () => ok(outcomeOf('op-1')));
  expect(JSON.stringify(contextOf(page))).toContain('Reader');
  expect(JSON.stringify(reloadSnapshotOf(contextOf(page)))).not.toContain('Reader');
});

test('the questions of a loan are answered one by one: each answer applies to the next attempt, and none to the next item', async () => {
  const page = await openPatron();
  page.send({ type: 'loan.answered', answer: { despiteDemand: true } });
  expect(page.is('busy')).toBe(false);
  page.scan('N-1');
  await page.answer('act', () => refusalOf('item-overdue'));
  page.send({ type: 'loan.answered', answer: { despiteDemand: true } });
  await page.answer('act', (act) => {
    expect(act).toEqual({
      step: 'lend',
      input: { opId: 'op-2', patronId: 1, code: 'N-1', despiteDemand: true },
    });
    return refusalOf('library-use-only');
  });
  page.send({ type: 'loan.answered', answer: { libraryUse: 'reading-room' } });
  await page.answer('act', (act) => {
    expect(act).toEqual({
      step: 'lend',
      input: { opId: 'op-3', patronId: 1, code: 'N-1', despiteDemand: true, libraryUse: 'reading-room' },
    });
    return ok(outcomeOf('op-3'));
  });
  page.scan('N-2');
  await page.answer('act', (act) => {
    expect(act.input).toEqual({ opId: 'op-4', patronId: 1, code: 'N-2' });
    return refusalOf('item-for-another');
  });
  page.send({ type: 'loan.answered', answer: { handOver: true } });
  expect(page.is('busy')).toBe(false);
});
