import { waitFor } from '../waiting.ts';
import type { Workstation } from './workstation.ts';

/** Whether a workstation holds the lease to send letters and messages. */
export const holdsLease = ({ hub }: Workstation): boolean => hub.link()?.sendsLetters() === true;

/** With this, a queue sends only while its workstation holds the lease, and what the hub has confirmed. */
export const byLease = (desk: Workstation) => ({
  mayTell: () => holdsLease(desk),
  confirmed: async () => (await desk.hub.link()?.confirmed()) ?? true,
});

/** Waits until one of two workstations holds the lease. @returns that one first */
export const untilOneHoldsLease = async (
  one: Workstation,
  two: Workstation,
): Promise<readonly [Workstation, Workstation]> => {
  await waitFor(
    'one of them holds the lease',
    () => {
      for (const each of [one, two]) each.hub.link()?.wake();
      return holdsLease(one) || holdsLease(two) || undefined;
    },
    120_000,
  );
  return holdsLease(one) ? [one, two] : [two, one];
};

type Hub = {
  readonly connect: () => Promise<{ query: (sql: string) => Promise<unknown>; end: () => Promise<void> }>;
};

/** Ends the lease of a workstation that is gone. */
export const endLease = async (server: Hub): Promise<void> => {
  const administrator = await server.connect();
  await administrator.query("UPDATE hub.lease SET until = now() - interval '1 second'");
  await administrator.end();
};
