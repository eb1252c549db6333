import { expect, test } from 'vitest';
import type { LaneView } from '../../../electron/main/sending/lane.ts';
import { addRequest, newOpId } from '../../support/desk.ts';
import { receivingAt } from '../../support/receiving.ts';
import { valueOf } from '../../support/results.ts';
import { accountAt } from '../../support/sip2/look-ups.ts';
import { openSipDesk } from '../../support/sip2/sending-desk.ts';

// NCIP and SIP2 are two servers of the other system: one that cannot be reached does not stop the other, and the steps of an item keep their order.

type Desk = Awaited<ReturnType<typeof openSipDesk>>;

const receive = ({ desk }: Desk, externalId: string, barcode: string): void => {
  const requestId = addRequest(desk, { externalId, status: 'SHIPPED_PHYSICALLY' });
  valueOf(receivingAt(() => desk).receive({ opId: newOpId(), requestId, barcode }));
};
const statesOf = ({ shown }: Desk): string =>
  shown()
    .map(({ kind, state }) => `${kind} ${state}`)
    .join(', ');
const viewOf = ({ queue }: Desk, way: 'ncip' | 'sip2'): LaneView | undefined =>
  queue()
    .describe()
    .find(({ receiver }) => receiver === way);

test.each([
  ['is down', (port: number) => accountAt(port, { port: 9 }), 'down'],
  ['is not set up at this workstation', () => null, 'no-account'],
  ['refuses the login', (port: number) => accountAt(port, { password: 'wrong' }), 'down'],
])(
  'while the SIP2 server %s, NCIP goes on, and loans follow once it answers',
  async (_how, accountOf, state) => {
    const here = await openSipDesk();
    const { sip, setAccount, lend, attempt, settle, queue } = here;
    await settle();
    setAccount(accountOf(sip.port));
    valueOf(lend('T-1'));
    await attempt();
    receive(here, 'R-2', 'T-2');
    queue().kick();
    await expect.poll(() => statesOf(here)).toBe('receive sent, lend waits, receive sent');
    expect(viewOf(here, 'ncip')).toMatchObject({ state: 'up', words: '' });
    expect(viewOf(here, 'sip2')?.state).toBe(state);
    expect(viewOf(here, 'sip2')?.words !== '').toBe(state === 'down');
    setAccount(accountAt(sip.port));
    await settle();
    expect(statesOf(here)).toBe('receive sent, lend sent, receive sent');
    expect(viewOf(here, 'sip2')?.state).toBe('up');
    expect(queue().faults).toEqual([]);
  },
);

test('while NCIP is down, loans go on by SIP2, but not of an item that NCIP has not accepted yet', async () => {
  const here = await openSipDesk();
  const { sip, there, lend, settle, queue } = here;
  await settle();
  there.fail(...Array.from({ length: 4 }, () => 'busy' as const));
  receive(here, 'R-2', 'T-2');
  sip.items.set('T-2', { onLoanTo: null, dueOn: '' });
  queue().tryNow('ncip');
  await expect.poll(() => viewOf(here, 'ncip')?.state).toBe('down');
  valueOf(lend('T-2'));
  valueOf(lend('T-1'));
  queue().tryNow('sip2');
  await expect.poll(() => statesOf(here)).toBe('receive sent, receive waits, lend waits, lend sent');
  expect(sip.items.get('T-2')?.onLoanTo).toBeNull();
  // Nobody asks for it: the loan follows the receipt by itself.
  for (let tries = 0; tries < 4; tries += 1) {
    queue().tryNow('ncip');
    await expect.poll(() => here.kept().some(({ state }) => state === 'sending')).toBe(false);
  }
  await expect.poll(() => statesOf(here)).toBe('receive sent, receive sent, lend sent, lend sent');
  expect(sip.items.get('T-2')?.onLoanTo).toMatch(/./u);
});

test('what waits for a protocol that is no longer set up is keyed by hand, and what goes by the other is sent', async () => {
  const here = await openSipDesk({ isHeld: true });
  const { set, lend, sip, queue } = here;
  receive(here, 'R-2', 'T-2');
  set({ loansBy: 'sip2', address: '' });
  expect(statesOf(here)).toBe('receive by-hand, receive by-hand');
  sip.items.set('T-1', { onLoanTo: null, dueOn: '' });
  valueOf(lend('T-1'));
  queue().tryNow();
  await expect.poll(() => statesOf(here)).toBe('receive by-hand, receive by-hand, lend waits');
  const [first] = here.desk.raw.prepare('SELECT op_id FROM other_system_message ORDER BY id').pluck().all();
  valueOf(here.done.key({ opId: newOpId(), steps: [first as never], keyed: true }));
  queue().kick();
  await expect.poll(() => statesOf(here)).toContain('lend sent');
});

test('a loan waits for the receipt of its item, also if its barcode was corrected in between', async () => {
  const here = await openSipDesk({ address: 'http://127.0.0.1:9/ncip' });
  const { desk, sip, lend, attempt, set, queue } = here;
  await attempt();
  set({ loansBy: 'sip2', address: 'http://127.0.0.1:9/ncip', received: false });
  receive(here, 'R-2', 'T-2');
  desk.raw.exec("UPDATE item SET barcode = 'T-NEW' WHERE barcode = 'T-1'");
  for (const barcode of ['T-NEW', 'T-2']) {
    sip.items.set(barcode, { onLoanTo: null, dueOn: '' });
    valueOf(lend(barcode));
  }
  queue().tryNow('sip2');
  await expect.poll(() => statesOf(here)).toBe('receive by-hand, receive by-hand, lend waits, lend sent');
  set({ loansBy: 'sip2' });
  await here.settle();
  expect(sip.items.get('T-NEW')?.onLoanTo).toMatch(/./u);
});
