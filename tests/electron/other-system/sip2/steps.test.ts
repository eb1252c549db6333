import { expect, test } from 'vitest';
import { take } from '../../../../electron/main/desk/steps/take.ts';
import { newOpId } from '../../../support/desk.ts';
import { valueOf } from '../../../support/results.ts';
import { accountAt, patientLimits } from '../../../support/sip2/look-ups.ts';
import { openSipDesk } from '../../../support/sip2/sending-desk.ts';

const loansSent = (received: readonly string[]): readonly string[] =>
  received.filter((message) => /^(?:11|09|29)/u.test(message)).map((message) => message.slice(0, 2));

test('loans, renewals and returns by patrons go by SIP2; what is received, and what goes back to the partner, by NCIP', async () => {
  const { desk, there, sip, lend, giveBack, itemId, settle, shown, kept, queue } = await openSipDesk();
  valueOf(lend('T-1'));
  await settle();
  const due = (): unknown => desk.raw.prepare('SELECT due_on FROM loan').pluck().get();
  expect(sip.items.get('T-1')).toMatchObject({ onLoanTo: expect.stringMatching(/./u), dueOn: due() });
  desk.setNow('2026-12-20T10:15:00Z');
  valueOf(take(desk.context, 'renew-loan', { opId: newOpId(), itemId } as never));
  await settle();
  expect(sip.items.get('T-1')?.dueOn).toBe(due());
  valueOf(giveBack(itemId));
  await settle();
  expect(sip.items.get('T-1')?.onLoanTo).toBeNull();
  expect(loansSent(sip.received)).toEqual(['11', '29', '09']);
  expect(there.messages.map((xml) => /<(\w+Item)>/u.exec(xml)?.[1])).toEqual(['AcceptItem', 'CheckInItem']);
  expect(shown().map(({ state }) => state)).toEqual(['sent', 'sent', 'sent', 'sent']);
  expect(kept().every(({ facts }) => facts === '{}')).toBe(true);
  expect(queue().faults).toEqual([]);
});

test('without an address for NCIP, loans are sent, and receipts are keyed by hand', async () => {
  const { sip, lend, settle, shown } = await openSipDesk({ address: '' });
  valueOf(lend('T-1'));
  await settle();
  expect(loansSent(sip.received)).toEqual(['11']);
  expect(shown().map(({ kind, state }) => [kind, state])).toEqual([
    ['receive', 'by-hand'],
    ['lend', 'sent'],
  ]);
});

test.each(['silence', 'cut', 'cut-inside'] as const)(
  'an answer that is lost by %s: the item is lent there once, and counts as sent',
  async (trouble) => {
    const { sip, lend, attempt, settle, shown } = await openSipDesk({ address: '' });
    valueOf(lend('T-1'));
    // Login and status are answered.
    sip.troubles.push(undefined, undefined, trouble);
    await attempt();
    expect(shown().at(-1)).toMatchObject({
      kind: 'lend',
      state: 'waits',
      words: expect.stringMatching(/./u),
    });
    expect(sip.items.get('T-1')?.onLoanTo).not.toBeNull();
    await settle();
    expect(shown().at(-1)).toMatchObject({ kind: 'lend', state: 'sent' });
    expect(loansSent(sip.received)).toEqual(['11', '11']);
  },
);

test('a program that ends while it asks about the item does not count the step as refused', async () => {
  const { sip, lend, giveBack, itemId, attempt, settle, shown, queue } = await openSipDesk(
    { address: '' },
    {},
    patientLimits,
  );
  valueOf(lend('T-1'));
  await settle();
  sip.items.delete('T-1');
  valueOf(giveBack(itemId));
  // Login, status and check-in are answered.
  sip.troubles.push(undefined, undefined, undefined, 'silence');
  const attempted = attempt();
  await expect.poll(() => sip.received.at(-1)).toMatch(/^17/u);
  await queue().stop(5_000);
  await attempted;
  expect(shown().map(({ kind, state }) => [kind, state])).toContainEqual(['return', 'waits']);
});

test.each(['wrong-checksum', 'twice', 'old-first', 'ask-again'] as const)(
  'an answer that arrives with %s is understood, and nothing is done twice',
  async (trouble) => {
    const { sip, lend, giveBack, itemId, settle, shown } = await openSipDesk({ address: '' });
    valueOf(lend('T-1'));
    sip.troubles.push(undefined, undefined, trouble);
    await settle();
    valueOf(giveBack(itemId));
    await settle();
    expect(
      shown()
        .slice(1)
        .map(({ state }) => state),
      // What went back to the partner cannot be sent without NCIP: staff key it.
    ).toEqual(['sent', 'by-hand']);
    expect(sip.items.get('T-1')?.onLoanTo).toBeNull();
  },
);

test('what it refuses is shown in its words; an item that is not on loan needs no check-in', async () => {
  const { sip, lend, giveBack, itemId, settle, shown } = await openSipDesk({ address: '' });
  sip.items.set('T-1', { onLoanTo: 'ANOTHER', dueOn: '' });
  valueOf(lend('T-1'));
  await settle();
  expect(shown().at(-1)).toMatchObject({ kind: 'lend', state: 'refused', words: 'Item is on loan' });
  sip.items.set('T-1', { onLoanTo: null, dueOn: '' });
  valueOf(giveBack(itemId));
  await settle();
  expect(shown().at(-1)).toMatchObject({ kind: 'return', state: 'by-hand' });
});

test('without the account, or with a wrong password, everything waits and says why', async () => {
  const { sip, lend, attempt, settle, setAccount, shown, queue } = await openSipDesk({ address: '' });
  setAccount(null);
  valueOf(lend('T-1'));
  await attempt();
  await expect.poll(() => queue().describe()).toMatchObject([{ state: 'no-account' }]);
  expect(shown().at(-1)).toMatchObject({ state: 'waits' });
  setAccount(accountAt(sip.port, { password: 'wrong' }));
  await attempt();
  await expect
    .poll(() => shown().at(-1))
    .toMatchObject({ state: 'waits', words: expect.stringContaining('refuses the sign-in') });
  setAccount(accountAt(sip.port));
  await settle();
  expect(shown().at(-1)).toMatchObject({ state: 'sent' });
});
