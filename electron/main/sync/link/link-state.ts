import type { HubState } from '../../../../shared/ipc/hub-views.ts';
import { codeOf } from '../../db/errors.ts';
import { TooFarBehind } from '../apply-steps.ts';
import { tooMuchToday } from '../sync-steps.ts';
import { OtherCertificate } from './postgres.ts';
import type { Attempt, Stopped } from './sync.machine.ts';

// What the header shows of a state of the machine, and what an attempt came to that failed.

type Value = 'beginning' | 'connecting' | 'syncing' | 'inStep' | 'offline' | 'paused' | 'stopped' | 'ended';

/** The state of the machine as staff see it. */
export const hubStateOf = (
  value: Value,
  {
    stopped,
    failed,
    isFull,
  }: { readonly stopped: Stopped | null; readonly failed: number; readonly isFull: boolean },
): HubState => {
  const alone = isFull ? 'hub-full' : 'offline';
  switch (value) {
    case 'connecting':
      // Trying again is no other state for who looks at it: it works alone since the first time.
      return stopped ?? (failed > 0 ? alone : value);
    case 'syncing':
      return 'sharing';
    case 'offline':
      return alone;
    case 'inStep':
      return 'in-step';
    case 'stopped':
      return stopped ?? 'refused';
    case 'beginning':
      return 'connecting';
    case 'ended':
      return 'alone';
    case 'paused':
      return value;
  }
};

/** Whether it is with the hub: steps of this workstation get their place. */
export const isWithHub = (state: HubState): boolean => state === 'sharing' || state === 'in-step';

/** Whether it is with the hub, or on the way there. */
export const isUnderWay = (state: HubState): boolean => isWithHub(state) || state === 'connecting';

// What PostgreSQL says: a wrong password, a login that may not, a function that raises that this is no workstation of the hub.
const refusals = ['28P01', '28000', 'HB001', '42501'];

// Its disk is full.
const noRoom = '53100';

/** What an attempt came to that ended with an error. @param log called with what may be a fault of ours. */
export const attemptOf = (error: unknown, log: (event: string, error: unknown) => void): Attempt => {
  if (error instanceof OtherCertificate) return { kind: 'stopped', why: 'other-certificate', words: '' };
  if (error instanceof TooFarBehind) return { kind: 'stopped', why: 'too-far-behind', words: '' };
  const code = codeOf(error);
  // A fault of ours stops nothing for good: it is tried again, and is in the log.
  log('hub.failed', error);
  const words = error instanceof Error ? error.message : String(error);
  if (refusals.includes(code)) return { kind: 'stopped', why: 'refused', words };
  if (code === tooMuchToday) return { kind: 'stopped', why: 'too-much-today', words };
  return { kind: 'unreachable', words, isFull: code === noRoom };
};
