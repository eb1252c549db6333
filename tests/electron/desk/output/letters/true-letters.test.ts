import { expect, test } from 'vitest';
import { findMessage } from '../../../../../electron/main/desk/store/sending.queries.ts';
import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { done, itemsOf, openDecisionDesk, north } from '../../../../support/decision-desk.ts';
import { newOpId } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { addLetter, testWriter } from '../../../../support/letters.ts';

const desk = forEachTest(openDecisionDesk);

/** The text of the newest letter of a kind. */
const letter = (kind: string): string => {
  const id = desk.raw.prepare('SELECT max(id) FROM outbox WHERE kind = ?').pluck().get(kind) as number;
  return testWriter(desk).write(desk.context.db, findMessage(desk.context.db, id)!)!.body;
};

test('the letter for one volume of a set says which, also for the first of a set of unknown size', () => {
  const requestId = desk.add({ externalId: 'R-1', items: ['on-hold-shelf', 'on-hold-shelf'] });
  const [itemId] = itemsOf(desk, requestId);
  done(take(desk.context, 'return', { opId: newOpId(), itemId: itemId! }));
  expect(letter('returned')).toContain(`Items:\nVolume 1: barcode B-${requestId}-1\n`);
});

test('a notice that a set is ready names the volumes that are here, not one that went back meanwhile', () => {
  const places = ['on-hold-shelf', 'on-hold-shelf', 'in-transit'] as const;
  const requestId = desk.add({ externalId: 'R-1', volumes: 3, items: [...places] });
  addLetter(desk, requestId, { recipient: 'patron', kind: 'item-ready', payload: {} });
  addLetter(desk, requestId, { recipient: 'patron', kind: 'item-arrived', payload: {} });
  const [first] = itemsOf(desk, requestId);
  done(take(desk.context, 'return', { opId: newOpId(), itemId: first! }));
  expect(letter('item-ready')).toContain(`R-1\nVolume 2: barcode B-${requestId}-2\n`);
  expect(letter('item-ready')).not.toMatch(/Volume [13]/);
  expect(letter('item-arrived')).toContain(`R-1\nVolume 3: barcode B-${requestId}-3\n`);
  expect(letter('item-arrived')).not.toMatch(/Volume [12]/);
});

test('a partner reads how many volumes are wanted if there are several', () => {
  const ask = (externalId: string, volumes: number) => {
    const requestId = desk.add({ externalId, status: 'READY_TO_SEND', volumes, rota: [north] });
    done(take(desk.context, 'send-request', { opId: newOpId(), requestId, asOf: null, note: '' }));
    return letter('request');
  };
  expect(ask('R-2', 2)).toContain('We need 2 volumes.\n');
  expect(ask('R-1', 1)).not.toMatch(/volume/);
});

test('a letter has no line for a barcode that is not known', () => {
  const requestId = desk.add({ externalId: 'R-1', items: ['on-hold-shelf'] });
  desk.raw.exec("UPDATE item SET barcode = ''");
  const [itemId] = itemsOf(desk, requestId);
  done(take(desk.context, 'return', { opId: newOpId(), itemId: itemId! }));
  expect(letter('returned')).not.toMatch(/Barcode|Items/u);
});

test('a renewal claims no agreement, and a declined condition no other library', () => {
  const lent = desk.add({ externalId: 'R-1', status: 'LOANED', items: ['on-loan'] });
  done(desk.renew(lent, '2027-01-20'));
  expect(letter('renewal')).not.toContain('As agreed');
  const asked = desk.add({
    externalId: 'R-2',
    status: 'CONDITIONAL',
    rota: [north],
    condition: { reason: 'LibraryUseOnly', note: '', replyBy: null },
  });
  done(desk.reply(asked, false));
  expect(letter('condition-answered')).toContain('Please do not send the item.\n');
});

test('a letter that we no longer need it is still true if the partner answers before it leaves', () => {
  const requestId = desk.add({
    externalId: 'R-1',
    status: 'REQUEST_SENT',
    rota: [north],
    activePartner: north,
  });
  desk.letLeave();
  done(desk.cancel(requestId));
  done(desk.answer(requestId, { kind: 'will-supply', reason: '', note: '' } as never));
  expect(letter('not-needed-unanswered')).toContain(
    'We asked you for this item and no longer need it. Please do not send it.',
  );
});
