import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OtherSystemQueue } from '../../../../electron/main/other-system/other-system-queue.ts';
import type { SipAccount } from '../../../../electron/main/other-system/sip2/session.ts';
import type { ItemId, RequestId } from '../../../../shared/domain/ids.ts';
import { circulationOf, reader } from '../../../support/circulation.ts';
import { addRequest, newOpId } from '../../../support/desk.ts';
import { realServer } from '../../../support/hub/real-server.ts';
import { byLease, endLease, untilOneHoldsLease } from '../../../support/hub/sending-workstations.ts';
import { twoWorkstations } from '../../../support/hub/two-workstations.ts';
import { faults, openWorkstation, type Workstation } from '../../../support/hub/workstation.ts';
import { setNcip, startTestQueue } from '../../../support/ncip/sending-desk.ts';
import { type Responder, startResponder } from '../../../support/ncip/responder.ts';
import { receivingAt } from '../../../support/receiving.ts';
import { valueOf } from '../../../support/results.ts';
import { accountAt, testLimits } from '../../../support/sip2/look-ups.ts';
import { type SipServer, startSipServer } from '../../../support/sip2/server.ts';
import { waitFor } from '../../../support/waiting.ts';

// Loans of two workstations on a real hub go by SIP2, and each workstation has an account of its own, or none: the one that holds the lease sends all.

const { server, first } = await realServer();
let ncip: Responder;
let sip: SipServer;
let one: Workstation;
let two: Workstation;
const requests: RequestId[] = [];

beforeAll(async () => {
  const card = first.raw.prepare('SELECT barcode FROM patron WHERE id = ?').pluck().get(reader) as string;
  ncip = await startResponder({ users: { [card]: 'Reader, A.' } });
  sip = await startSipServer();
  sip.patrons.set(card, { name: 'Reader, A.' });
  setNcip(first, ncip.address, { loansBy: 'sip2' });
  for (const n of [1, 2])
    requests.push(addRequest(first, { externalId: `R-${n}`, status: 'SHIPPED_PHYSICALLY' }));
  [one, two] = await twoWorkstations(server, first);
  for (const each of [one, two]) each.mail.has = false;
}, 120_000);
afterAll(async () => {
  await ncip.stop();
  await sip.close();
});

const sentBy = ({ raw }: Workstation, way: 'ncip' | 'sip2'): unknown =>
  raw
    .prepare(
      `SELECT group_concat(state) FROM (SELECT state FROM other_system_message
        WHERE service ${way === 'sip2' ? '=' : '<>'} 'CheckOutItem' ORDER BY created_at)`,
    )
    .pluck()
    .get();
const loans = (): readonly string[] => sip.received.filter((message) => message.startsWith('11'));

test('where the workstation that sends has no account, loans wait, and everything else is sent; the next one to send goes on with its own account', async () => {
  const [here, other] = await untilOneHoldsLease(one, two);
  const sendFrom = (desk: Workstation, account: () => SipAccount | null): OtherSystemQueue =>
    startTestQueue(desk, {
      ...byLease(desk),
      sip: { account, timeZone: () => 'Europe/London', limits: testLimits },
    });
  let atHere: SipAccount | null = null;
  const queues = [sendFrom(here, () => atHere), sendFrom(other, () => accountAt(sip.port))];
  const reach = (what: string, is: () => boolean): Promise<unknown> =>
    waitFor(
      what,
      () => {
        for (const queue of queues) queue.tryNow();
        for (const each of [here, other]) each.hub.link()?.wake();
        return is() || undefined;
      },
      60_000,
    );
  for (const [at, desk] of [here, other].entries()) {
    const barcode = `T-${at + 1}`;
    sip.items.set(barcode, { onLoanTo: null, dueOn: '' });
    const requestId = requests[at] as RequestId;
    valueOf(receivingAt(() => desk).receive({ opId: newOpId(), requestId, barcode }));
    valueOf(circulationOf(desk).lend(barcode));
  }
  await reach('all receipts are sent', () => sentBy(here, 'ncip') === 'sent,sent');
  expect(ncip.messages).toHaveLength(2);
  expect(loans()).toEqual([]);
  expect(sentBy(here, 'sip2')).not.toContain('sent');
  expect(queues[0]?.describe()).toMatchObject([
    { receiver: 'ncip', state: 'up' },
    { receiver: 'sip2', state: 'no-account' },
  ]);

  // The account is entered there too.
  atHere = accountAt(sip.port);
  await reach('both know that the loans are sent', () =>
    [here, other].every((desk) => sentBy(desk, 'sip2') === 'sent,sent'),
  );
  expect(loans()).toHaveLength(2);
  expect([...sip.items.values()].every(({ onLoanTo }) => onLoanTo !== null)).toBe(true);

  // The lease goes to the other one, which sends the return of an item that was lent at the first.
  const itemId = here.raw.prepare("SELECT id FROM item WHERE barcode = 'T-1'").pluck().get() as ItemId;
  for (const queue of queues) await queue.stop(500);
  valueOf(circulationOf(here).giveBack(itemId));
  await here.inStep();
  await other.inStep();
  for (const each of [here, other]) await each.stop();
  await endLease(server);
  const left = openWorkstation(other.file);
  const queue = sendFrom(left, () => accountAt(sip.port));
  await waitFor(
    'the other one sends it',
    () => {
      left.hub.link()?.wake();
      queue.tryNow();
      return sip.items.get('T-1')?.onLoanTo === null || undefined;
    },
    60_000,
  );
  await queue.stop(500);
  expect(faults).toEqual([]);
}, 240_000);
