import { expect, test } from 'vitest';
import { countOpenMessages } from '../../../../electron/main/desk/store/messages.queries.ts';
import type { PostResult } from '../../../../electron/main/sending/verdict.ts';
import { connectionsService } from '../../../../electron/main/connections/connections.service.ts';
import type { PartnerId } from '../../../../shared/domain/ids.ts';
import { newOpId } from '../../../support/desk.ts';
import { useDeskAndLender } from '../../../support/lender/desk-and-lender.ts';
import { claimNext } from '../../../support/letters.ts';
import { valueOf } from '../../../support/results.ts';
import { waitFor } from '../../../support/waiting.ts';

// Staff hold back the letters to a partner, and let them go on.

const here = useDeskAndLender();
const partnerId = 1 as PartnerId;

const connections = (session = here.desk.context.session) =>
  connectionsService({
    context: { ...here.desk.context, session },
    queue: here.queue,
    otherSystem: { describe: () => [], tryNow: () => undefined },
    check: () => ({ ok: true, value: null }),
    saveFile: () => Promise.resolve(null),
  });
const hold = async (isHeld: boolean): Promise<unknown> =>
  valueOf(await connections().hold({ opId: newOpId(), partnerId, isHeld }));
const listed = async () => valueOf(await connections().list({})).partners;
const open = () =>
  valueOf(here.letters.list({ show: 'open', offset: 0, limit: 9 })).rows.map(({ id, kind, state }) => ({
    id,
    kind,
    state,
  }));

test('letters to a partner that is held wait, are shown as held and are not sent one by one; resumed, all leave in order', async () => {
  const [requestId, sentAs] = await here.lend();
  await hold(true);
  here.receives(requestId);
  here.sendsBack(requestId);
  const other = here.newRequest('R-2');
  here.send(other);
  here.queue.tryNow();
  await here.settled();
  expect(here.states()).toEqual(['request sent', 'received waiting', 'returned waiting', 'request waiting']);
  expect(open().map(({ state }) => state)).toEqual(['held', 'held', 'held']);
  const { by } = { by: here.desk.context.session.operator().name };
  const since = here.desk.context.now().toISOString();
  expect(await listed()).toMatchObject([
    { name: 'North University Library', waiting: 3, waitingSince: expect.any(String), held: { since, by } },
  ]);
  expect(here.letters.retry({ id: open()[0]?.id ?? 0 })).toMatchObject({
    error: { message: 'Letters to North University Library are on hold. Resume them on Connections first.' },
  });
  expect(here.heard(sentAs)).toEqual([]);
  await hold(false);
  await here.settled();
  expect(here.heard(sentAs)).toEqual(['Received', 'ShippedReturn']);
  expect(here.lender.entry(here.sentAs(other)).status).toBe('Loaned');
  expect(await listed()).toMatchObject([{ waiting: 0, held: null }]);
});

test('letters by mail to the partner are held too, and still count as waiting', async () => {
  here.desk.raw.exec(
    `UPDATE partner SET profile = '{"by":"mail"}', email = 'ill@north.example' WHERE id = 1`,
  );
  here.send(here.newRequest());
  await hold(true);
  expect(claimNext(here.desk)).toBeUndefined();
  expect(countOpenMessages(here.desk.context.db)).toMatchObject({ waiting: 1, noAddress: 0 });
  // The partner is listed while its letters are held, however it is reached.
  expect(await listed()).toMatchObject([{ partnerId, waiting: 1 }]);
  await hold(false);
  expect(claimNext(here.desk)).toMatchObject({ outgoing: { to: { address: 'ill@north.example' } } });
});

test('a letter that was about to leave when staff held it stays, and certainly did not leave', async () => {
  let confirm: (isConfirmed: boolean) => void = () => undefined;
  const posted: string[] = [];
  here.start({
    confirmed: () => new Promise((resolve) => (confirm = resolve)),
    post: (xml): Promise<PostResult> => {
      posted.push(xml);
      return Promise.resolve({ kind: 'ok', errorType: null, words: '' });
    },
  });
  here.send(here.newRequest());
  here.queue.kick();
  await waitFor('it is about to leave', () => here.said().includes('request sending') || undefined);
  await hold(true);
  confirm(true);
  await waitFor('it waits again', () => here.said().includes('request waiting') || undefined);
  expect([posted, open().map(({ state }) => state)]).toEqual([[], ['held']]);
  expect(here.desk.raw.prepare('SELECT may_have_left_at FROM outbox').pluck().get()).toBeNull();
});

test('who held the letters first stays known, and who has no role holds none', async () => {
  await hold(true);
  const [first] = await listed();
  here.desk.setNow('2026-11-26T09:00:00Z');
  await hold(true);
  expect((await listed())[0]?.held).toEqual(first?.held);
  const { session } = here.desk.context;
  const nobody = { ...session, operator: () => ({ ...session.operator(), grants: [] }) };
  const refused = await connections(nobody).hold({ opId: newOpId(), partnerId, isHeld: false });
  expect(refused).toMatchObject({ error: { code: 'role-missing' } });
  expect(here.desk.raw.prepare('SELECT count(held_at) FROM partner').pluck().get()).toBe(1);
});
