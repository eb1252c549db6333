import { expect, test } from 'vitest';
import { letterRow } from '../../../../electron/main/desk/output/letters/letter-list.queries.ts';
import { postMessage } from '../../../../electron/main/partners/exchange/post-message.ts';
import { connectionsService } from '../../../../electron/main/connections/connections.service.ts';
import type { PartnerQueue } from '../../../../electron/main/partners/sending/partner-queue.ts';
import type { PartnerId, RequestId } from '../../../../shared/domain/ids.ts';
import { takesIn } from '../../../support/conversations.ts';
import { addRequest, newOpId } from '../../../support/desk.ts';
import { realServerAndLender } from '../../../support/hub/real-server.ts';
import {
  byLease,
  endLease,
  holdsLease,
  untilOneHoldsLease,
} from '../../../support/hub/sending-workstations.ts';
import { twoWorkstations } from '../../../support/hub/two-workstations.ts';
import { openWorkstation, type Workstation } from '../../../support/hub/workstation.ts';
import { changed } from '../../../support/iso18626/meaning.ts';
import { applyStored } from '../../../support/lender/apply-stored.ts';
import { startTestPartnerQueue } from '../../../support/lender/desk-and-lender.ts';
import { type Saying, sayingXml } from '../../../support/lender/peer-xml.ts';
import { addLetter, outboxStates } from '../../../support/letters.ts';
import { receivingAt } from '../../../support/receiving.ts';
import { valueOf } from '../../../support/results.ts';
import { waitFor } from '../../../support/waiting.ts';

// Two workstations on a real hub: letters to a partner that staff hold, or that wait for the partner, are sent once, even if another
// workstation sends by then.

const { server, first } = await realServerAndLender();

const posted: string[] = [];
const open = new Map<Workstation, PartnerQueue>();
const starts = (one: Workstation): Workstation => {
  const queue = startTestPartnerQueue(one, {
    ...byLease(one),
    post: (xml, ...more) => {
      posted.push(xml);
      return postMessage(xml, ...more);
    },
  });
  open.set(one, queue);
  return one;
};
const stops = async (one: Workstation): Promise<void> => {
  await open.get(one)?.stop(500);
  open.delete(one);
  await one.stop();
};
const until = (what: string, isTrue: () => boolean): Promise<unknown> =>
  waitFor(
    what,
    () => {
      for (const [one, queue] of open) {
        queue.kick();
        one.hub.link()?.wake();
      }
      return isTrue() || undefined;
    },
    120_000,
  );
const states = (...all: readonly Workstation[]): readonly string[] =>
  all.map((one) => outboxStates(one).join());
const hold = async (at: Workstation, isHeld: boolean): Promise<void> => {
  const connections = connectionsService({
    context: at.context,
    queue: open.get(at)!,
    otherSystem: { describe: () => [], tryNow: () => undefined },
    check: () => ({ ok: true, value: null }),
    saveFile: () => Promise.resolve(null),
  });
  valueOf(await connections.hold({ opId: newOpId(), partnerId: 1 as PartnerId, isHeld }));
};
const isHeldAt = ({ raw }: Workstation): boolean =>
  raw.prepare('SELECT held_at FROM partner WHERE id = 1').pluck().get() !== null;
const says = (at: Workstation, requestId: RequestId, saying: Saying): void => {
  const sentAs = at.raw
    .prepare('SELECT sent_as FROM conversation WHERE request_id = ?')
    .pluck()
    .get(requestId);
  const parties = {
    requestId: sentAs as string,
    lender: 'NORTH',
    borrower: 'MAIN',
    at: new Date().toISOString(),
  };
  takesIn(at, Buffer.from(sayingXml(saying, parties, { version: '1.2', prefix: '' })));
};
/** How a workstation shows the receipt. */
const receiptAt = (at: Workstation): unknown => {
  const id = at.raw.prepare("SELECT id FROM outbox WHERE kind = 'received'").pluck().get() as number;
  return id === undefined ? undefined : letterRow(at.context.db, id)?.state;
};

test('letters that staff hold, or that wait for the partner, are sent once, whichever workstation sends them', async () => {
  const [a, b] = [1, 2].map((n) => addRequest(first, { externalId: `R-${n}`, status: 'REQUEST_SENT' })) as [
    RequestId,
    RequestId,
  ];
  const [one, two] = await twoWorkstations(server, first);
  for (const each of [one, two]) starts(each).mail.has = false;
  const [here, there] = await untilOneHoldsLease(one, two);
  const request = { recipient: 'partner', kind: 'request', payload: { note: '' } } as const;

  // Held from the workstation that does not send.
  await hold(there, true);
  await until('both know that they are held', () => isHeldAt(here) && isHeldAt(there));
  addLetter(there, a, request);
  addLetter(here, b, request);
  await until('both have the letters', () =>
    states(here, there).every((state) => state === 'waiting,waiting'),
  );
  await here.inStep();
  expect(posted).toEqual([]);

  // The one that sent them goes away, and the other one sends from now on.
  await stops(here);
  await stops(there);
  await endLease(server);
  const next = starts(openWorkstation(there.file));
  await until('it sends', () => holdsLease(next));
  await next.inStep();
  expect([posted, states(next)]).toEqual([[], ['waiting,waiting']]);
  const other = starts(openWorkstation(here.file));
  await other.inStep();
  expect(holdsLease(other)).toBe(false);

  // They go on from the workstation that does not send.
  await hold(other, false);
  await until('both were sent', () => states(next, other).every((state) => state === 'sent,sent'));
  expect(posted).toHaveLength(2);

  // The parcel is here before the partner said that it sent it.
  says(other, a, changed('WillSupply'));
  await until('it was heard', () => {
    applyStored(next);
    return other.raw.prepare("SELECT 1 FROM partner_message WHERE state = 'applied'").get() !== undefined;
  });
  valueOf(receivingAt(() => other).receive({ opId: newOpId(), requestId: a, barcode: 'N-31234' }));
  await until('the receipt waits for the partner everywhere', () =>
    [next, other].every((each) => receiptAt(each) === 'awaits-partner'),
  );
  expect(posted).toHaveLength(2);
  says(other, a, changed('Loaned'));
  await until('the receipt was sent', () => {
    applyStored(next);
    return [next, other].every((each) => receiptAt(each) === 'sent');
  });
  expect(posted).toHaveLength(3);
  expect(posted[2]).toContain('Received');
  for (const each of [next, other]) {
    expect(each.raw.prepare('SELECT * FROM hub_aside').all()).toEqual([]);
    await stops(each);
  }
}, 180_000);
