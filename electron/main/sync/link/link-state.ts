import { instantOf } from '../../../../shared/domain/dates.ts';
import type { HubState, HubStatus } from '../../../../shared/ipc/hub-views.ts';
import { codeOf } from '../../db/errors.ts';
import { TooFarBehindError } from '../apply-steps.ts';
import { tooMuchToday } from '../sync-steps.ts';
import { OtherCertificateError } from './postgres.ts';
import type { Attempt, Stopped } from './sync.machine.ts';

// Which state the header shows for a state of the machine, and how a failed attempt is classified.

type Value = 'beginning' | 'connecting' | 'syncing' | 'inStep' | 'offline' | 'paused' | 'stopped' | 'ended';

/** Returns the state of the machine as staff see it. */
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
      // A retry does not count as a new state for the user: it has been working alone since the first failure.
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

/** Whether it is connected to the hub: steps of this workstation get their position. */
export const isConnectedToHub = (state: HubState): boolean => state === 'sharing' || state === 'in-step';

/** Whether it is connected to the hub, or connecting. */
export const isUnderWay = (state: HubState): boolean => isConnectedToHub(state) || state === 'connecting';

/** The largest difference between clocks that is not reported. */
const clockMarginMs = 300_000;

/** Steps are dated by this computer's clock: returns both if it is wrong by more than any network delay explains, otherwise null. */
export const wrongClocks = (hub: Date, here: Date): HubStatus['clocks'] =>
  Math.abs(here.getTime() - hub.getTime()) < clockMarginMs
    ? null
    : { here: instantOf(here), hub: instantOf(hub) };

// Error codes of PostgreSQL and the hub: a wrong password, a login without permission, a function that does not know this workstation.
const refusals = ['28P01', '28000', 'HB001', '42501'];

// PostgreSQL error code: the disk is full.
const noRoom = '53100';

/** Classifies an attempt that failed with an error. @param log called with errors that may be bugs. */
export const attemptOf = (error: unknown, log: (event: string, error: unknown) => void): Attempt => {
  if (error instanceof OtherCertificateError) return { kind: 'stopped', why: 'other-certificate', words: '' };
  if (error instanceof TooFarBehindError) return { kind: 'stopped', why: 'too-far-behind', words: '' };
  const code = codeOf(error);
  // A bug stops nothing permanently: the attempt is retried, and the error is logged.
  log('hub.failed', error);
  const words = error instanceof Error ? error.message : String(error);
  if (refusals.includes(code)) return { kind: 'stopped', why: 'refused', words };
  if (code === tooMuchToday) return { kind: 'stopped', why: 'too-much-today', words };
  return { kind: 'unreachable', words, isFull: code === noRoom };
};
