import { DeskAtWork } from '../../electron/main/desk/output/desk-at-work.ts';
import type { TestDesk } from './desk.ts';

/** What a queue of a test desk needs to send messages. Pauses end only with `tryNow`, and everything that went wrong is in `faults`. */
export const testLane = ({ context: { db, now } }: Pick<TestDesk, 'context'>) => {
  const faults: unknown[] = [];
  const atWork = new DeskAtWork();
  const options = {
    db,
    now,
    atWork,
    secrets: { identify: () => ({ credentials: { kind: 'none' as const }, securityCode: null }) },
    mayTell: () => true,
    confirmed: () => Promise.resolve(true),
    random: () => 0.5,
    changed: () => undefined,
    logFault: (error: unknown) => void faults.push(error),
    retryMs: 20,
  };
  return { options, faults, atWork };
};
