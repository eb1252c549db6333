import { expect, test } from 'vitest';
import { isCostOver } from '../../../shared/domain/cost.ts';

test.each([
  ['20 EUR', '19,99 €', true],
  ['EUR 20.00', '20', false],
  ['20,50', '20', true],
  ['1.234,50 EUR', 'EUR 1,234.00', true],
  ["1'000 CHF", '999 CHF', true],
  ['US$ 30', '25 USD', true],
  ['$30', 'USD 25', true],
  ['£15', '£15.00', false],
  // Without a currency, the other one's is assumed.
  ['25', '20 EUR', true],
])('%s costs more than %s: %s', (cost, most, isOver) => {
  expect(isCostOver(cost, most)).toBe(isOver);
});

test.each([
  ['30 EUR', '20 USD'],
  ['free of charge', '20 EUR'],
  ['30 EUR', ''],
  ['', '20 EUR'],
  ['20 EUR and 5 EUR for the parcel', '10 EUR'],
])('%s and %s cannot be compared', (cost, most) => {
  expect(isCostOver(cost, most)).toBe(false);
});
