import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeyFilter } from '../../../electron/main/db/key-filter.ts';

test('what was added may be there, in whatever letters; hardly anything else', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ maxLength: 12 }), { maxLength: 300 }), (keys) => {
      const filter = new KeyFilter();
      for (const key of keys) filter.add(key);
      for (const key of keys) {
        expect(filter.mayHave(key)).toBe(true);
        expect(filter.mayHave(key.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase()))).toBe(true);
      }
    }),
  );
});

test('thousands of keys: none is forgotten when it grows, and what is not there is known not to be', () => {
  const filter = new KeyFilter();
  for (let n = 0; n < 20_000; n += 1) filter.add(`01MAIN${n}`);
  let taken = 0;
  for (let n = 0; n < 20_000; n += 1) {
    expect(filter.mayHave(`01main${n}`)).toBe(true);
    if (filter.mayHave(`02MAIN${n}`)) taken += 1;
  }
  expect(taken).toBe(0);
});

test('where it was not told of keys everything may be there', () => {
  const filter = new KeyFilter();
  filter.goBlind();
  expect(filter.mayHave('anything')).toBe(true);
});
