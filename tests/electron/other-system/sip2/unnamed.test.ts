import { expect, onTestFinished, test } from 'vitest';
import { take } from '../../../../electron/main/desk/steps/take.ts';
import { newOpId } from '../../../support/desk.ts';
import { valueOf } from '../../../support/results.ts';
import { accountAt, lookUpsWith } from '../../../support/sip2/look-ups.ts';
import { openSipDesk } from '../../../support/sip2/sending-desk.ts';
import { startSipServer } from '../../../support/sip2/server.ts';

// Servers that number no answers, and do not name in them what they are about.

const kindsOf = (received: readonly string[]): string =>
  received
    .map((message) => message.slice(0, 2))
    .filter((kind) => ['11', '29', '09', '17'].includes(kind))
    .join();

test('each loan, renewal and return is sent once, and none is in doubt', async () => {
  const { desk, sip, lend, giveBack, itemId, settle, shown, queue } = await openSipDesk(
    { address: '' },
    { isNumbered: false, names: false },
  );
  valueOf(lend('T-1'));
  await settle();
  desk.setNow('2026-12-20T10:15:00Z');
  valueOf(take(desk.context, 'renew-loan', { opId: newOpId(), itemId } as never));
  valueOf(giveBack(itemId));
  await settle();
  expect(kindsOf(sip.received)).toBe('11,29,09');
  expect(shown().map(({ state }) => state)).toEqual(['by-hand', 'sent', 'sent', 'by-hand']);
  expect(sip.items.get('T-1')?.onLoanTo).toBeNull();
  expect(queue().faults).toEqual([]);
});

test('a return that is refused is settled by asking for the item', async () => {
  const { sip, lend, giveBack, itemId, settle, shown } = await openSipDesk(
    { address: '' },
    { isNumbered: false, names: false },
  );
  valueOf(lend('T-1'));
  await settle();
  sip.items.set('T-1', { onLoanTo: null, dueOn: '' });
  valueOf(giveBack(itemId));
  await settle();
  expect(kindsOf(sip.received)).toBe('11,09,17');
  expect(shown().at(-1)).toMatchObject({ kind: 'return', state: 'by-hand' });
});

test('one card after the other is looked up, and none gets the answer for another', async () => {
  const sip = await startSipServer({ isNumbered: false, names: false });
  onTestFinished(sip.close);
  sip.patrons.set('P-1', { name: 'First' });
  sip.patrons.set('P-2', { name: 'Second' });
  const account = accountAt(sip.port);
  const { lookUps } = lookUpsWith(() => account);
  lookUps.ask('P-1');
  lookUps.ask('P-2');
  for (const [card, name] of [
    ['P-1', 'First'],
    ['P-2', 'Second'],
  ] as const)
    await expect.poll(() => lookUps.known(card)).toMatchObject({ state: 'found', name });
  await lookUps.stop();
});

test.each([
  ['was carried out', true, 'sent'],
  ['was not carried out, or to another day', false, 'in-doubt'],
])(
  'a renewal without an answer is not sent again: that it %s is seen in the due date there',
  async (_what, isDone, state) => {
    const { desk, sip, lend, itemId, attempt, settle, shown } = await openSipDesk({ address: '' });
    valueOf(lend('T-1'));
    await settle();
    desk.setNow('2026-12-20T10:15:00Z');
    valueOf(take(desk.context, 'renew-loan', { opId: newOpId(), itemId } as never));
    sip.troubles.push(undefined, undefined, 'cut');
    await attempt();
    expect(shown().at(-1)).toMatchObject({ kind: 'renew-loan', state: 'waits' });
    const item = sip.items.get('T-1');
    if (item && !isDone) item.dueOn = '2026-12-21';
    await settle();
    expect(shown().at(-1)).toMatchObject({ kind: 'renew-loan', state });
    expect(kindsOf(sip.received)).toBe('11,29,17');
  },
);
