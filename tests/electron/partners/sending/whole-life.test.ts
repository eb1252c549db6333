import { expect, test } from 'vitest';
import { useDeskAndLender } from '../../../support/lender/desk-and-lender.ts';

// A letter to a partner that speaks ISO 18626 leaves as messages, from the steps that staff take.

const here = useDeskAndLender();

test('a request lives its whole life with a lender over HTTP', async () => {
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
