import type { OfferedOp } from '../../../electron/main/sync/op.ts';
import type { SharedLibrary } from './shared-library.ts';

/** A step that a workstation offers and that changes nothing: the n-th of the first one. */
export const offeredStep = (n: number, others: Partial<OfferedOp> = {}): OfferedOp => ({
  n,
  workstation: 1,
  opId: `step-${n}` as OfferedOp['opId'],
  kind: null,
  operatorId: 1 as OfferedOp['operatorId'],
  deskId: 1 as OfferedOp['deskId'],
  at: '2026-11-25T08:00:00.000Z' as OfferedOp['at'],
  requestId: 1 as OfferedOp['requestId'],
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

/** Offers whatever it is as the first workstation does, which has taken in everything: the verdict, and why where there is a reason. */
export const offerOne = async (shared: SharedLibrary, step: unknown): Promise<unknown> => {
  const [found] = await shared.hub.queryAs(1)('SELECT hub.push($1, $2::jsonb) AS answer', [
    1_000_000,
    JSON.stringify([step]),
  ]);
  const [{ verdict, why } = {}] = (found as { answer: { verdict?: string; why?: string | null }[] }).answer;
  return why ? [verdict, why] : verdict;
};
