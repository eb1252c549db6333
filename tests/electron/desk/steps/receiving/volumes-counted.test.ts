import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TestDesk } from '../../../../support/desk.ts';
import { addRequest, openTestDesk } from '../../../../support/desk.ts';
import { receivingAt } from '../../../../support/receiving.ts';
import { sentenceOf, valueOf } from '../../../../support/results.ts';

let desk: TestDesk;
beforeEach(() => {
  desk = openTestDesk();
});
afterEach(() => desk.close());

const { receive, finish } = receivingAt(() => desk);

test.each([
  [null, 1, 'Set ended: 1 volume'],
  [null, 2, 'Set ended: 2 volumes'],
  [1, 1, 'Set ended: 1 of 1 volume'],
  [2, 2, 'Set ended: 2 of 2 volumes'],
])('of %s expected volumes %i came: %s', (volumes, received, headline) => {
  const requestId = addRequest(desk, { externalId: 'S1', volumes });
  for (let at = 1; at <= received; at += 1)
    valueOf(receive({ requestId, barcode: `V${String(at)}`, several: true }));
  valueOf(finish(requestId));
  expect(desk.raw.prepare('SELECT headline FROM request_event ORDER BY id DESC').get()).toEqual({ headline });
});

test.each([
  [1, /^The only expected volume of S1 has arrived\. /],
  [2, /^Both volumes of S1 have arrived\. /],
  [3, /^All 3 volumes of S1 have arrived\. /],
])('one volume more than the %i expected is refused with their number in words', (volumes, words) => {
  const requestId = addRequest(desk, { externalId: 'S1', volumes });
  for (let at = 1; at <= volumes; at += 1)
    valueOf(receive({ requestId, barcode: `V${String(at)}`, several: true }));
  expect(sentenceOf(receive({ requestId, barcode: 'MORE', several: true }))).toMatch(words);
});
