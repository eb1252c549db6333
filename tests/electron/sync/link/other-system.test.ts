import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OtherSystemQueue } from '../../../../electron/main/other-system/other-system-queue.ts';
import type { PostResult } from '../../../../electron/main/sending/verdict.ts';
import { postXml } from '../../../../electron/main/sending/post-xml.ts';
import type { OpId, RequestId } from '../../../../shared/domain/ids.ts';
import { addRequest, newOpId } from '../../../support/desk.ts';
import { realServer } from '../../../support/hub/real-server.ts';
import {
  byLease,
  endLease,
  holdsLease,
  untilOneHoldsLease,
} from '../../../support/hub/sending-workstations.ts';
import { twoWorkstations } from '../../../support/hub/two-workstations.ts';
import { openWorkstation, type Workstation } from '../../../support/hub/workstation.ts';
import { setNcip, startTestQueue } from '../../../support/ncip/sending-desk.ts';
import { type Responder, startResponder } from '../../../support/ncip/responder.ts';
import { receivingAt } from '../../../support/receiving.ts';
import { valueOf } from '../../../support/results.ts';
import { waitFor } from '../../../support/waiting.ts';

// The library's other system is sent steps of two workstations on a real hub: each message leaves once, from the one that holds the lease. If it
// is gone, the other one goes on.

const { server, first } = await realServer();
let there: Responder;
let one: Workstation;
let two: Workstation;
const requests: RequestId[] = [];

beforeAll(async () => {
  there = await startResponder({ users: { P1000001: 'Reader, A.' } });
  setNcip(first, there.address);
  for (const n of [1, 2, 3, 4])
    requests.push(addRequest(first, { externalId: `R-${n}`, status: 'SHIPPED_PHYSICALLY' }));
  [one, two] = await twoWorkstations(server, first);
  for (const each of [one, two]) each.mail.has = false;
}, 120_000);
afterAll(() => there.stop());

const statesAt = ({ raw }: Workstation): string =>
  raw.prepare('SELECT state FROM other_system_message ORDER BY created_at').pluck().all().join();

const sendFrom = (desk: Workstation, post = postXml): OtherSystemQueue =>
  startTestQueue(desk, { ...byLease(desk), post });
const receive = (desk: Workstation, requestId: RequestId, barcode: string): OpId => {
  const opId = newOpId();
  valueOf(receivingAt(() => desk as never).receive({ opId, requestId, barcode }));
  return opId;
};

test('each step leaves once, from the workstation with the lease; a program that ended goes on at its next start, and otherwise the other workstation does', async () => {
  const [here, other] = await untilOneHoldsLease(one, two);
  expect(holdsLease(other)).toBe(false);
  let open: readonly Workstation[] = [here, other];
  let queues = [sendFrom(here), sendFrom(other)];
  const goOn = (): void => {
    for (const queue of queues) queue.tryNow();
    for (const each of open) each.hub.link()?.wake();
  };
  const reach = (what: string, is: () => boolean): Promise<unknown> =>
    waitFor(what, () => {
      goOn();
      return is() || undefined;
    });
  const [a, b, c, d] = requests as [RequestId, RequestId, RequestId, RequestId];
  receive(here, a, 'T-1');
  receive(other, b, 'T-2');
  await reach('both know that they were sent', () => open.every((each) => statesAt(each) === 'sent,sent'));
  expect(there.messages).toHaveLength(2);

  // It ends while it is sending one: its next start goes on at once.
  const never = (): Promise<PostResult> => new Promise(() => undefined);
  for (const queue of queues) await queue.stop(500);
  queues = [sendFrom(here, never)];
  receive(here, c, 'T-3');
  await reach('the other one sees it leave', () => statesAt(other).includes('sending'));
  await queues[0]?.stop(1);
  queues = [sendFrom(here)];
  await reach('it has gone on', () => open.every((each) => statesAt(each) === 'sent,sent,sent'));
  expect(there.messages).toHaveLength(3);

  // It ends while it is sending one, and does not come back.
  for (const queue of queues) await queue.stop(500);
  queues = [sendFrom(here, never)];
  receive(here, d, 'T-4');
  await reach('the other one sees it leave', () => statesAt(other).includes('sending'));
  await queues[0]?.stop(1);
  await here.stop();
  await other.stop();
  const left = openWorkstation(other.file);
  await endLease(server);
  open = [left];
  queues = [sendFrom(left)];
  await reach('it has the lease', () => holdsLease(left));
  // It may be sending it still.
  expect(statesAt(left)).toBe('sent,sent,sent,sending');
  const before = new Date(Date.parse(left.context.now().toISOString()) - 200_000).toISOString();
  left.raw.exec(`UPDATE other_system_message SET updated_at = '${before}' WHERE state = 'sending'`);
  await reach('it has gone on', () => statesAt(left) === 'sent,sent,sent,sent');
  expect(there.messages).toHaveLength(4);
  for (const queue of queues) await queue.stop(500);
  expect(left.raw.prepare('SELECT * FROM hub_aside').all()).toEqual([]);
}, 180_000);
