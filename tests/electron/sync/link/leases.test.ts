import { afterEach, expect, test, vi } from 'vitest';
import { Leases } from '../../../../electron/main/sync/link/leases.ts';
import { openTestDesk, type TestDesk } from '../../../support/desk.ts';

// Which workstation sends letters and tells partners, as far as it decides that itself; the hub's side is tested on a real one.

let desk: TestDesk;
afterEach(() => {
  vi.restoreAllMocks();
  desk.close();
});

test('a workstation without a mail account takes the lease only if nobody has it', async () => {
  desk = openTestDesk();
  let seconds = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => seconds * 1_000);
  let sender = 'Desk two';
  const asked: string[] = [];
  const hub = {
    takeLease: (name: string) => {
      asked.push(name);
      sender = 'Desk one';
      return Promise.resolve({ mine: true, holder: 'Desk one' });
    },
    workstations: () => Promise.resolve([{ name: sender, sendsLetters: sender !== '' }]),
  };
  const leases = new Leases(hub as never, desk.context.db, () => undefined);
  const look = async (): Promise<boolean> => {
    seconds += 60;
    await (leases.isFree('letters') ? leases.keep('letters') : leases.refreshSender());
    return leases.isMine('letters');
  };
  // It does not know yet, and then somebody has it.
  expect([await look(), await look(), asked]).toEqual([false, false, []]);
  sender = '';
  expect([await look(), asked]).toEqual([false, []]);
  expect([await look(), await look(), asked]).toEqual([true, true, ['letters', 'letters']]);
});
