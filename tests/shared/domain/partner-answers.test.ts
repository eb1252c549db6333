import { expect, test } from 'vitest';
import type { TurnId } from '../../../shared/domain/ids.ts';
import {
  answersFor,
  eventsOfAnswer,
  likelyTurn,
  turnsThatAnswer,
} from '../../../shared/domain/partner-answers.ts';
import { askedTurn, lifeOf, lifeOfParts, turnOf, volumeOf } from '../../renderer/support/life.ts';

const first = 1 as TurnId;
const second = 2 as TurnId;
const answers = (status: string) => answersFor(lifeOf(status), first);
const ofSupply = [
  'will-supply',
  'conditional',
  'shipped',
  'shipped-digitally',
  'rejected',
  'cancelled',
  'expired',
  'cancel-accepted',
];

test('the answers with a consequence follow from the life of the request', () => {
  expect(answers('REQUEST_SENT')).toEqual(ofSupply);
  // A pending cancellation does not affect the partner's answers to the request itself.
  expect(answers('CANCEL_REPLY')).toEqual([...ofSupply, 'cancel-refused']);
  expect(answers('SHIPPED_PHYSICALLY')).toEqual([
    'shipped-digitally',
    'rejected',
    'cancelled',
    'cancel-accepted',
    'overdue',
    'recalled',
  ]);
  expect(answers('LOANED')).toEqual(['renewed', 'overdue', 'recalled']);
  expect(answers('RENEW_REQUESTED')).toEqual(['renewed', 'renewal-refused', 'overdue', 'recalled']);
  expect(answers('RECALLED_BOR')).toEqual(['demand-withdrawn']);
  expect(answers('RETURNED_TO_PARTNER')).toEqual(['checked-in', 'not-arrived']);
  expect(answers('REPORT_LOST')).toEqual(['settled']);
  expect(answers('REQUEST_COMPLETED')).toEqual([]);
});

test('other answers can be given too, and are kept; only staff say that a partner did not answer in time', () => {
  for (const status of [
    'REQUEST_SENT',
    'LOANED',
    'RETURNED_TO_PARTNER',
    'REQUEST_COMPLETED',
    'SOMETHING_ELSE',
  ]) {
    const life = lifeOf(status);
    const all = [...answersFor(life, first), ...answersFor(life, first, 'thread')];
    const isOut = status === 'LOANED';
    const cannot = [
      ...(status === 'REQUEST_SENT' ? [] : ['expired']),
      // Volumes still out must be returned first.
      ...(isOut ? ['checked-in'] : []),
    ];
    expect(all, status).toHaveLength(17 - cannot.length);
    for (const kind of cannot) expect(all, status).not.toContain(kind);
  }
});

test('a partner that was not asked cannot answer', () => {
  const life = lifeOfParts({ turns: [askedTurn(1), turnOf(2)] });
  expect(turnsThatAnswer(life)).toEqual([first]);
  expect(answersFor(life, second)).toEqual([]);
  expect(answersFor(life, second, 'thread')).toEqual([]);
});

test('if none is chosen, the answer is the active partner’s, or else that of one for which it has a consequence', () => {
  const life = lifeOfParts({
    turns: [askedTurn(1, { state: 'closing' }), askedTurn(2)],
    volumes: [volumeOf(1, 'on-loan')],
  });
  expect(likelyTurn(life, 'will-supply')).toBe(second);
  expect(likelyTurn(life, 'renewed')).toBe(first);
  expect(likelyTurn(life, null)).toBe(second);
  expect(likelyTurn(lifeOfParts({ turns: [turnOf(1)] }), 'renewed')).toBeNull();
});

test('a check-in concerns the returned volumes of its turn, and a lost one only if it has turned up', () => {
  const life = lifeOfParts({
    turns: [askedTurn(1, { state: 'closing' }), askedTurn(2, { state: 'closing' })],
    volumes: [
      volumeOf(1, 'returned-to-partner'),
      volumeOf(2, 'lost', { report: 'lost' }),
      volumeOf(3, 'returned-to-partner', { turnId: second }),
    ],
  });
  const itemsOf = (found: boolean): unknown =>
    eventsOfAnswer(life, { kind: 'checked-in', found }, { turnId: first, askable: [] }).map((event) =>
      'itemIds' in event ? event.itemIds : null,
    );
  expect([itemsOf(false), itemsOf(true)]).toEqual([[[1]], [[1, 2]]]);
});
