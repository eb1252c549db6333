import { beforeEach, expect, test } from 'vitest';
import { lettersListOf } from '../../../../../electron/main/desk/output/letters/letters.service.ts';
import { countOpenMessages } from '../../../../../electron/main/desk/store/messages.queries.ts';
import { addRequest, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { addAddresses, addLetter } from '../../../../support/letters.ts';
import { valueOf } from '../../../../support/results.ts';
import { entriesOf } from '../../../../support/thread.ts';

const desk = forEachTest(openTestDesk);
beforeEach(() => addAddresses(desk));

const listed = (show: 'open' | 'no-address') => {
  const { total, rows } = valueOf(lettersListOf(desk.context, { show, offset: 0, limit: 10 }));
  return [total, rows.map(({ state }) => state)];
};

test('a letter without an address is to be contacted by hand wherever its state is shown, and is not in the outbox', () => {
  const requestId = addRequest(desk, { externalId: 'R-1', status: 'REQUEST_SENT' });
  desk.raw.exec(`UPDATE partner SET email = ' ' WHERE id = 1`);
  for (const state of ['waiting', 'failed', 'needs-person']) {
    addLetter(desk, requestId, { recipient: 'partner', kind: 'returned', payload: { itemIds: [] } });
    desk.raw.prepare('UPDATE outbox SET state = ? WHERE id = (SELECT max(id) FROM outbox)').run(state);
  }
  addLetter(desk, requestId, { recipient: 'patron', kind: 'item-ready', payload: {} });
  const { waiting, needPerson, noAddress } = countOpenMessages(desk.context.db);
  const byHand = ['no-address', 'no-address', 'no-address'];
  expect(listed('open')).toEqual([waiting + needPerson, ['waiting']]);
  expect(listed('no-address')).toEqual([3, byHand]);
  // Counted by request, as on Today.
  expect(noAddress).toBe(1);
  expect(entriesOf(desk.context, requestId).map(({ state }) => state)).toEqual([
    'contact by hand',
    'contact by hand',
    'contact by hand',
    'waiting',
  ]);
});
