import { expect, test } from 'vitest';
import { todayService } from '../../../../electron/main/desk/queries/today/today.service.ts';
import { placesService } from '../../../../electron/main/desk/records/places/places.service.ts';
import { readersOf } from '../../../../electron/main/desk/steps/frame/readers.ts';
import { countOpenMessages } from '../../../../electron/main/desk/store/messages.queries.ts';
import { findRequest } from '../../../../electron/main/desk/store/requests.queries.ts';
import { listTurns, turnOf } from '../../../../electron/main/desk/store/turns.queries.ts';
import type { PostResult } from '../../../../electron/main/sending/verdict.ts';
import { notificationMethod } from '../../../../shared/domain/letters/partner-notifications.ts';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { useDeskAndLender } from '../../../support/lender/desk-and-lender.ts';
import { claimNext } from '../../../support/letters.ts';
import { valueOf } from '../../../support/results.ts';

// What Letters, Today and the windows say of partners that are told by protocol, or by staff. Nobody here has an e-mail address or account.

const here = useDeskAndLender();

const letters = (show: 'open' | 'needs-person' | 'no-address' | 'gone') =>
  valueOf(here.letters.list({ show, offset: 0, limit: 9 })).rows.filter(
    ({ recipient }) => recipient === 'partner',
  );
const stuck = (): unknown => {
  const { context } = here.desk;
  const today = todayService({ ...context, lettersWait: () => 'none' });
  return valueOf(today.list({ card: 'needs-person', offset: 0, limit: 9 })).rows.map(({ note }) => note);
};
const howAsked = (requestId: RequestId): unknown => {
  const { context } = here.desk;
  const request = findRequest(context.db, requestId);
  const turns = listTurns(context.db, requestId).map(turnOf);
  const [turn] = turns;
  if (!request || !turn) throw new Error('There is no turn.');
  const readers = readersOf({ ...context, lettersWait: () => 'none' }, request, turns);
  return [
    readers.partners.map(({ address }) => address),
    notificationMethod(readers, { word: 'request', turnId: turn.id }),
  ];
};

test('a letter by protocol waits for its partner, not for mail, and is sent once it is confirmed', async () => {
  const requestId = here.newRequest();
  expect(howAsked(requestId)).toEqual([['protocol'], 'by-letter']);
  await here.outage();
  here.send(requestId);
  await here.settled();
  expect(howAsked(requestId)).toEqual([['protocol'], 'by-letter']);
  expect(claimNext(here.desk)).toBeUndefined();
  expect(letters('open')).toMatchObject([{ kind: 'request', way: 'protocol', state: 'failed' }]);
  expect(letters('no-address')).toEqual([]);
  expect(stuck()).toEqual([]);
  expect(countOpenMessages(here.desk.context.db)).toEqual({
    waiting: 0,
    waitingSince: null,
    needPerson: 0,
    noAddress: 0,
  });
  expect(valueOf(placesService(here.desk.context).missing()).partners).toBe(0);
  here.back();
  await here.settled();
  const [sent] = letters('gone');
  expect(sent).toMatchObject({ kind: 'request', way: 'protocol', state: 'sent' });
  expect(valueOf(here.letters.read({ id: sent?.id ?? 0 }))).toMatchObject({
    from: null,
    address: here.lender.url,
    frozen: true,
  });
});

test('what the partner refuses needs attention, with its words, and is sent again when staff choose to', async () => {
  let answer: PostResult = { kind: 'refused', errorType: null, words: 'Closed for stocktaking' };
  here.start({ post: () => Promise.resolve(answer) });
  here.send(here.newRequest());
  await here.settled();
  expect(stuck()).toEqual(['Closed for stocktaking']);
  const [refused] = letters('needs-person');
  expect(refused).toMatchObject({ state: 'needs-person', note: 'Closed for stocktaking' });
  answer = { kind: 'ok', errorType: null, words: '' };
  valueOf(here.letters.retry({ id: refused?.id ?? 0 }));
  await here.settled();
  expect([stuck(), letters('gone').map(({ state }) => state)]).toEqual([[], ['sent']]);
});

test('what a person must decide is sent when staff choose to send it', async () => {
  const [requestId, sentAs] = await here.lend();
  // The partner says that it is over, and yet the item comes.
  await here.lender.say(sentAs, { reason: 'StatusChange', status: 'Unfilled', unfilled: 'NotOnShelf' });
  here.desk.raw.exec("UPDATE conversation SET state = json_set(state, '$.status', 'Unfilled')");
  here.desk.raw.exec("UPDATE partner_message SET state = 'applied' WHERE direction = 'in'");
  here.receives(requestId);
  await here.settled();
  const [asked] = letters('needs-person');
  expect(asked?.note).toBe(
    'For the partner, the request is over. Not sent: “Received”. The partner’s last answer: cannot lend it. Send it now, or contact the partner.',
  );
  valueOf(here.letters.retry({ id: asked?.id ?? 0 }));
  await here.settled();
  expect(here.heard(sentAs)).toEqual(['Received']);
});

test('letters to a partner that is contacted by hand are under Contact by hand, also if it has an address', async () => {
  here.desk.raw.exec(`UPDATE partner SET profile = '{"by":"hand"}', email = 'ill@north.example'`);
  const requestId = here.newRequest();
  expect(howAsked(requestId)).toEqual([['hand'], 'by-hand']);
  here.send(requestId);
  await here.settled();
  expect(letters('no-address')).toMatchObject([{ kind: 'request', way: 'hand', state: 'no-address' }]);
  expect(claimNext(here.desk)).toBeUndefined();
});

test('a turn that was asked by e-mail goes on by e-mail when its partner changes to a protocol', async () => {
  here.desk.raw.exec(`UPDATE partner SET profile = '{"by":"mail"}', email = 'ill@north.example'`);
  const requestId = here.newRequest();
  here.send(requestId);
  expect(claimNext(here.desk)).toMatchObject({ outgoing: { to: { address: 'ill@north.example' } } });
  here.desk.raw.exec("UPDATE outbox SET state = 'sent', may_have_left_at = updated_at");
  here.back();
  here.receives(requestId);
  await here.settled();
  expect(here.said()).toEqual([]);
  expect(letters('open')).toMatchObject([{ kind: 'received', way: 'mail', state: 'waiting' }]);
});
