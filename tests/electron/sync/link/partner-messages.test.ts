import { expect, test } from 'vitest';
import type { PostResult } from '../../../../electron/main/sending/verdict.ts';
import { postMessage } from '../../../../electron/main/partners/exchange/post-message.ts';
import type { PartnerQueue } from '../../../../electron/main/partners/sending/partner-queue.ts';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { addRequest } from '../../../support/desk.ts';
import { realServerAndLender } from '../../../support/hub/real-server.ts';
import {
  byLease,
  endLease,
  holdsLease,
  untilOneHoldsLease,
} from '../../../support/hub/sending-workstations.ts';
import { twoWorkstations } from '../../../support/hub/two-workstations.ts';
import { openWorkstation, type Workstation } from '../../../support/hub/workstation.ts';
import { startTestPartnerQueue } from '../../../support/lender/desk-and-lender.ts';
import { addLetter, outboxStates } from '../../../support/letters.ts';
import { waitFor } from '../../../support/waiting.ts';

// Partners are told by protocol from two workstations on a real hub: each message leaves once, from the one that holds the lease,
// and if it is gone, the other one goes on with the same bytes.

const { server, first, lender } = await realServerAndLender();

const tellFrom = (one: Workstation, posted: string[], post = postMessage): PartnerQueue =>
  startTestPartnerQueue(one, {
    ...byLease(one),
    post: (xml, ...more) => {
      posted.push(xml);
      return post(xml, ...more);
    },
  });

const sentAs = ({ raw }: Workstation, requestId: RequestId): string =>
  raw.prepare('SELECT sent_as FROM conversation WHERE request_id = ?').pluck().get(requestId) as string;

test('a message leaves once, from the workstation with the lease, and the same bytes again from the other one if that is gone', async () => {
  const requests = [1, 2, 3].map((n) => addRequest(first, { externalId: `R-${n}`, status: 'REQUEST_SENT' }));
  const [a, b, c] = requests as [RequestId, RequestId, RequestId];
  const [one, two] = await twoWorkstations(server, first);
  for (const each of [one, two]) each.mail.has = false;
  const [here, there] = await untilOneHoldsLease(one, two);
  expect(holdsLease(there)).toBe(false);
  const posted: string[] = [];
  const open = new Set([one, two]);
  const queues = [tellFrom(here, posted), tellFrom(there, posted)];
  const goOn = (): void => {
    for (const queue of queues) queue.kick();
    for (const each of open) each.hub.link()?.wake();
  };
  const write = (at: Workstation, requestId: RequestId): unknown =>
    addLetter(at, requestId, { recipient: 'partner', kind: 'request', payload: { note: '' } });
  write(here, a);
  write(there, b);
  await waitFor('both know that they were sent', () => {
    goOn();
    return [one, two].every((each) => outboxStates(each).join() === 'sent,sent') || undefined;
  });
  expect(posted).toHaveLength(2);
  for (const requestId of [a, b]) expect(lender.hasHeardOf(sentAs(there, requestId))).toBe(true);

  // It is posting a message when it is gone.
  for (const queue of queues.splice(0)) await queue.stop(500);
  const never = (): Promise<PostResult> => new Promise(() => undefined);
  queues.push(tellFrom(here, posted, never));
  write(here, c);
  await waitFor('it is being posted, and the other one knows', () => {
    goOn();
    return (posted.length === 3 && outboxStates(there).includes('sending')) || undefined;
  });
  await queues.splice(0)[0]?.stop(1);
  await here.stop();
  open.delete(here);
  // Its lease is looked for again after a while; a new start looks at once.
  await there.stop();
  const other = openWorkstation(there.file);
  await endLease(server);
  open.delete(there);
  open.add(other);
  // As if the first one had been gone for long.
  other.raw.exec("UPDATE outbox SET updated_at = '2026-01-01T00:00:00.000Z' WHERE state = 'sending'");
  await waitFor('the other one tells partners', () => {
    other.hub.link()?.wake();
    return holdsLease(other) || undefined;
  });
  queues.push(tellFrom(other, posted));
  await waitFor('it has gone on', () => {
    goOn();
    return outboxStates(other).join() === 'sent,sent,sent' || undefined;
  });
  expect(posted).toHaveLength(4);
  expect(posted[3]).toBe(posted[2]);
  expect(lender.hasHeardOf(sentAs(other, c))).toBe(true);
  for (const queue of queues) await queue.stop(500);
  expect(other.raw.prepare('SELECT * FROM hub_aside').all()).toEqual([]);
}, 120_000);
