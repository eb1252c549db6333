import { expect, onTestFinished } from 'vitest';
import type { NcipSettings } from '../../../electron/main/other-system/reach.ts';
import type { SipAccount } from '../../../electron/main/other-system/sip2/session.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { circulationOf } from '../circulation.ts';
import { addRequest, newOpId } from '../desk.ts';
import { openSendingDesk } from '../ncip/sending-desk.ts';
import { receivingAt } from '../receiving.ts';
import { valueOf } from '../results.ts';
import { accountAt, testLimits } from './look-ups.ts';
import { type SipServerOptions, startSipServer } from './server.ts';

/** A desk that sends loans by SIP2, and what is received by NCIP; both systems know all patrons. */
export const openSipDesk = async (
  changes: Partial<NcipSettings> = {},
  server: SipServerOptions = {},
  limits = testLimits,
) => {
  const sip = await startSipServer(server);
  onTestFinished(sip.close);
  const sending = await openSendingDesk();
  const { desk, set, restart, queue } = sending;
  set({ loansBy: 'sip2', ...changes });
  const cards = desk.raw.prepare('SELECT barcode FROM patron').pluck().all() as string[];
  for (const card of cards) sip.patrons.set(card, { name: 'Someone' });
  let account: SipAccount | null = accountAt(sip.port);
  await restart({
    sip: { account: () => account, timeZone: () => 'Europe/Berlin', limits },
  });
  const requestId = addRequest(desk, { externalId: 'R-1', status: 'SHIPPED_PHYSICALLY' });
  const { receive } = receivingAt(() => desk);
  valueOf(receive({ opId: newOpId(), requestId, barcode: 'T-1' }));
  sip.items.set('T-1', { onLoanTo: null, dueOn: '' });
  return {
    ...sending,
    ...circulationOf(desk),
    sip,
    itemId: desk.raw.prepare("SELECT id FROM item WHERE barcode = 'T-1'").pluck().get() as ItemId,
    setAccount: (next: SipAccount | null): void => {
      account = next;
    },
    /** Sends what waits, once. */
    attempt: async (): Promise<void> => {
      queue().tryNow();
      await expect.poll(() => sending.kept().some(({ state }) => state === 'sending')).toBe(false);
    },
    /** Sends until nothing waits. */
    settle: async (): Promise<void> => {
      await expect
        .poll(() => {
          queue().tryNow();
          return sending.shown().filter(({ state }) => state === 'waits');
        })
        .toEqual([]);
    },
  };
};
