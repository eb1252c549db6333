import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Giving, type GivingPage } from '../../../../renderer/src/pages/today/give-barcodes/giving.ts';
import { RefusedError } from '../../../../renderer/src/api/desk.ts';
import type { TodayRow } from '../../../../shared/ipc/today-views.ts';
import type { Outcome } from '../../../../shared/ipc/views.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A request with this number of volumes without barcodes. */
const row = (externalId: string, volumes = 1): TodayRow =>
  ({
    id: externalId,
    externalId,
    updatedAt: `read ${externalId}`,
    places: Array.from({ length: volumes }, (_, at) => ({
      itemId: `${externalId}.${at + 1}`,
      volume: at + 1,
      barcode: '',
      status: 'on-hold-shelf',
      holdUntil: null,
    })),
  }) as unknown as TodayRow;

const refusal = (code: string): RefusedError =>
  new RefusedError({ code, message: 'No.', retryable: false } as ConstructorParameters<
    typeof RefusedError
  >[0]);

const open = (rows: readonly TodayRow[], more: Partial<GivingPage> = {}) => {
  const said: string[] = [];
  let at = 0;
  const page: GivingPage = {
    give: ({ volume }, barcode, asOf) => {
      said.push(`${volume.itemId} = ${barcode} (${asOf})`);
      return Promise.resolve({} as Outcome);
    },
    placeOf: () => Promise.resolve(-1),
    choose: (index) => (at = index),
    given: () => undefined,
    refused: (alarm) => void said.push(alarm),
    changed: () => undefined,
    ...more,
  };
  const giving = new Giving(page);
  const show = (shown: readonly TodayRow[]): void =>
    giving.follow({ total: shown.length, rowAt: (index) => shown[index], at }, page);
  show(rows);
  return { giving, said, show, next: () => giving.target()?.volume.itemId ?? null };
};

test('each barcode goes to the next row, both before and after the list is reloaded', async () => {
  const { giving, said, show, next } = open([row('R-1'), row('R-2'), row('R-3')]);
  await giving.enter('N-1');
  await giving.enter('n-2 ');
  expect(said).toEqual(['R-1.1 = N-1 (read R-1)', 'R-2.1 = n-2 (read R-2)']);
  expect(next()).toBe('R-3.1');
  show([row('R-3')]);
  expect(next()).toBe('R-3.1');
  await giving.enter('N-3');
  expect(next()).toBeNull();
});

test('a set takes one barcode after the other, although the first one changes its request', async () => {
  const { giving, said, next } = open([row('R-1', 2), row('R-2')]);
  await giving.enter('N-1');
  expect(next()).toBe('R-1.2');
  await giving.enter('N-2');
  expect(said).toEqual(['R-1.1 = N-1 (read R-1)', 'R-1.2 = N-2 (null)']);
  expect(next()).toBe('R-2.1');
});

test('an external identifier chooses its row; Enter chooses the next one, and wraps around at the end', async () => {
  const { giving, said, next } = open([row('R-1'), row('R-2'), row('R-3')]);
  await giving.enter('r-3');
  expect(next()).toBe('R-3.1');
  await giving.enter('N-3');
  expect(next()).toBe('R-1.1');
  await giving.enter('');
  expect(next()).toBe('R-2.1');
  expect(said).toEqual(['R-3.1 = N-3 (read R-3)']);
});

test('an identifier beyond the loaded rows is looked up in the whole list', async () => {
  const rows = [row('R-1'), row('R-2')];
  const { giving, next } = open(rows, {
    give: () => Promise.reject(refusal('identifier-not-barcode')),
    placeOf: (externalId) => Promise.resolve(externalId === 'R-900' ? 1 : -1),
  });
  await giving.enter('R-900');
  expect(next()).toBe('R-2.1');
  await giving.enter('R-901');
  expect(giving.notGiven).toMatchObject({ code: 'R-901', message: 'No.' });
});

test('after a refusal the row waits, and codes scanned in the meantime go to no other row', async () => {
  const { giving, said, next } = open([row('R-1'), row('R-2')], {
    give: () => Promise.reject(refusal('barcode-in-use')),
  });
  await Promise.all([giving.enter('TAKEN'), giving.enter('N-2'), giving.enter('N-3')]);
  expect(said).toEqual(['stop']);
  expect(giving.notGiven).toEqual({ code: 'TAKEN', alarm: 'stop', name: 'barcode in use', message: 'No.' });
  expect(next()).toBe('R-1.1');
});

test('a repeated barcode is reported calmly, and stops nothing', async () => {
  const given: string[] = [];
  const { giving, said, next } = open([row('R-1'), row('R-2'), row('R-3')], {
    give: (_bare, barcode) => {
      if (given.includes(barcode.toUpperCase())) return Promise.reject(refusal('barcode-in-use'));
      given.push(barcode);
      return Promise.resolve({} as Outcome);
    },
  });
  await Promise.all(['N-1', 'n-1'].map(giving.enter));
  expect(giving.notGiven).toEqual({
    code: '',
    alarm: 'check',
    name: 'scanned twice',
    message: 'n-1 is already the barcode of R-1. Scan the next item.',
  });
  await giving.enter('N-2');
  expect(said).toEqual(['check']);
  expect(given).toEqual(['N-1', 'N-2']);
  expect(next()).toBe('R-3.1');
});

test('a row whose barcode was undone is asked for again', async () => {
  const { giving, next } = open([row('R-1')]);
  await giving.enter('N-1');
  expect(next()).toBeNull();
  vi.advanceTimersByTime(5_000);
  expect(next()).toBe('R-1.1');
});
