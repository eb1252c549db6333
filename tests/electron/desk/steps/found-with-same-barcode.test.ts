import { expect, test } from 'vitest';
import { done, itemsOf, openDecisionDesk } from '../../../support/decision-desk.ts';
import { dumpState } from '../../../support/desk.ts';
import { forEachTest } from '../../../support/for-each-test.ts';
import { codeOf, sentenceOf } from '../../../support/results.ts';
import { expectState } from '../../../support/same-state.ts';

const desk = forEachTest(openDecisionDesk);

test('of two lost volumes with the same barcode, in upper or lower case, one is found at a time', () => {
  const id = desk.add({ externalId: 'T1', status: 'LOANED', volumes: 2, items: ['on-loan', 'on-loan'] });
  const [first, second] = itemsOf(desk, id);
  const barcode = `B-${id}-1`;
  done(desk.lost(id, first));
  // The label of the first volume is used again.
  desk.raw.prepare('UPDATE item SET barcode = ? WHERE id = ?').run(barcode.toLowerCase(), second);
  done(desk.lost(id));
  const lost = dumpState(desk);
  const both = desk.found(id);
  expect([codeOf(both), sentenceOf(both)]).toEqual([
    'barcode-in-use',
    `${barcode} is the barcode of more than one of these volumes. Choose the volume that was found.`,
  ]);
  expectState(desk, lost);
  done(desk.found(id, first));
  const other = desk.found(id, second);
  expect([codeOf(other), sentenceOf(other)]).toEqual([
    'barcode-in-use',
    expect.stringContaining('in use on T1'),
  ]);
});
