import { expect, test } from 'vitest';
import type { PostResult } from '../../../../electron/main/sending/verdict.ts';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { useDeskAndLender } from '../../../support/lender/desk-and-lender.ts';
import { scripts } from '../../../support/lender/scripts.ts';
import { valueOf } from '../../../support/results.ts';
import { waitFor } from '../../../support/waiting.ts';

// What becomes of letters while a partner cannot be reached, loses its answers, refuses, or says something in the meantime.

const here = useDeskAndLender();

test('letters that wait during an outage are sent afterwards, once each and in the order of their turn', async () => {
  const [requestId, sentAs] = await here.lend();
  await here.lender.crash();
  here.receives(requestId);
  here.sendsBack(requestId);
  const others = ['R-2', 'R-3'].map((externalId) => here.newRequest(externalId));
  for (const other of others) here.send(other);
  await here.settled();
  const attempts = (): unknown =>
    here.desk.raw.prepare("SELECT sum(attempts) FROM partner_message WHERE state = 'waiting'").pluck().get();
  const before = attempts();
  expect(before).toBeLessThanOrEqual(4);
  // The second of a turn is not even composed before the first has arrived.
  expect(here.said().filter((each) => each.startsWith('ShippedReturn'))).toEqual([]);
  expect(here.note('received')).toContain('refuses the connection');
  expect([{ ...here.queue.describe()[0], ...here.underWay() }]).toMatchObject([
    { state: 'down', waiting: 4, words: here.note('received') },
  ]);
  // Nothing more leaves until the pause is over.
  here.queue.kick();
  await here.settled();
  expect(attempts()).toBe(before);
  await here.lender.start();
  here.queue.tryNow();
  await here.settled();
  expect(here.heard(sentAs)).toEqual(['Received', 'ShippedReturn']);
  for (const other of others) expect(here.lender.entry(here.sentAs(other)).status).toBe('Loaned');
  expect(new Set(here.states().map((state) => state.split(' ')[1]))).toEqual(new Set(['sent']));
  expect([{ ...here.queue.describe()[0], ...here.underWay() }]).toMatchObject([
    { state: 'up', waiting: 0, words: '' },
  ]);
  expect(here.queue.faults).toEqual([]);
});

test('a pause ends by itself', async () => {
  const requestId = here.newRequest();
  await here.outage();
  here.send(requestId);
  await here.settled();
  expect(here.states()).toEqual(['request failed']);
  here.desk.raw
    .prepare('UPDATE partner SET profile = json_set(profile, ?, ?)')
    .run('$.address', here.lender.url);
  here.desk.setNow('2026-11-25T09:32:00Z');
  await here.settled();
  expect(here.states()).toEqual(['request sent']);
});

test('a request whose confirmation was lost is sent again, and its "already exists" means that it arrived', async () => {
  let faults = 2;
  here.fault = () => (faults-- > 0 ? 'after' : null);
  const requestId = here.newRequest();
  here.send(requestId);
  await here.settled();
  expect(here.said()).toEqual(['request waiting']);
  expect(here.states()).toEqual(['request failed']);
  // The answer of the partner shows it too, so it is asked for the first time here.
  here.desk.raw.exec("UPDATE conversation SET state = json_set(state, '$.asOf', NULL, '$.status', NULL)");
  here.desk.raw.exec("UPDATE turn SET state = 'asked'");
  here.queue.tryNow();
  await here.settled();
  here.queue.tryNow();
  await here.settled();
  expect(here.said()).toEqual(['request confirmed']);
  expect(here.states()).toEqual(['request sent']);
});

test('the partner’s answer shows that a message whose confirmation was lost has arrived', async () => {
  const [requestId, sentAs] = await here.lend();
  here.receives(requestId);
  await here.settled();
  here.fault = () => 'after';
  here.renews(requestId);
  await here.settled();
  here.fault = () => {
    throw new Error('It was sent again.');
  };
  here.queue.tryNow();
  await here.settled();
  expect(here.states().at(-1)).toBe('renewal-asked sent');
  expect(here.heard(sentAs)).toEqual(['Received', 'Renew']);
});

