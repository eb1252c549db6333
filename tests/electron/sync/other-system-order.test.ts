import { expect, test } from 'vitest';
import { sendingNow } from '../../../electron/main/other-system/reach.ts';
import { findSent, listDueToSend } from '../../../electron/main/desk/store/other-system.queries.ts';
import type { Instant, RequestId } from '../../../shared/domain/ids.ts';
import { newOpId } from '../../support/desk.ts';
import { sharedLibrary } from '../../support/hub/shared-library.ts';
import type { SyncDesk } from '../../support/hub/sync-desk.ts';
import { lifeTries } from '../../support/life-tries.ts';
import { setNcip } from '../../support/ncip/sending-desk.ts';
import { valueOf } from '../../support/results.ts';

// Messages to the library's other system leave in the order of the hub, whatever the clocks of the workstations say.

const shared = sharedLibrary();
/** A request whose item is on the shelf. */
const requestId = 3 as RequestId;

/** Returns the services of the messages that leave next from a workstation. */
const nextAt = ({ context: { db } }: SyncDesk): unknown[] => {
  const now = '2026-11-25T09:00:00.000Z' as Instant;
  const by = { way: 'ncip' as const, sending: sendingNow(db), now };
  return listDueToSend(db, by, { now, tooFar: now, limit: 10 }).map((id) => findSent(db, id)?.service);
};

test.each([
  [1, 2],
  [2, 1],
])(
  'an item that workstation %s lent is checked in after that, if the clock of %s is behind',
  (lends, returns) =>
    shared.hub.playOn(async () => {
      const [one, other] = [shared.openDesk(lends), shared.openDesk(returns)];
      setNcip(one, 'http://127.0.0.1:9/ncip');
      await one.sync();
      await other.sync();
      other.setNow('2026-11-25T07:00:00Z');
      valueOf(lifeTries(one)['lend']?.(requestId, newOpId(), 0) as never);
      await one.sync();
      await other.sync();
      valueOf(lifeTries(other)['return']?.(requestId, newOpId(), 0) as never);
      expect(nextAt(other), 'before its own has its place').toEqual(['CheckOutItem']);
      await other.sync();
      await one.sync();
      for (const desk of [one, other]) expect(nextAt(desk)).toEqual(['CheckOutItem']);
      expect([one.faults, other.faults]).toEqual([[], []]);
    }),
);
