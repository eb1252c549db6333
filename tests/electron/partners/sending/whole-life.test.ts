import type { PartnerSecrets } from '../../../../electron/main/partners/exchange/partner-secrets.ts';
import { expect, test } from 'vitest';
import { useDeskAndLender } from '../../../support/lender/desk-and-lender.ts';
import { waitFor } from '../../../support/waiting.ts';

// A letter to a partner that speaks ISO 18626 leaves as messages, from the steps that staff take.

const here = useDeskAndLender();

test('a request goes from sent to checked in with a lender over HTTP', async () => {
  const [requestId, sentAs] = await here.lend('R 1/ä');
  expect(sentAs).toMatch(/^R1-[0-9A-Z]{8}$/);
  expect(here.lender.entry(sentAs)).toMatchObject({ title: 'The Voyage of the Beagle', status: 'Loaned' });
  expect(here.states()).toEqual(['request sent']);
  here.receives(requestId);
  await here.settled();
  here.renews(requestId);
  await here.settled();
  here.sendsBack(requestId);
  await here.settled();
  expect(here.heard(sentAs)).toEqual(['Received', 'Renew', 'ShippedReturn']);
  expect(here.lender.entry(sentAs)).toMatchObject({ status: 'LoanCompleted', owes: [], lent: [] });
  expect(here.said()).toEqual([
    'request confirmed',
    'Received confirmed',
    'Renew confirmed',
    'ShippedReturn confirmed',
  ]);
  expect(here.states()).toEqual(['request sent', 'received sent', 'renewal-asked sent', 'returned sent']);
  const row = here.desk.raw.prepare('SELECT status FROM request').get();
  expect(row).toEqual({ status: 'REQUEST_COMPLETED' });
  expect(here.queue.faults).toEqual([]);
});

test('a return whose receipt was not told yet sends both, in order, and resumes after an interruption', async () => {
  here.desk.raw.exec(`UPDATE library SET letters_off = '["partner-received"]'`);
  const [requestId, sentAs] = await here.lend();
  here.receives(requestId);
  let posted = 0;
  here.fault = () => ((posted += 1) === 2 ? 'gateway' : null);
  here.sendsBack(requestId);
  await here.settled();
  expect(here.said()).toEqual(['request confirmed', 'Received confirmed', 'ShippedReturn waiting']);
  expect(here.states()).toEqual(['request sent', 'returned failed']);
  here.queue.tryNow();
  await here.settled();
  expect(here.heard(sentAs)).toEqual(['Received', 'ShippedReturn']);
  expect(here.states()).toEqual(['request sent', 'returned sent']);
});

test('the code of our account is in what is sent, and not in what is stored', async () => {
  const posted: string[] = [];
  here.profile = { authentication: { kind: 'account', accountId: 'main' } };
  here.back();
  here.start({
    secrets: { identify: () => ({ credentials: { kind: 'none' }, securityCode: 'a<b' }) },
    post: (xml) => {
      posted.push(xml);
      return Promise.resolve({ kind: 'ok', errorType: null, words: '' });
    },
  });
  here.send(here.newRequest());
  await here.settled();
  const kept = here.desk.raw.prepare('SELECT raw FROM partner_message').pluck().get() as string;
  expect(posted).toEqual([kept.replace('</accountId>', '</accountId><securityCode>a&lt;b</securityCode>')]);
  expect(kept).not.toContain('a&lt;b');
});

test('without the secret for the partner nothing is sent, and the letters wait', async () => {
  let secret: ReturnType<PartnerSecrets['identify']> = null;
  here.start({ secrets: { identify: () => secret } });
  here.send(here.newRequest());
  here.queue.kick();
  await waitFor('it is known', () => here.queue.describe()[0]?.state === 'no-secret' || undefined);
  expect(here.states()).toEqual(['request waiting']);
  secret = { credentials: { kind: 'none' }, securityCode: null };
  await here.settled();
  expect(here.states()).toEqual(['request sent']);
});