test('a refusal waits for staff with the partner’s words, and the next letter is sent', async () => {
  const [requestId, sentAs] = await here.lend();
  here.receives(requestId);
  await here.settled();
  here.delivery = 'held';
  await here.lender.say(sentAs, { reason: 'StatusChange', status: 'Recalled' });
  here.renews(requestId);
  await here.settled();
  expect(here.states().at(-1)).toBe('renewal-asked needs-person');
  expect(here.note('renewal-asked')).toBe('invalid action');
  expect(here.said().at(-1)).toBe('Renew refused');
  // Refused means that nothing was asked.
  const state = here.desk.raw.prepare('SELECT state FROM conversation').pluck().get() as string;
  expect(JSON.parse(state)).toMatchObject({ told: ['Received'], unanswered: [] });
  here.sendsBack(requestId);
  await here.settled();
  expect(here.states().at(-1)).toBe('returned sent');
});

test('a refused request is sent again in a conversation of its own', async () => {
  const requestId = here.newRequest();
  let answer: PostResult = { kind: 'refused', errorType: null, words: 'supplying agency not found' };
  here.start({ post: () => Promise.resolve(answer) });
  here.send(requestId);
  await here.settled();
  expect([here.states(), here.note('request')]).toEqual([
    ['request needs-person'],
    'supplying agency not found',
  ]);
  const first = here.sentAs(requestId);
  answer = { kind: 'ok', errorType: null, words: '' };
  const id = here.desk.raw.prepare("SELECT id FROM outbox WHERE kind = 'request'").pluck().get() as number;
  valueOf(here.letters.retry({ id }));
  await here.settled();
  expect(here.said()).toEqual(['request refused', 'request confirmed']);
  expect(here.states()).toEqual(['request sent']);
  const turns = here.desk.raw
    .prepare('SELECT sent_as, turn_id IS NULL FROM conversation ORDER BY id')
    .raw()
    .all();
  expect(turns).toEqual([
    [first, 1],
    [expect.not.stringContaining(first), 0],
  ]);
});

test('what the partner said during the outage counts: what no longer fits is not sent, and staff see both', async () => {
  const [requestId, sentAs] = await here.lend();
  here.receives(requestId);
  await here.settled();
  await here.outage();
  here.renews(requestId);
  await here.settled();
  expect(here.states().at(-1)).toBe('renewal-asked failed');
  // It is overdue and recalled for the partner before it has our question.
  here.desk.raw.exec("UPDATE outbox SET on_purpose = 1 WHERE kind = 'renewal-asked'");
  await here.lender.say(sentAs, { reason: 'StatusChange', status: 'Recalled' });
  here.applyAll();
  here.back();
  await here.settled();
  expect(here.states().at(-1)).toBe('renewal-asked needs-person');
  expect(here.note('renewal-asked')).toBe(
    'The partner has recalled the item. Not sent: “Renewal asked: Please renew it until 15 February 2027”. The partner’s last answer: recalled it. Contact the partner.',
  );
  expect(here.heard(sentAs)).toEqual(['Received']);
  expect(here.said().at(-1)).toBe('Renew withdrawn');
});

test('a letter that is no longer true after an outage is not sent', async () => {
  const [requestId, sentAs] = await here.lend();
  here.receives(requestId);
  await here.settled();
  await here.outage();
  here.renews(requestId);
  await here.settled();
  await here.lender.say(sentAs, { reason: 'StatusChange', status: 'Recalled' });
  here.applyAll();
  here.back();
  await here.settled();
  expect(here.states().at(-1)).toBe('renewal-asked outdated');
  expect(here.note('renewal-asked')).toBe('Not sent: the partner wants the item back.');
  expect(here.heard(sentAs)).toEqual(['Received']);
});

test('after a crash while a message was being posted, the same bytes are sent again', async () => {
  here.script = scripts.LOANED;
  const posted: string[] = [];
  const never = (xml: string): Promise<PostResult> => {
    posted.push(xml);
    return new Promise(() => undefined);
  };
  here.start({ post: never });
  const requestId: RequestId = here.newRequest();
  here.send(requestId);
  here.queue.kick();
  await waitFor('it is being posted', () => posted[0]);
  await here.queue.stop(1);
  expect([here.states(), here.said()]).toEqual([['request sending'], ['request sending']]);
  here.desk.setNow('2026-11-25T10:00:00Z');
  const real = await import('../../../../electron/main/partners/exchange/post-message.ts');
  here.start({
    post: (xml, ...more) => {
      posted.push(xml);
      return real.postMessage(xml, ...more);
    },
  });
  await here.settled();
  expect(posted).toHaveLength(2);
  expect(posted[1]).toBe(posted[0]);
  expect(here.said()).toEqual(['request confirmed']);
  expect(here.states()).toEqual(['request sent']);
});
