import { expect, test } from 'vitest';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { reader } from '../../../support/circulation.ts';
import { addRequest, newOpId } from '../../../support/desk.ts';
import { realServer } from '../../../support/hub/real-server.ts';
import { byLease, untilOneHoldsLease } from '../../../support/hub/sending-workstations.ts';
import { twoWorkstations } from '../../../support/hub/two-workstations.ts';
import { faults } from '../../../support/hub/workstation.ts';
import { setNcip, startTestQueue } from '../../../support/ncip/sending-desk.ts';
import { startResponder } from '../../../support/ncip/responder.ts';
import { receivingAt } from '../../../support/receiving.ts';
import { valueOf } from '../../../support/results.ts';
import { waitFor } from '../../../support/waiting.ts';

// The hub refuses what the program of a workstation writes by itself: that it begins to send a message.

const { server, first } = await realServer();
const kind = `'(none)', 'other_system_message'`;
const refusal = 'HB005 (none) writes no other_system_message';

test('the message is not posted and tried again only after a pause, the page of the hub says why, and once the hub accepts it, it is sent', async () => {
  const card = first.raw.prepare('SELECT barcode FROM patron WHERE id = ?').pluck().get(reader) as string;
  const there = await startResponder({ users: { [card]: 'Reader, A.' } });
  setNcip(first, there.address);
  const requestId: RequestId = addRequest(first, { externalId: 'R-1', status: 'SHIPPED_PHYSICALLY' });
  const [one] = await untilOneHoldsLease(...(await twoWorkstations(server, first)));
  const administrator = await server.connect();
  const [removed] = (
    await administrator.query(
      `DELETE FROM hub.kind_write WHERE (kind, "table") IN ((${kind})) RETURNING adds, removes, columns`,
    )
  ).rows as readonly { readonly adds: boolean; readonly removes: boolean; readonly columns: string[] }[];
  const queue = startTestQueue(one, {
    ...byLease(one),
    changed: () => one.hub.link()?.wake(),
  });
  valueOf(receivingAt(() => one).receive({ opId: newOpId(), requestId, barcode: 'T-1' }));
  await one.inStep();
  expect(one.status().words).toBe('');
  const stateOf = (): unknown => one.raw.prepare('SELECT state FROM other_system_message').pluck().get();
  // Staff take steps, each of which looks for messages that are due.
  for (let steps = 0; steps < 20; steps += 1) {
    queue.kick();
    await one.inStep();
  }
  await waitFor('the page says why', () => one.status().words === refusal || undefined);
  // The beginning, and what became of it.
  expect(faults).toEqual([refusal, refusal]);
  expect([stateOf(), there.messages.length]).toEqual(['waiting', 0]);
  expect(queue.describe()).toMatchObject([{ words: expect.stringMatching(/^The hub has not confirmed/u) }]);
  queue.tryNow();
  await waitFor('it is tried once more', () => faults.length === 4 || undefined);

  const { adds, removes, columns } = removed ?? { adds: false, removes: false, columns: [] };
  await administrator.query(`INSERT INTO hub.kind_write VALUES (${kind}, $1, $2, $3)`, [
    adds,
    removes,
    columns,
  ]);
  await administrator.end();
  await waitFor('it is sent', () => {
    queue.tryNow();
    return stateOf() === 'sent' || undefined;
  });
  expect(there.messages).toHaveLength(1);
  await queue.stop(500);
  await there.stop();
  expect(queue.faults).toEqual([]);
  faults.length = 0;
}, 120_000);
