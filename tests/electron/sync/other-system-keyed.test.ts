import { expect, onTestFinished, test } from 'vitest';
import { doneHereService } from '../../../electron/main/desk/queries/done-here/done-here.service.ts';
import type { OpId, RequestId } from '../../../shared/domain/ids.ts';
import { newOpId } from '../../support/desk.ts';
import { sharedLibrary } from '../../support/hub/shared-library.ts';
import type { SyncDesk } from '../../support/hub/sync-desk.ts';
import { startResponder } from '../../support/ncip/responder.ts';
import { setNcip, startTestQueue } from '../../support/ncip/sending-desk.ts';
import { receivingAt } from '../../support/receiving.ts';
import { valueOf } from '../../support/results.ts';

// A step is marked as done at one workstation while another one sends it, together with others.

const shared = sharedLibrary();
const requestId = 2 as RequestId;

const statesAt = ({ raw }: SyncDesk): unknown[] =>
  raw
    .prepare(
      "SELECT item.barcode || ' ' || state FROM other_system_message JOIN item ON item.id = item_id ORDER BY item.barcode",
    )
    .pluck()
    .all();

test('the others stay sent', () =>
  shared.hub.playOn(async () => {
    const [one, two] = [shared.openDesk(1), shared.openDesk(2)];
    const there = await startResponder({ users: { P1000001: 'Reader, A.' } });
    onTestFinished(there.stop);
    setNcip(one, there.address);
    const steps = ['T-1', 'T-2', 'T-3'].map((barcode): OpId => {
      const opId = newOpId();
      valueOf(receivingAt(() => one as never).receive({ opId, requestId, barcode }));
      return opId;
    });
    await shared.hub.queryAs(1)("SELECT hub.take_lease('letters', 60) AS answer", []);
    let rounds = 0;
    const queue = startTestQueue(one, {
      // What is posted is known to both. In the second round, one of two is marked as done before what becomes of them is.
      confirmed: async () => {
        await one.sync();
        rounds += 1;
        if (rounds < 2) return true;
        await two.sync();
        expect(statesAt(two)).toEqual(['T-1 sent', 'T-2 sending', 'T-3 sending']);
        const done = doneHereService(two.context);
        valueOf(done.key({ opId: newOpId(), steps: [steps[1] as OpId], keyed: true }));
        await two.sync();
        return true;
      },
    });
    await one.sync();
    queue.kick();
    await expect.poll(() => statesAt(one)).toEqual(['T-1 sent', 'T-2 sent', 'T-3 sent']);
    await queue.stop();
    for (const desk of [one, two, one]) await desk.sync();
    for (const desk of [one, two]) expect(statesAt(desk)).toEqual(['T-1 sent', 'T-2 in-doubt', 'T-3 sent']);
    expect([queue.faults, one.faults, two.faults]).toEqual([[], [], []]);
    expect(there.messages).toHaveLength(3);
  }));
