import { anyRequest } from '../../../shared/domain/request-list.ts';
import { beforeEach, expect, test } from 'vitest';
import { contract } from '../../../shared/ipc/contract.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { openAllCalls } from '../../support/all-calls.ts';
import { addRequest, newOpId, openTestDesk } from '../../support/desk.ts';
import { forEachTest } from '../../support/for-each-test.ts';
import { addAddresses } from '../../support/letters.ts';
import { doors, inputOf, type Door } from '../../support/doors.ts';
import { sampleInput } from '../../support/sample-input.ts';

// Every call that takes a text, as the page makes it, on a real database: no text makes it fail.

const oddTexts = [
  '\u0000',
  'voyage\u0000beagle',
  '\u0000voyage',
  '"\u0000" OR *',
  '\u0001\u0008\u001B\u001F\u007F',
  'a\u0085b\u2028c\u2029d',
  'a\nb\r\nc\td',
  '\uD800',
  '\u200B\u202E\uFEFF',
  `" OR 1=1; -- ' ( ) * ^ : - + NEAR( {title} :`,
  '%_[a-z]*?\\',
  '{{title}} {{',
  '',
  ' ',
  '水'.repeat(500),
  '👩‍👩‍👧'.repeat(60),
];

const desk = forEachTest(openTestDesk);

beforeEach(() => {
  addAddresses(desk);
  for (const n of [1, 2, 3]) addRequest(desk, { externalId: `R-${n}` });
});
const calls = forEachTest(() => openAllCalls(desk));

const ask = (door: Door, input: unknown): Promise<Result<unknown>> => calls.call(door, input);

const taking = doors.filter((door) => sampleInput(inputOf(door), 'x').texts > 0);

test('the calls and steps that take a text are found, and a plain text reaches them', async () => {
  expect(taking).toEqual(
    expect.arrayContaining([
      'requests.list',
      'requests.facets',
      'requests.saveView',
      'add-note',
      'create-request',
      'edit-request',
      'places.patrons',
      'places.partners',
      'places.savePatron',
      'loans.findPatron',
      'scanning.look',
      'letters.preview',
      'letters.saveTemplate',
      'mail.saveAccount',
    ]),
  );
  const refused: string[] = [];
  for (const door of taking) {
    const answer = await ask(door, sampleInput(inputOf(door), 'x').input);
    if (!answer.ok) refused.push(`${door}: ${answer.error.code}`);
  }
  expect(refused.filter((line) => line.endsWith('bad-payload'))).toEqual([]);
  // Most succeed; the others read the text or the record before they refuse.
  expect(taking.length - refused.length).toBeGreaterThan(15);
});

test.each(taking)('%s accepts any text', async (door) => {
  for (const text of oddTexts)
    for (const nth of [0, 1, 2]) {
      const { input } = sampleInput(inputOf(door), text, nth);
      const answer = await ask(door, input);
      const code = answer.ok ? 'ok' : answer.error.code;
      expect([JSON.stringify(text), nth, code, calls.errors()]).toEqual([
        JSON.stringify(text),
        nth,
        expect.not.stringMatching(/^(unexpected|not-signed-in)$/),
        [],
      ]);
    }
});

test.each(['\u0000', '\u0001', '\u001F', '\u007F'])(
  '%j between two words is a space: both are found',
  async (odd) => {
    addRequest(desk, { externalId: `Found-${odd.codePointAt(0)}`, title: 'Kosmos of Humboldt' });
    const query = {
      ...anyRequest,
      text: `kosmos${odd}humboldt`,
    };
    const sample = sampleInput(contract['requests.list'].input, '').input as object;
    expect(await ask('requests.list', { ...sample, query, offset: 0 })).toMatchObject({
      ok: true,
      value: { total: expect.toSatisfy((total: number) => total > 0) as number },
    });
    const page = { offset: 0, limit: 10 };
    for (const [channel, search] of [
      ['places.patrons', `reader${odd}a`],
      ['places.partners', `north${odd}library`],
    ] as const)
      expect(await ask(channel, { search, ...page })).toMatchObject({ ok: true, value: { total: 1 } });
  },
);

test('stored text has no character that ends a text in SQLite, and keeps its lines', async () => {
  const [requestId] = [addRequest(desk, { externalId: 'R-note' })];
  const note = { opId: newOpId(), requestId, text: 'one\u0000two\nthree\tfour', active: true };
  expect(await ask('add-note', note)).toMatchObject({ ok: true });
  const stored = desk.raw
    .prepare('SELECT body AS text, length(body) AS n FROM request_note WHERE request_id = ?')
    .get(requestId);
  expect(stored).toEqual({ text: 'one two\nthree\tfour', n: 18 });
});
