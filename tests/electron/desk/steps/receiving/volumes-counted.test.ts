import { expect, test } from 'vitest';
import { todaysStepsService } from '../../../../../electron/main/desk/queries/history/steps.service.ts';
import { addRequest, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { receivingAt } from '../../../../support/receiving.ts';
import { sentenceOf, valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);

const { receive, finish } = receivingAt(() => desk);

test.each([
  [null, 1, 'coming', 'Receiving finished: 1 volume'],
  [null, 2, 'coming', 'Receiving finished: 2 volumes'],
  [1, 1, 'coming', 'Set complete: 1 of 1 volume'],
  [2, 2, 'coming', 'Set complete: 2 of 2 volumes'],
  [3, 1, 'coming', 'Receiving finished: 1 of 3 volumes'],
  [3, 1, 'nothing-more', 'Set ended: 1 of 3 volumes'],
  [3, 2, 'not-wanted', 'Set ended: 2 of 3 volumes'],
] as const)(
  'of %s expected volumes %i came, the rest is %s: history, message and last steps say “%s”',
  (volumes, received, rest, headline) => {
    const requestId = addRequest(desk, { externalId: 'S1', volumes });
    for (let at = 1; at <= received; at += 1)
      valueOf(receive({ requestId, barcode: `V${String(at)}`, several: true }));
    const finished = valueOf(finish(requestId, { rest }));
    expect(finished.headline).toBe(headline);
    expect(desk.raw.prepare('SELECT headline FROM request_event ORDER BY id DESC').get()).toEqual({
      headline,
    });
    const [newest] = valueOf(todaysStepsService(desk.context).today({ limit: 1 }));
    expect(newest?.headline).toBe(headline);
  },
);

test('one volume of a set of three has arrived, two have: Done asks about the missing ones', () => {
  const requestId = addRequest(desk, { externalId: 'S1', volumes: 3 });
  valueOf(receive({ requestId, barcode: 'V1', several: true }));
  expect(sentenceOf(finish(requestId, { rest: null }))).toBe(
    '1 of 3 volumes of S1 has arrived. Are more coming?',
  );
  valueOf(receive({ requestId, barcode: 'V2', several: true }));
  expect(sentenceOf(finish(requestId, { rest: null }))).toBe(
    '2 of 3 volumes of S1 have arrived. Are more coming?',
  );
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
