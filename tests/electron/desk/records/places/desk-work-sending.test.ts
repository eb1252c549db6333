import { expect, test } from 'vitest';
import { asItIs, busyDesk, closed } from '../../../../support/busy-desk.ts';
import { addItem, information, main } from '../../../../support/circulation.ts';
import { addRequest, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { spellOut } from '../../../../support/life.ts';
import { setNcip } from '../../../../support/ncip/sending-desk.ts';
import { valueOf } from '../../../../support/results.ts';

// A desk with much work closes in a library that sends its steps to its other system.

const desk = forEachTest(openTestDesk);
const { save } = busyDesk(() => desk);

const requests = 1_000;
const rounds = 3;

test('closing it takes no longer than without sending, and sends nothing', () => {
  desk.raw.transaction(() => {
    for (let n = 0; n < requests; n += 1) {
      const about = {
        externalId: `R-${n}`,
        pickupDeskId: information,
        status: 'RECEIVED_PHYSICALLY',
      } as const;
      const id = addRequest(desk, about, true);
      const item = {
        barcode: `N-${n}`,
        status: 'on-hold-shelf',
        deskId: information,
        owningDeskId: main,
      } as const;
      addItem(desk, id, item);
      spellOut(desk.raw, id);
    }
  })();
  const close = (): number => {
    const opId = newOpId();
    const since = performance.now();
    valueOf(save(closed, { moveTo: main }, opId));
    const took = performance.now() - since;
    valueOf(save(asItIs, { undoes: opId }));
    return took;
  };
  close();
  const took = { without: Number.POSITIVE_INFINITY, sending: Number.POSITIVE_INFINITY };
  for (let round = 0; round < rounds; round += 1) {
    setNcip(desk, 'http://127.0.0.1:9/ncip', { kind: 'none' });
    took.without = Math.min(took.without, close());
    setNcip(desk, 'http://127.0.0.1:9/ncip');
    took.sending = Math.min(took.sending, close());
  }
  expect(desk.raw.prepare('SELECT count(*) FROM other_system_message').pluck().get()).toBe(0);
  // It takes the same: the limit is for a busy machine. To look at all changes for each request took 34 times as long.
  expect(took.sending / took.without).toBeLessThan(6);
}, 60_000);
