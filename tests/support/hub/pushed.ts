import type { OutgoingStep } from '../../../electron/main/sync/wire.ts';
import type { SharedLibrary } from './shared-library.ts';

/** Returns a step that changes nothing, as the first workstation would push it: its n-th one. */
export const pushedStep = (n: number, others: Partial<OutgoingStep> = {}): OutgoingStep => ({
  n,
  workstation: 1,
  opId: `step-${n}` as OutgoingStep['opId'],
  kind: null,
  operatorId: 1 as OutgoingStep['operatorId'],
  deskId: 1 as OutgoingStep['deskId'],
  at: '2026-11-25T08:00:00.000Z' as OutgoingStep['at'],
  requestId: 1 as OutgoingStep['requestId'],
  outcome: 'accepted',
  timeZone: 'Europe/London',
  input: '{}',
  answer: 'null',
  reads: [],
  writes: [],
  events: [],
  changes: [],
  amends: [],
  ...others,
});

/** Pushes any value as the first workstation, which has pulled everything. Returns the verdict, with the reason if there is one. */
export const pushOne = async (shared: SharedLibrary, step: unknown): Promise<unknown> => {
  const [found] = await shared.hub.queryAs(1)('SELECT hub.push($1, $2::jsonb) AS answer', [
    1_000_000,
    JSON.stringify([step]),
  ]);
  const [{ verdict, why } = {}] = (found as { answer: { verdict?: string; why?: string | null }[] }).answer;
  return why ? [verdict, why] : verdict;
};
