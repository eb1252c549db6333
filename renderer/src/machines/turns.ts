import { instantOf } from '../../../shared/domain/dates.ts';
import type { LostCode, PastRefusal } from './lane-types.ts';

/** How many codes may wait. A person notices long before; beyond it scans are refused loudly. */
export const maxWaiting = 50;
const maxRefusals = 20;

/** The next code has its turn: the pending call is over. */
export const nextTurn = ({ turn }: { readonly turn: number }) => ({
  pending: null,
  failure: '',
  turn: turn + 1,
});

/** Whether a code has no room in the queue any more. */
export const isQueueFull = ({ waiting }: { readonly waiting: readonly unknown[] }): boolean =>
  waiting.length >= maxWaiting;

/** Keeps a scan that was not taken, to be told. */
export const lose = (
  { lost }: { readonly lost: readonly LostCode[] },
  code: string,
  why: LostCode['why'],
): { readonly lost: readonly LostCode[] } => ({ lost: [...lost, { code, why }] });

/** Takes the first waiting code out of the queue. */
export const dequeue = <Code>({
  waiting,
}: {
  readonly waiting: readonly Code[];
}): { readonly waiting: readonly Code[] } => ({ waiting: waiting.slice(1) });

/** The refusals that the list beside the lane shows once this one came: newest first, at most 20. */
export const withRefusal = (
  context: { readonly refusals: readonly PastRefusal[]; readonly now: () => Date },
  code: string,
  message: string,
): readonly PastRefusal[] =>
  [
    { at: instantOf(context.now()), code, message, seq: (context.refusals[0]?.seq ?? 0) + 1 },
    ...context.refusals,
  ].slice(0, maxRefusals);
